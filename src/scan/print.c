#include "scan/print.h"

#include "base/build.h"
#include "version.h"

/* The lengths keep two texts apart. */
static void add(sl_sha256 *hash, sl_str text)
{
    sl_sha256_add(hash, sl_str_make((const char *)&text.len, sizeof text.len));
    sl_sha256_add(hash, text);
}

static void add_number(sl_sha256 *hash, uint64_t number)
{
    sl_sha256_add(hash, sl_str_make((const char *)&number, sizeof number));
}

static void add_list(sl_sha256 *hash, sl_list list)
{
    add_number(hash, list.len);
    for (size_t i = 0; i < list.len; i++)
        add(hash, list.at[i]);
}

static void add_pattern(sl_sha256 *hash, const sl_pattern *pattern)
{
    add_list(hash, pattern->literals);
    add(hash, pattern->regex);
    add_number(hash, pattern->ignore_case);
    add_number(hash, pattern->before);
    add_number(hash, pattern->after);
    add_number(hash, pattern->assigned);
    add(hash, sl_str_make((const char *)&pattern->entropy, sizeof pattern->entropy));
    add(hash, sl_str_of(pattern->verify ? pattern->verify->name : NULL));
    add_list(hash, pattern->paths);
    add_list(hash, pattern->not_paths);
    add_list(hash, pattern->not_values);
}

/* The build tells how a built-in one is written. */
static void add_rule(sl_sha256 *hash, const sl_ruleset *set, size_t number)
{
    size_t builtin = sl_ruleset_builtin(set, number);
    const sl_rule *rule;

    add_number(hash, builtin);
    if (builtin > 0)
        return;
    rule = sl_ruleset_at(set, number)->rule;
    add(hash, rule->id);
    add_number(hash, rule->scope);
    add(hash, rule->check);
    add_pattern(hash, &rule->pattern);
    add_number(hash, rule->parts_len);
    for (size_t i = 0; i < rule->parts_len; i++) {
        const sl_part *part = &rule->parts[i];

        add(hash, part->name);
        add(hash, part->regex);
        add(hash, part->rule);
        add_number(hash, part->lines);
        add_number(hash, part->required);
        add_number(hash, part->secret);
    }
}

bool sl_scan_print(const sl_run_state *state, uint8_t out[SL_SHA256_SIZE])
{
    const sl_run_options *options = state->options;
    sl_str build = sl_build_id();
    char library[32];
    sl_sha256 hash;

    sl_regex_running_version(library);
    sl_sha256_init(&hash);
    add(&hash, sl_lit(SL_VERSION));
    add(&hash, build);
    add(&hash, sl_str_of(library));
    add_number(&hash, options->archives);
    add_number(&hash, options->inline_allow);
    add_number(&hash, options->peers);
    add_number(&hash, state->config.profile);
    add_number(&hash, state->config.drop_mismatch);
    add_list(&hash, state->config.exclude);
    for (size_t i = 0; i < state->set.len; i++)
        add_rule(&hash, &state->set, i);
    sl_sha256_done(&hash, out);
    return build.len > 0;
}

bool sl_answer_print(const sl_run_state *state, uint8_t out[SL_SHA256_SIZE])
{
    const sl_config *config = &state->config;
    const sl_allow_entries *entries = &config->allow.config;
    sl_sha256 hash;

    sl_sha256_init(&hash);
    add(&hash, config->source ? config->source->doc.text : (sl_str){0});
    for (size_t i = 0; i < entries->len; i++)
        add_number(&hash, entries->at[i]->expired);
    for (size_t i = 0; i < state->set.len; i++)
        if (sl_ruleset_builtin(&state->set, i) == 0)
            add_number(&hash, sl_ruleset_at(&state->set, i)->rule->level);
    sl_sha256_done(&hash, out);
    return config->allow.peers.len == 0;
}
