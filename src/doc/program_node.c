/* program_node.c - nodes of a program, and what stands for what. */
#include "doc/program.h"

sl_program_role sl_program_role_of(const sl_program *program, TSNode node)
{
    uint8_t role = ts_node_is_null(node) ? SL_PROGRAM_OTHER
                                         : sl_syntax_role_of(&program->syntax, node);

    return role == SL_SYNTAX_ERROR ? SL_PROGRAM_OTHER : (sl_program_role)role;
}

sl_span sl_program_span(TSNode node)
{
    return (sl_span){ts_node_start_byte(node), ts_node_end_byte(node)};
}

sl_str sl_program_written(const sl_program *program, TSNode node)
{
    if (ts_node_is_null(node))
        return (sl_str){0};
    return sl_str_sub(program->text, ts_node_start_byte(node), ts_node_end_byte(node));
}

TSNode sl_program_field(TSNode node, const char *field)
{
    sl_str name = sl_str_of(field);

    if (ts_node_is_null(node))
        return node;
    return ts_node_child_by_field_name(node, name.ptr, (uint32_t)name.len);
}

TSNode sl_program_child(const sl_program *program, TSNode node, size_t index)
{
    enum { FEW = 16 };
    uint32_t count = ts_node_is_null(node) ? 0 : ts_node_named_child_count(node);

    for (uint32_t i = 0; i < count && i < FEW; i++) {
        TSNode child = ts_node_named_child(node, i);

        if (sl_program_role_of(program, child) != SL_PROGRAM_IGNORED && index-- == 0)
            return child;
    }
    return (TSNode){0};
}

TSNode sl_program_bare(const sl_program *program, TSNode node)
{
    while (sl_program_role_of(program, node) == SL_PROGRAM_PAREN) {
        TSNode child = sl_program_child(program, node, 0);

        if (ts_node_is_null(child))
            break;
        node = child;
    }
    return node;
}

sl_str sl_program_last_name(const sl_program *program, TSNode node)
{
    TSNode last;

    switch (sl_program_role_of(program, node)) {
    case SL_PROGRAM_NAME: return sl_program_written(program, node);
    case SL_PROGRAM_MEMBER:
        last =
            sl_program_field(node, program->grammar.python ? "attribute" : "property");
        return sl_program_written(program, last);
    default: return (sl_str){0};
    }
}

bool sl_program_is_transparent(const sl_program *program, TSNode call)
{
    static const char *const names[] = {"json.dumps", "JSON.stringify", "dumps"};
    sl_str function = sl_program_written(program, sl_program_field(call, "function"));

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (sl_str_eq(function, sl_str_of(names[i])))
            return true;
    return false;
}

TSNode sl_program_passed(const sl_program *program, TSNode node)
{
    TSNode inner;

    node = sl_program_bare(program, node);
    if (sl_program_role_of(program, node) != SL_PROGRAM_CALL ||
        !sl_program_is_transparent(program, node))
        return node;
    inner = sl_program_child(program, sl_program_field(node, "arguments"), 0);
    inner = sl_program_bare(program, inner);
    return ts_node_is_null(inner) ? node : inner;
}
