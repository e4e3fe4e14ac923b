#include "scan/survey.h"

#include "scan/infer.h"
#include "source/path_rules.h"

#include <stdlib.h>
#include <string.h>

SL_VEC(probe_vec, sl_probe);

typedef struct making {
    sl_run_state *state;
    sl_survey *survey;
    sl_layout_use *uses;
    probe_vec probes;
    sl_path_rules *rules;
} making;

static void *keep(sl_arena *arena, const void *items, size_t len, size_t size)
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

/* A path may be told twice: the stages of a conflict. */
static void add_paths(sl_survey *survey, sl_run_state *state)
{
    sl_known_path_vec *paths = &state->paths;
    size_t kept = 0;

    if (paths->len > 0)
        qsort(paths->at, paths->len, sizeof *paths->at, by_path);
    for (size_t i = 0; i < paths->len; i++) {
        if (kept > 0 && sl_str_eq(paths->at[kept - 1].path, paths->at[i].path)) {
            paths->at[kept - 1].tracked |= paths->at[i].tracked;
            paths->at[kept - 1].on_disk |= paths->at[i].on_disk;
        } else {
            paths->at[kept++] = paths->at[i];
        }
    }
    survey->paths = keep(&state->arena, paths->at, kept, sizeof *paths->at);
    survey->paths_len = kept;
}

static int by_place(const void *a, const void *b)
{
    const sl_line_fact *x = a;
    const sl_line_fact *y = b;
    int order = sl_str_cmp(x->place.path, y->place.path);

    if (order == 0)
        order = (x->kind > y->kind) - (x->kind < y->kind);
    if (order == 0)
        order = (x->place.origin > y->place.origin) -
                (x->place.origin < y->place.origin);
    return order ? order
                 : (x->place.start.line > y->place.start.line) -
                       (x->place.start.line < y->place.start.line);
}

/* Of a file that is staged in another version the one on disk is kept. */
static void add_lines(sl_survey *survey, sl_run_state *state, sl_line_vec *lines)
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
    survey->lines = keep(&state->arena, lines->at, kept, sizeof *lines->at);
    survey->lines_len = kept;
}

static bool has_any(const sl_survey *survey, sl_list lines)
{
    for (size_t i = 0; i < lines.len; i++)
        if (sl_survey_has_line(survey, lines.at[i]))
            return true;
    return false;
}

/* The path that makes the layout present, or NULL. */
static const sl_known_path *present_by(const sl_survey *survey, const sl_layout *layout)
{
    if ((layout->given.len > 0 && !has_any(survey, layout->given)) ||
        has_any(survey, layout->unless))
        return NULL;
    return sl_survey_match(survey, layout->when);
}

/* The layouts that some path makes present. Without a repository nothing can tell:
 * then all of them are, for what their paths mean, but none is in use. */
static void add_layouts(making *m, bool repository, sl_layouts *present)
{
    const sl_layouts *all = m->state->set.layouts;

    m->uses = sl_arena_calloc(&m->state->arena, all->len, sizeof *m->uses);
    for (size_t i = 0; i < all->len; i++) {
        const sl_known_path *path = present_by(m->survey, all->at[i]);

        if (path || !repository)
            *sl_vec_push(present) = all->at[i];
        if (path)
            m->uses[m->survey->uses_len++] =
                (sl_layout_use){.layout = all->at[i], .because = path->path};
    }
    m->survey->uses = m->uses;
}

static void ask(making *m, sl_probe probe)
{
    if (probe.path.len == 0)
        return;
    probe.known = sl_survey_path(m->survey, probe.path);
    sl_path_rules_ask(m->rules, probe.path, &probe.here);
    *sl_vec_push(&m->probes) = probe;
}

static void ask_list(making *m, sl_probe_kind kind, sl_list paths,
                     const sl_secret_class *class_, const sl_layout_use *use)
{
    for (size_t i = 0; i < paths.len; i++) {
        ask(m, (sl_probe){.kind = kind,
                          .path = sl_layout_probe(paths.at[i]),
                          .class_ = class_,
                          .use = use});
    }
}

static void ask_layouts(making *m)
{
    for (size_t i = 0; i < m->survey->uses_len; i++) {
        const sl_layout_use *use = &m->survey->uses[i];

        for (size_t k = 0; k < use->layout->classes_len; k++) {
            const sl_secret_class *class_ = &use->layout->classes[k];

            if (class_->when.len > 0 && !sl_survey_match(m->survey, class_->when))
                continue;
            ask_list(m, SL_PROBE_SECRET, class_->probes, class_, use);
            ask_list(m, SL_PROBE_GAP, class_->gaps, class_, use);
            ask_list(m, SL_PROBE_PUBLIC, class_->public_probes, class_, use);
        }
    }
}

/* "!dir/name" or "!name" without wildcards names one path. */
static sl_str negated_path(making *m, const sl_line_fact *line)
{
    sl_str dir = sl_path_dir(line->place.path);
    sl_str text = line->text;
    sl_ignore_line parsed;

    if (sl_str_ends(text, sl_lit("\r")))
        text.len--;
    if (!sl_ignore_line_parse(text, &parsed) || !parsed.negated ||
        parsed.directory_only)
        return (sl_str){0};
    for (size_t i = 0; i < parsed.pattern.len; i++)
        if (memchr("*?[\\", parsed.pattern.ptr[i], 4))
            return (sl_str){0};
    return sl_arena_printf(&m->state->arena, "%.*s%s%.*s", sl_fmt(dir),
                           dir.len ? "/" : "", sl_fmt(parsed.pattern));
}

static void ask_lines(making *m)
{
    for (size_t i = 0; i < m->survey->lines_len; i++) {
        const sl_line_fact *line = &m->survey->lines[i];
        sl_probe probe = {.line = line};

        if (line->kind == SL_LINE_IGNORE) {
            probe.kind = SL_PROBE_NEGATED;
            probe.path = negated_path(m, line);
        } else if (line->kind == SL_LINE_VAULT_PASSWORD) {
            probe.kind = SL_PROBE_PASSWORD;
            probe.path = line->text;
        }
        ask(m, probe);
    }
    for (size_t i = 0; i < m->survey->paths_len; i++)
        if (sl_path_rules_file(m->survey->paths[i].path))
            ask(m, (sl_probe){.kind = SL_PROBE_RULES, .path = m->survey->paths[i].path});
}

static int by_kind(const void *a, const void *b)
{
    const sl_probe *x = a;
    const sl_probe *y = b;
    int order = (x->kind > y->kind) - (x->kind < y->kind);

    return order ? order : sl_str_cmp(x->path, y->path);
}

/* What the answers point to belongs to the rules: copied before they are freed. */
static void keep_probes(making *m)
{
    if (m->probes.len > 0)
        qsort(m->probes.at, m->probes.len, sizeof *m->probes.at, by_kind);
    for (size_t i = 0; i < m->probes.len; i++)
        sl_treatment_keep(&m->probes.at[i].here, &m->state->arena);
    m->survey->probes = keep(&m->state->arena, m->probes.at, m->probes.len,
                             sizeof *m->probes.at);
    m->survey->probes_len = m->probes.len;
    sl_vec_free(&m->probes);
}

sl_facts sl_survey_make(sl_run_state *state, sl_repo *repo, sl_fact_vec *facts,
                        sl_line_vec *lines)
{
    const sl_run_options *options = state->options;
    sl_survey *survey = sl_arena_calloc(&state->arena, 1, sizeof *survey);
    making m = {.state = state, .survey = survey};
    sl_layouts present = {0};
    sl_facts joined;

    survey->whole =
        repo && sl_repo_worktree(repo) && !options->staged && !options->range;
    add_paths(survey, state);
    add_lines(survey, state, lines);
    add_layouts(&m, repo != NULL, &present);
    joined = sl_facts_join(facts, &present, survey);
    sl_vec_free(&present);
    sl_infer_strategies(m.uses, joined,
                        options->strategy ? options->strategy : state->config.strategy,
                        &state->arena);
    if (!repo || options->range)
        return joined;
    m.rules = sl_path_rules_open(repo, options->staged ? SL_VIEW_INDEX : SL_VIEW_WORKTREE,
                                 NULL);
    sl_path_rules_expect_attributes(m.rules);
    ask_layouts(&m);
    ask_lines(&m);
    keep_probes(&m);
    sl_path_rules_free(m.rules);
    return joined;
}
