#include "check/attr_coverage.h"

#include "check/public_file.h"

#include <stdlib.h>

void sl_decide(sl_decision_vec *decisions, const sl_attr *by, sl_str path)
{
    *sl_vec_push(decisions) = (sl_decision){by, path};
}

static int by_line(const sl_attr *a, const sl_attr *b)
{
    int order = sl_str_cmp(a->file, b->file);

    return order ? order : (a->line > b->line) - (a->line < b->line);
}

static int by_line_and_path(const void *a, const void *b)
{
    const sl_decision *x = a;
    const sl_decision *y = b;
    int order = by_line(x->by, y->by);

    return order ? order : sl_str_cmp(x->path, y->path);
}

void sl_decisions_sort(sl_decision_vec *decisions)
{
    size_t kept = 0;

    if (decisions->len > 0)
        qsort(decisions->at, decisions->len, sizeof *decisions->at, by_line_and_path);
    for (size_t i = 0; i < decisions->len; i++)
        if (kept == 0 ||
            by_line_and_path(&decisions->at[kept - 1], &decisions->at[i]) != 0)
            decisions->at[kept++] = decisions->at[i];
    decisions->len = kept;
}

sl_decisions sl_decisions_next(const sl_decision_vec *decisions, size_t *start)
{
    size_t first = *start;

    while (*start < decisions->len &&
           by_line(decisions->at[*start].by, decisions->at[first].by) == 0)
        (*start)++;
    return (sl_decisions){decisions->at + first, *start - first};
}

sl_decisions sl_decisions_next_file(const sl_decision_vec *decisions, size_t *start)
{
    size_t first = *start;

    while (*start < decisions->len &&
           sl_str_eq(decisions->at[*start].by->file, decisions->at[first].by->file))
        (*start)++;
    return (sl_decisions){decisions->at + first, *start - first};
}

sl_str sl_decisions_told(sl_decisions decisions, sl_arena *arena)
{
    sl_str first = decisions.at[0].path;

    if (decisions.len == 1)
        return first;
    if (decisions.len == 2)
        return sl_arena_printf(arena, "%.*s and %.*s", sl_fmt(first),
                               sl_fmt(decisions.at[1].path));
    return sl_arena_printf(arena, "%.*s and %zu more files", sl_fmt(first),
                           decisions.len - 1);
}

void sl_decisions_report(const sl_rule *rule, sl_attr_lines lines,
                         sl_decision_vec *decisions, const char *what, sl_sink *sink)
{
    sl_decisions_sort(decisions);
    for (size_t start = 0; start < decisions->len;) {
        sl_decisions group = sl_decisions_next(decisions, &start);
        sl_place place = sl_attr_place(lines, group.at[0].by);
        sl_str told = sl_decisions_told(group, &sink->arena);

        sl_sink_at(sink, rule, SL_LEVEL_OFF, &place, "%s: %.*s", what, sl_fmt(told));
    }
}

const sl_fact *sl_covered_fact(sl_facts of_path)
{
    const sl_fact *fact = sl_facts_origin(of_path, SL_ORIGIN_WORKTREE);

    if (!fact)
        fact = sl_facts_origin(of_path, SL_ORIGIN_INDEX);
    return fact && fact->state.here.known && !fact->symlink ? fact : NULL;
}

bool sl_readable(const sl_fact *fact)
{
    switch (fact->content.class_) {
    case SL_CONTENT_TEXT:
    case SL_CONTENT_BINARY:
    case SL_CONTENT_VAULT_BROKEN:
    case SL_CONTENT_VAULT_MISPLACED: return true;
    default: return false; /* encrypted by one means or another, or empty */
    }
}

bool sl_rules_path(sl_str path)
{
    sl_str name = sl_path_base(path);

    return sl_str_eq(name, sl_lit(".gitattributes")) ||
           sl_str_eq(name, sl_lit(".gitignore")) ||
           sl_str_eq(path, sl_lit(".gitmodules")) ||
           sl_str_starts(path, sl_lit(".git-crypt/"));
}

/* Where nothing but its name tells what a file is for, only an example is surely meant
 * to be read: people do encrypt .env.test. */
static bool surely_public(const sl_secret_class *class_, sl_str path)
{
    return class_ && !sl_rules_path(path) &&
           (class_->layout->certain || sl_public_kind_of(path) == SL_PUBLIC_EXAMPLE);
}

static int by_kind_and_path(const void *a, const void *b)
{
    const sl_probe *x = a;
    const sl_probe *y = b;
    int order = (x->kind > y->kind) - (x->kind < y->kind);

    return order ? order : sl_str_cmp(x->path, y->path);
}

const sl_secret_class *sl_public_class_of(const sl_survey *survey, const sl_fact *fact)
{
    sl_probe key = {.kind = SL_PROBE_PUBLIC, .path = fact->place.path};
    const sl_probe *probe = NULL;

    if (fact->public_class || fact->path_class)
        return fact->public_class;
    if (survey->probes_len > 0)
        probe = bsearch(&key, survey->probes, survey->probes_len, sizeof key,
                        by_kind_and_path);
    return probe ? probe->class_ : NULL;
}

bool sl_public_encrypted(const sl_survey *survey, const sl_fact *fact)
{
    return fact->state.here.filtered && fact->secrets == 0 &&
           surely_public(sl_public_class_of(survey, fact), fact->place.path);
}

bool sl_probe_encrypted(sl_facts facts, const sl_probe *probe)
{
    return probe->kind == SL_PROBE_PUBLIC && probe->here.filtered &&
           surely_public(probe->class_, probe->path) &&
           sl_facts_of(facts, probe->path).len == 0;
}

/* Another system than git-crypt keeps the secrets of the class: so be it. */
static bool kept_elsewhere(const sl_fact *fact)
{
    switch (fact->content.class_) {
    case SL_CONTENT_VAULT:
    case SL_CONTENT_SOPS:
    case SL_CONTENT_AGE: return true;
    default: return false;
    }
}

/* Nothing gives the path the filter, and no line that is reported on its own ought
 * to. */
static bool bare(sl_attr_lines lines, sl_str path, const sl_treatment *here)
{
    return here->known && !here->filtered &&
           !(here->filter.line > 0 && sl_attr_lines_encrypting(lines, path)) &&
           !sl_attr_lines_meant(lines, path);
}

/* Is a file of the class a secret in the clear? Of what only its name tells that it
 * may hold secrets, they must have been found. */
static bool in_the_clear(const sl_fact *fact, const sl_secret_class *class_)
{
    if (!sl_readable(fact) || (!fact->state.tracked && fact->state.here.ignored))
        return false;
    if (!class_->layout->certain)
        return fact->secrets > 0;
    return fact->state.tracked &&
           (fact->content.class_ != SL_CONTENT_TEXT ||
            sl_leaves_class(&fact->leaves) == SL_LEAVES_PLAINTEXT);
}

/* Who says nothing about git-crypt and ignores a class keeps it to himself. */
static bool probe_bare(sl_facts facts, sl_attr_lines lines, const sl_probe *probe)
{
    sl_facts of_path = sl_facts_of(facts, probe->path);
    bool ignored = probe->here.ignored && !probe->here.ignored_locally_only;

    if (probe->use->inferred && ignored)
        return false;
    for (size_t i = 0; i < of_path.len; i++)
        if (of_path.at[i].state.known && of_path.at[i].state.tracked)
            return false; /* what it holds has been judged */
    return bare(lines, probe->path, &probe->here);
}

sl_gap sl_class_gap(sl_facts facts, sl_attr_lines lines, const sl_layout_use *use,
                    const sl_secret_class *class_)
{
    sl_gap gap = {0};

    if (sl_class_strategy(class_, use->strategy) != SL_STRATEGY_GIT_CRYPT)
        return gap;
    for (size_t start = 0; start < facts.len;) {
        sl_facts of_path = sl_facts_next_path(facts, &start);
        const sl_fact *fact = sl_covered_fact(of_path);
        const sl_fact *staged = sl_facts_staged(of_path);

        if (!fact || fact->path_class != class_)
            continue;
        if (use->inferred && kept_elsewhere(fact))
            return (sl_gap){0};
        /* git-crypt-coverage-lost tells of it */
        if (staged && staged->content.class_ == SL_CONTENT_GITCRYPT &&
            !fact->state.here.filtered)
            return (sl_gap){0};
        if (gap.path.len == 0 && in_the_clear(fact, class_) &&
            bare(lines, fact->place.path, &fact->state.here))
            gap = (sl_gap){fact->place.path, true};
    }
    for (size_t i = 0; gap.path.len == 0 && i < facts.survey->probes_len; i++) {
        const sl_probe *probe = &facts.survey->probes[i];

        if (probe->kind == SL_PROBE_SECRET && probe->class_ == class_ &&
            probe_bare(facts, lines, probe))
            gap = (sl_gap){probe->path, probe->known != NULL};
    }
    return gap;
}
