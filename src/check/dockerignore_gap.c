/* dockerignore_gap.c - secret paths that a .dockerignore leaves in the build context.
 * What a Dockerfile copies from there is reported where it does. */
#include "check/check.h"
#include "check/docker_build.h"

#include <stdlib.h>

enum { MAX_BUILDS = 100, MAX_NAMED = 4 };

/* What one .dockerignore leaves out. */
typedef struct gap {
    sl_docker_build *builds; /* that use it */
    size_t builds_len;
    sl_buf names;
    size_t paths;
    bool history;        /* .git is left in, */
    bool history_copied; /* and some build copies it */
    const sl_line_fact *dead;
    size_t dead_len;
} gap;

static void add_path(gap *g, sl_str path)
{
    if (g->paths < MAX_NAMED)
        sl_buf_printf(&g->names, "%s%.*s", g->paths ? ", " : "", sl_fmt(path));
    g->paths++;
}

/* Does some build see the path and none copy it? */
static bool left_over(const gap *g, sl_str path)
{
    bool seen = false;

    for (size_t i = 0; i < g->builds_len; i++) {
        const sl_docker_build *build = &g->builds[i];
        sl_str relative;

        if (!sl_docker_build_sees(build, path, &relative))
            continue;
        seen = true;
        for (size_t k = 0; k < build->copies.len; k++)
            if (build->copies.at[k].ships &&
                sl_docker_copies(build, &build->copies.at[k], relative))
                return false;
    }
    return seen;
}

static void find_files(gap *g, sl_facts facts)
{
    for (size_t i = 0; i < facts.len; i++)
        if (sl_docker_is_leak(&facts.at[i]) && left_over(g, facts.at[i].place.path))
            add_path(g, facts.at[i].place.path);
}

/* May the file lie there readable? Not if it is committed as a vault. What tools make
 * may be made for this very build. */
static bool readable(const sl_probe *probe)
{
    return !probe->class_->generated &&
           sl_class_strategy(probe->class_, probe->use->strategy) !=
               SL_STRATEGY_ANSIBLE_VAULT;
}

static bool seen(const gap *g, sl_str path)
{
    for (size_t i = 0; i < g->builds_len; i++) {
        sl_str relative;

        if (sl_docker_build_sees(&g->builds[i], path, &relative))
            return true;
    }
    return false;
}

/* Paths that layouts in use expect, and that are not there yet. */
static void find_probes(gap *g, const sl_survey *survey)
{
    for (size_t i = 0; i < survey->probes_len; i++) {
        const sl_probe *probe = &survey->probes[i];

        if (probe->kind == SL_PROBE_SECRET && probe->use->layout->certain &&
            !probe->known && readable(probe) && seen(g, probe->path))
            add_path(g, probe->path);
    }
}

/* The whole history is in .git. Where no secret path is left in, it is worth a word
 * only if everything is copied. */
static void find_history(gap *g, const sl_docker_build *build)
{
    sl_str file = sl_lit(".git/config");

    if (build->context.len > 0 || sl_docker_ignored(&build->ignore, file, build->work))
        return;
    g->history = true;
    for (size_t i = 0; i < build->copies.len; i++)
        if (build->copies.at[i].ships &&
            sl_docker_copies(build, &build->copies.at[i], file))
            g->history_copied = true;
}

/* "!dir/name", where dir is there, and no such name in it. What a build makes is not
 * tracked, nor is its directory. */
static bool is_dead(const sl_docker_build *build, const sl_docker_pattern *pattern,
                    const sl_survey *survey, sl_arena *arena)
{
    sl_str path = sl_docker_build_path(build, pattern->text, arena);
    sl_str dir = sl_path_dir(path);

    if (!pattern->negated || sl_str_chr(pattern->text, '/') == SIZE_MAX)
        return false;
    for (size_t i = 0; i < pattern->text.len; i++)
        if (sl_str_chr(sl_lit("*?[\\"), pattern->text.ptr[i]) != SIZE_MAX)
            return false;
    if (sl_survey_path(survey, path) || sl_survey_dir(survey, path) ||
        !sl_survey_dir(survey, dir))
        return false;
    for (size_t i = 0; i < survey->paths_len; i++) {
        const sl_known_path *known = &survey->paths[i];

        if (known->tracked && known->path.len > dir.len &&
            sl_str_starts(known->path, dir) && known->path.ptr[dir.len] == '/')
            return true;
    }
    return false;
}

static void find_dead(gap *g, const sl_survey *survey, sl_arena *arena)
{
    const sl_docker_ignore *ignore = &g->builds->ignore;

    for (size_t i = 0; i < ignore->patterns.len && g->dead_len < MAX_NAMED; i++) {
        const sl_docker_pattern *pattern = &ignore->patterns.at[i];

        if (!is_dead(g->builds, pattern, survey, arena))
            continue;
        if (!g->dead)
            g->dead = &ignore->lines.at[pattern->line];
        g->dead_len++;
    }
}

/* What is said of the rest where secret paths are the matter. */
static void add_rest(gap *g)
{
    if (g->paths > MAX_NAMED)
        sl_buf_printf(&g->names, " and %zu more", g->paths - MAX_NAMED);
    if (g->history)
        sl_buf_printf(&g->names, "%s.git", g->paths ? ", " : "");
    if (g->dead)
        sl_buf_printf(&g->names, "; the line '%.*s' names nothing that exists",
                      sl_fmt(sl_str_trim(sl_str_sub(g->dead->text, 0, 80))));
}

static void report(const sl_rule *rule, gap *g, sl_sink *sink)
{
    sl_place place = sl_survey_place(g->builds->ignore_path);

    if (g->paths > 0 || g->history_copied) {
        add_rest(g);
        sl_sink_at(sink, rule, g->paths > 0 ? SL_LEVEL_OFF : SL_LEVEL_NOTE, &place,
                   "leaves in the build context of %.*s: %.*s", sl_fmt(g->builds->path),
                   sl_fmt(sl_buf_str(&g->names)));
    } else if (g->dead) {
        sl_sink_at(sink, rule, SL_LEVEL_NOTE, &g->dead->place,
                   "the line '%.*s' names nothing that exists",
                   sl_fmt(sl_str_trim(sl_str_sub(g->dead->text, 0, 80))));
    }
}

static void judge(const sl_rule *rule, sl_facts facts, gap *g, sl_arena *arena,
                  sl_sink *sink)
{
    find_files(g, facts);
    find_probes(g, facts.survey);
    for (size_t i = 0; i < g->builds_len; i++)
        find_history(g, &g->builds[i]);
    find_dead(g, facts.survey, arena);
    report(rule, g, sink);
    sl_buf_free(&g->names);
}

static size_t read_builds(const sl_survey *survey, sl_docker_build *builds,
                          size_t *work, sl_arena *arena)
{
    size_t len = 0;

    for (size_t start = 0; start < survey->lines_len && len < MAX_BUILDS;) {
        sl_survey_lines lines = sl_survey_next_file(survey, &start);

        if (lines.at->kind != SL_LINE_DOCKERFILE)
            continue;
        sl_docker_build_open(&builds[len], survey, lines, work, arena);
        if (builds[len].ignore_path.len > 0)
            len++;
        else
            sl_docker_build_close(&builds[len]);
    }
    return len;
}

static int by_ignore(const void *a, const void *b)
{
    const sl_docker_build *x = a;
    const sl_docker_build *y = b;
    int order = sl_str_cmp(x->ignore_path, y->ignore_path);

    return order ? order : sl_str_cmp(x->path, y->path);
}

void sl_check_dockerignore_gap(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    size_t work = SL_DOCKER_MAX_WORK;
    sl_docker_build *builds;
    sl_arena arena = {0};
    size_t len;

    if (!facts.survey->whole)
        return;
    builds = sl_arena_calloc(&arena, MAX_BUILDS, sizeof *builds);
    len = read_builds(facts.survey, builds, &work, &arena);
    if (len > 0)
        qsort(builds, len, sizeof *builds, by_ignore);
    for (size_t start = 0, end = 0; start < len; start = end) {
        gap g = {.builds = builds + start};

        while (end < len &&
               sl_str_eq(builds[end].ignore_path, builds[start].ignore_path))
            end++;
        g.builds_len = end - start;
        judge(rule, facts, &g, &arena, sink);
    }
    if (work == 0)
        sl_sink_notice(sink, sl_lit(".dockerignore"),
                       "patterns too costly, not every path is looked at", true);
    for (size_t i = 0; i < len; i++)
        sl_docker_build_close(&builds[i]);
    sl_arena_free(&arena);
}
