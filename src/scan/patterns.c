#include "scan/patterns.h"

#include "base/limits.h"
#include "check/setting.h"
#include "scan/slow.h"
#include "text/entropy.h"
#include "text/escaped.h"
#include "text/randomness.h"
#include "text/value.h"

#include <stdio.h>
#include <string.h>

enum {
    SLICE = 1024 * 1024,
    LONG_ENOUGH = 16 /* bytes that the model can judge */
};

/* A limit that was hit: said once for each rule and document. */
static void give_up(sl_scanner *s, const sl_doc *doc, uint32_t number)
{
    char text[160];

    s->progress[number].over = true;
    snprintf(text, sizeof text, "rule %.*s gave up: too costly here",
             sl_fmt(sl_ruleset_at(s->set, number)->rule->id));
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

/* Is it a stretch of a value that SOPS encrypted, ENC[AES256_GCM,data:...]? No more than
 * the last bytes before it are asked: a text may be one line full of tokens. */
static bool in_sops(sl_str text, size_t at)
{
    enum { LONGEST = 64 * 1024 };
    static const char ends[] = "] \n\"'"; /* none of them stands in such a value */
    sl_str before = sl_str_sub(text, at > LONGEST ? at - LONGEST : 0, at);
    size_t open = sl_str_rchr(before, '[');
    sl_str inside;

    if (open == SIZE_MAX || !sl_str_ends(sl_str_sub(before, 0, open), sl_lit("ENC")))
        return false;
    inside = sl_str_skip(before, open + 1);
    for (size_t i = 0; i + 1 < sizeof ends; i++)
        if (sl_str_chr(inside, ends[i]) != SIZE_MAX)
            return false;
    return sl_str_starts(inside, sl_lit("AES256_GCM,data:"));
}

static sl_level lower(sl_level level)
{
    return level > SL_LEVEL_NOTE ? level - 1 : level;
}

/* What the token says of itself decides the level and completes the message. */
void sl_pattern_report(sl_scanner *s, sl_doc *doc, sl_compiled_rule *compiled,
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

    if (in_sops(doc->text, match->secret.start)) {
        no(s, compiled, match->secret, SL_GATE_PLACEHOLDER, "is encrypted by SOPS");
        return;
    }
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
        sl_setting_rate(doc->blob->path, &hit);
    if (!hit.dropped)
        sl_trace_step(s->sink.trace, rule, match->secret, SL_GATE_FOUND, "%s",
                      verdict.note);
    sl_sink_hit(&s->sink, doc, &hit, "%.*s%s%s%s", sl_fmt(rule->title),
                verdict.note[0] ? " (" : "", verdict.note, verdict.note[0] ? ")" : "");
}

/* Has the rule anything to do with documents of this path (and a check with this kind)?
 * The first literal decides. */
static bool wants(sl_scanner *s, const sl_doc *doc, uint32_t owner, sl_span literal)
{
    const sl_compiled_rule *compiled = sl_ruleset_at(s->set, owner);
    sl_progress *progress = &s->progress[owner];
    bool wanted;

    if (progress->asked && !s->sink.trace) /* which wants every literal of its line */
        return true;
    progress->asked = true;
    wanted = sl_wanted_ask(&s->wanted, s->set, owner, doc->blob);
    if (!wanted && !compiled->check)
        no(s, compiled, literal, SL_GATE_PATH, "not for files of this name");
    wanted = wanted && (!compiled->check || compiled->check->kinds & 1u << doc->kind);
    progress->over = progress->unwanted = !wanted && !s->sink.trace;
    return wanted;
}

/* Nothing comes of the literal, as these bytes say. What they are too many for is never
 * called dull. */
static void call_dull(sl_anchor *anchor, size_t before, size_t read)
{
    anchor->dull = before <= UINT16_MAX && read <= UINT16_MAX;
    anchor->before = (uint16_t)before;
    anchor->read = (uint16_t)read;
}

/* How many bytes from the literal on the rule looks at. */
static size_t read_by(const sl_pattern *pattern, sl_str text, const sl_anchor *anchor)
{
    size_t read = anchor->len + (size_t)pattern->after;
    sl_str rest = sl_str_sub(text, anchor->at, anchor->at + read);
    size_t at = 0;

    for (uint32_t i = 0; i < pattern->lines; i++) {
        size_t end = sl_str_chr(sl_str_skip(rest, at), '\n');

        if (end == SIZE_MAX)
            return read;
        at += end + 1;
    }
    return pattern->lines > 0 ? at : read;
}

/* Runs one rule's regex round one literal. Overlapping windows find a match once: what
 * ended behind the literal was found by an earlier one. */
static void try_pattern(sl_scanner *s, sl_doc *doc, sl_anchor *anchor)
{
    sl_compiled_rule *compiled = sl_ruleset_at(s->set, anchor->owner);
    sl_progress *progress = &s->progress[anchor->owner];
    const sl_pattern *pattern = &compiled->rule->pattern;
    const sl_regex *regex = NULL;
    size_t first = anchor->at > pattern->before ? anchor->at - pattern->before : 0;
    size_t from = first < progress->last_end ? progress->last_end : first;
    size_t read = read_by(pattern, doc->text, anchor);
    size_t end = anchor->at + read;
    sl_match match;
    sl_match_result result = SL_MATCH_NONE;

    no(s, compiled, (sl_span){anchor->at, anchor->at + anchor->len}, SL_GATE_PATTERN,
       "a literal stands there, the form does not fit");
    if (sl_stretch_in(pattern->stretch, sl_str_sub(doc->text, from, end)) &&
        (regex = sl_lazy_regex_get(&compiled->regex, NULL)) != NULL)
        result = sl_regex_match(regex, s->matcher, sl_str_sub(doc->text, 0, end), from,
                                anchor->at, &match);
    sl_timing_count(s->timing, SL_PHASE_PATTERNS, 1);
    if (result == SL_MATCH_NONE && from == first)
        call_dull(anchor, pattern->before + (regex ? sl_regex_lookbehind(regex) : 0),
                  read);
    if (result == SL_MATCH_LIMIT)
        give_up(s, doc, anchor->owner);
    if (result != SL_MATCH_FOUND || match.whole.end <= match.whole.start)
        return;
    progress->last_end = match.whole.end;
    sl_pattern_report(s, doc, compiled, &match);
}

/* Asks a check about one literal of its rule. */
static void try_place(sl_scanner *s, sl_doc *doc, sl_anchor *anchor)
{
    const sl_compiled_rule *compiled = sl_ruleset_at(s->set, anchor->owner);
    sl_place_answer answer =
        compiled->check->place(compiled->rule, doc, &s->sink, anchor->at);

    sl_timing_count(s->timing, SL_PHASE_PATTERNS, 1);
    if (answer.dull > 0 && answer.next - anchor->at <= UINT16_MAX)
        call_dull(anchor, answer.before, answer.dull);
    anchor->passed = anchor->dull ? (uint16_t)(answer.next - anchor->at) : 0;
    s->progress[anchor->owner].last_end = answer.next;
}

/* As most are. What was read for a verdict counts as a call. */
static void pass_dull(sl_progress *progress, const sl_anchor *anchor)
{
    if (progress->over || anchor->at < progress->last_end)
        return;
    if (anchor->passed > 0)
        progress->last_end = anchor->at + (size_t)anchor->passed;
    else
        progress->calls++;
}

static void try_anchor(sl_scanner *s, sl_doc *doc, sl_anchor *anchor)
{
    uint32_t owner = anchor->owner;
    const sl_compiled_rule *compiled;
    sl_progress *progress;

    if (!s->woken[owner])
        *sl_vec_push(&s->touched) = owner;
    s->woken[owner] = 1;
    if (owner >= s->set->len)
        return;
    progress = &s->progress[owner];
    if (anchor->dull && progress->calls < SL_REGEX_CALLS_PER_RULE) {
        pass_dull(progress, anchor);
        return;
    }
    if (progress->over || anchor->at < progress->last_end)
        return;
    compiled = sl_ruleset_at(s->set, owner);
    if (compiled->rule->pattern.regex.len == 0 &&
        (!compiled->check || !compiled->check->place)) {
        progress->over = true; /* it only wakes its owner: the first one is enough */
        return;
    }
    if (!wants(s, doc, owner, (sl_span){anchor->at, anchor->at + anchor->len}))
        return;
    if (compiled->check)
        try_place(s, doc, anchor);
    else if (++progress->calls > SL_REGEX_CALLS_PER_RULE)
        give_up(s, doc, owner);
    else
        try_pattern(s, doc, anchor);
}

/* Who explains a line is told of every literal. */
static const sl_gate *gate_for(sl_scanner *s, const sl_doc *doc)
{
    return s->sink.trace ? s->set->gate : sl_kind_gate(&s->gates, s->set, doc->kind);
}

/* The path of the document, or that of its base if all rules take the one for the other. */
static sl_str inherited_path(sl_scanner *s, const sl_blob *blob)
{
    const sl_legacy *legacy = blob->base_legacy;

    if (!legacy || !blob->name_only || sl_str_eq(legacy->path, blob->path) ||
        sl_reading_way(&s->readings, legacy->path) !=
            sl_reading_way(&s->readings, blob->path))
        return blob->path;
    return legacy->path;
}

bool sl_patterns_heir(sl_scanner *s, const sl_doc *doc, sl_heir *out)
{
    const sl_blob *blob = doc->blob;

    *out = (sl_heir){
        .text = doc->text,
        .copies = blob->copies,
        .legacy = blob->base_legacy,
        .path = inherited_path(s, blob),
        .kind = (uint8_t)doc->kind,
        .gate = gate_for(s, doc),
        .memo = s->memo,
    };
    return blob->base_legacy && !doc->decoded && !s->sink.trace;
}

static bool inherit(sl_scanner *s, const sl_doc *doc, sl_heir *heir)
{
    if (!sl_patterns_heir(s, doc, heir))
        return false;
    if (!s->memo)
        s->memo = sl_memo_new();
    heir->memo = s->memo;
    return sl_legacy_inherit(heir, SL_MAX_CANDIDATES, &s->hits, &s->anchors);
}

/* Adds the literals that begin in one slice. */
static bool search_slice(sl_scanner *s, const sl_doc *doc, size_t start)
{
    sl_str slice = sl_str_sub(doc->text, start, start + SLICE + SL_GATE_MAX);
    bool all;

    s->hits.len = 0;
    all = sl_gate_scan(gate_for(s, doc), slice, &s->hits, SL_MAX_CANDIDATES);
    if (!all)
        sl_sink_notice(&s->sink, doc->blob->path,
                       "too many candidates, the rest is not looked at", true);
    for (size_t i = 0; i < s->hits.len; i++) {
        const sl_gate_hit *hit = &s->hits.at[i];

        if (hit->at < SLICE) /* else the next slice begins with it */
            sl_anchors_add(&s->anchors, &(sl_anchor){.at = (uint32_t)(start + hit->at),
                                                     .owner = hit->owner,
                                                     .len = (uint8_t)hit->len});
    }
    return all;
}

void sl_patterns_forget(sl_scanner *s)
{
    for (size_t i = 0; i < s->touched.len; i++) {
        uint32_t owner = s->touched.at[i];

        s->woken[owner] = 0;
        if (owner < s->set->len)
            s->progress[owner] = (sl_progress){0};
    }
    s->touched.len = 0;
}

static void grant_calls(sl_scanner *s)
{
    for (size_t i = 0; i < s->touched.len; i++)
        if (s->touched.at[i] < s->set->len)
            s->progress[s->touched.at[i]].calls = 0;
}

/* What a document on top of this one needs. left_out: by the one below it. */
static sl_legacy *leave(sl_scanner *s, const sl_doc *doc, size_t left_out)
{
    size_t all = s->anchors.len;
    size_t kept = 0;
    sl_legacy *legacy;

    for (size_t i = 0; i < all; i++) {
        uint32_t owner = s->anchors.at[i].owner;

        s->anchors.at[kept] = s->anchors.at[i];
        kept += owner >= s->set->len || !s->progress[owner].unwanted;
    }
    s->anchors.len = kept;
    legacy = sl_legacy_make(doc->text.len, &s->anchors);
    if (legacy) {
        legacy->left_out = left_out + all - kept;
        legacy->path = doc->blob->path;
        legacy->kind = (uint8_t)doc->kind;
    }
    return legacy;
}

/* Slice by slice, so that the candidates of a large text are few enough to be kept, and
 * the budget of regex calls is the slice's: time stays linear in the text. */
void sl_patterns_run(sl_scanner *s, sl_doc *doc)
{
    void **legacy = doc->decoded || s->sink.trace ? NULL : doc->blob->legacy;
    sl_phase before = sl_timing_enter(s->timing, SL_PHASE_GATE);
    sl_heir heir;
    bool inherited = inherit(s, doc, &heir);
    bool all = true;
    size_t next = 0;

    sl_patterns_forget(s);
    if (!inherited)
        s->anchors.len = 0;
    for (size_t start = 0; start < doc->text.len; start += SLICE) {
        if (!inherited && !legacy)
            s->anchors.len = next = 0;
        if (!inherited)
            all = search_slice(s, doc, start) && all;
        grant_calls(s);
        sl_timing_enter(s->timing, SL_PHASE_PATTERNS);
        for (; next < s->anchors.len && s->anchors.at[next].at - start < SLICE; next++)
            try_anchor(s, doc, &s->anchors.at[next]);
        sl_timing_enter(s->timing, SL_PHASE_GATE);
        if (!inherited)
            sl_timing_count(s->timing, SL_PHASE_GATE, s->hits.len);
    }
    sl_timing_count(s->timing, SL_PHASE_GATE, inherited ? s->anchors.len : 0);
    if (inherited)
        sl_memo_learn(s->memo, doc->text, &s->anchors);
    if (legacy && all)
        *legacy = leave(s, doc, inherited ? heir.legacy->left_out : 0);
    if (!doc->decoded)
        s->sink.unmarked = all && !s->woken[sl_ruleset_allow_owner(s->set)];
    sl_slow_run(s, doc);
    sl_timing_leave(s->timing, before);
}
