/* generated_secret.c - a file that a tool writes with secrets in it, and that no
 * ignore line would keep out of git. */
#include "check/check.h"
#include "check/ignore_cover.h"

static void judge(const sl_rule *rule, sl_facts facts, const sl_cover *cover,
                  sl_sink *sink)
{
    const sl_probe *probe = cover->open;
    sl_place place;

    if (!cover->class_->generated || !probe)
        return;
    place = sl_cover_place(facts.survey, cover, probe);
    sl_sink_at(sink, rule, SL_LEVEL_OFF, &place,
               "%.*s %s: no ignore line covers %.*s (%.*s)", sl_fmt(probe->path),
               sl_cover_fate(probe), sl_fmt(cover->class_->title),
               sl_fmt(cover->use->layout->title));
}

void sl_check_generated_secret(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    sl_cover_each(rule, facts, sink, judge);
}
