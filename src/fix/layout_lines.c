#include "fix/layout_lines.h"

#include "git/pattern.h"

#include <string.h>

/* One layout being put right. */
typedef struct editing {
    sl_plan *plan;
    const sl_layout_use *use;
    const sl_managed_file *file;
    unsigned bit;    /* of the strategy */
    bool attributes; /* file is a .gitattributes */
} editing;

static bool applies(const sl_plan *plan, const sl_managed_file *file)
{
    return file->when.len == 0 || sl_survey_match(plan->survey, file->when);
}

static const char *why_of(const editing *e, bool active)
{
    bool local =
        e->bit & (1u << SL_STRATEGY_LOCAL_ONLY | 1u << SL_STRATEGY_SECRETS_MANAGER);

    if (e->attributes)
        return "git-crypt encrypts what this line covers";
    if (active)
        return local ? "secret files stay on this machine"
                     : "Docker cannot read these files when they are encrypted by "
                       "Ansible Vault";
    return "encrypted files are to be committed";
}

/* Per-file mode keeps the patterns that un-ignoring would comment out. */
static bool wanted_off(const editing *e, const sl_managed_line *line)
{
    bool local = line->on & 1u << SL_STRATEGY_LOCAL_ONLY;

    return (line->off & e->bit) && !(e->plan->options.per_file && local);
}

static bool wanted_on(const editing *e, const sl_managed_line *line)
{
    if (line->on & e->bit)
        return true;
    return e->plan->options.per_file && (line->off & e->bit) && !e->attributes &&
           (line->on & 1u << SL_STRATEGY_LOCAL_ONLY);
}

static void switch_lines(const editing *e)
{
    for (size_t i = 0; i < e->file->lines_len; i++) {
        const sl_managed_line *line = &e->file->lines[i];
        bool on = wanted_on(e, line);
        sl_draft *draft;

        if (!on && !wanted_off(e, line))
            continue;
        draft = sl_plan_draft(e->plan, e->file->path);
        if (draft && sl_draft_switch(draft, line->text, on) > 0)
            sl_plan_note(e->plan, on ? SL_CHANGE_ACTIVATED : SL_CHANGE_COMMENTED, draft,
                         line->text, why_of(e, on));
    }
}

/* The pattern of a managed line, which in a .gitattributes has attributes behind it. */
static sl_path_pattern pattern_of(const editing *e, const sl_managed_line *line)
{
    sl_str text = line->text;

    if (e->attributes)
        text = sl_str_sub(text, 0, sl_str_chr(text, ' '));
    return sl_path_pattern_parse(text);
}

static bool matches(const editing *e, const sl_path_pattern *pattern, sl_str path)
{
    sl_str dir = sl_path_dir(e->file->path);
    size_t depth = dir.len > 0 ? dir.len + 1 : 0;
    sl_path_query query = {.path = path, .name = sl_path_base(path)};

    if (depth > 0 &&
        (!sl_str_starts(path, dir) || path.len < depth || path.ptr[dir.len] != '/'))
        return false;
    return sl_path_pattern_match(pattern, &query, depth);
}

/* Does the line do for path what nothing else does yet? */
static bool helps(const editing *e, const sl_managed_line *line, sl_str path,
                  bool public)
{
    sl_path_pattern pattern = pattern_of(e, line);
    bool exception =
        e->attributes ? sl_str_has(line->text, sl_lit("!filter")) : pattern.negated;
    sl_treatment treatment;

    if (exception != public || !matches(e, &pattern, path))
        return false;
    treatment = sl_plan_ask(e->plan, path);
    if (e->attributes)
        return treatment.filtered == exception;
    if (!exception && treatment.filtered)
        return false; /* it is encrypted, which is protection enough */
    if (exception && sl_path_rules_closed(e->plan->rules, sl_path_dir(path)))
        return false; /* the line would have no effect there */
    return (treatment.ignored && !treatment.ignored_locally_only) == exception;
}

/* Paths of the layout's classes decide, those that exist and those that may come. */
static bool needed(const editing *e, const sl_managed_line *line)
{
    const sl_survey *survey = e->plan->survey;

    for (size_t i = 0; i < survey->probes_len; i++) {
        const sl_probe *probe = &survey->probes[i];
        bool public = probe->kind == SL_PROBE_PUBLIC;

        if (probe->use == e->use && helps(e, line, probe->path, public))
            return true;
    }
    return false;
}

/* A "!" line below a directory that is ignored. */
static bool has_no_effect(const editing *e, const sl_managed_line *line)
{
    sl_path_pattern pattern = pattern_of(e, line);

    sl_plan_ask(e->plan, e->file->path); /* opens the rules */
    return pattern.negated && !e->attributes &&
           sl_path_rules_closed(e->plan->rules, sl_path_dir(pattern.text));
}

/* The block is gone, as its own text asks those who encrypt to do: it comes back whole,
 * between the comments that it had. */
static bool restore_block(const editing *e, sl_draft *draft)
{
    bool need = false;

    if (e->file->begin.len == 0)
        return false;
    for (size_t i = 0; i < e->file->lines_len; i++) {
        const sl_managed_line *line = &e->file->lines[i];

        if (sl_draft_find(draft, line->text) != SIZE_MAX)
            return false;
        need |= wanted_on(e, line) && !line->keep && needed(e, line);
    }
    if (!need)
        return false;
    if (draft->lines.len > 0 && sl_vec_last(&draft->lines)->text.len > 0)
        sl_draft_append(draft, sl_lit(""));
    for (size_t i = 0; i < e->file->begin.len; i++)
        sl_draft_append(draft, e->file->begin.at[i]);
    for (size_t i = 0; i < e->file->lines_len; i++) {
        const sl_managed_line *line = &e->file->lines[i];

        if (!wanted_on(e, line) || line->keep || has_no_effect(e, line))
            continue;
        sl_draft_append(draft, line->text);
        sl_plan_note(e->plan, SL_CHANGE_ADDED, draft, line->text, why_of(e, true));
    }
    for (size_t i = 0; i < e->file->end.len; i++)
        sl_draft_append(draft, e->file->end.at[i]);
    return true;
}

/* Explicit text or eol would let git change the line ends of the ciphertext. */
static sl_str complete(const editing *e, const sl_managed_line *line)
{
    const sl_survey *survey = e->plan->survey;
    sl_path_pattern pattern = pattern_of(e, line);

    if (!e->attributes || sl_str_has(line->text, sl_lit("!filter")))
        return line->text;
    for (size_t i = 0; i < survey->probes_len; i++) {
        sl_str path = survey->probes[i].path;

        if (survey->probes[i].use == e->use && matches(e, &pattern, path) &&
            sl_plan_converts(e->plan, path))
            return sl_arena_printf(&e->plan->arena, "%.*s -text", sl_fmt(line->text));
    }
    return line->text;
}

static void add_line(const editing *e, const sl_managed_line *line)
{
    sl_draft *draft = sl_plan_draft(e->plan, e->file->path);
    size_t anchor = SIZE_MAX;
    sl_str text;

    if (!draft || sl_draft_active(draft, line->text))
        return;
    if (line->after.len > 0) {
        anchor = sl_draft_find(draft, line->after);
        if (anchor == SIZE_MAX)
            return;
    }
    if (!needed(e, line))
        return;
    text = complete(e, line);
    if (anchor != SIZE_MAX)
        sl_draft_insert(draft, anchor, text);
    else
        sl_draft_append(draft, text);
    sl_plan_note(e->plan, SL_CHANGE_ADDED, draft, text, why_of(e, true));
}

static void add_lines(const editing *e)
{
    sl_draft *draft = sl_plan_draft(e->plan, e->file->path);

    if (!draft || restore_block(e, draft))
        return;
    for (size_t i = 0; i < e->file->lines_len; i++)
        if (wanted_on(e, &e->file->lines[i]) && !e->file->lines[i].keep)
            add_line(e, &e->file->lines[i]);
}

static void edit(sl_plan *plan, const sl_layout_use *use,
                 void (*step)(const editing *e))
{
    for (size_t i = 0; i < use->layout->files_len; i++) {
        editing e = {.plan = plan,
                     .use = use,
                     .file = &use->layout->files[i],
                     .bit = 1u << use->strategy};

        e.attributes = sl_str_eq(sl_path_base(e.file->path), sl_lit(".gitattributes"));
        if (applies(plan, e.file))
            step(&e);
    }
}

static bool can_follow(const sl_layout_use *use)
{
    bool possible = use->strategy == SL_STRATEGY_LOCAL_ONLY ||
                    use->strategy == SL_STRATEGY_SECRETS_MANAGER;

    for (size_t i = 0; i < use->layout->classes_len; i++)
        possible |=
            sl_class_strategy(&use->layout->classes[i], use->strategy) == use->strategy;
    return possible;
}

/* Nothing in the repository can be read encrypted like that. Where something can, what
 * cannot stays on each machine. */
static void check_strategy(sl_plan *plan)
{
    const sl_layout_use *certain = NULL;

    for (size_t i = 0; i < plan->survey->uses_len; i++) {
        const sl_layout_use *use = &plan->survey->uses[i];

        if (can_follow(use))
            return;
        if (use->layout->certain && !certain)
            certain = use;
    }
    if (certain)
        *sl_vec_push(&plan->refused) = sl_arena_printf(
            &plan->arena,
            "the strategy %s cannot work for the %.*s: no program that reads its "
            "secret files can decrypt them",
            sl_strategy_name(certain->strategy), sl_fmt(certain->layout->title));
}

void sl_layout_switch(sl_plan *plan)
{
    check_strategy(plan);
    for (size_t i = 0; i < plan->survey->uses_len; i++)
        edit(plan, &plan->survey->uses[i], switch_lines);
}

void sl_layout_add(sl_plan *plan)
{
    for (size_t i = 0; i < plan->survey->uses_len; i++)
        edit(plan, &plan->survey->uses[i], add_lines);
}
