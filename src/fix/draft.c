#include "fix/draft.h"

#include <string.h>

/* "\r\n" if most line ends of text are, else "\n". */
static sl_str usual_end(sl_str text)
{
    size_t crlf = 0;
    size_t lf = 0;

    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] != '\n')
            continue;
        if (i > 0 && text.ptr[i - 1] == '\r')
            crlf++;
        else
            lf++;
    }
    return crlf > lf ? sl_lit("\r\n") : sl_lit("\n");
}

static sl_str end_of(sl_str line)
{
    if (sl_str_ends(line, sl_lit("\r\n")))
        return sl_lit("\r\n");
    return sl_str_ends(line, sl_lit("\n")) ? sl_lit("\n") : sl_lit("");
}

void sl_draft_open(sl_draft *draft, sl_str path, sl_str text, sl_arena *arena)
{
    sl_str rest;

    *draft = (sl_draft){.path = sl_arena_str(arena, path),
                        .before = sl_arena_str(arena, text),
                        .end = usual_end(text),
                        .mode = 0644,
                        .arena = arena};
    rest = draft->before;
    while (rest.len > 0) {
        size_t lf = sl_str_chr(rest, '\n');
        sl_str line = sl_str_sub(rest, 0, lf == SIZE_MAX ? rest.len : lf + 1);
        sl_draft_line *kept = sl_vec_push(&draft->lines);

        kept->end = end_of(line);
        kept->text = sl_str_sub(line, 0, line.len - kept->end.len);
        kept->origin = draft->lines.len;
        rest = sl_str_skip(rest, line.len);
    }
}

void sl_draft_free(sl_draft *draft)
{
    sl_vec_free(&draft->lines);
}

/* Without blanks around it and, if it is commented out, without its mark. */
static sl_str pattern_of(const sl_draft_line *line, bool *commented)
{
    sl_str text = sl_str_trim(sl_str_drop(line->text, sl_lit("\xef\xbb\xbf")));

    *commented = sl_str_starts(text, sl_lit("#"));
    return *commented ? sl_str_trim(sl_str_skip(text, 1)) : text;
}

size_t sl_draft_find(const sl_draft *draft, sl_str text)
{
    bool commented;

    for (size_t i = 0; i < draft->lines.len; i++)
        if (sl_str_eq(pattern_of(&draft->lines.at[i], &commented), text))
            return i;
    return SIZE_MAX;
}

/* For git a blank before the pattern, or a tab behind it, is part of it. */
bool sl_draft_active(const sl_draft *draft, sl_str text)
{
    for (size_t i = 0; i < draft->lines.len; i++) {
        sl_str line = draft->lines.at[i].text;

        if (i == 0)
            line = sl_str_drop(line, sl_lit("\xef\xbb\xbf"));
        while (sl_str_ends(line, sl_lit(" ")))
            line.len--;
        if (sl_str_eq(line, text))
            return true;
    }
    return false;
}

/* A byte order mark stays in front of the line. */
static sl_str with_mark(const sl_draft *draft, sl_str old, const char *before,
                        sl_str text)
{
    sl_str mark = sl_lit("\xef\xbb\xbf");

    if (!sl_str_starts(old, mark))
        mark = sl_lit("");
    return sl_arena_printf(draft->arena, "%.*s%s%.*s", sl_fmt(mark), before,
                           sl_fmt(text));
}

size_t sl_draft_switch(sl_draft *draft, sl_str text, bool active)
{
    size_t changed = 0;
    bool commented;

    for (size_t i = 0; i < draft->lines.len; i++) {
        sl_draft_line *line = &draft->lines.at[i];

        if (!sl_str_eq(pattern_of(line, &commented), text) || commented != active)
            continue;
        line->text = with_mark(draft, line->text, active ? "" : "# ", text);
        line->changed = true;
        changed++;
    }
    return changed;
}

void sl_draft_insert(sl_draft *draft, size_t at, sl_str line)
{
    sl_draft_lines *lines = &draft->lines;
    size_t behind = at + 1;

    if (lines->len > 0 && lines->at[at].end.len == 0) {
        lines->at[at].end = draft->end;
        lines->at[at].changed = true;
    }
    sl_vec_push(lines);
    if (lines->len == 1)
        behind = 0;
    memmove(&lines->at[behind + 1], &lines->at[behind],
            (lines->len - 1 - behind) * sizeof *lines->at);
    lines->at[behind] = (sl_draft_line){
        .text = sl_arena_str(draft->arena, line), .end = draft->end, .changed = true};
}

void sl_draft_append(sl_draft *draft, sl_str line)
{
    sl_draft_insert(draft, draft->lines.len > 0 ? draft->lines.len - 1 : 0, line);
}

sl_str sl_draft_line_text(const sl_draft *draft, size_t at)
{
    sl_str text = draft->lines.at[at].text;

    return at == 0 ? sl_str_drop(text, sl_lit("\xef\xbb\xbf")) : text;
}

void sl_draft_replace(sl_draft *draft, size_t at, sl_str text)
{
    sl_draft_line *line = &draft->lines.at[at];

    line->text = at == 0 ? with_mark(draft, line->text, "", text)
                         : sl_arena_str(draft->arena, text);
    line->changed = true;
}

bool sl_draft_changed(const sl_draft *draft)
{
    for (size_t i = 0; i < draft->lines.len; i++)
        if (draft->lines.at[i].changed)
            return true;
    return false;
}

void sl_draft_text(const sl_draft *draft, sl_buf *out)
{
    for (size_t i = 0; i < draft->lines.len; i++) {
        sl_buf_add(out, draft->lines.at[i].text);
        sl_buf_add(out, draft->lines.at[i].end);
    }
}
