/* program_name.c - what names of a program stand for, and what a literal is known by. */
#include "doc/program.h"

static TSNode either(TSNode node, const char *field, const char *other)
{
    TSNode child = sl_program_field(node, field);

    return ts_node_is_null(child) ? sl_program_field(node, other) : child;
}

/* A name that gets a second value stands for none. */
static void note_string(sl_program *program, TSNode assignment)
{
    TSNode name = either(assignment, "left", "name");
    TSNode value = either(assignment, "right", "value");
    sl_str key = sl_program_written(program, name);
    sl_program_text text;

    if (sl_program_role_of(program, name) != SL_PROGRAM_NAME)
        return;
    if (sl_map_has(&program->strings, key)) {
        *sl_map_put(&program->strings, key) = NULL;
        return;
    }
    value = sl_program_bare(program, value);
    if (!sl_program_is_text(program, value))
        return;
    if (sl_program_join(program, value, &text) && !text.templated) {
        sl_str *kept = sl_arena_alloc(program->work->doc->arena, sizeof *kept);

        *kept = sl_arena_str(program->work->doc->arena, sl_buf_str(&text.bytes));
        *sl_map_put(&program->strings, key) = kept;
    }
    sl_program_text_free(&text);
}

/* Statements of the module, `export` and declarations: three levels below the top. */
void sl_program_note_strings(sl_program *program)
{
    enum { DEEPEST = 3 };
    TSTreeCursor cursor = ts_tree_cursor_new(ts_tree_root_node(program->syntax.tree));
    bool more = ts_tree_cursor_goto_first_child(&cursor);
    size_t level = 1;

    while (more) {
        TSNode node = ts_tree_cursor_current_node(&cursor);
        sl_program_role role = sl_program_role_of(program, node);

        if (role == SL_PROGRAM_ASSIGN)
            note_string(program, node);
        if (role == SL_PROGRAM_STATEMENT && level < DEEPEST + 1 &&
            ts_tree_cursor_goto_first_child(&cursor)) {
            level++;
            continue;
        }
        while (more && !ts_tree_cursor_goto_next_sibling(&cursor)) {
            ts_tree_cursor_goto_parent(&cursor);
            more = --level > 0;
        }
    }
    ts_tree_cursor_delete(&cursor);
}

void sl_program_note_use(sl_program *program, sl_str keyword, TSNode value)
{
    sl_str name = sl_program_written(program, value);
    sl_str *use;

    if (sl_program_role_of(program, value) != SL_PROGRAM_NAME || keyword.len == 0 ||
        sl_map_has(&program->uses, name))
        return;
    use = sl_arena_alloc(program->work->doc->arena, sizeof *use);
    *use = keyword;
    *sl_map_put(&program->uses, name) = use;
}

static sl_str unquoted(sl_str key)
{
    if (key.len > 1 && (key.ptr[0] == '"' || key.ptr[0] == '\''))
        return sl_str_sub(key, 1, key.len - 1);
    return key;
}

/* Functions and methods that say nothing of what their argument is for. */
static bool hands_on(sl_str function)
{
    static const char *const names[] = {"dumps",  "stringify", "loads", "parse",
                                        "dedent", "strip",     "trim",  "format"};

    return sl_str_among(names, sizeof names / sizeof *names, function);
}

bool sl_program_context(const sl_program *program, TSNode node, sl_str *context)
{
    switch (sl_program_role_of(program, node)) {
    case SL_PROGRAM_KEYWORD:
        *context = sl_program_written(program, sl_program_field(node, "name"));
        return false;
    case SL_PROGRAM_PAIR:
        *context = unquoted(sl_program_written(program, sl_program_field(node, "key")));
        return false;
    case SL_PROGRAM_ASSIGN:
        *context = sl_program_last_name(program, either(node, "left", "name"));
        return false;
    case SL_PROGRAM_CALL:
        *context =
            sl_program_last_name(program, either(node, "function", "constructor"));
        return hands_on(*context);
    case SL_PROGRAM_PAREN:
    case SL_PROGRAM_LIST:
    case SL_PROGRAM_ARGUMENTS:
    case SL_PROGRAM_EACH:
    case SL_PROGRAM_CHOICE:
    case SL_PROGRAM_MEMBER:
    case SL_PROGRAM_SPREAD: return true;
    default: *context = (sl_str){0}; return false;
    }
}
