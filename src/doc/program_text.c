/* program_text.c - strings of programs: escapes, f-strings, templates, sums. */
#include "doc/program.h"

/* A longer value of a name is left where it is, and stands as a hole. */
enum { LONGEST_BORROWED = 512, MOST_BORROWED = 64 * 1024 };

typedef struct joining {
    const sl_program *program;
    sl_program_text *out;
    bool python;
    bool raw;    /* no escapes */
    bool braces; /* "{{" is a brace */
} joining;

static void put(joining *j, sl_str bytes, sl_span place)
{
    sl_buf_add(&j->out->bytes, bytes);
    for (size_t i = 0; i < bytes.len; i++)
        *sl_vec_push(&j->out->places) = place;
}

static void put_written(joining *j, sl_span span)
{
    for (size_t at = span.start; at < span.end; at++)
        put(j, sl_str_sub(j->program->text, at, at + 1), (sl_span){at, at + 1});
}

/* The escape at text[at]; returns its width. */
static size_t put_escape(joining *j, size_t at, size_t end)
{
    sl_buf meant = {0};
    size_t width =
        sl_program_escape(sl_str_sub(j->program->text, at, end), j->python, &meant);

    put(j, sl_buf_str(&meant), (sl_span){at, at + width});
    sl_buf_free(&meant);
    return width;
}

/* Plain text of a string. */
static void put_plain(joining *j, sl_span span)
{
    sl_str text = j->program->text;

    for (size_t at = span.start; at < span.end;) {
        char c = text.ptr[at];
        bool twice = at + 1 < span.end && text.ptr[at + 1] == c;

        if (c == '\\' && !j->raw) {
            at += put_escape(j, at, span.end);
        } else if ((c == '{' || c == '}') && j->braces && twice) {
            put(j, sl_str_sub(text, at, at + 1), (sl_span){at, at + 2});
            at += 2;
        } else {
            put_written(j, (sl_span){at, at + 1});
            at++;
        }
    }
}

/* The text between the quotes of a literal; raw and braces by the letters before. */
static sl_span inside_of(joining *j, sl_span span)
{
    sl_str text = j->program->text;
    size_t quotes = 1;
    char quote;

    j->raw = false;
    j->braces = j->out->formatted;
    for (; span.start < span.end; span.start++) {
        char c = text.ptr[span.start];

        if (c == '"' || c == '\'' || c == '`')
            break;
        j->raw = j->raw || c == 'r' || c == 'R';
        j->braces = j->braces || c == 'f' || c == 'F';
    }
    quote = span.start < span.end ? text.ptr[span.start] : '\0';
    if (span.end - span.start >= 6 && text.ptr[span.start + 1] == quote &&
        text.ptr[span.start + 2] == quote)
        quotes = 3;
    if (span.end - span.start < 2 * quotes)
        return (sl_span){span.end, span.end};
    return (sl_span){span.start + quotes, span.end - quotes};
}

static void note_part(joining *j, sl_span span)
{
    if (j->out->parts++ == 0)
        j->out->span.start = span.start;
    j->out->span.end = span.end;
}

/* A string of any kind: its holes are as written. */
static void put_string(joining *j, TSNode node)
{
    sl_span inside = inside_of(j, sl_program_span(node));
    TSTreeCursor cursor = ts_tree_cursor_new(node);
    size_t at = inside.start;

    note_part(j, inside);
    j->out->literals++;
    for (bool more = ts_tree_cursor_goto_first_child(&cursor); more;
         more = ts_tree_cursor_goto_next_sibling(&cursor)) {
        TSNode child = ts_tree_cursor_current_node(&cursor);
        sl_span hole = sl_program_span(child);

        if (sl_program_role_of(j->program, child) != SL_PROGRAM_HOLE ||
            hole.start < at || hole.end > inside.end)
            continue;
        put_plain(j, (sl_span){at, hole.start});
        put_written(j, hole);
        j->out->templated = true;
        at = hole.end;
    }
    put_plain(j, (sl_span){at, inside.end});
    ts_tree_cursor_delete(&cursor);
}

/* What is known at run time only, as ${what}. */
static void put_hole(joining *j, TSNode node)
{
    sl_str written = sl_program_written(j->program, node);
    sl_span span = sl_program_span(node);

    for (size_t i = 0; i < written.len; i++)
        if (sl_str_chr(sl_lit("{}\n\r\"\\"), written.ptr[i]) != SIZE_MAX)
            written.len = 0;
    if (written.len == 0 || written.len > LONGEST_BORROWED ||
        j->out->borrowed > MOST_BORROWED)
        written = sl_lit("_");
    note_part(j, span);
    put(j, sl_lit("${"), span);
    put(j, written, span);
    put(j, sl_lit("}"), span);
    j->out->borrowed += written.len;
    j->out->templated = true;
}

static void put_name(joining *j, TSNode node)
{
    const sl_str *value =
        sl_map_get(&j->program->strings, sl_program_written(j->program, node));

    if (!value || value->len > LONGEST_BORROWED || j->out->borrowed > MOST_BORROWED) {
        put_hole(j, node);
        return;
    }
    note_part(j, sl_program_span(node));
    j->out->borrowed += value->len + 1;
    put(j, *value, sl_program_span(node));
}

static bool is_sum(const sl_program *program, TSNode node)
{
    return sl_program_role_of(program, sl_program_field(node, "operator")) ==
           SL_PROGRAM_PLUS;
}

/* Is node looked into? Else it is a part. */
static bool put_part(joining *j, TSNode node)
{
    switch (sl_program_role_of(j->program, node)) {
    case SL_PROGRAM_PAREN:
    case SL_PROGRAM_CONCAT: return true;
    case SL_PROGRAM_BINARY:
        if (is_sum(j->program, node))
            return true;
        break;
    case SL_PROGRAM_STRING:
    case SL_PROGRAM_TEMPLATE: put_string(j, node); return false;
    case SL_PROGRAM_NAME: put_name(j, node); return false;
    case SL_PROGRAM_IGNORED: return false;
    default: break;
    }
    if (ts_node_is_named(node))
        put_hole(j, node);
    return false;
}

/* A sum of many parts is a deep tree: a cursor, no recursion. */
static void put_sum(joining *j, TSNode node)
{
    TSTreeCursor cursor = ts_tree_cursor_new(node);
    size_t level = 0;
    bool going = true;

    while (going) {
        if (put_part(j, ts_tree_cursor_current_node(&cursor)) &&
            ts_tree_cursor_goto_first_child(&cursor)) {
            level++;
            continue;
        }
        while (level > 0 && !ts_tree_cursor_goto_next_sibling(&cursor)) {
            ts_tree_cursor_goto_parent(&cursor);
            level--;
        }
        going = level > 0;
    }
    ts_tree_cursor_delete(&cursor);
}

static bool is_format(const sl_program *program, TSNode call)
{
    TSNode function = sl_program_field(call, "function");

    return sl_program_role_of(program, function) == SL_PROGRAM_MEMBER &&
           sl_str_eq(sl_program_last_name(program, function), sl_lit("format"));
}

bool sl_program_is_text(const sl_program *program, TSNode node)
{
    switch (sl_program_role_of(program, node)) {
    case SL_PROGRAM_STRING:
    case SL_PROGRAM_TEMPLATE:
    case SL_PROGRAM_CONCAT:
    case SL_PROGRAM_BINARY: return true;
    case SL_PROGRAM_CALL: return is_format(program, node);
    default: return false;
    }
}

/* "a{}".format(b) and "a%s" % b: the text to fill in, and *out says so. */
static TSNode unformatted(const sl_program *program, TSNode node, sl_program_text *out)
{
    sl_program_role role = sl_program_role_of(program, node);
    TSNode text = {0};

    if (role == SL_PROGRAM_BINARY &&
        sl_program_role_of(program, sl_program_field(node, "operator")) ==
            SL_PROGRAM_PERCENT) {
        text = sl_program_field(node, "left");
    } else if (role == SL_PROGRAM_CALL && is_format(program, node)) {
        text = sl_program_field(sl_program_field(node, "function"), "object");
        out->formatted = true;
    }
    if (ts_node_is_null(text))
        return node;
    out->templated = true;
    return sl_program_bare(program, text);
}

bool sl_program_join(const sl_program *program, TSNode node, sl_program_text *out)
{
    joining j = {.program = program, .out = out, .python = program->grammar.python};

    *out = (sl_program_text){0};
    node = unformatted(program, sl_program_bare(program, node), out);
    put_sum(&j, node);
    return out->literals > 0;
}

void sl_program_text_free(sl_program_text *text)
{
    sl_buf_free(&text->bytes);
    sl_vec_free(&text->places);
}

bool sl_program_begins_brace(const sl_program *program, TSNode node)
{
    enum { FAR = 256 };
    sl_span span = sl_program_span(node);
    sl_str head = sl_str_sub(program->text, span.start, span.end);
    bool quoted = false;

    head = sl_str_sub(head, 0, FAR);
    for (size_t i = 0; i < head.len; i++) {
        char c = head.ptr[i];

        if (c == '{')
            return quoted;
        if (c == '"' || c == '\'' || c == '`')
            quoted = true;
        else if (sl_str_chr(quoted ? sl_lit(" \t\r\n\\n")
                                   : sl_lit(" \t\r\n(rRbBuUfFtT"),
                            c) == SIZE_MAX)
            return false;
    }
    return false;
}
