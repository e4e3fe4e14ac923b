/* vault_password_file.c - a file for a vault password that the next `git add` would
 * take: one that configuration or a script names, whether it exists or not, or one that
 * lies there untracked. A file whose name says what it is belongs to
 * vault-password-committed as soon as it is tracked. */
#include "check/check.h"
#include "check/vault_password.h"

/* Of all that ask for one path: an active line before a commented one, in the order of
 * the files. */
static const sl_probe *best(const sl_probe *probes, size_t len)
{
    const sl_probe *found = &probes[0];

    for (size_t i = 1; i < len; i++) {
        const sl_line_fact *old = found->line;
        const sl_line_fact *new = probes[i].line;
        bool earlier;

        if (!new)
            continue;
        earlier = !old || sl_str_cmp(new->place.path, old->place.path) < 0 ||
                  (sl_str_eq(new->place.path, old->place.path) &&
                   new->place.start.line < old->place.start.line);
        if (!old || old->commented > new->commented ||
            (old->commented == new->commented &&earlier))
            found = &probes[i];
    }
    return found;
}

/* Is there a version that nobody can read, or that another rule tells of? */
static bool settled(sl_facts facts, const sl_probe *probe)
{
    sl_facts of_path = sl_facts_of(facts, probe->path);

    for (size_t i = 0; i < of_path.len; i++)
        if (sl_content_encrypted(of_path.at[i].content.class_) ||
            (of_path.at[i].state.tracked && of_path.at[i].secrets > 0))
            return true;
    return false;
}

static void report_tracked(const sl_rule *rule, const sl_probe *probe, sl_facts facts,
                           sl_sink *sink)
{
    if (!probe->line || !facts.survey->whole || sl_vault_password_name(probe->path))
        return;
    sl_sink_at(sink, rule, SL_LEVEL_OFF, &probe->line->place,
               "git tracks %.*s, which is named as a vault password file here",
               sl_fmt(probe->path));
}

static void report(const sl_rule *rule, const sl_probe *probe, sl_sink *sink)
{
    const sl_line_fact *line = probe->line;
    sl_place place = line ? line->place : sl_survey_place(probe->path);

    if (!line)
        sl_sink_at(sink, rule, SL_LEVEL_OFF, &place,
                   "a vault password file one git add away from a commit: it is not "
                   "ignored");
    else if (probe->known)
        sl_sink_at(sink, rule, SL_LEVEL_OFF, &place,
                   "the vault password file %.*s is one git add away from a commit: it "
                   "is not ignored",
                   sl_fmt(probe->path));
    else if (line->commented)
        sl_sink_at(sink, rule, SL_LEVEL_WARNING, &place,
                   "this comment proposes %.*s for the vault password, which git would "
                   "not ignore",
                   sl_fmt(probe->path));
    else
        sl_sink_at(sink, rule, SL_LEVEL_OFF, &place,
                   "the vault password is read from %.*s, which git would not ignore",
                   sl_fmt(probe->path));
}

void sl_check_vault_password_file(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    const sl_probe *probes = facts.survey->probes;
    size_t len = facts.survey->probes_len;

    for (size_t i = 0, next; i < len; i = next) {
        const sl_probe *probe = &probes[i];

        for (next = i + 1; next < len && probes[next].kind == probe->kind &&
                           sl_str_eq(probes[next].path, probe->path);)
            next++;
        if (probe->kind != SL_PROBE_PASSWORD || probe->here.filtered ||
            settled(facts, probe))
            continue;
        probe = best(probe, next - i);
        if (probe->known && probe->known->tracked)
            report_tracked(rule, probe, facts, sink);
        else if (!probe->here.ignored)
            report(rule, probe, sink);
    }
}
