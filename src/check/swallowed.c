#include "check/swallowed.h"

#include "check/ignore_line.h"

/* Only what is called an example is meant for others: a .env.dev may well be ignored
 * on purpose. */
static bool called_example(sl_str path)
{
    static const char *const words[] = {"example", "sample", "template",
                                        "tmpl",    ".dist",  ".defaults"};
    sl_str name = sl_path_base(path);

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (sl_str_has(name, sl_str_of(words[i])))
            return true;
    return false;
}

bool sl_swallowed_fact(const sl_fact *fact)
{
    const sl_path_state *state = &fact->state;

    return fact->public_class && sl_ignored_in_tree(&state->here) &&
           (state->tracked || called_example(fact->place.path)) &&
           sl_ignore_by_wildcard(&state->here.ignore, fact->place.path);
}

/* Has the file a "!" line that counts? Without one it may be that of a directory that is
 * to stay empty, or of a cache that its tool wants ignored as a whole. */
static bool includes_something(const sl_survey *survey, sl_str file)
{
    sl_ignore_match match = {.found = true, .file = file, .line = 1};
    const sl_line_fact *line = sl_ignore_fact(survey, &match);
    const sl_line_fact *end = survey->lines + survey->lines_len;

    for (; line && line < end && sl_str_eq(line->place.path, file); line++)
        if (sl_str_starts(line->text, sl_lit("!")))
            return true;
    return false;
}

static bool ignores_itself(const sl_survey *survey, const sl_probe *probe)
{
    const sl_ignore_match *match = &probe->here.ignore;

    return sl_str_eq(sl_path_dir(match->file), sl_path_dir(probe->path)) &&
           sl_ignore_by_wildcard(match, probe->path) &&
           includes_something(survey, match->file);
}

bool sl_swallowed_probe(const sl_survey *survey, const sl_probe *probe)
{
    const sl_ignore_match *match = &probe->here.ignore;

    if (!probe->known || !sl_ignored_in_tree(&probe->here))
        return false;
    if (probe->kind == SL_PROBE_RULES)
        return ignores_itself(survey, probe);
    if (probe->kind != SL_PROBE_PUBLIC)
        return false;
    /* ignore-negation-ineffective tells of a "!" line that cannot reach into an excluded
     * directory */
    return sl_ignore_by_wildcard(match, probe->path) ||
           (sl_ignore_parent(match, probe->path).len > 0 &&
            !sl_survey_probe(survey, SL_PROBE_NEGATED, probe->path));
}

static bool asked(const sl_survey *survey, sl_probe_kind kind, sl_str path)
{
    size_t at = sl_survey_probes_from(survey, kind, path);

    for (; at < survey->probes_len && survey->probes[at].kind == kind &&
           sl_str_eq(survey->probes[at].path, path);
         at++)
        if (sl_swallowed_probe(survey, &survey->probes[at]))
            return true;
    return false;
}

/* Does ignore-negation-ineffective tell of it? */
static bool behind_barrier(const sl_survey *survey, sl_str path)
{
    size_t at = sl_survey_probes_from(survey, SL_PROBE_NEGATED, path);

    for (; at < survey->probes_len && survey->probes[at].kind == SL_PROBE_NEGATED &&
           sl_str_eq(survey->probes[at].path, path);
         at++)
        if (sl_ignore_barrier(&survey->probes[at]).len > 0)
            return true;
    return false;
}

bool sl_swallowed(sl_facts facts, const sl_fact *fact)
{
    return sl_swallowed_fact(fact) || behind_barrier(facts.survey, fact->place.path) ||
           asked(facts.survey, SL_PROBE_PUBLIC, fact->place.path) ||
           asked(facts.survey, SL_PROBE_RULES, fact->place.path);
}
