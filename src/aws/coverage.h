/* coverage.h - does a pattern of ARNs take in a resource, when neither is known in full?
 *
 * A text is a list of tokens: a character, '?' (any one), '*' (any many, colons and
 * slashes too, as IAM has it for Resource) and U, a placeholder (aws/hole.h): some text
 * that is the same wherever the same placeholder stands. IAM's ${*}, ${?} and ${$} are
 * the characters. A placeholder in the first five fields of an ARN holds no colon.
 *
 *   must(P, R): whatever R stands for, P matches it. '*' of P may eat any token; '?' of
 *     P eats a character or '?'; else tokens must be equal. Sound, not complete:
 *     false says nothing.
 *   may(P, R): some text fits both, every U standing for any text. False is certain.
 *
 * Both are tables of |P| rows and |R| columns (the states of the pattern that can be
 * reached with the reference read so far), kept as two rows: no backtracking. Texts
 * of more than SL_MAX_ARN bytes are not known at all: must() is false, may() true. */
#ifndef SECLINT_AWS_COVERAGE_H
#define SECLINT_AWS_COVERAGE_H

#include "aws/field.h"
#include "base/arena.h"

typedef enum sl_arn_token_kind {
    SL_TOKEN_CHAR,
    SL_TOKEN_ONE,  /* ? */
    SL_TOKEN_MANY, /* * */
    SL_TOKEN_HOLE, /* U */
    SL_TOKEN_FIELD /* U without a colon in it */
} sl_arn_token_kind;

typedef struct sl_arn_token {
    sl_arn_token_kind kind;
    char c;      /* CHAR */
    sl_str hole; /* HOLE, FIELD: as it is written */
} sl_arn_token;

/* Tokens in the arena, holes in the text that was read. */
typedef struct sl_arn_glob {
    const sl_arn_token *at;
    size_t len;
    bool cut; /* the text was longer: nothing is known */
} sl_arn_glob;

/* The tokens of a Resource of a policy, or of a reference to a resource (secrets: as
 * sl_arn_reference writes it). Never fails. */
sl_arn_glob sl_arn_glob_read(sl_arena *arena, sl_str text);

bool sl_arn_must(const sl_arn_glob *pattern, const sl_arn_glob *reference);
bool sl_arn_may(const sl_arn_glob *pattern, const sl_arn_glob *reference);

/* One Resource (or the lack of a match with all of NotResource) of one statement. */
typedef struct sl_grant {
    sl_arn_glob pattern;
    bool denies;
    bool conditional; /* the statement has a Condition */
    bool inverted;    /* the pattern is one of NotResource: a statement with several
                       * has several grants with the same group */
    size_t group;     /* which statement; only looked at if inverted */
} sl_grant;

typedef enum sl_coverage {
    SL_COVERAGE_UNKNOWN,
    SL_COVERED,    /* a statement allows it, whatever the placeholders are, and none may
                    * deny it; a condition of the Allow counts as met */
    SL_NOT_COVERED /* no statement may allow it, or one denies it without condition */
} sl_coverage;

/* Grants: those of all statements that apply to the action, from all policies that
 * apply, in any order but the groups together. None at all: SL_NOT_COVERED. */
sl_coverage sl_coverage_of(const sl_grant *grants, size_t len,
                           const sl_arn_glob *reference);

/* Why a pattern does not take in a reference, which stands as sl_arn_reference writes it:
 * bit 1 << sl_arn_part for every field in which no text fits both; 0 if the fields taken
 * alone all fit. Compares field by field, for messages only: IAM does not. SUFFIX: of a
 * secret, the names agree but the pattern has no suffix, or another one. Where there are
 * `most` bits, or more, which ones is not said. */
unsigned sl_arn_differs(const sl_arn *pattern, const sl_arn *reference, unsigned most);

/* The first part of a set, SL_ARN_PARTS if it is empty. */
sl_arn_part sl_arn_first_part(unsigned parts);

#endif
