/* gitattributes_ineffective.c - active lines that were meant to encrypt and do not, and
 * lines that take from a secret what another gives it. */
#include "check/attr_coverage.h"
#include "check/check.h"

/* A path that line was meant for: is it encrypted all the same? */
static bool encrypted(sl_facts facts, sl_str path)
{
    const sl_fact *fact = sl_covered_fact(sl_facts_of(facts, path));

    return fact && fact->state.here.filtered;
}

/* Another line does what this one fails to do. */
static bool made_good(sl_facts facts, const sl_attr_line *line)
{
    bool any = false;

    for (size_t i = 0; i < facts.survey->paths_len; i++) {
        sl_str path = facts.survey->paths[i].path;

        if (!sl_attr_line_fits(line, path) && !sl_attr_line_fits_parent(line, path))
            continue;
        if (!encrypted(facts, path))
            return false;
        any = true;
    }
    return any;
}

static bool fits_any(const sl_survey *survey, const sl_attr_line *line)
{
    for (size_t i = 0; i < survey->paths_len; i++)
        if (sl_attr_line_fits(line, survey->paths[i].path))
            return true;
    return false;
}

static void judge_line(const sl_rule *rule, sl_facts facts,
                       const sl_known_dir_vec *dirs, const sl_attr_line *line,
                       sl_sink *sink)
{
    const char *fault = sl_attr_line_fault(line);
    sl_str below = {0};

    if (!fault && sl_attr_line_encrypts(line))
        below = sl_attr_line_below(line, dirs);
    if (below.len > 0 && fits_any(facts.survey, line))
        return;
    if ((!fault && below.len == 0) || made_good(facts, line))
        return;
    if (fault)
        sl_sink_at(sink, rule, SL_LEVEL_OFF, &line->fact->place,
                   "the line encrypts nothing: %s", fault);
    else
        sl_sink_at(sink, rule, SL_LEVEL_OFF, &line->fact->place,
                   "the line encrypts nothing: it names a directory, and what a "
                   "directory has does not reach the files in it, such as %.*s",
                   sl_fmt(below));
}

/* Is the file one that somebody would be sorry to see in the clear? */
static bool matters(const sl_fact *fact)
{
    const sl_path_state *state = &fact->state;

    if (!sl_readable(fact) || (!state->tracked && state->here.ignored))
        return false;
    return fact->secrets > 0 ||
           (fact->path_class->layout->certain && fact->leaves.values > 0);
}

/* Does a line without fault of its own decide that the path is not encrypted, and would
 * another encrypt it? */
static void decide(sl_attr_lines lines, const sl_treatment *here, sl_str path,
                   sl_decision_vec *taken)
{
    const sl_attr_line *by = sl_attr_lines_find(lines, &here->filter);

    if (here->known && !here->filtered && here->filter.line > 0 &&
        !(by && sl_attr_line_fault(by)) && sl_attr_lines_encrypting(lines, path))
        sl_decide(taken, &here->filter, path);
}

static void find_taken(sl_facts facts, sl_attr_lines lines, sl_decision_vec *taken)
{
    for (size_t start = 0; start < facts.len;) {
        const sl_fact *fact = sl_covered_fact(sl_facts_next_path(facts, &start));

        if (fact && fact->path_class && matters(fact))
            decide(lines, &fact->state.here, fact->place.path, taken);
    }
    for (size_t i = 0; facts.survey->whole && i < facts.survey->probes_len; i++) {
        const sl_probe *probe = &facts.survey->probes[i];

        if (probe->kind == SL_PROBE_SECRET && !probe->here.ignored &&
            sl_facts_of(facts, probe->path).len == 0)
            decide(lines, &probe->here, probe->path, taken);
    }
}

void sl_check_gitattributes_ineffective(const sl_rule *rule, sl_facts facts,
                                        sl_sink *sink)
{
    sl_arena arena = {0};
    sl_attr_lines lines = sl_attr_lines_read(facts.survey, &arena);
    sl_known_dir_vec dirs = {0};
    sl_decision_vec taken = {0};

    if (facts.survey->whole && lines.len > 0)
        sl_known_dirs(facts.survey, &dirs);
    for (size_t i = 0; i < lines.len; i++)
        judge_line(rule, facts, &dirs, &lines.at[i], sink);
    find_taken(facts, lines, &taken);
    sl_decisions_sort(&taken);
    for (size_t start = 0; start < taken.len;) {
        sl_decisions group = sl_decisions_next(&taken, &start);
        const sl_attr *by = group.at[0].by;
        sl_place place = sl_attr_place(lines, by);
        const sl_line_fact *giver =
            sl_attr_lines_encrypting(lines, group.at[0].path)->fact;
        sl_str told = sl_decisions_told(group, &arena);

        sl_sink_at(sink, rule, SL_LEVEL_OFF, &place,
                   "line %zu of %.*s takes the git-crypt filter, which line %u of %.*s "
                   "gives, away from %.*s",
                   by->line, sl_fmt(by->file), (unsigned)giver->place.start.line,
                   sl_fmt(giver->place.path), sl_fmt(told));
    }
    sl_vec_free(&taken);
    sl_vec_free(&dirs);
    sl_arena_free(&arena);
}
