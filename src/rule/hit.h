/* hit.h - what checks found in the document at hand, before it is a finding. */
#ifndef SECLINT_RULE_HIT_H
#define SECLINT_RULE_HIT_H

#include "base/arena.h"
#include "base/vec.h"
#include "rule/rule.h"
#include "rule/snippet.h"

/* What belongs to a hit and stands elsewhere in the document. */
typedef struct sl_hit_part {
    sl_span span;
    bool secret;    /* must not be shown either, */
    uint32_t keep;  /* but for so many first bytes */
    sl_str message; /* "access key id" */
} sl_hit_part;

/* One hit; lives in the document's arena. */
typedef struct sl_hit {
    const sl_rule *rule;
    sl_level level; /* SL_LEVEL_OFF: the rule's */
    sl_level plain; /* the same before its path had a say; SL_LEVEL_OFF: it has none */
    uint8_t sorts;  /* its level in each sl_setting, two bits for one; 0: it has none */
    sl_span span;   /* what the finding is about, in doc->text */
    sl_span secret; /* what must not be shown; empty: nothing */
    uint32_t keep;  /* public first bytes of the secret */
    sl_str message; /* no secret in it */
    bool dropped; /* known for what it is and not reported; nor is a lower hit on it */
    bool
        elsewhere; /* of an old version: it counts in some folders only, by its sorts */
    unsigned rank; /* of two hits on the same secret the higher one stays */
    bool unsure;   /* of an old version: its path may be none of its rule's; a lower hit
                    * on the same secret stays beside it, */
    const sl_rule *yields_to; /* for where it is: that is the rule of the higher one */
    const sl_hit_part *parts; /* at most SL_RULE_PARTS */
    size_t parts_len;
    sl_span veil; /* of a secret that was decoded: all that it was decoded from, which
                   * must not be shown either; or empty */
    sl_str value; /* of the same: the secret itself; or empty */
} sl_hit;

SL_VEC(sl_hit_vec, sl_hit);

bool sl_hit_is_secret(const sl_hit *hit);

/* Every secret of the hits, for sl_snippet_make; lives in the arena. Take them
 * before hits are resolved or left out: a secret that is reported under another
 * rule, or not at all, must not be shown either. */
sl_secrets sl_hits_secrets(const sl_hit_vec *hits, sl_arena *arena);

/* Sorts the hits by place. One secret is reported once: of hits whose secrets
 * overlap the best stays, by rank, confidence and length; beside what depends on the
 * folder of an old version the best of the others. */
void sl_hits_resolve(sl_hit_vec *hits);

#endif
