#include "scan/patterns.h"

#include "base/limits.h"
#include "check/setting.h"
#include "text/entropy.h"
#include "text/escaped.h"
#include "text/glob.h"
#include "text/randomness.h"
#include "text/value.h"

#include <stdio.h>
#include <string.h>

enum {
    SLICE = 1024 * 1024,
    LONG_ENOUGH = 16 /* bytes that the model can judge */
};

static bool globs_match(sl_list globs, sl_str path)
{
    for (size_t i = 0; i < globs.len; i++)
        if (sl_glob_match(globs.at[i], path))
            return true;
    return false;
}

bool sl_pattern_wants(const sl_pattern *pattern, sl_str path)
{
    if (pattern->paths.len > 0 && !globs_match(pattern->paths, path))
        return false;
    return !globs_match(pattern->not_paths, path);
}

/* A limit that was hit: said once for each rule and document. */
static void give_up(sl_scanner *s, const sl_doc *doc, uint32_t number)
{
    char text[160];

    if (s->calls[number] == UINT32_MAX)
        return;
    s->calls[number] = UINT32_MAX;
    snprintf(text, sizeof text, "rule %.*s gave up: too costly here",
             sl_fmt(s->set->rules[number].rule->id));
    sl_sink_notice(&s->sink, doc->blob->path, text, true);
}

/* A gate says no; true. */
static bool no(sl_scanner *s, const sl_compiled_rule *compiled, sl_span where,
               sl_gate_kind gate, const char *why)
{
    sl_trace_step(s->sink.trace, compiled->rule, where, gate, "%s", why);
    return true;
}

/* Text is mostly letters, and short values may be chance. */
static bool reads_like_text(sl_str value)
{
    size_t letters = 0;

    for (size_t i = 0; i < value.len; i++)
        letters += (value.ptr[i] | 0x20) >= 'a' && (value.ptr[i] | 0x20) <= 'z';
    return value.len >= LONG_ENOUGH && 4 * letters >= 3 * value.len &&
           sl_randomness_of(value).score <= 0;
}

static bool refused(sl_scanner *s, sl_compiled_rule *compiled, sl_str secret,
                    sl_span where)
{
    const sl_pattern *pattern = &compiled->rule->pattern;

    if (sl_placeholder(secret))
        return no(s, compiled, where, SL_GATE_PLACEHOLDER,
                  "could be a stand-in that a person wrote");
    if (sl_reference(secret))
        return no(s, compiled, where, SL_GATE_PLACEHOLDER,
                  "points at a secret kept elsewhere, or is encrypted");
    if (pattern->entropy > 0 && sl_entropy(secret) < pattern->entropy) {
        sl_trace_step(s->sink.trace, compiled->rule, where, SL_GATE_ENTROPY,
                      "%.1f bits per character, at least %.1f are wanted",
                      sl_entropy(secret), pattern->entropy);
        return true;
    }
    if (pattern->assigned && reads_like_text(secret))
        return no(s, compiled, where, SL_GATE_MODEL, "reads like text");
    for (size_t i = 0; i < pattern->not_values.len; i++) {
        const sl_regex *regex = sl_lazy_regex_get(&compiled->not_values[i], NULL);
        sl_match match;

        if (regex && sl_regex_match(regex, s->matcher, secret, 0, secret.len, &match) ==
                         SL_MATCH_FOUND)
            return no(s, compiled, where, SL_GATE_VALUE,
                      "one of the values that the rule leaves out (not-values)");
    }
    return false;
}

static sl_level lower(sl_level level)
{
    return level > SL_LEVEL_NOTE ? level - 1 : level;
}

/* What the token says of itself decides the level and completes the message. */
static void report(sl_scanner *s, sl_doc *doc, sl_compiled_rule *compiled,
                   const sl_match *match)
{
    const sl_rule *rule = compiled->rule;
    sl_str secret = sl_str_sub(doc->text, match->secret.start, match->secret.end);
    sl_verdict verdict = {.kind = SL_VERDICT_NONE};
    sl_hit hit = {.rule = rule,
                  .level = rule->level,
                  .span = match->secret,
                  .secret = match->secret,
                  .keep = rule->pattern.keep,
                  .rank = 1};

    if (refused(s, compiled, secret, match->secret))
        return;
    if (rule->pattern.verify)
        rule->pattern.verify->judge(secret, &verdict);
    if (verdict.kind == SL_VERDICT_NOT_A_TOKEN ||
        verdict.kind == SL_VERDICT_PROTECTED) {
        no(s, compiled, match->secret, SL_GATE_VERDICT,
           verdict.kind == SL_VERDICT_PROTECTED ? "encrypted: holds no usable secret"
                                                : "its structure is not that of one");
        return;
    }
    if (verdict.kind == SL_VERDICT_MISMATCH && s->set->config->drop_mismatch) {
        no(s, compiled, match->secret, SL_GATE_VERDICT,
           "its checksum does not hold, and the configuration drops such");
        hit.dropped = true;
    }
    if (verdict.kind == SL_VERDICT_VALID)
        hit.rank = 2;
    if (verdict.kind == SL_VERDICT_MISMATCH || verdict.expired || verdict.locked)
        hit.level = lower(hit.level);
    if (rule->provider.len == 0 ||
        (rule->confidence < SL_CONFIDENCE_HIGH && verdict.kind != SL_VERDICT_VALID))
        hit.level = sl_setting_level(doc->blob->path, hit.level);
    if (!hit.dropped)
        sl_trace_step(s->sink.trace, rule, match->secret, SL_GATE_FOUND, "%s",
                      verdict.note);
    sl_sink_hit(&s->sink, doc, &hit, "%.*s%s%s%s", sl_fmt(rule->title),
                verdict.note[0] ? " (" : "", verdict.note, verdict.note[0] ? ")" : "");
}

/* Runs one rule's regex round one literal. Overlapping windows find a match once:
 * what ended behind the literal was found by an earlier one. */
static void try_pattern(sl_scanner *s, sl_doc *doc, const sl_gate_hit *hit)
{
    sl_compiled_rule *compiled = &s->set->rules[hit->owner];
    const sl_pattern *pattern = &compiled->rule->pattern;
    const sl_regex *regex;
    size_t from = hit->at > pattern->before ? hit->at - pattern->before : 0;
    size_t end = hit->at + hit->len + pattern->after;
    sl_str subject = sl_str_sub(doc->text, 0, end);
    sl_match match;
    sl_match_result result;
    sl_span literal = {hit->at, hit->at + hit->len};

    if (hit->at < s->last_end[hit->owner] || s->calls[hit->owner] == UINT32_MAX)
        return;
    if (!sl_pattern_wants(pattern, doc->blob->path)) {
        no(s, compiled, literal, SL_GATE_PATH, "not for files of this name");
        if (!s->sink.trace) /* which wants every literal of its line */
            s->calls[hit->owner] = UINT32_MAX;
        return;
    }
    no(s, compiled, literal, SL_GATE_PATTERN,
       "a literal stands there, the form does not fit");
    if (from < s->last_end[hit->owner])
        from = s->last_end[hit->owner];
    regex = sl_lazy_regex_get(&compiled->regex, NULL);
    if (++s->calls[hit->owner] > SL_REGEX_CALLS_PER_RULE) {
        give_up(s, doc, hit->owner);
        return;
    }
    result = regex ? sl_regex_match(regex, s->matcher, subject, from, hit->at, &match)
                   : SL_MATCH_NONE;
    if (result == SL_MATCH_LIMIT)
        give_up(s, doc, hit->owner);
    if (result != SL_MATCH_FOUND || match.whole.end <= match.whole.start)
        return;
    s->last_end[hit->owner] = match.whole.end;
    report(s, doc, compiled, &match);
}

/* Asks a check about one literal of its rule. */
static void try_place(sl_scanner *s, sl_doc *doc, const sl_gate_hit *hit)
{
    const sl_compiled_rule *compiled = &s->set->rules[hit->owner];
    const sl_check *check = compiled->check;

    if (!check || !check->place || hit->at < s->last_end[hit->owner])
        return;
    if (s->last_end[hit->owner] == 0 && /* the first one decides for the document */
        (!(check->kinds & 1u << doc->kind) ||
         !sl_pattern_wants(&compiled->rule->pattern, doc->blob->path)))
        s->last_end[hit->owner] = SIZE_MAX;
    else
        s->last_end[hit->owner] = check->place(compiled->rule, doc, &s->sink, hit->at);
}

/* One slice of the text: its candidates are few enough to be kept, and the
 * budget of regex calls is the slice's, so that time stays linear in the text. */
static void run_slice(sl_scanner *s, sl_doc *doc, size_t start)
{
    sl_str slice = sl_str_sub(doc->text, start, start + SLICE + SL_GATE_MAX);

    s->hits.len = 0;
    if (!sl_gate_scan(s->set->gate, slice, &s->hits, s->woken, SL_MAX_CANDIDATES))
        sl_sink_notice(&s->sink, doc->blob->path,
                       "too many candidates, the rest is not looked at", true);
    for (size_t i = 0; i < s->set->len && s->hits.len > 0; i++)
        if (s->calls[i] != UINT32_MAX)
            s->calls[i] = 0;
    for (size_t i = 0; i < s->hits.len; i++) {
        sl_gate_hit hit = s->hits.at[i];

        if (hit.at >= SLICE)
            continue; /* the next slice begins with it */
        hit.at += start;
        s->woken[hit.owner] = 1;
        if (s->set->rules[hit.owner].rule->pattern.regex.len > 0)
            try_pattern(s, doc, &hit);
        else
            try_place(s, doc, &hit);
    }
}

void sl_patterns_run(sl_scanner *s, sl_doc *doc)
{
    memset(s->woken, 0, sl_ruleset_wakes(s->set));
    memset(s->calls, 0, s->set->len * sizeof *s->calls);
    memset(s->last_end, 0, s->set->len * sizeof *s->last_end);
    for (size_t start = 0; start < doc->text.len; start += SLICE)
        run_slice(s, doc, start);
}
