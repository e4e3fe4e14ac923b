#include "scan/literals.h"

#include "check/check.h"
#include "doc/content.h"
#include "rule/allowing.h"
#include "scan/decode.h"
#include "text/escaped.h"

size_t sl_owners_len(size_t rules)
{
    return sl_owner_of_allow(rules) + 1;
}

size_t sl_owner_of_sops(size_t rules)
{
    return rules + SL_ESCAPE_KINDS + sl_collectors_len();
}

size_t sl_owner_of_allow(size_t rules)
{
    return sl_owner_of_sops(rules) + 1;
}

static size_t add_rules(const sl_rule *const *rules, size_t len, sl_gate_literal *out)
{
    size_t count = 0;

    for (size_t i = 0; i < len; i++) {
        const sl_pattern *pattern = &rules[i]->pattern;

        for (size_t k = 0; k < pattern->literals.len; k++, count++)
            if (out)
                out[count] = (sl_gate_literal){
                    .text = pattern->literals.at[k],
                    .ignore_case = pattern->ignore_case,
                    .owner = (uint32_t)i,
                };
    }
    return count;
}

static size_t add_words(size_t rules, sl_gate_literal *out)
{
    size_t count = 0;

    for (size_t i = 0; i < sl_collectors_len(); i++) {
        sl_collector_words words = sl_collector_words_of(i);

        for (size_t k = 0; k < words.len; k++, count++)
            if (out)
                out[count] = (sl_gate_literal){
                    .text = sl_str_of(words.at[k]),
                    .owner = (uint32_t)(rules + SL_ESCAPE_KINDS + i),
                };
    }
    return count;
}

size_t sl_literals_of(const sl_rule *const *rules, size_t len, sl_arena *arena,
                      sl_gate_literal **out)
{
    size_t most =
        add_rules(rules, len, NULL) + SL_DECODE_LITERALS + add_words(len, NULL) + 2;
    sl_gate_literal *at = sl_arena_calloc(arena, most, sizeof *at);
    size_t count = add_rules(rules, len, at);

    sl_decode_literals(arena, (uint32_t)len, at + count);
    count += SL_DECODE_LITERALS;
    count += add_words(len, at + count);
    at[count++] = (sl_gate_literal){.text = SL_SOPS_MARK,
                                    .owner = (uint32_t)sl_owner_of_sops(len)};
    at[count] = (sl_gate_literal){.text = SL_ALLOW_MARK,
                                  .owner = (uint32_t)sl_owner_of_allow(len)};
    *out = at;
    return most;
}
