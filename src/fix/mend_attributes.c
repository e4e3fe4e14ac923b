#include "fix/mend_attributes.h"

#include "fix/pattern.h"

#include <string.h>

static const char top_file[] = ".gitattributes";

/* Files below .git and those of the user are not ours to edit. */
static sl_draft *draft_of(sl_plan *plan, sl_str file)
{
    if (file.len == 0 || file.ptr[0] == '/' || sl_str_starts(file, sl_lit(".git/")))
        return NULL;
    return sl_plan_draft(plan, file);
}

/* Bytes of the pattern at the start of an attribute line, quotes included. */
static size_t pattern_len(sl_str text)
{
    size_t i = 0;

    if (sl_str_starts(text, sl_lit("\""))) {
        for (i = 1; i < text.len && text.ptr[i] != '"'; i++)
            i += text.ptr[i] == '\\';
        return i < text.len ? i + 1 : text.len;
    }
    while (i < text.len && !memchr(" \t", text.ptr[i], 2))
        i++;
    return i;
}

/* Where "# note" begins behind the pattern; SIZE_MAX: nowhere. */
static size_t note_at(sl_str text)
{
    for (size_t i = pattern_len(text); i + 1 < text.len; i++)
        if (memchr(" \t", text.ptr[i], 2) && text.ptr[i + 1] == '#')
            return i + 1;
    return SIZE_MAX;
}

/* "pattern attr # note" becomes the note and, below it, the line that was meant. What
 * else git throws away is commented out: nothing changes but that it is said. */
void sl_mend_discarded(sl_plan *plan, const sl_finding *finding)
{
    const char *why = "git throws the line away as it is";
    sl_draft *draft = draft_of(plan, finding->place.path);
    size_t at = finding->place.start.line - 1;
    sl_str text, note, kept;
    size_t hash;

    if (!draft || at >= draft->lines.len || draft->lines.at[at].changed)
        return; /* lines that were edited stand elsewhere by now: next round */
    text = sl_draft_line_text(draft, at);
    if (sl_str_chr(text, '\0') != SIZE_MAX)
        return; /* for git the line ends there */
    hash = note_at(text);
    if (hash != SIZE_MAX && !sl_str_starts(sl_str_trim(text), sl_lit("!"))) {
        note = sl_arena_str(&plan->arena, sl_str_skip(text, hash));
        kept = sl_arena_str(&plan->arena, sl_str_trim(sl_str_sub(text, 0, hash)));
        sl_draft_replace(draft, at, note);
        sl_draft_insert(draft, at, kept);
        sl_plan_note(plan, SL_CHANGE_EDITED, draft, kept, why);
        return;
    }
    kept = sl_arena_printf(&plan->arena, "# %.*s", sl_fmt(text));
    sl_draft_replace(draft, at, kept);
    sl_plan_note(plan, SL_CHANGE_COMMENTED, draft, text, why);
}

static void add(sl_plan *plan, sl_str file, sl_str pattern, const char *attributes,
                const char *why)
{
    sl_plan_append(plan, file,
                   sl_arena_printf(&plan->arena, "%.*s %s",
                                   sl_fmt(sl_pattern_quoted(plan, pattern)),
                                   attributes),
                   why);
}

static void cover(sl_plan *plan, const sl_secret_class *class_, sl_str path)
{
    const sl_layout_use *use = sl_survey_use(plan->survey, class_->layout);

    if (!use || sl_class_strategy(class_, use->strategy) != SL_STRATEGY_GIT_CRYPT ||
        sl_plan_ask(plan, path).filtered)
        return;
    add(plan, sl_str_of(top_file), sl_pattern_class(plan, class_, path),
        sl_plan_converts(plan, path) ? "filter=git-crypt diff=git-crypt -text"
                                     : "filter=git-crypt diff=git-crypt",
        "git-crypt encrypts what this line covers");
}

void sl_mend_uncovered(sl_plan *plan, const sl_finding *finding)
{
    (void)finding;
    for (size_t i = 0; i < plan->survey->probes_len; i++)
        if (plan->survey->probes[i].kind == SL_PROBE_SECRET)
            cover(plan, plan->survey->probes[i].class_, plan->survey->probes[i].path);
    for (size_t i = 0; i < plan->facts.len; i++) {
        const sl_fact *fact = &plan->facts.at[i];

        if (fact->path_class && fact->state.known && fact->leaves.values > 0)
            cover(plan, fact->path_class, fact->place.path);
    }
}

static void leave_out(sl_plan *plan, sl_str path, const char *why)
{
    sl_str file = sl_pattern_file(plan, path, sl_str_of(top_file));

    if (sl_plan_ask(plan, path).filtered)
        add(plan, file, sl_pattern_exact(plan, file, path), "!filter !diff", why);
}

void sl_mend_examples(sl_plan *plan, const sl_finding *finding)
{
    const char *why = "the file is meant to be read";

    (void)finding;
    for (size_t i = 0; i < plan->facts.len; i++)
        if (plan->facts.at[i].public_class)
            leave_out(plan, plan->facts.at[i].place.path, why);
    for (size_t i = 0; i < plan->survey->probes_len; i++)
        if (plan->survey->probes[i].kind == SL_PROBE_PUBLIC)
            leave_out(plan, plan->survey->probes[i].path, why);
}

void sl_mend_dead(sl_plan *plan, const sl_finding *finding)
{
    sl_mend_uncovered(plan, finding);
    sl_mend_examples(plan, finding);
}

void sl_mend_self(sl_plan *plan, const sl_finding *finding)
{
    static const struct {
        const char *path;
        const char *pattern;
    } own[] = {
        {".gitattributes", ".gitattributes"},
        {".gitignore", ".gitignore"},
        {".gitmodules", ".gitmodules"},
        {".git-crypt/keys/default/0/key.gpg", "/.git-crypt/**"},
    };
    const char *why = "git must be able to read its own files in every clone";

    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (sl_plan_ask(plan, sl_str_of(own[i].path)).filtered)
            add(plan, sl_str_of(top_file), sl_str_of(own[i].pattern), "!filter !diff",
                why);
    leave_out(plan, finding->place.path, why);
}

/* The draft and number of the line that gives path its filter; NULL if that is not one
 * to be edited. */
static sl_draft *filter_line(sl_plan *plan, sl_str path, size_t *at)
{
    sl_treatment t = sl_plan_ask(plan, path);
    sl_draft *draft = t.filtered ? draft_of(plan, t.filter.file) : NULL;

    if (!draft || t.filter.line == 0 || t.filter.line > draft->lines.len)
        return NULL;
    *at = t.filter.line - 1;
    return sl_str_chr(draft->lines.at[*at].text, '\0') == SIZE_MAX ? draft : NULL;
}

static void complete_diff(sl_plan *plan, sl_str path)
{
    sl_treatment t = sl_plan_ask(plan, path);
    size_t at;
    sl_draft *draft = filter_line(plan, path, &at);
    const char *why = "git diff shows ciphertext without it";
    sl_str more, text;

    /* "-diff" was meant. */
    if (!draft || t.diff.state == SL_ATTR_UNSET ||
        (t.diff.state == SL_ATTR_VALUE && sl_str_eq(t.diff.value, t.filter.value)))
        return;
    more = sl_arena_printf(&plan->arena, " diff=%.*s", sl_fmt(t.filter.value));
    text = sl_draft_line_text(draft, at);
    if (sl_str_ends(sl_str_trim(text), more)) { /* a later line says otherwise */
        text = sl_str_trim(text);
        text = sl_str_sub(text, 0, pattern_len(text));
        sl_plan_append(
            plan, draft->path,
            sl_arena_printf(&plan->arena, "%.*s%.*s", sl_fmt(text), sl_fmt(more)), why);
        return;
    }
    text = sl_arena_printf(&plan->arena, "%.*s%.*s", sl_fmt(text), sl_fmt(more));
    sl_draft_replace(draft, at, text);
    sl_plan_note(plan, SL_CHANGE_EDITED, draft, text, why);
}

static void settle_eol(sl_plan *plan, sl_str path)
{
    const char *why = "git must not convert line ends of ciphertext";
    size_t at;
    sl_draft *draft = filter_line(plan, path, &at);
    sl_str pattern;

    if (!draft || !sl_plan_converts(plan, path))
        return;
    pattern = sl_str_trim(sl_draft_line_text(draft, at));
    pattern = sl_arena_str(&plan->arena, sl_str_sub(pattern, 0, pattern_len(pattern)));
    sl_plan_append(plan, draft->path,
                   sl_arena_printf(&plan->arena, "%.*s -text", sl_fmt(pattern)), why);
    if (sl_plan_converts(plan, path)) { /* a deeper file says so */
        sl_str file = sl_pattern_file(plan, path, sl_str_of(top_file));

        add(plan, file, sl_pattern_exact(plan, file, path), "-text", why);
    }
}

/* Every path that a finding of this kind may mean: the line's own is not known. */
static void each_filtered(sl_plan *plan, void (*settle)(sl_plan *plan, sl_str path))
{
    for (size_t i = 0; i < plan->survey->paths_len; i++)
        if (sl_plan_ask(plan, plan->survey->paths[i].path).filtered)
            settle(plan, plan->survey->paths[i].path);
    for (size_t i = 0; i < plan->survey->probes_len; i++)
        if (sl_plan_ask(plan, plan->survey->probes[i].path).filtered)
            settle(plan, plan->survey->probes[i].path);
}

void sl_mend_diff(sl_plan *plan, const sl_finding *finding)
{
    (void)finding;
    each_filtered(plan, complete_diff);
}

void sl_mend_eol(sl_plan *plan, const sl_finding *finding)
{
    (void)finding;
    each_filtered(plan, settle_eol);
}
