#include "scan/survey.h"

#include "scan/infer.h"
#include "scan/probes.h"
#include "source/path_rules.h"

#include <stdlib.h>
#include <string.h>

typedef struct making {
    sl_run_state *state;
    sl_survey *survey;
    sl_layout_use *uses;
} making;

void *sl_survey_keep(sl_arena *arena, const void *items, size_t len, size_t size)
{
    void *copy = sl_arena_calloc(arena, len, size);

    if (len > 0)
        memcpy(copy, items, len * size);
    return copy;
}

static int by_path(const void *a, const void *b)
{
    return sl_str_cmp(((const sl_known_path *)a)->path,
                      ((const sl_known_path *)b)->path);
}

/* As those of an index are. */
static bool sorted(const sl_known_path_vec *paths)
{
    for (size_t i = 1; i < paths->len; i++)
        if (by_path(&paths->at[i - 1], &paths->at[i]) > 0)
            return false;
    return true;
}

/* A path may be told twice: the stages of a conflict. */
static void sort_paths(sl_known_path_vec *paths)
{
    size_t kept = 0;

    if (!sorted(paths))
        qsort(paths->at, paths->len, sizeof *paths->at, by_path);
    for (size_t i = 0; i < paths->len; i++) {
        if (kept > 0 && sl_str_eq(paths->at[kept - 1].path, paths->at[i].path)) {
            paths->at[kept - 1].tracked |= paths->at[i].tracked;
            paths->at[kept - 1].on_disk |= paths->at[i].on_disk;
        } else {
            paths->at[kept] = paths->at[i];
            paths->at[kept++].same_dir = false; /* another may come before it now */
        }
    }
    paths->len = kept;
}

void sl_survey_set_paths(sl_survey *survey, sl_known_path_vec *paths, sl_arena *arena)
{
    sort_paths(paths);
    survey->paths = sl_survey_keep(arena, paths->at, paths->len, sizeof *paths->at);
    survey->paths_len = paths->len;
}

void sl_survey_set_rules_files(sl_survey *survey, sl_survey_search search,
                               sl_arena *arena)
{
    static const sl_str names[] = {{".gitignore", 10}, {".gitattributes", 14}};
    sl_known_ref_vec files = {0};

    search.names = (sl_list){names, 2};
    search.named = &files;
    sl_survey_look(survey, &search);
    survey->rules_files = (const sl_known_path *const *)sl_survey_keep(
        arena, (const void *)files.at, files.len, sizeof *files.at);
    survey->rules_files_len = files.len;
    sl_vec_free(&files);
}

static int by_place(const void *a, const void *b)
{
    const sl_line_fact *x = a;
    const sl_line_fact *y = b;
    int order = sl_str_cmp(x->place.path, y->place.path);

    if (order == 0)
        order = (x->kind > y->kind) - (x->kind < y->kind);
    if (order == 0)
        order =
            (x->place.origin > y->place.origin) - (x->place.origin < y->place.origin);
    return order ? order
                 : (x->place.start.line > y->place.start.line) -
                       (x->place.start.line < y->place.start.line);
}

/* Of a file that is staged in another version the one on disk is kept. */
void sl_survey_set_lines(sl_survey *survey, sl_line_vec *lines, sl_arena *arena)
{
    size_t kept = 0;

    if (lines->len > 0)
        qsort(lines->at, lines->len, sizeof *lines->at, by_place);
    for (size_t i = 0; i < lines->len; i++) {
        const sl_line_fact *line = &lines->at[i];
        const sl_line_fact *last = kept > 0 ? &lines->at[kept - 1] : NULL;

        if (!last || last->kind != line->kind ||
            !sl_str_eq(last->place.path, line->place.path) ||
            last->place.origin == line->place.origin)
            lines->at[kept++] = *line;
    }
    survey->lines = sl_survey_keep(arena, lines->at, kept, sizeof *lines->at);
    survey->lines_len = kept;
}

static int by_kind(const void *a, const void *b)
{
    const sl_aws_fact *x = a;
    const sl_aws_fact *y = b;
    int order = (x->kind > y->kind) - (x->kind < y->kind);

    if (order == 0)
        order = sl_str_cmp(x->place.path, y->place.path);
    if (order == 0)
        order =
            (x->place.origin > y->place.origin) - (x->place.origin < y->place.origin);
    if (order == 0)
        order = (x->place.start.line > y->place.start.line) -
                (x->place.start.line < y->place.start.line);
    if (order == 0)
        order = (x->place.start.byte > y->place.start.byte) -
                (x->place.start.byte < y->place.start.byte);
    return order ? order : sl_str_cmp(x->text, y->text);
}

/* As with lines: of a file that is staged in another version the one on disk. */
static void set_aws(sl_survey *survey, sl_aws_facts *aws, sl_arena *arena)
{
    size_t kept = 0;

    if (aws->len > 0)
        qsort(aws->at, aws->len, sizeof *aws->at, by_kind);
    for (size_t i = 0; i < aws->len; i++) {
        const sl_aws_fact *fact = &aws->at[i];
        const sl_aws_fact *last = kept > 0 ? &aws->at[kept - 1] : NULL;

        if (!last || last->kind != fact->kind ||
            !sl_str_eq(last->place.path, fact->place.path) ||
            last->place.origin == fact->place.origin)
            aws->at[kept++] = *fact;
    }
    survey->aws = sl_survey_keep(arena, aws->at, kept, sizeof *aws->at);
    survey->aws_len = kept;
}

static bool has_any(const sl_survey *survey, sl_list lines)
{
    for (size_t i = 0; i < lines.len; i++)
        if (sl_survey_has_line(survey, lines.at[i]))
            return true;
    return false;
}

/* Do the lines that the layout asks for agree? */
static bool lines_agree(const sl_survey *survey, const sl_layout *layout)
{
    return (layout->given.len == 0 || has_any(survey, layout->given)) &&
           !has_any(survey, layout->unless);
}

/* The layouts that some path makes present. Without a repository nothing can tell:
 * then all of them are, for what their paths mean, but none is in use. */
static void add_layouts(making *m, bool repository, sl_layouts *present)
{
    const sl_layouts *all = m->state->set.layouts;
    sl_arena *arena = &m->state->arena;
    sl_list *when = sl_arena_calloc(arena, all->len, sizeof *when);
    const sl_known_path **found =
        (const sl_known_path **)sl_arena_calloc(arena, all->len, sizeof *found);

    for (size_t i = 0; i < all->len; i++)
        when[i] = sl_layouts_when(all, i, arena);
    sl_survey_set_rules_files(
        m->survey,
        (sl_survey_search){.lists = when, .lists_len = all->len, .found = found},
        arena);
    m->uses = sl_arena_calloc(arena, all->len, sizeof *m->uses);
    for (size_t i = 0; i < all->len; i++) {
        const sl_layout *layout =
            found[i] || !repository ? sl_layouts_at(all, i) : NULL;
        bool here = found[i] && lines_agree(m->survey, layout);

        if (here || !repository)
            *sl_vec_push(present) = layout;
        if (here)
            m->uses[m->survey->uses_len++] =
                (sl_layout_use){.layout = layout, .because = found[i]->path};
    }
    m->survey->uses = m->uses;
}

static sl_view view_of(const sl_run_options *options)
{
    if (options->checkout)
        return SL_VIEW_COMMIT;
    return options->staged ? SL_VIEW_INDEX : SL_VIEW_WORKTREE;
}

sl_facts sl_survey_make(sl_run_state *state, sl_repo *repo, sl_fact_vec *facts,
                        sl_line_vec *lines, sl_aws_facts *aws)
{
    const sl_run_options *options = state->options;
    sl_survey *survey = sl_arena_calloc(&state->arena, 1, sizeof *survey);
    making m = {.state = state, .survey = survey};
    sl_layouts present = {0};
    sl_path_rules *rules;
    sl_facts joined;

    survey->layouts = state->set.layouts;
    if (repo)
        survey->remote = sl_arena_str(&state->arena, sl_repo_remote_url(repo));
    survey->changes = options->staged || sl_run_ranged(options);
    survey->whole =
        repo && sl_repo_worktree(repo) && !options->staged && !sl_run_ranged(options);
    if (!state->paths_sorted)
        sort_paths(&state->paths);
    state->paths_sorted = true; /* and lent */
    survey->paths = state->paths.at;
    survey->paths_len = state->paths.len;
    survey->all_tracked = state->paths_borrowed;
    sl_survey_set_lines(survey, lines, &state->arena);
    set_aws(survey, aws, &state->arena);
    add_layouts(&m, repo != NULL, &present);
    joined = sl_facts_join(facts, &present, survey);
    sl_vec_free(&present);
    sl_infer_strategies(m.uses, joined,
                        options->strategy ? options->strategy : state->config.strategy,
                        &state->arena);
    if (!repo || sl_run_ranged(options))
        return joined;
    rules = state->rules_over;
    if (!rules)
        rules = sl_path_rules_open(repo, view_of(options), options->checkout);
    sl_path_rules_expect_attributes(rules);
    sl_probes_ask(survey, rules, &state->arena);
    if (rules != state->rules_over)
        sl_path_rules_free(rules);
    return joined;
}
