#include "check/xref/book.h"

#include "aws/resource_name.h"

sl_book sl_book_open(const sl_survey *survey)
{
    return (sl_book){.survey = survey, .ids = sl_xref_ids_of(survey)};
}

void sl_book_close(sl_book *book)
{
    sl_xref_ids_free(&book->ids);
    sl_arena_free(&book->arena);
    *book = (sl_book){0};
}

static sl_book_entry *entry_of(sl_book *book, const sl_aws_fact *fact)
{
    sl_aws_kind kind = fact->kind;

    if (!book->entries[kind]) {
        sl_aws_range facts = sl_survey_aws(book->survey, kind);

        book->first[kind] = facts.at;
        book->entries[kind] =
            sl_arena_calloc(&book->arena, facts.len, sizeof *book->entries[kind]);
    }
    return book->entries[kind] + (fact - book->first[kind]);
}

/* The reference as policies have to name it. */
static sl_str target_of(sl_arena *arena, sl_str text)
{
    sl_buf target = {0};
    sl_arn arn;

    if (sl_arn_parse(text, &arn) != SL_ARN_OK)
        return (sl_str){0};
    sl_arn_reference(&arn, &target);
    text = sl_arena_str(arena, sl_buf_str(&target));
    sl_buf_free(&target);
    return text;
}

const sl_book_entry *sl_book_of(sl_book *book, const sl_aws_fact *fact)
{
    sl_book_entry *entry = entry_of(book, fact);

    if (entry->read)
        return entry;
    entry->read = true;
    entry->secret = sl_xref_secret(&book->ids, fact);
    entry->text = sl_xref_named(&book->ids, &book->arena, fact);
    if (fact->kind == SL_AWS_SECRET_REF)
        entry->text = target_of(&book->arena, entry->text);
    return entry;
}

const sl_book_form *sl_book_form_of(sl_book *book, const sl_aws_fact *fact,
                                    bool anywhere)
{
    sl_str text = sl_book_of(book, fact)->text;
    sl_book_entry *entry = entry_of(book, fact);
    sl_book_form *form = anywhere ? &entry->anywhere : &entry->here;

    if (form->read)
        return form;
    if (anywhere)
        text = sl_xref_anywhere(&book->arena, text);
    form->read = true;
    form->glob = sl_arn_glob_read(&book->arena, text);
    form->is_arn = sl_arn_parse(text, &form->arn) == SL_ARN_OK;
    return form;
}
