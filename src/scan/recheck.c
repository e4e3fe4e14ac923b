#include "scan/recheck.h"

#include "scan/infer.h"
#include "scan/probes.h"
#include "scan/survey.h"

static const sl_planned_file *planned(const sl_planned_file *files, size_t len,
                                      sl_str path)
{
    for (size_t i = 0; i < len; i++)
        if (sl_str_eq(files[i].path, path))
            return &files[i];
    return NULL;
}

static void add_lines(const sl_planned_file *file, sl_arena *arena, sl_line_vec *lines)
{
    sl_str rest = sl_arena_str(arena, file->text);
    bool attributes = sl_str_ends(file->path, sl_lit(".gitattributes"));
    size_t number = 0;

    while (rest.len > 0) {
        sl_line_fact *line = sl_vec_push(lines);

        line->kind = attributes ? SL_LINE_ATTRIBUTE : SL_LINE_IGNORE;
        line->place = sl_survey_place(sl_arena_str(arena, file->path));
        line->place.start.line = line->place.end.line = ++number;
        line->text = sl_str_line(&rest);
    }
}

/* The lines of files that stay as they are, and those of the planned ones. */
static void set_lines(sl_survey *survey, const sl_survey *old,
                      const sl_planned_file *files, size_t len, sl_arena *arena)
{
    sl_line_vec lines = {0};

    for (size_t i = 0; i < old->lines_len; i++)
        if (!planned(files, len, old->lines[i].place.path))
            *sl_vec_push(&lines) = old->lines[i];
    for (size_t i = 0; i < len; i++)
        add_lines(&files[i], arena, &lines);
    sl_survey_set_lines(survey, &lines, arena);
    sl_vec_free(&lines);
}

static void set_paths(sl_survey *survey, const sl_survey *old,
                      const sl_planned_file *files, size_t len, sl_arena *arena)
{
    sl_known_path_vec paths = {0};

    for (size_t i = 0; i < old->paths_len; i++)
        *sl_vec_push(&paths) = old->paths[i];
    for (size_t i = 0; i < len; i++)
        *sl_vec_push(&paths) = (sl_known_path){
            .path = sl_arena_str(arena, files[i].path), .on_disk = true};
    sl_survey_set_paths(survey, &paths, arena);
    survey->all_tracked = false;
    sl_survey_set_rules_files(survey, (sl_survey_search){0}, arena);
    sl_vec_free(&paths);
}

/* The same files, seen by other rules. */
static void set_facts(sl_outlook *out, sl_facts old, const sl_survey *survey,
                      sl_path_rules *rules)
{
    sl_fact *facts = sl_survey_keep(&out->arena, old.at, old.len, sizeof *old.at);

    for (size_t i = 0; i < old.len; i++) {
        if (!facts[i].state.known)
            continue;
        sl_path_rules_ask(rules, facts[i].place.path, &facts[i].state.here);
        sl_treatment_keep(&facts[i].state.here, &out->arena);
    }
    out->facts = (sl_facts){facts, old.len, survey};
}

/* A line that counts from now on may change what a strategy is inferred from: the next
 * scan would see it, too. */
static void set_uses(sl_outlook *out, sl_survey *survey)
{
    size_t len = survey->uses_len;
    sl_layout_use *uses = sl_survey_keep(&out->arena, survey->uses, len, sizeof *uses);

    survey->uses = uses;
    for (size_t i = 0; i < len; i++) {
        sl_survey one = *survey;
        sl_facts facts = out->facts;

        one.uses_len = 1;
        facts.survey = &one;
        if (uses[i].inferred)
            sl_infer_strategies(&uses[i], facts, SL_STRATEGY_NONE, &out->arena);
    }
}

void sl_recheck(const sl_results *results, sl_path_rules *rules,
                const sl_planned_file *files, size_t len, sl_outlook *out)
{
    const sl_survey *old = results->facts.survey;
    const sl_ruleset *set = &results->state->set;
    sl_survey *survey;

    *out = (sl_outlook){0};
    survey = sl_arena_calloc(&out->arena, 1, sizeof *survey);
    *survey = *old;
    set_lines(survey, old, files, len, &out->arena);
    set_paths(survey, old, files, len, &out->arena);
    set_facts(out, results->facts, survey, rules);
    set_uses(out, survey);
    sl_probes_ask(survey, rules, &out->arena);
    for (size_t i = 0; i < set->checked.len; i++) {
        const sl_check *check = set->checked.at[i].check;
        const sl_rule *rule = sl_ruleset_at(set, set->checked.at[i].rule)->rule;

        if (rule->fixable && check->repository)
            check->repository(rule, out->facts, &out->sink);
    }
}

void sl_outlook_free(sl_outlook *outlook)
{
    sl_sink_free(&outlook->sink);
    sl_arena_free(&outlook->arena);
}
