#include "scan/worth.h"

#include "check/check.h"
#include "scan/judge.h"

/* The first candidate of the finding: they come in the order of the findings. */
static size_t first_candidate(const sl_sink *sink, size_t finding)
{
    size_t low = 0, high = sink->candidates.len;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (sink->candidates.at[middle].finding < finding)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Does the entry allow the content wherever it went? */
static bool settles(const sl_allow_entry *entry)
{
    return entry->paths.len == 0 && entry->path.len == 0;
}

/* The entry that allows it there, if there are several one that settles it. */
static const sl_allow_entry *allowed(const sl_run_state *state, const sl_sink *sink,
                                     size_t finding, const sl_place *place)
{
    const sl_finding *f = &sink->findings.at[finding];
    const sl_allow_list *list = &state->config.allow;
    const sl_allow_entry *out = NULL;
    size_t i = first_candidate(sink, finding);

    if (f->masked && list->by_path.len > 0)
        out = sl_allow_list_place(list, place);
    for (; i < sink->candidates.len && sink->candidates.at[i].finding == finding; i++) {
        const sl_allow_entry *entry = sink->candidates.at[i].entry;

        if ((!out || !settles(out)) && sl_allow_entry_fits(entry, f->rule, place))
            out = entry;
    }
    return out;
}

unsigned sl_worth(sl_run_state *state, const sl_sink *sink, size_t finding,
                  const sl_place *place)
{
    sl_finding there = sink->findings.at[finding];
    const sl_allow_entry *entry;

    if (there.suppressed)
        return SL_WORTH_SETTLED; /* by its own line */
    there.place = *place;
    if (!sl_judge_at(state, &there))
        return SL_LEVEL_OFF;
    entry = allowed(state, sink, finding, place);
    if (!entry)
        return there.level;
    *entry->met = true;
    return settles(entry) ? (unsigned)SL_WORTH_SETTLED : SL_LEVEL_OFF;
}

unsigned sl_worth_most(const sl_run_state *state, const sl_finding *finding)
{
    const sl_path_levels *levels = &state->set.levels;
    sl_level most = sl_check_most(finding);

    if (!levels->any || most != finding->rule->level)
        return most;
    if (levels->elsewhere_off && levels->elsewhere_off[finding->rule->index])
        most = SL_LEVEL_OFF;
    for (size_t i = 0; i < levels->overrides->len; i++) {
        const sl_rule_setting *setting =
            sl_rule_settings_find(&levels->overrides->at[i].rules, finding->rule);

        if (setting && setting->level > most)
            most = setting->level;
    }
    return most;
}
