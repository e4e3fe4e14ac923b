/* plan_edits.c - the plan as edits of lines, for reports that can carry them. */
#include "fix/plan.h"

#include "git/pattern.h"

SL_VEC(edit_vec, sl_edit);

/* UTF-16 units of a line: where an editor sees its end. */
static size_t columns_of(sl_str text)
{
    size_t columns = 0;

    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];

        columns += (c & 0xc0) != 0x80; /* a code point begins */
        columns += c >= 0xf0;          /* beyond the first plane it takes two units */
    }
    return columns;
}

static void add_text(const sl_draft_line *line, sl_buf *out)
{
    sl_buf_add(out, line->text);
    sl_buf_add(out, line->end);
}

/* Changed lines that follow each other become one edit. */
static void add_edits(sl_plan *plan, const sl_draft *draft, edit_vec *out)
{
    size_t next = 1; /* line of the old file that comes next */
    sl_str rest = draft->before;
    sl_str old = {0};

    for (size_t i = 0; i < draft->lines.len;) {
        sl_edit edit = {.path = draft->path, .line = next};
        sl_buf text = {0};

        if (!draft->lines.at[i].changed) {
            sl_str_line(&rest);
            next++;
            i++;
            continue;
        }
        for (; i < draft->lines.len && draft->lines.at[i].changed; i++) {
            if (draft->lines.at[i].origin > 0) {
                old = sl_str_line(&rest);
                edit.replaced++;
                next++;
            }
            add_text(&draft->lines.at[i], &text);
        }
        if (edit.replaced && old.ptr + old.len == draft->before.ptr + draft->before.len)
            edit.columns = columns_of(old);
        edit.text = sl_arena_str(&plan->arena, sl_buf_str(&text));
        *sl_vec_push(out) = edit;
        sl_buf_free(&text);
    }
}

static bool line_matches(const sl_change *change, sl_str path)
{
    sl_str dir = sl_path_dir(change->path);
    size_t depth = dir.len > 0 ? dir.len + 1 : 0;
    bool attributes = sl_str_ends(change->path, sl_lit(".gitattributes"));
    sl_str text = attributes
                      ? sl_str_sub(change->pattern, 0, sl_str_chr(change->pattern, ' '))
                      : change->pattern;
    sl_path_pattern pattern = sl_path_pattern_parse(text);
    sl_path_query query = {.path = path, .name = sl_path_base(path)};

    if (depth > 0 &&
        (!sl_str_starts(path, dir) || path.len < depth || path.ptr[dir.len] != '/'))
        return false;
    return sl_path_pattern_match(&pattern, &query, depth);
}

/* Does the draft settle the finding? Findings about a class of paths, or about a line,
 * have no path that a pattern could be held against: they get all of it. So do those
 * that attributes settle, since an ignore line may rest on them. */
static bool concerns(const sl_plan *plan, const sl_draft *draft,
                     const sl_finding *finding)
{
    bool path_only = sl_str_eq(finding->rule->id, sl_lit("secret-not-ignored")) ||
                     sl_str_eq(finding->rule->id, sl_lit("ignore-local-only-source"));

    if (!path_only)
        return true;
    for (size_t i = 0; i < plan->changes.len; i++)
        if (sl_str_eq(plan->changes.at[i].path, draft->path) &&
            line_matches(&plan->changes.at[i], finding->place.path))
            return true;
    return false;
}

sl_edits sl_plan_edits(sl_plan *plan, const sl_finding *finding)
{
    edit_vec found = {0};
    sl_edit *kept;
    sl_edits edits;

    if (!finding->rule->fixable || finding->suppressed || plan->refused.len > 0)
        return (sl_edits){0};
    for (size_t i = 0; i < plan->drafts.len; i++)
        if (sl_draft_changed(plan->drafts.at[i]) &&
            concerns(plan, plan->drafts.at[i], finding))
            add_edits(plan, plan->drafts.at[i], &found);
    kept = sl_arena_calloc(&plan->arena, found.len, sizeof *kept);
    for (size_t i = 0; i < found.len; i++)
        kept[i] = found.at[i];
    edits = (sl_edits){kept, found.len};
    sl_vec_free(&found);
    return edits;
}
