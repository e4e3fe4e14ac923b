#include "fix/veil.h"

#include "text/escape.h"
#include "text/veil.h"

/* A line of the file that must not be shown, and what is shown for it. */
typedef struct veiled {
    sl_str raw;
    sl_str shown;
} veiled;

SL_VEC(veiled_vec, veiled);

static void collect(const sl_draft *draft, const sl_finding *f, const sl_lines *lines,
                    veiled_vec *out)
{
    const sl_place *place = &f->place;

    if (!f->masked || place->start.line == 0 || place->origin != SL_ORIGIN_WORKTREE ||
        !sl_str_eq(place->path, draft->path))
        return;
    for (size_t at = place->start.line; at <= place->end.line; at++) {
        sl_str raw = sl_str_trim(sl_lines_text(lines, at));

        if (raw.len > 0)
            *sl_vec_push(out) = (veiled){
                raw, at == place->start.line ? place->snippet : sl_lit("********")};
    }
}

/* A line may have been commented out: it is looked for within the line of the diff. */
static const veiled *find(const veiled_vec *all, sl_str line)
{
    for (size_t i = 0; i < all->len; i++)
        if (sl_str_has(line, all->at[i].raw))
            return &all->at[i];
    return NULL;
}

static void add_line(sl_str line, const veiled_vec *all, sl_buf *out)
{
    const veiled *hit = find(all, line);
    sl_buf text = {0};

    if (hit) {
        sl_escape(sl_str_sub(line, 0, 1), out);
        sl_escape(hit->shown, out);
    } else {
        sl_veil(line, &text);
        sl_escape(sl_buf_str(&text), out);
    }
    sl_buf_char(out, '\n');
    sl_buf_free(&text);
}

void sl_veil_diff(sl_str diff, const sl_draft *draft, const sl_results *results,
                  sl_buf *out)
{
    sl_arena arena = {0};
    sl_lines lines = sl_lines_index(&arena, draft->before);
    veiled_vec all = {0};

    for (size_t i = 0; i < results->findings_len; i++)
        collect(draft, &results->findings[i], &lines, &all);
    while (diff.len > 0)
        add_line(sl_str_line(&diff), &all, out);
    sl_vec_free(&all);
    sl_arena_free(&arena);
}
