#include "scan/slow.h"

#include "base/limits.h"
#include "scan/patterns.h"

#include <stdio.h>

static void give_up(sl_scanner *s, const sl_doc *doc, const sl_rule *rule)
{
    char text[160];

    snprintf(text, sizeof text, "rule %.*s gave up: too costly here", sl_fmt(rule->id));
    sl_sink_notice(&s->sink, doc->blob->path, text, true);
}

static void run_rule(sl_scanner *s, sl_doc *doc, uint32_t number)
{
    sl_compiled_rule *compiled = sl_ruleset_at(s->set, number);
    const sl_regex *regex = sl_lazy_regex_get(&compiled->regex, NULL);
    size_t from = 0;
    uint32_t tries = 0;

    while (regex && from < doc->text.len) {
        sl_match match;
        sl_match_result result =
            sl_regex_match(regex, s->matcher, doc->text, from, doc->text.len, &match);

        if (result == SL_MATCH_LIMIT || ++tries > SL_REGEX_CALLS_PER_RULE) {
            give_up(s, doc, compiled->rule);
            break;
        }
        if (result != SL_MATCH_FOUND)
            break;
        if (match.whole.end > match.whole.start)
            sl_pattern_report(s, doc, compiled, &match);
        from = match.whole.end > from ? match.whole.end : from + 1;
    }
    sl_timing_count(s->timing, SL_PHASE_SLOW, tries);
}

void sl_slow_run(sl_scanner *s, sl_doc *doc)
{
    sl_phase before;

    if (s->set->slow.len == 0)
        return;
    before = sl_timing_enter(s->timing, SL_PHASE_SLOW);
    for (size_t i = 0; i < s->set->slow.len; i++) {
        uint32_t number = s->set->slow.at[i];
        uint64_t start = s->timing ? sl_timing_now() : 0;

        if (sl_wanted_ask(&s->wanted, s->set, number, doc->blob))
            run_rule(s, doc, number);
        if (s->timing)
            s->slow_spent[i] += sl_timing_now() - start;
    }
    sl_timing_leave(s->timing, before);
}
