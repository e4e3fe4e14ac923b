/* allowance_judge.c - what is wrong with allowances: those that allow nothing, or give
 * no reason, whose time is over, or that name no rule. */
#include "scan/allowance.h"

#include "base/hash.h"
#include "check/prose.h"
#include "scan/judge.h"
#include "text/suggest.h"

/* The rules of these findings, or NULL where the configuration switches them off. */
typedef struct judging {
    sl_run_state *state;
    const sl_rule *unused;
    const sl_rule *reasonless;
    const sl_rule *expired;
    const sl_rule *unknown;
    sl_date today;
    bool parted; /* not everything was looked at: a hook, a range */
} judging;

static const sl_rule *rule_of(const sl_run_state *state, const char *check)
{
    const sl_checked_rules *checked = &state->set.checked;

    for (size_t i = 0; i < checked->len; i++)
        if (sl_str_eq(sl_str_of(checked->at[i].check->name), sl_str_of(check)))
            return sl_ruleset_at(&state->set, checked->at[i].rule)->rule;
    return NULL;
}

static const sl_rule *active(const sl_run_state *state, sl_str id)
{
    sl_ruleset_read(&state->set);
    for (size_t i = 0; i < state->set.len; i++)
        if (sl_str_eq(state->set.active[i]->id, id))
            return state->set.active[i];
    return NULL;
}

/* A mark is one, wherever it was seen: in the working tree and in the index. */
static void identify(judging *j, const sl_kept_mark *mark)
{
    sl_finding *finding = sl_vec_last(&j->state->sink.findings);

    finding->identity = mark->identity ^ sl_fnv1a(finding->rule->id);
}

static bool tell_unknown(judging *j, const sl_kept_mark *mark)
{
    sl_str rest = mark->ids;
    bool all_known = true;
    sl_str id;

    while (sl_allow_next_id(&rest, &id)) {
        sl_suggestion near = {.word = id};

        if (sl_rules_find(&j->state->rules, id))
            continue;
        all_known = false;
        if (!j->unknown)
            continue;
        for (size_t i = 0; i < j->state->rules.rules.len; i++)
            sl_suggest(&near, j->state->rules.rules.at[i]->id);
        sl_sink_at(&j->state->sink, j->unknown, SL_LEVEL_OFF, &mark->place,
                   "no rule '%.*s'%s%.*s%s", sl_fmt(sl_str_sub(id, 0, 80)),
                   near.best.len ? ", did you mean " : "", sl_fmt(near.best),
                   near.best.len ? "?" : "");
        identify(j, mark);
    }
    return !all_known;
}

static bool tell_expired(judging *j, const sl_kept_mark *mark)
{
    const sl_allow_mark read = {.until = mark->until, .date = mark->date};

    if (!sl_allow_expired(&read, j->today))
        return false;
    if (!j->expired)
        return true;
    if (mark->date > 0)
        sl_sink_at(&j->state->sink, j->expired, SL_LEVEL_OFF, &mark->place,
                   "the allowance ended on %.*s", sl_fmt(mark->until));
    else
        sl_sink_at(&j->state->sink, j->expired, SL_LEVEL_OFF, &mark->place,
                   "until is no date (YYYY-MM-DD), so nothing is allowed");
    identify(j, mark);
    return true;
}

/* Could each of its rules have found something in what was looked at? */
static bool can_be_judged(const judging *j, const sl_kept_mark *mark)
{
    sl_str rest = mark->ids;
    sl_str id;

    while (sl_allow_next_id(&rest, &id)) {
        const sl_rule *rule = active(j->state, id);

        if (!rule || (rule->scope == SL_SCOPE_REPOSITORY && j->parted))
            return false;
    }
    return true;
}

static bool tell_unused(judging *j, const sl_kept_mark *mark)
{
    if (mark->used || !can_be_judged(j, mark))
        return false;
    if (!j->unused)
        return true;
    if (mark->every)
        sl_sink_at(&j->state->sink, j->unused, SL_LEVEL_OFF, &mark->place,
                   "nothing is found here that could be allowed");
    else
        sl_sink_at(&j->state->sink, j->unused, SL_LEVEL_OFF, &mark->place,
                   "nothing of %.*s is found here that could be allowed",
                   sl_fmt(sl_str_sub(mark->ids, 0, 160)));
    identify(j, mark);
    return true;
}

/* A mark gets one kind of finding: the first that is true. */
static void judge_mark(judging *j, const sl_kept_mark *mark)
{
    if (mark->vague || sl_prose_file(mark->place.path))
        return; /* a sentence, or a sample of one in documentation */
    if (tell_unknown(j, mark) || tell_expired(j, mark) || tell_unused(j, mark))
        return;
    if (mark->reasoned || !j->reasonless)
        return;
    sl_sink_at(&j->state->sink, j->reasonless, SL_LEVEL_OFF, &mark->place,
               "the allowance does not say why (-- reason)");
    identify(j, mark);
}

static void judge_marks(judging *j)
{
    for (unsigned w = 0; w < j->state->threads; w++) {
        const sl_sink *sink = &j->state->scanners[w].sink;

        for (size_t i = 0; i < sink->marks.len; i++)
            judge_mark(j, &sink->marks.at[i]);
    }
}

static sl_place place_of(const sl_allow_entry *entry)
{
    bool absolute = sl_str_starts(entry->file, sl_lit("/"));
    sl_place place =
        sl_survey_place(absolute ? sl_path_base(entry->file) : entry->file);

    place.start = (sl_position){entry->line, 1, 1, 1};
    place.end = place.start;
    return place;
}

static bool was_used(const sl_run_state *state, const sl_allow_entry *entry)
{
    for (size_t i = 0; i < state->sink.findings.len; i++)
        if (state->sink.findings.at[i].allowed_entry == entry)
            return true;
    return *entry->met;
}

/* What the entry asks for, shortly: "aws-x in a/b". */
static void describe(const sl_allow_entry *entry, sl_buf *out)
{
    for (size_t i = 0; i < entry->rules.len && i < 3; i++)
        sl_buf_printf(out, "%s%.*s", i ? ", " : " of ", sl_fmt(entry->rules.at[i]));
    if (entry->rules.len > 3)
        sl_buf_printf(out, " and %zu more", entry->rules.len - 3);
    if (entry->paths.len == 1)
        sl_buf_printf(out, " in %.*s", sl_fmt(sl_str_sub(entry->paths.at[0], 0, 100)));
}

static void judge_entry(judging *j, const sl_allow_entry *entry)
{
    sl_place place = place_of(entry);
    sl_buf text = {0};

    if (entry->expired && j->expired)
        sl_sink_at(&j->state->sink, j->expired, SL_LEVEL_OFF, &place,
                   "the allowance ended on %04u-%02u-%02u", entry->until / 10000,
                   entry->until / 100 % 100, entry->until % 100);
    if (entry->expired || !j->unused || was_used(j->state, entry))
        return;
    describe(entry, &text);
    sl_sink_at(&j->state->sink, j->unused, SL_LEVEL_OFF, &place,
               "nothing%.*s is found that this entry could allow",
               sl_fmt(sl_buf_str(&text)));
    sl_buf_free(&text);
}

bool sl_allowance_judge(sl_run_state *state, bool whole)
{
    const sl_allow_entries *entries = &state->config.allow.config;
    size_t first = state->sink.findings.len;
    judging j = {
        .state = state,
        .unused = rule_of(state, "allow-unused"),
        .reasonless = rule_of(state, "allow-without-reason"),
        .expired = rule_of(state, "allow-expired"),
        .unknown = rule_of(state, "allow-unknown-rule"),
        .today = sl_date_today(),
        .parted = state->options->staged || sl_run_ranged(state->options),
    };

    judge_marks(&j);
    sl_allowance_entries(state, first);
    for (size_t i = 0; whole && i < entries->len; i++)
        judge_entry(&j, entries->at[i]);
    sl_judge_levels(state, first);
    return state->sink.findings.len > first;
}
