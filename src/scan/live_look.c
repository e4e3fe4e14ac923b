/* live_look.c - one list of what the tree says and what the documents in its place say,
 * judged as that of any run. */
#include "scan/live_work.h"

#include "base/mem.h"
#include "scan/allowance.h"
#include "scan/baseline_use.h"
#include "scan/judge.h"
#include "scan/survey.h"

#include <stdlib.h>
#include <string.h>

/* What HEAD has is not replaced by a document; all else of its path is. */
static bool replaced(const sl_live *live, const sl_place *place)
{
    return place->origin != SL_ORIGIN_HEAD &&
           sl_map_has(&live->docs_by_path, place->path);
}

/* A baseline is about all findings, what allows them, and whether all was read. */
static void add_for_baseline(const sl_live *live, const sl_sink *tree, sl_sink *out)
{
    for (size_t i = 0; i < tree->findings.len; i++)
        if (!replaced(live, &tree->findings.at[i].place))
            *sl_vec_push(&out->findings) = tree->findings.at[i];
    for (size_t i = 0; i < tree->marks.len; i++)
        if (!replaced(live, &tree->marks.at[i].place))
            *sl_vec_push(&out->marks) = tree->marks.at[i];
    for (size_t i = 0; i < tree->notices.len; i++)
        if (!sl_map_has(&live->docs_by_path, tree->notices.at[i].subject))
            *sl_vec_push(&out->notices) = tree->notices.at[i];
}

static void add_tree(const sl_live *live, const sl_sink *tree, sl_sink *out)
{
    if (live->state->baseline)
        add_for_baseline(live, tree, out);
    for (size_t i = 0; i < tree->facts.len; i++)
        if (!replaced(live, &tree->facts.at[i].place))
            *sl_vec_push(&out->facts) = tree->facts.at[i];
    for (size_t i = 0; i < tree->lines.len; i++)
        if (!replaced(live, &tree->lines.at[i].place))
            *sl_vec_push(&out->lines) = tree->lines.at[i];
    for (size_t i = 0; i < tree->aws.len; i++)
        if (!replaced(live, &tree->aws.at[i].place))
            *sl_vec_push(&out->aws) = tree->aws.at[i];
}

static void add_facts(const sl_sink *from, sl_sink *out)
{
    for (size_t i = 0; i < from->facts.len; i++)
        *sl_vec_push(&out->facts) = from->facts.at[i];
}

static void add_all(const sl_sink *from, sl_sink *out)
{
    for (size_t i = 0; i < from->findings.len; i++)
        *sl_vec_push(&out->findings) = from->findings.at[i];
    add_facts(from, out);
    for (size_t i = 0; i < from->lines.len; i++)
        *sl_vec_push(&out->lines) = from->lines.at[i];
    for (size_t i = 0; i < from->aws.len; i++)
        *sl_vec_push(&out->aws) = from->aws.at[i];
    for (size_t i = 0; i < from->marks.len; i++)
        *sl_vec_push(&out->marks) = from->marks.at[i];
    for (size_t i = 0; i < from->notices.len; i++)
        *sl_vec_push(&out->notices) = from->notices.at[i];
}

/* The same files, seen by the lines of documents. */
static void ask_again(sl_live *live, sl_fact_vec *facts)
{
    for (size_t i = 0; i < facts->len; i++) {
        sl_path_state *state = &facts->at[i].state;

        if (!state->known)
            continue;
        sl_path_rules_ask(live->rules, facts->at[i].place.path, &state->here);
        if (live->staged_rules)
            sl_path_rules_ask(live->staged_rules, facts->at[i].place.path,
                              &state->other);
    }
}

/* All paths of the tree, sorted as they are, and those of documents that it lacks. */
static void set_paths(const sl_live *live, sl_run_state *view)
{
    const sl_known_path_vec *tree = &live->state->paths;
    sl_survey sorted = {0};

    for (size_t i = 0; i < tree->len; i++)
        *sl_vec_push(&view->paths) = tree->at[i];
    for (size_t i = 0; live->whole && i < live->docs.len; i++)
        if (!sl_config_excludes(&live->state->config, live->docs.at[i]->path))
            *sl_vec_push(&view->paths) =
                (sl_known_path){.path = live->docs.at[i]->path, .on_disk = true};
    sl_survey_set_paths(&sorted, &view->paths, &view->arena);
    view->paths.len = sorted.paths_len;
}

static void set_baseline(const sl_live *live, sl_run_state *view)
{
    const sl_baseline *read = live->state->baseline;
    sl_baseline *own;

    if (!read)
        return;
    own = view->baseline = sl_arena_calloc(&view->arena, 1, sizeof *own);
    *own = *read;
    own->arena = (sl_arena){0};
    own->entries.at = sl_survey_keep(&view->arena, read->entries.at, read->entries.len,
                                     sizeof *read->entries.at);
}

/* Borrows what stays from the state of the tree. */
static sl_run_state *view_open(const sl_live *live)
{
    sl_run_state *view = sl_calloc(1, sizeof *view);

    view->options = &live->options;
    view->rules = live->state->rules;
    view->config = live->state->config;
    view->set = live->state->set;
    view->threads = 1;
    view->targets = live->state->targets;
    view->targets_len = 1;
    view->rules_over = live->rules;
    view->sink.layouts = live->state->set.layouts;
    view->scanners = sl_calloc(1, sizeof *view->scanners);
    view->counts = sl_arena_calloc(&view->arena, 2, sizeof *view->counts);
    set_baseline(live, view);
    return view;
}

static void view_free(sl_run_state *view)
{
    sl_sink_free(&view->scanners[0].sink);
    free(view->scanners);
    if (view->baseline)
        sl_arena_free(&view->baseline->arena);
    for (size_t i = 0; i < view->lent.len; i++)
        free(view->lent.at[i]);
    sl_vec_free(&view->lent);
    sl_vec_free(&view->paths);
    sl_sink_free(&view->sink);
    sl_arena_free(&view->arena);
    free(view);
}

void sl_live_forget(sl_live *live)
{
    if (live->view && live->view != live->judged)
        view_free(live->view);
    sl_arena_free(&live->results.arena);
    live->results = (sl_results){0};
    live->view = NULL;
}

void sl_live_unjudge(sl_live *live)
{
    sl_live_forget(live);
    if (live->judged)
        view_free(live->judged);
    live->judged = NULL;
    live->verdicts.len = 0;
    sl_vec_free(&live->verdicts);
    sl_arena_free(&live->verdicts_arena);
    live->unjudged = true;
}

static void keep_place(sl_place *place, sl_arena *arena)
{
    place->path = sl_arena_str(arena, place->path);
    place->snippet = sl_arena_str(arena, place->snippet);
    place->line_hash = sl_arena_str(arena, place->line_hash);
}

static void keep_verdict(sl_live *live, const sl_finding *finding)
{
    sl_finding *kept = sl_vec_push(&live->verdicts);
    sl_related *related;

    *kept = *finding;
    kept->message = sl_arena_str(&live->verdicts_arena, finding->message);
    kept->justification = sl_arena_str(&live->verdicts_arena, finding->justification);
    keep_place(&kept->place, &live->verdicts_arena);
    related = sl_survey_keep(&live->verdicts_arena, finding->related,
                             finding->related_len, sizeof *related);
    for (size_t i = 0; i < finding->related_len; i++) {
        related[i].message = sl_arena_str(&live->verdicts_arena, related[i].message);
        keep_place(&related[i].place, &live->verdicts_arena);
    }
    kept->related = related;
}

/* All of it, by the checks of the repository, too. */
static void judge_all(sl_live *live)
{
    const sl_mark from_start = {0};
    sl_run_state *view = live->view;
    sl_sink *all = &view->scanners[0].sink;

    for (unsigned w = 0; w < live->state->threads; w++)
        add_tree(live, &live->state->scanners[w].sink, all);
    if (live->rules_put && live->whole) {
        sl_live_affect(live);
        add_facts(&live->affected.now, all);
        add_facts(&live->affected.staged, all);
        ask_again(live, &all->facts);
    }
    for (size_t i = 0; i < live->docs.len; i++) {
        add_all(&live->docs.at[i]->now, all);
        add_all(&live->docs.at[i]->staged, all);
    }
    set_paths(live, view);
    sl_allowance_place(view, &from_start);
    sl_judge(view, live->whole ? live->repo : NULL, &from_start);
    sl_allowance_repository(view, &from_start, 0);
    for (size_t i = 0; i < view->sink.findings.len; i++)
        keep_verdict(live, &view->sink.findings.at[i]);
    live->judged = view;
    live->unjudged = false;
}

/* What documents say themselves, beside what was said of the repository. */
static void judge_documents(sl_live *live)
{
    const sl_mark from_start = {0};
    sl_run_state *view = live->view;
    sl_sink *all = &view->scanners[0].sink;

    for (size_t i = 0; i < live->docs.len; i++) {
        add_all(&live->docs.at[i]->now, all);
        add_all(&live->docs.at[i]->staged, all);
    }
    sl_judge_documents(view, &all->findings);
    for (size_t i = 0; i < live->verdicts.len; i++)
        *sl_vec_push(&view->sink.findings) = live->verdicts.at[i];
    /* Comments that allow them are used. */
    sl_allowance_repository(view, &from_start, 0);
    if (live->unjudged) /* its facts may be of documents that are gone */
        view->facts.survey = sl_arena_calloc(&view->arena, 1, sizeof(sl_survey));
    else
        view->facts = live->judged->facts;
}

static const sl_results *look(sl_live *live, bool whole)
{
    sl_seen seen = {.tree = live->whole, .history = !live->repo};

    sl_live_rules(live);
    for (size_t i = 0; i < live->docs.len; i++)
        sl_live_scan(live, live->docs.at[i]);
    if (live->view && !(whole && live->unjudged))
        return &live->results;
    whole = !live->judged || live->state->baseline || (whole && live->unjudged);
    if (whole)
        sl_live_unjudge(live);
    else
        sl_live_forget(live);
    live->view = view_open(live);
    if (whole)
        judge_all(live);
    else
        judge_documents(live);
    sl_run_settle(live->view, &seen, &live->results);
    live->results.state = live->view;
    return &live->results;
}

const sl_results *sl_live_look(sl_live *live)
{
    return look(live, true);
}

const sl_results *sl_live_glance(sl_live *live)
{
    return look(live, false);
}
