/* ignore_cover.h - which of the paths that a class of secret files expects nothing
 * keeps out of git, and which line of an ignore file should. */
#ifndef SECLINT_CHECK_IGNORE_COVER_H
#define SECLINT_CHECK_IGNORE_COVER_H

#include "rule/sink.h"

/* A class of a layout in use, and what was asked about it. */
typedef struct sl_cover {
    const sl_layout_use *use;
    const sl_secret_class *class_;
    sl_strategy strategy;  /* that the class can follow */
    const sl_probe *first; /* of the expected paths (SL_PROBE_SECRET), or NULL */
    const sl_probe *open;  /* the first of them that nothing protects, or NULL */
    const sl_probe *gap;   /* the same among the other spellings (SL_PROBE_GAP) */
    size_t gaps;           /* how many of those nothing protects */
} sl_cover;

typedef void sl_cover_visit(const sl_rule *rule, sl_facts facts, const sl_cover *cover,
                            sl_sink *sink);

/* Visits every class that nothing but an ignore line protects: of a whole working
 * tree, one class at a time, each path only once. A path that is tracked and holds no
 * secret counts as protected: it is meant to be there. */
void sl_cover_each(const sl_rule *rule, sl_facts facts, sl_sink *sink,
                   sl_cover_visit *visit);

/* Where a line should stand that protects probe: at the one that exposes it, at one
 * that is commented out, or at the file that it belongs to; without any ignore file at
 * the path itself, or at what makes the layout present. */
sl_place sl_cover_place(const sl_survey *survey, const sl_cover *cover,
                        const sl_probe *probe);

/* "would be committed", "is committed", or that only this machine ignores it. */
const char *sl_cover_fate(const sl_probe *probe);

#endif
