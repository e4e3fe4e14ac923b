#include "scan/ruleset_late.h"

#include "base/mem.h"
#include "base/pool.h"
#include "rule/builtin.h"
#include "rule/unread.h"
#include "scan/builtin_set.h"
#include "scan/literals.h"
#include "scan/ruleset_work.h"

#include <stdlib.h>
#include <string.h>

/* The lock guards all of it, and the making of rules. */
struct sl_late {
    sl_lock *lock;
    sl_arena arena;
    const sl_rules *book;
    uint16_t *numbers; /* of the active rules, among the built-in ones */
};

bool sl_late_fits(const sl_rules *rules, const sl_config *config)
{
    return sl_unread_any(rules) && rules->rules.len == rules->builtin_len &&
           config->rules.len == 0 && config->overrides.len == 0;
}

/* A check that there is not would have ended the build (tools/compile_gate.c). */
sl_compiled_rule *sl_ruleset_want(const sl_ruleset *set, size_t number)
{
    struct sl_late *late = set->late;
    sl_compiled_rule *made;
    sl_rule *rule;
    uint16_t check;

    sl_lock_take(late->lock);
    made = atomic_load_explicit(&set->rules[number], memory_order_relaxed);
    if (!made) {
        rule = sl_rules_read(late->book, late->numbers[number]);
        rule->index = number;
        check = sl_builtin_rows[late->numbers[number]].check;
        made = sl_arena_alloc(&late->arena, sizeof *made);
        sl_rule_prepare(rule, check ? sl_check_at(check - 1u) : NULL, &late->arena,
                        made);
        set->active[number] = rule;
        atomic_store_explicit(&set->rules[number], made, memory_order_release);
    }
    sl_lock_give(late->lock);
    return made;
}

size_t sl_ruleset_builtin(const sl_ruleset *set, size_t number)
{
    return set->late ? set->late->numbers[number] + 1u : set->active[number]->builtin;
}

void sl_ruleset_read(const sl_ruleset *set)
{
    for (size_t i = 0; i < set->len; i++)
        sl_ruleset_at(set, i);
}

static void collect_names(const uint32_t *into, sl_ruleset *set)
{
    const char *name = sl_builtin_names;

    for (size_t i = 0; i < sl_builtin_names_len; i++, name += strlen(name) + 1)
        if (into[sl_builtin_named[i]] != SL_GATE_NOBODY)
            *sl_map_put(&set->names, sl_str_of(name)) = set;
}

uint32_t *sl_late_build(const sl_rules *rules, sl_arena *arena, sl_ruleset *out)
{
    size_t all = rules->builtin_len;
    uint32_t *who = sl_arena_calloc(arena, all + sl_owners_len(0), sizeof *who);
    struct sl_late *late = sl_calloc(1, sizeof *late);

    late->lock = sl_lock_new();
    late->book = rules;
    late->numbers = sl_arena_calloc(arena, all, sizeof *late->numbers);
    out->late = late;
    for (size_t i = 0; i < all; i++) {
        const sl_builtin_row *row = &sl_builtin_rows[i];

        who[i] = SL_GATE_NOBODY;
        if (row->profile > out->config->profile)
            continue;
        late->numbers[out->len] = (uint16_t)i;
        who[i] = (uint32_t)out->len;
        if (row->check > 0)
            sl_ruleset_add_check(out, out->len, sl_check_at(row->check - 1u),
                                 row->has & SL_ROW_LITERALS);
        if (row->has & SL_ROW_SLOW)
            sl_ruleset_add_slow(out, out->len);
        if (row->has & SL_ROW_CHOOSY)
            *sl_vec_push(&out->choosy) = (uint32_t)out->len;
        out->len++;
    }
    for (size_t i = 0; i < sl_owners_len(0); i++)
        who[all + i] = (uint32_t)(out->len + i);
    collect_names(who, out);
    return who;
}

void sl_late_free(sl_ruleset *set)
{
    if (!set->late)
        return;
    sl_lock_free(set->late->lock);
    sl_arena_free(&set->late->arena);
    free(set->late);
}
