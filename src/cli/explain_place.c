#include "cli/explain_place.h"

#include "cli/commands.h"
#include "scan/run.h"
#include "source/pathspec.h"
#include "text/escape.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct place {
    sl_str path; /* as it was typed */
    size_t line; /* 0: none */
} place;

/* Cuts ":NUMBER" off the end of *text; 0 if there is none. */
static size_t take_number(sl_str *text)
{
    size_t colon = sl_str_rchr(*text, ':');
    size_t number = 0;

    if (colon == SIZE_MAX || colon + 1 == text->len || text->len - colon > 10)
        return 0;
    for (size_t i = colon + 1; i < text->len; i++) {
        if (text->ptr[i] < '0' || text->ptr[i] > '9')
            return 0;
        number = 10 * number + (size_t)(text->ptr[i] - '0');
    }
    text->len = colon;
    return number;
}

static place place_in(sl_str operand)
{
    place p = {operand, 0};
    size_t last = take_number(&p.path);
    size_t first = last ? take_number(&p.path) : 0;

    p.line = first ? first : last;
    return p;
}

bool sl_explain_is_place(sl_str operand)
{
    return place_in(operand).line > 0;
}

/* How the scan names the path. */
static bool name_in_repo(sl_repo *repo, const char *typed, sl_arena *arena, sl_str *out,
                         sl_err *err)
{
    sl_cwd cwd;
    sl_buf path = {0};
    bool ok = sl_cwd_find(repo, arena, &cwd, err) &&
              sl_pathspec_path(&cwd, typed, &path, err) != SIZE_MAX;

    if (ok)
        *out = sl_arena_str(arena, sl_buf_str(&path));
    sl_buf_free(&path);
    return ok;
}

static const sl_finding *reported(const sl_results *results, const sl_trace *trace,
                                  const sl_rule *rule)
{
    for (size_t i = 0; i < results->findings_len; i++) {
        const sl_finding *f = &results->findings[i];

        if (sl_str_eq(f->rule->id, rule->id) && sl_str_eq(f->place.path, trace->path) &&
            f->place.start.line <= trace->line && f->place.end.line >= trace->line)
            return f;
    }
    return NULL;
}

/* What became of what a rule had found. */
static void add_outcome(const sl_finding *f, const sl_step *step, sl_buf *out)
{
    if (!f) {
        sl_buf_add(out, sl_lit("another rule knows the same bytes better"));
        return;
    }
    if (f->suppressed)
        sl_buf_printf(out, "%s%s%.*s",
                      f->allowed_by == SL_ALLOWER_BASELINE ? "accepted by the baseline"
                                                           : "allowed",
                      f->justification.len ? ": " : "", sl_fmt(f->justification));
    else if (f->protection == SL_PROTECTION_IGNORED)
        sl_buf_add(out, sl_lit("protected: ignored and not tracked"));
    else if (f->protection == SL_PROTECTION_GITCRYPT)
        sl_buf_add(out, sl_lit("protected: git-crypt encrypts the file"));
    else
        sl_buf_printf(out, "reported: %s", sl_level_name(f->level));
    if (step->text.len > 0)
        sl_buf_printf(out, " (%.*s)", sl_fmt(step->text));
}

static const char *gate_of(const sl_finding *f, const sl_step *step)
{
    if (step->gate != SL_GATE_FOUND)
        return sl_gate_name(step->gate);
    if (!f)
        return "rank";
    return f->suppressed                         ? "allow"
           : f->protection != SL_PROTECTION_NONE ? "protection"
                                                 : "found";
}

static void add_row(sl_str rule, int width, const char *column, const char *gate,
                    sl_str text, sl_buf *out)
{
    sl_buf_printf(out, "%.*s%*s  %6s  %-11s  ", sl_fmt(rule), width - (int)rule.len, "",
                  column, gate);
    sl_escape(text, out);
    sl_buf_char(out, '\n');
}

static int by_gate(const void *a, const void *b)
{
    const sl_step *x = a;
    const sl_step *y = b;

    if (x->gate != y->gate)
        return x->gate > y->gate ? -1 : 1; /* the furthest first */
    return sl_str_cmp(x->rule->id, y->rule->id);
}

/* Findings of the line that no step is about: of repository checks, inside of encoded
 * text, in its own comment. */
static void add_others(const sl_results *results, const sl_trace *trace, int width,
                       sl_buf *out)
{
    const sl_step found = {.gate = SL_GATE_FOUND};
    sl_buf line = {0};

    for (size_t i = 0; i < results->findings_len; i++) {
        const sl_finding *f = &results->findings[i];
        bool known = false;

        for (size_t k = 0; k < trace->steps.len; k++)
            known |= sl_str_eq(trace->steps.at[k].rule->id, f->rule->id);
        if (known || reported(results, trace, f->rule) != f)
            continue;
        add_outcome(f, &found, &line);
        add_row(f->rule->id, width, "", gate_of(f, &found), sl_buf_str(&line), out);
        sl_buf_clear(&line);
    }
    sl_buf_free(&line);
}

static void add_table(const sl_results *results, sl_trace *trace, sl_buf *out)
{
    int width = 4;

    if (trace->steps.len > 0)
        qsort(trace->steps.at, trace->steps.len, sizeof *trace->steps.at, by_gate);
    for (size_t i = 0; i < trace->steps.len; i++)
        if ((int)trace->steps.at[i].rule->id.len > width)
            width = (int)trace->steps.at[i].rule->id.len;
    add_row(sl_lit("RULE"), width, "COLUMN", "GATE", sl_lit("ANSWER"), out);
    for (size_t i = 0; i < trace->steps.len; i++) {
        const sl_step *step = &trace->steps.at[i];
        const sl_finding *f = reported(results, trace, step->rule);
        char column[24];
        sl_buf line = {0};

        snprintf(column, sizeof column, "%zu", step->column);
        if (step->gate == SL_GATE_FOUND)
            add_outcome(f, step, &line);
        else
            sl_buf_add(&line, step->text);
        add_row(step->rule->id, width, column, gate_of(f, step), sl_buf_str(&line),
                out);
        sl_buf_free(&line);
    }
    add_others(results, trace, width, out);
    sl_buf_printf(
        out,
        "%zu of %zu rules looked at the line; of the others no literal stands "
        "there, or they are about other things\n",
        trace->steps.len, results->rules_len);
}

static bool run(const sl_options *options, sl_repo *repo, const char *path,
                sl_trace *trace, sl_buf *out, sl_err *err)
{
    sl_run_options how = {
        .paths = &path,
        .paths_len = repo ? 0 : 1,
        .threads = 1,
        .profile_given = options->profile_given,
        .profile = (sl_profile)options->profile,
        .no_config = !options->find_config,
        .config = options->config,
        .rules = options->rules.at,
        .rules_len = options->rules.len,
        .inline_allow = true,
        .baselines = true,
        .peers = true,
        .trace = trace,
    };
    sl_results results;
    bool ok = sl_run(&how, &results, err);

    if (ok && !trace->met)
        ok = sl_fail(err, SL_EUSAGE,
                     "%s is not scanned as text: it is excluded, binary, encrypted or "
                     "not there",
                     path);
    else if (ok && !trace->seen)
        ok = sl_fail(err, SL_EUSAGE, "%s has no line %zu", path, trace->line);
    else if (ok)
        add_table(&results, trace, out);
    sl_results_free(&results);
    return ok;
}

bool sl_explain_place(const sl_options *options, sl_buf *out, sl_err *err)
{
    place at = place_in(sl_str_of(options->operand));
    sl_trace trace = {.line = at.line};
    sl_err none = {0};
    sl_repo *repo = sl_repo_open(NULL, &none);
    const char *path = sl_arena_str(&trace.arena, at.path).ptr;
    bool ok = true;

    if (repo && sl_repo_worktree(repo))
        ok = name_in_repo(repo, path, &trace.arena, &trace.path, err);
    else
        trace.path = sl_str_drop(at.path, sl_lit("./"));
    ok = ok && run(options, repo && sl_repo_worktree(repo) ? repo : NULL, path, &trace,
                   out, err);
    sl_repo_close(repo);
    sl_trace_free(&trace);
    return ok;
}
