/* sink.h - where checks leave what they found.
 *
 * Hits of one document are collected first, because the line quoted for one
 * finding may hold the secret of another: only when the document is finished
 * are they masked, hashed and copied out of its arena. Nothing that leaves the
 * sink holds a secret. */
#ifndef SECLINT_RULE_SINK_H
#define SECLINT_RULE_SINK_H

#include "doc/doc.h"
#include "rule/allowing.h"
#include "rule/fact.h"
#include "rule/hit.h"
#include "rule/override.h"
#include "rule/trace.h"

/* A line fact to be. */
typedef struct sl_span_fact {
    sl_line_kind kind;
    sl_span span;
    sl_str text; /* in the document or its arena */
    bool commented;
} sl_span_fact;

SL_VEC(sl_span_fact_vec, sl_span_fact);

/* A fact about AWS to be: its place is the span. */
typedef struct sl_span_aws {
    sl_span span;
    sl_aws_fact fact;
} sl_span_aws;

SL_VEC(sl_span_aws_vec, sl_span_aws);

/* A seclint:allow that was met, for what is said of it when all is seen. */
typedef struct sl_kept_mark {
    sl_place place;
    sl_str ids; /* as sl_allow_mark has them */
    bool every;
    sl_str until;
    sl_date date;
    bool reasoned; /* there is a reason */
    bool alone;
    bool vague;
    bool used;         /* it allowed a hit */
    uint64_t identity; /* of the line, as that of a finding */
} sl_kept_mark;

SL_VEC(sl_mark_vec, sl_kept_mark);

/* An entry that allows a finding in history if the finding's place fits. */
typedef struct sl_candidate {
    size_t finding; /* in findings */
    const sl_allow_entry *entry;
} sl_candidate;

SL_VEC(sl_candidate_vec, sl_candidate);

typedef struct sl_sink {
    sl_arena arena; /* owns what the vectors below point to */
    sl_finding_vec findings;
    sl_fact_vec facts;
    sl_notice_vec notices;
    sl_line_vec lines;
    sl_aws_facts aws;
    sl_hit_vec hits;          /* of the document at hand, */
    sl_span_fact_vec pending; /* its lines, */
    sl_span_aws_vec pending_aws;
    sl_span intent; /* and what it says about itself */
    bool unmarked;  /* it holds no SL_ALLOW_MARK, as is known already */
    bool full;      /* so many that a check may stop: only secrets are still taken */
    size_t steps;   /* comparisons of checks over it */
    const sl_layouts *layouts;
    const sl_path_levels *levels; /* by path; or NULL */
    uint8_t key[32];              /* of this run: keys the identities below */
    sl_trace *trace;              /* of `explain PATH:LINE`, or NULL */
    sl_hashes hashes;             /* that are made */
    sl_allow_policy policy;
    sl_mark_vec marks;
    sl_candidate_vec candidates;
} sl_sink;

/* Adds a hit; message is formatted into the document's arena. Beyond
 * SL_MAX_HITS_PER_BLOB only hits with a secret are kept, to be masked. */
void sl_sink_hit(sl_sink *sink, const sl_doc *doc, const sl_hit *hit,
                 const char *format, ...) __attribute__((format(printf, 4, 5)));

/* A check that compares much with much says before, how often. False: the document has had
 * its share, SL_MAX_CHECK_STEPS, of which a notice tells; the check leaves it at that. */
bool sl_sink_spend(sl_sink *sink, const sl_doc *doc, size_t steps);

/* Adds a line that repository checks shall know. text: what it says or names; it must
 * live as long as the document. */
void sl_sink_line(sl_sink *sink, sl_line_kind kind, sl_span span, sl_str text,
                  bool commented);
/* Adds a fact whose place is span; its slices must live as long as the document. Of
 * documents with more than SL_MAX_AWS_FACTS the rest is left out. */
void sl_sink_aws(sl_sink *sink, sl_span span, const sl_aws_fact *fact);
/* The document says of itself, at span, that it ought to be encrypted. */
void sl_sink_intent(sl_sink *sink, sl_span span);

/* Turns the hits into findings and a fact, and forgets them. */
void sl_sink_finish(sl_sink *sink, sl_doc *doc);

/* A finding of a repository check about the place of a fact. */
void sl_sink_about(sl_sink *sink, const sl_rule *rule, sl_level level,
                   const sl_fact *fact, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/* A finding of a repository check about any other place. */
void sl_sink_at(sl_sink *sink, const sl_rule *rule, sl_level level,
                const sl_place *place, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/* A place, and others that belong to it. */
typedef struct sl_spot {
    const sl_place *place;
    const sl_related *related;
    size_t related_len;
} sl_spot;

/* The same with other places that belong to it. */
void sl_sink_between(sl_sink *sink, const sl_rule *rule, sl_level level,
                     const sl_spot *spot, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

void sl_sink_notice(sl_sink *sink, sl_str subject, const char *text, bool incomplete);

void sl_sink_free(sl_sink *sink);

#endif
