/* gitattributes_dead.c - git-crypt lines, and exceptions from them, whose patterns fit
 * nothing, while something is left in the clear or encrypted by mistake. */
#include "check/attr_coverage.h"
#include "check/check.h"

/* The first path that is left in the clear, or empty. */
static sl_str left_out(sl_facts facts, sl_attr_lines lines)
{
    const sl_survey *survey = facts.survey;

    for (size_t i = 0; i < survey->uses_len; i++) {
        const sl_layout *layout = survey->uses[i].layout;

        for (size_t k = 0; k < layout->classes_len; k++) {
            sl_gap gap =
                sl_class_gap(facts, lines, &survey->uses[i], &layout->classes[k]);

            if (gap.path.len > 0)
                return gap.path;
        }
    }
    return (sl_str){0};
}

/* The first path that is encrypted by mistake, or empty. */
static sl_str drawn_in(sl_facts facts)
{
    const sl_survey *survey = facts.survey;

    for (size_t start = 0; start < facts.len;) {
        const sl_fact *fact = sl_covered_fact(sl_facts_next_path(facts, &start));

        if (fact && sl_public_encrypted(survey, fact))
            return fact->place.path;
    }
    for (size_t i = 0; i < survey->probes_len; i++)
        if (sl_probe_encrypted(facts, &survey->probes[i]))
            return survey->probes[i].path;
    return (sl_str){0};
}

static bool is_probe_of_layout(const sl_probe *probe)
{
    return probe->kind == SL_PROBE_SECRET || probe->kind == SL_PROBE_GAP ||
           probe->kind == SL_PROBE_PUBLIC;
}

/* Does the line fit a path that there is, or that may come? What fits a directory only
 * is gitattributes-filter-ineffective's. */
static bool alive(const sl_survey *survey, const sl_known_dir_vec *dirs,
                  const sl_attr_line *line)
{
    if (sl_attr_line_encrypts(line) && sl_attr_line_below(line, dirs).len > 0)
        return true;
    for (size_t i = 0; i < survey->paths_len; i++)
        if (sl_attr_line_fits(line, survey->paths[i].path))
            return true;
    for (size_t i = 0; i < survey->probes_len; i++)
        if (is_probe_of_layout(&survey->probes[i]) &&
            sl_attr_line_fits(line, survey->probes[i].path))
            return true;
    return false;
}

/* Lines that decide about a path need no search, and fit it by git's own account: it
 * may ignore case. */
static bool decides(sl_facts facts, const sl_attr_line *line)
{
    const sl_place *place = &line->fact->place;

    for (size_t i = 0; i < facts.len; i++) {
        const sl_attr *by = &facts.at[i].state.here.filter;

        if (by->line == place->start.line && sl_str_eq(by->file, place->path))
            return true;
    }
    return false;
}

static bool is_dead(sl_facts facts, const sl_known_dir_vec *dirs,
                    const sl_attr_line *line)
{
    return (sl_attr_line_encrypts(line) || sl_attr_line_excepts(line)) &&
           !sl_attr_line_fault(line) && !decides(facts, line) &&
           !alive(facts.survey, dirs, line);
}

void sl_check_gitattributes_dead(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    sl_arena arena = {0};
    sl_attr_lines lines = sl_attr_lines_read(facts.survey, &arena);
    bool whole = facts.survey->whole;
    sl_known_dir_vec dirs = {0};
    sl_str out = whole ? left_out(facts, lines) : (sl_str){0};
    sl_str in = whole ? drawn_in(facts) : (sl_str){0};

    if (out.len + in.len > 0) /* else no line can be told */
        sl_known_dirs(facts.survey, &dirs);
    for (size_t i = 0; i < lines.len; i++) {
        const sl_attr_line *line = &lines.at[i];
        bool excepts = in.len > 0 && sl_attr_line_excepts(line);

        if ((out.len == 0 && !excepts) || !is_dead(facts, &dirs, line))
            continue;
        sl_sink_at(sink, rule, SL_LEVEL_OFF, &line->fact->place,
                   "the pattern fits no file, while %.*s %s",
                   sl_fmt(excepts ? in : out),
                   excepts ? "is encrypted although it is meant to be read"
                           : "is left without the git-crypt filter");
    }
    sl_vec_free(&dirs);
    sl_arena_free(&arena);
}
