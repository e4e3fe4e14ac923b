/* judges.h - who judges the leaves of a document's tree: bits for sl_doc_rest. */
#ifndef SECLINT_CHECK_JUDGES_H
#define SECLINT_CHECK_JUDGES_H

enum {
    SL_JUDGE_PLAINTEXT = 1, /* check/plaintext.c, strict */
    SL_JUDGE_RANDOM = 2,    /* check/assigned.c, for random values, */
    SL_JUDGE_CHOSEN = 4,    /* and for those that people choose */
    SL_JUDGE_DOTENV = 8     /* check/plaintext.c, of .env files */
};

#endif
