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

/* One hit; lives in the document's arena. A span that is empty means that there is none.
 *
 * Of an old version the folders are not known while it is read (sl_blob.name_only), and
 * what depends on them is decided when they are: the last four members are for that. */
typedef struct sl_hit {
    const sl_rule *rule;
    sl_span span;   /* what the finding is about, in doc->text */
    sl_span secret; /* what must not be shown */
    uint32_t keep;  /* public first bytes of the secret */
    sl_str message; /* no secret in it */
    /* Of a secret that was decoded: all that it was decoded from, which must not be shown
     * either, and the secret itself. */
    sl_span veil;
    sl_str value;
    const sl_hit_part *parts; /* at most SL_RULE_PARTS */
    size_t parts_len;

    sl_level level; /* SL_LEVEL_OFF: the rule's */
    sl_level plain; /* the same before its path had a say; SL_LEVEL_OFF: it has none */
    unsigned rank;  /* of two hits on the same secret the higher one stays */
    bool dropped;   /* known for what it is: neither it nor a lower hit is reported */

    uint8_t sorts;  /* its level in each sl_setting, two bits for one; 0: it has none */
    bool elsewhere; /* here it counts nothing, but in another setting by its sorts */
    bool unsure;    /* its rule may not be for its path: a lower hit stays beside it */
    const sl_rule *yields_to; /* of a lower hit: the rule of the unsure one beside it */
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
