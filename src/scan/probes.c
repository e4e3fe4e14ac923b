#include "scan/probes.h"

#include "check/vault_password.h"
#include "scan/survey.h"

#include <stdlib.h>
#include <string.h>

SL_VEC(probe_vec, sl_probe);

typedef struct asking {
    sl_survey *survey;
    sl_path_rules *rules;
    sl_arena *arena;
    probe_vec probes;
} asking;

static void ask(asking *m, sl_probe probe)
{
    if (probe.path.len == 0)
        return;
    probe.known = sl_survey_path(m->survey, probe.path);
    sl_path_rules_ask(m->rules, probe.path, &probe.here);
    *sl_vec_push(&m->probes) = probe;
}

static void ask_list(asking *m, sl_probe_kind kind, sl_list paths,
                     const sl_secret_class *class_, const sl_layout_use *use)
{
    for (size_t i = 0; i < paths.len; i++) {
        ask(m, (sl_probe){.kind = kind,
                          .path = sl_layout_probe(paths.at[i]),
                          .class_ = class_,
                          .use = use});
    }
}

static void ask_layouts(asking *m)
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
static sl_str negated_path(asking *m, const sl_line_fact *line)
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
    return sl_arena_printf(m->arena, "%.*s%s%.*s", sl_fmt(dir), dir.len ? "/" : "",
                           sl_fmt(parsed.pattern));
}

static bool is_script(const sl_survey *survey, sl_str path)
{
    sl_survey_lines lines = sl_survey_lines_of(survey, path);

    for (size_t i = 0; i < lines.len; i++)
        if (lines.at[i].kind == SL_LINE_SCRIPT)
            return true;
    return false;
}

/* The file that holds a vault password, if the line names one: below the root, or
 * beside the file that names it. What runs on other machines makes its own there. */
static sl_str password_path(asking *m, const sl_line_fact *line)
{
    sl_str from = line->place.path;
    sl_str dir = sl_path_dir(from);
    sl_str path = line->text;
    const sl_known_path *known = sl_survey_path(m->survey, path);
    sl_str beside;

    if (!known && dir.len > 0 && path.len > 0) {
        beside = sl_arena_printf(m->arena, "%.*s/%.*s", sl_fmt(dir), sl_fmt(path));
        known = sl_survey_path(m->survey, beside);
        path = known ? beside : path;
    }
    if (known ? is_script(m->survey, path) : sl_runs_elsewhere(from))
        return (sl_str){0};
    return path;
}

/* Untracked files that are called like one. */
static void ask_password_files(asking *m)
{
    for (size_t i = 0; !m->survey->all_tracked && i < m->survey->paths_len; i++) {
        const sl_known_path *known = &m->survey->paths[i];

        if (!known->tracked && sl_vault_password_name(known->path) &&
            !is_script(m->survey, known->path))
            ask(m, (sl_probe){.kind = SL_PROBE_PASSWORD, .path = known->path});
    }
}

static void ask_rules_files(asking *m)
{
    for (size_t i = 0; i < m->survey->rules_files_len; i++)
        ask(m, (sl_probe){.kind = SL_PROBE_RULES,
                          .path = m->survey->rules_files[i]->path});
}

static void ask_lines(asking *m)
{
    for (size_t i = 0; i < m->survey->lines_len; i++) {
        const sl_line_fact *line = &m->survey->lines[i];
        sl_probe probe = {.line = line};

        if (line->kind == SL_LINE_IGNORE) {
            probe.kind = SL_PROBE_NEGATED;
            probe.path = negated_path(m, line);
        } else if (line->kind == SL_LINE_VAULT_PASSWORD) {
            probe.kind = SL_PROBE_PASSWORD;
            probe.path = password_path(m, line);
        }
        ask(m, probe);
    }
    ask_rules_files(m);
}

static int by_kind(const void *a, const void *b)
{
    const sl_probe *x = a;
    const sl_probe *y = b;
    int order = (x->kind > y->kind) - (x->kind < y->kind);

    return order ? order : sl_str_cmp(x->path, y->path);
}

/* What the answers point to belongs to the rules: copied before they are freed. */
static void keep_probes(asking *m)
{
    if (m->probes.len > 0)
        qsort(m->probes.at, m->probes.len, sizeof *m->probes.at, by_kind);
    for (size_t i = 0; i < m->probes.len; i++)
        sl_treatment_keep(&m->probes.at[i].here, m->arena);
    m->survey->probes =
        sl_survey_keep(m->arena, m->probes.at, m->probes.len, sizeof *m->probes.at);
    m->survey->probes_len = m->probes.len;
    sl_vec_free(&m->probes);
}

void sl_probes_ask(sl_survey *survey, sl_path_rules *rules, sl_arena *arena)
{
    asking m = {.survey = survey, .rules = rules, .arena = arena};

    ask_layouts(&m);
    ask_lines(&m);
    ask_password_files(&m);
    keep_probes(&m);
}
