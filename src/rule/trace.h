/* trace.h - which rules looked at one line, and what each of them said.
 *
 * `seclint explain PATH:LINE` scans one file with a trace; in every other scan there is
 * none, and a step costs one comparison. No text of a step holds anything of a value. */
#ifndef SECLINT_RULE_TRACE_H
#define SECLINT_RULE_TRACE_H

#include "base/vec.h"
#include "doc/doc.h"
#include "rule/rule.h"

/* The gates in the order in which a value passes them. */
typedef enum sl_gate_kind {
    SL_GATE_PATH,        /* is the rule for files of that name? */
    SL_GATE_LITERAL,     /* stands one of its literals there? */
    SL_GATE_PATTERN,     /* does its regex match round the literal? */
    SL_GATE_PLACEHOLDER, /* could a person have written it as a stand-in? */
    SL_GATE_ENTROPY,     /* are its bytes various enough? */
    SL_GATE_VALUE,       /* is it one of the values that the rule leaves out? */
    SL_GATE_MODEL,       /* does it look random, or chosen as a password? */
    SL_GATE_VERDICT,     /* does the token's own structure hold? */
    SL_GATE_PARTS,       /* are the parts there that belong to it? */
    SL_GATE_FOUND,       /* all passed */
    SL_GATE_KINDS
} sl_gate_kind;

/* How far one rule came on the line. */
typedef struct sl_step {
    const sl_rule *rule;
    sl_gate_kind gate; /* the one that refused, or SL_GATE_FOUND */
    size_t column;     /* byte in the line, from 1 */
    sl_str text;       /* why; in the trace's arena */
} sl_step;

SL_VEC(sl_step_vec, sl_step);

typedef struct sl_trace {
    sl_str path;  /* of the document, */
    size_t line;  /* and the line in it, from 1, that is asked for */
    bool met;     /* the document was scanned */
    sl_span span; /* of the line in the document at hand */
    bool seen;    /* the document has such a line */
    bool paused;
    sl_step_vec steps; /* one for each rule that looked, the furthest it came */
    sl_arena arena;
} sl_trace;

/* doc is scanned now. trace may be NULL, here and below. */
void sl_trace_document(sl_trace *trace, sl_doc *doc);

/* rule came as far as gate at that place of the document. */
void sl_trace_step(sl_trace *trace, const sl_rule *rule, sl_span where,
                   sl_gate_kind gate, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/* Of what comes next nothing is of that line. */
void sl_trace_pause(sl_trace *trace);
/* What was found of rule does not stand after all. */
void sl_trace_forget(sl_trace *trace, const sl_rule *rule);

/* "literal", "pattern" */
const char *sl_gate_name(sl_gate_kind gate);

void sl_trace_free(sl_trace *trace);

#endif
