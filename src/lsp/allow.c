#include "lsp/allow.h"

#include "doc/doc.h"
#include "lsp/comment.h"

#define REASON "why this is no danger"

/* Does a value that runs over several lines hold the place? */
static bool in_long_text(const sl_document *document, size_t offset, size_t line)
{
    sl_arena arena = {0};
    sl_blob blob = {.path = document->name, .bytes = sl_buf_str(&document->text)};
    bool found = false;
    const sl_node *top;
    sl_doc doc;

    sl_doc_open(&doc, &blob, &arena);
    top = sl_doc_tree(&doc);
    for (const sl_node *n = top; n && !found; n = sl_node_walk(top, n))
        found = n->type == SL_NODE_SCALAR && n->span.start <= offset &&
                offset <= n->span.end &&
                sl_lines_position(sl_doc_lines(&doc), n->span.end).line >
                    sl_lines_position(sl_doc_lines(&doc), n->span.start).line &&
                (n->style == SL_STYLE_LITERAL || n->style == SL_STYLE_FOLDED ||
                 sl_lines_position(sl_doc_lines(&doc), n->span.start).line < line);
    sl_arena_free(&arena);
    return found;
}

static bool goes_on(sl_str line)
{
    return sl_str_ends(line, sl_lit("\\"));
}

static sl_str indent_of(sl_str line)
{
    size_t len = 0;

    while (len < line.len && (line.ptr[len] == ' ' || line.ptr[len] == '\t'))
        len++;
    return sl_str_sub(line, 0, len);
}

static sl_str end_of_line(sl_str text)
{
    return sl_str_has(text, sl_lit("\r\n")) ? sl_lit("\r\n") : sl_lit("\n");
}

size_t sl_allow_tries(const sl_document *document, sl_str rule_id, size_t line,
                      sl_arena *arena, sl_allow_try out[SL_ALLOW_TRIES])
{
    sl_comment comment = sl_comment_of(document->name);
    sl_str text = sl_buf_str(&document->text);
    sl_lines lines = sl_lines_index(arena, text);
    sl_str here = sl_lines_text(&lines, line), above = {0}, mark;
    size_t len = 0, start;

    if (!comment.open || line == 0 || line > lines.len)
        return 0;
    start = lines.starts[line - 1];
    if (in_long_text(document, start + indent_of(here).len, line))
        return 0;
    if (line > 1)
        above = sl_lines_text(&lines, line - 1);
    mark = sl_arena_printf(arena, "%sseclint:allow %.*s -- " REASON "%s", comment.open,
                           sl_fmt(rule_id), comment.close);
    if (comment.trails && !goes_on(here))
        out[len++] = (sl_allow_try){start + here.len,
                                    sl_arena_printf(arena, "  %.*s", sl_fmt(mark))};
    if (!goes_on(above))
        out[len++] = (sl_allow_try){
            start, sl_arena_printf(arena, "%.*s%.*s%.*s", sl_fmt(indent_of(here)),
                                   sl_fmt(mark), sl_fmt(end_of_line(text)))};
    return len;
}
