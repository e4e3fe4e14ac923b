/* book.h - what is read once of each reference and grant, however many of the others it
 * is compared with: the secret that it names, its text as an ARN, and the tokens of that. */
#ifndef SECLINT_CHECK_XREF_BOOK_H
#define SECLINT_CHECK_XREF_BOOK_H

#include "aws/coverage.h"
#include "check/xref/named.h"

/* A text as an ARN, and as tokens. */
typedef struct sl_book_form {
    sl_arn_glob glob;
    sl_arn arn;
    bool is_arn;
    bool read;
} sl_book_form;

typedef struct sl_book_entry {
    const sl_aws_fact *secret; /* that its text names by an id; NULL: none */
    /* As sl_xref_named has it; of a reference as policies have to name it: what the form
     * of the ARN leaves open is placeholders. Empty if it names nothing yet. */
    sl_str text;
    bool read;
    sl_book_form here;     /* of text, */
    sl_book_form anywhere; /* and of what sl_xref_anywhere makes of it */
} sl_book_entry;

/* Of one check, for one thread. Everything in it lives until it is closed. */
typedef struct sl_book {
    const sl_survey *survey;
    sl_xref_ids ids;
    sl_arena arena;
    const sl_aws_fact *first[SL_AWS_KINDS]; /* of a kind, and */
    sl_book_entry *entries[SL_AWS_KINDS];   /* theirs: NULL until one is asked for */
} sl_book;

/* A book of the facts of the survey, to be closed by the caller. */
sl_book sl_book_open(const sl_survey *survey);
void sl_book_close(sl_book *book);

/* What is known of a fact of the survey: its secret and text. */
const sl_book_entry *sl_book_of(sl_book *book, const sl_aws_fact *fact);
/* What its text is; anywhere: without its place. */
const sl_book_form *sl_book_form_of(sl_book *book, const sl_aws_fact *fact,
                                    bool anywhere);

#endif
