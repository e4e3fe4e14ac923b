/* passage_fence.c - the content of a fence or a literal block, by its language. */
#include "doc/look.h"
#include "doc/passage_work.h"
#include "doc/script.h"

static bool take_as(sl_passage_work *work, const sl_piece *piece, sl_doc_kind kind,
                    bool *taken)
{
    sl_piece whole = *piece;

    whole.kind = kind;
    whole.meant = sl_kind_of_language(piece->context) == kind;
    *taken = false;
    if (kind == SL_DOC_TEXT ||
        (kind == SL_DOC_JSON && !sl_looks_like_json(piece->text.text)))
        return true;
    return sl_piece_take(work, &whole, taken);
}

/* The file that a program in the language would be; empty if its literals are not read. */
static sl_str program_name(sl_str language)
{
    static const struct {
        const char *language, *name;
    } names[] = {{"python", "a.py"}, {"py", "a.py"},  {"javascript", "a.js"},
                 {"js", "a.js"},     {"jsx", "a.js"}, {"typescript", "a.ts"},
                 {"ts", "a.ts"},     {"tsx", "a.tsx"}};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (sl_str_eq_nocase(language, sl_str_of(names[i].language)))
            return sl_str_of(names[i].name);
    return (sl_str){0};
}

/* As a document of its own, whose passages are then moved to where it stands. */
static bool take_program(sl_passage_work *work, const sl_piece *piece, sl_str name)
{
    sl_blob blob = {.path = name, .bytes = piece->text.text};
    sl_passage_work inner = {.err = work->err, .patience = work->patience};
    sl_doc doc;
    bool going;

    sl_doc_open(&doc, &blob, work->doc->arena);
    doc.kind = SL_DOC_TEXT;
    inner.doc = &doc;
    going = doc.decoded || sl_source_passages(&inner);
    for (size_t i = 0; i < inner.found.len; i++) {
        sl_passage *out = sl_passage_add(&work->found, work->err);

        going = going && out;
        if (!out)
            break;
        *out = inner.found.at[i];
        out->prose = piece->prose;
        out->span = sl_excerpt_span(&piece->text, out->span);
        out->error_at = sl_excerpt_span(&piece->text, out->error_at);
        sl_passage_place(&piece->text, out->tree);
    }
    sl_vec_free(&inner.found);
    return going;
}

/* What is said to be commands may be what they print, and the reverse. */
bool sl_piece_fence(sl_passage_work *work, const sl_piece *piece)
{
    sl_doc_kind kind = sl_kind_of_language(piece->context);
    bool script = sl_script_language(piece->context);
    sl_str program = program_name(piece->context);
    size_t before = work->found.len;
    bool taken;

    if (program.len > 0)
        return take_program(work, piece, program);
    if (kind == SL_DOC_TEXT && !script)
        kind = sl_look_at_text(piece->text.text);
    if (!take_as(work, piece, kind, &taken))
        return false;
    if (script && !sl_piece_shell(work, piece))
        return false;
    return taken || work->found.len > before || sl_piece_lines(work, piece, 0);
}
