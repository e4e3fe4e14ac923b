/* each.h - every ARN of a document, with where it stands and what it weighs there. */
#ifndef SECLINT_CHECK_ARN_EACH_H
#define SECLINT_CHECK_ARN_EACH_H

#include "aws/field.h"
#include "check/check.h"
#include "check/setting.h"

/* One token that was meant for an ARN. */
typedef struct sl_arn_seen {
    sl_arn arn;
    sl_arn_fault fault;
    size_t end;          /* of the token, in doc->text */
    const sl_node *leaf; /* the innermost value that it stands in, of a passage of the
                            * document; NULL: prose, a program, a comment */
    sl_str value;        /* all of that value, as it is written in doc->text */
    bool starts;         /* the value begins with it */
    bool whole;          /* and ends with it */
    bool commented;      /* in a line that is commented out */
    bool bare;           /* in a program, but not at the beginning of a string: most
                            * likely in a comment or a message; or in a description */
} sl_arn_seen;

typedef struct sl_arn_leaf sl_arn_leaf;

enum { SL_ARN_DEPTH = 16 }; /* values in values that are told apart */

/* A walk through one document; owns nothing, needs no end. */
typedef struct sl_arn_walk {
    sl_doc *doc;
    const sl_arn_leaf *leaves; /* values with "arn:" in them, outer before inner */
    size_t leaves_len;
    sl_passages passages;
    bool prose;                              /* documentation, by its name */
    sl_setting setting;                      /* of the path */
    size_t at;                               /* in doc->text */
    size_t leaf, passage;                    /* the first that was not passed yet */
    const sl_arn_leaf *around[SL_ARN_DEPTH]; /* those round the place, outer first */
    size_t depth;
} sl_arn_walk;

void sl_arn_walk_begin(sl_arn_walk *walk, sl_doc *doc);
/* In the order of the text. */
bool sl_arn_walk_next(sl_arn_walk *walk, sl_arn_seen *seen);
/* Where a slice of the document stands that is no ARN; not before those asked about. */
void sl_arn_walk_place(sl_arn_walk *walk, sl_str token, sl_arn_seen *seen);
/* As sl_arn_walk_next, but only ARNs whose six fields can be judged: no fault, or only capitals in
 * the service. */
bool sl_arn_walk_next_whole(sl_arn_walk *walk, sl_arn_seen *seen);

/* The level of a finding about an ARN: a note where it is commented out, one lower in
 * tests, fixtures, examples, code of others and documentation - but for the policies,
 * JSON and YAML in that, which people copy - and in the comments and messages of programs,
 * and descriptions. */
sl_level sl_arn_weight(const sl_arn_walk *walk, const sl_arn_seen *seen,
                       sl_level level);

/* Is it the value of Resource or NotResource, whatever the carrier's spelling? */
bool sl_arn_in_resource(const sl_arn_seen *seen);

/* Is it one of the AWS principals of a policy? Their form is the matter of
 * iam-principal-form; only the partition and the account id are not. */
bool sl_arn_in_principal(const sl_arn_seen *seen);

/* Is it a value of configuration that is used as it is: no example, no documentation? */
bool sl_arn_live(const sl_arn_walk *walk, const sl_arn_seen *seen);

/* Where a check of ARNs leaves what it finds. */
typedef struct sl_arn_report {
    const sl_rule *rule;
    const sl_arn_walk *walk;
    sl_sink *sink;
} sl_arn_report;

/* A hit at part, a slice of the document (empty: the whole ARN), at level (OFF: the
 * rule's) weighed as above. */
void sl_arn_hit(const sl_arn_report *report, const sl_arn_seen *seen, sl_str part,
                sl_level level, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/* Asks about every ARN of a document that sl_arn_walk_next_whole finds, until the sink is
 * full: all that most checks do. */
typedef void sl_arn_judge(const sl_arn_report *report, const sl_arn_seen *seen);
void sl_arn_each(const sl_rule *rule, sl_doc *doc, sl_sink *sink, sl_arn_judge *judge);

/* A field cut so that it can be quoted in a message. */
sl_str sl_arn_quote(sl_str field);

#endif
