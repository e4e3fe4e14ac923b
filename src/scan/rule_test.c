#include "scan/rule_test.h"

#include "scan/patterns.h"
#include "scan/scanner.h"
#include "text/entropy.h"
#include "token/sample.h"

typedef struct tester {
    sl_config config;
    sl_arena arena;
    sl_ruleset set;
    sl_scanner scanner;
    sl_buf *out;
    sl_rule_tally *tally;
} tester;

static bool found(const tester *t, sl_str id)
{
    for (size_t i = 0; i < t->scanner.sink.findings.len; i++)
        if (sl_str_eq(t->scanner.sink.findings.at[i].rule->id, id))
            return true;
    return false;
}

static void scan(tester *t, sl_str path, sl_str text)
{
    sl_blob blob = {.path = path, .bytes = text, .origin = SL_ORIGIN_FILE};

    t->scanner.sink.findings.len = 0;
    t->scanner.sink.facts.len = 0;
    t->scanner.sink.notices.len = 0;
    sl_scanner_blob(&t->scanner, &blob);
}

/* The first literal in text from at on; its place, or SIZE_MAX. */
static size_t literal_in(const sl_pattern *pattern, sl_str text, sl_str *literal)
{
    size_t first = SIZE_MAX;

    for (size_t i = 0; i < pattern->literals.len; i++) {
        size_t at = pattern->ignore_case
                        ? sl_str_find_nocase(text, pattern->literals.at[i])
                        : sl_str_find(text, pattern->literals.at[i]);

        if (at >= first)
            continue;
        first = at;
        *literal = pattern->literals.at[i];
    }
    return first;
}

/* The regex matches, but not so near its literal as the rule says. */
static bool explain_window(tester *t, const sl_pattern *pattern, sl_str text,
                           const sl_match *match)
{
    sl_str whole = sl_str_sub(text, match->whole.start, match->whole.end);
    sl_str literal = {0};
    size_t at = literal_in(pattern, whole, &literal);

    if (at == SIZE_MAX) {
        sl_buf_add(t->out, sl_lit("the regex matches, but no literal is in the match"));
        return true;
    }
    if (at > pattern->before) {
        sl_buf_printf(t->out,
                      "the regex begins %zu bytes before its literal '%.*s': say "
                      "'before: %zu' or more",
                      at, sl_fmt(literal), at);
        return true;
    }
    if (whole.len > at + literal.len + pattern->after) {
        sl_buf_printf(t->out,
                      "the match ends %zu bytes behind its literal '%.*s': say "
                      "'after: %zu' or more",
                      whole.len - at - literal.len, sl_fmt(literal),
                      whole.len - at - literal.len);
        return true;
    }
    return false;
}

static void explain_refusal(tester *t, const sl_pattern *pattern, sl_str secret)
{
    if (pattern->entropy > 0 && sl_entropy(secret) < pattern->entropy)
        sl_buf_printf(t->out,
                      "the secret has %.2f bits a character, 'entropy' asks %.2f",
                      sl_entropy(secret), pattern->entropy);
    else
        sl_buf_add(t->out, sl_lit("the regex matches, but the secret is refused: a "
                                  "placeholder, one of 'not-values', or 'verify' says "
                                  "no"));
}

/* Why a pattern that should find the example does not. */
static void explain_pattern(tester *t, const sl_rule *rule, sl_str path, sl_str text)
{
    const sl_pattern *pattern = &rule->pattern;
    sl_err err = {0};
    sl_str literal;
    sl_match match;
    sl_regex *regex;

    if (!sl_pattern_wants(pattern, path)) {
        sl_buf_printf(t->out, "'paths' or 'not-paths' leave %.*s out", sl_fmt(path));
        return;
    }
    if (literal_in(pattern, text, &literal) == SIZE_MAX) {
        sl_buf_add(t->out, sl_lit("none of the literals is in the text"));
        return;
    }
    regex = sl_regex_compile(pattern->regex, pattern->ignore_case, &err);
    if (!regex)
        sl_buf_printf(t->out, "%s", err.text);
    else if (sl_regex_match(regex, t->scanner.matcher, text, 0, text.len, &match) !=
             SL_MATCH_FOUND)
        sl_buf_add(t->out, sl_lit("the regex does not match"));
    else if (!explain_window(t, pattern, text, &match))
        explain_refusal(t, pattern,
                        sl_str_sub(text, match.secret.start, match.secret.end));
    sl_regex_free(regex);
}

static void explain(tester *t, const sl_rule *rule, sl_str path, sl_str text)
{
    const sl_finding_vec *findings = &t->scanner.sink.findings;

    if (rule->pattern.regex.len > 0)
        explain_pattern(t, rule, path, text);
    else
        sl_buf_add(t->out, sl_lit("the check finds nothing"));
    if (findings->len > 0) /* perhaps a rule that knows more of the same secret */
        sl_buf_printf(t->out, " (found as %.*s)", sl_fmt(findings->at[0].rule->id));
}

static void try_example(tester *t, const sl_rule *rule, const sl_example *example,
                        bool wanted, size_t number)
{
    sl_buf text = {0};
    sl_err err = {0};
    bool ok = sl_sample_expand(example->text, &text, &err);
    size_t start = t->out->len;

    t->tally->examples++;
    sl_buf_printf(t->out, "%.*s: %.*s: %s example %zu: ", sl_fmt(rule->file),
                  sl_fmt(rule->id), wanted ? "match" : "ignore", number + 1);
    if (ok)
        scan(t, example->path, sl_buf_str(&text));
    if (ok && found(t, rule->id) == wanted) {
        t->out->len = start;
        sl_buf_free(&text);
        return;
    }
    t->tally->failed++;
    if (!ok)
        sl_buf_printf(t->out, "%s", err.text);
    else if (wanted)
        explain(t, rule, example->path, sl_buf_str(&text));
    else
        sl_buf_add(t->out, sl_lit("is found, and must not be"));
    sl_buf_char(t->out, '\n');
    sl_buf_free(&text);
}

static void try_rule(tester *t, const sl_rule *rule)
{
    t->tally->rules++;
    if (rule->scope == SL_SCOPE_REPOSITORY)
        return; /* one document tells nothing */
    for (size_t i = 0; i < rule->matching_len; i++)
        try_example(t, rule, &rule->matching[i], true, i);
    for (size_t i = 0; i < rule->ignored_len; i++)
        try_example(t, rule, &rule->ignored[i], false, i);
    if (rule->matching_len == 0)
        sl_buf_printf(t->out, "%.*s: %.*s: note: no example that must match\n",
                      sl_fmt(rule->file), sl_fmt(rule->id));
}

bool sl_rules_test(const sl_rules *rules, const sl_rule *const *list, size_t len,
                   sl_buf *out, sl_rule_tally *tally, sl_err *err)
{
    static const uint8_t key[32] = {0};
    tester t = {.config.profile = SL_PROFILE_PEDANTIC, .out = out, .tally = tally};
    bool ok = sl_ruleset_build(rules, &t.config, &t.arena, &t.set, err);

    *tally = (sl_rule_tally){0};
    if (ok) {
        sl_scanner_open(&t.scanner, &t.set, key, &(sl_allow_policy){0});
        for (size_t i = 0; i < len; i++)
            try_rule(&t, list[i]);
        sl_scanner_close(&t.scanner);
    }
    sl_ruleset_free(&t.set);
    sl_arena_free(&t.arena);
    return ok;
}
