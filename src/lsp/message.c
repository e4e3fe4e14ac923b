#include "lsp/message.h"

#include "doc/json_token.h"
#include "doc/reader.h"
#include "report/read_json.h"

/* A string or a number, as the protocol has ids. */
static bool is_id(const sl_node *node)
{
    return node->type == SL_NODE_SCALAR &&
           (node->style == SL_STYLE_DOUBLE ||
            (node->value.len > 0 &&
             (node->value.ptr[0] == '-' ||
              (node->value.ptr[0] >= '0' && node->value.ptr[0] <= '9')) &&
             sl_json_literal(node->value)));
}

static const sl_node *read_tree(sl_str text, sl_arena *arena)
{
    sl_err why = {0};
    sl_builder builder;

    sl_builder_init(&builder, text, arena, &why);
    if (!sl_json_read(&builder) || builder.gaps || builder.nodes == 0 ||
        builder.open[0].node->first->next)
        return NULL;
    return sl_builder_done(&builder);
}

int sl_message_read(sl_str body, sl_message *out)
{
    const sl_node *top, *id;

    *out = (sl_message){0};
    top = read_tree(sl_arena_str(&out->arena, body), &out->arena);
    if (!top)
        return SL_RPC_PARSE;
    if (top->type != SL_NODE_MAP)
        return SL_RPC_INVALID;
    id = sl_node_get(top, sl_lit("id"));
    if (id && !is_id(id))
        return SL_RPC_INVALID;
    out->id = id;
    out->method = sl_json_string(top, "method");
    out->params = sl_node_get(top, sl_lit("params"));
    if (!sl_str_eq(sl_json_string(top, "jsonrpc"), sl_lit("2.0")))
        return SL_RPC_INVALID;
    if (out->method.len == 0 && !sl_node_get(top, sl_lit("result")) &&
        !sl_node_get(top, sl_lit("error")))
        return SL_RPC_INVALID;
    return 0;
}

void sl_message_free(sl_message *message)
{
    sl_arena_free(&message->arena);
    *message = (sl_message){0};
}

void sl_message_id(sl_json *json, const sl_node *id)
{
    if (!id)
        sl_json_null(json);
    else if (id->style == SL_STYLE_DOUBLE)
        sl_json_str(json, id->value);
    else
        sl_json_raw(json, id->value);
}

bool sl_message_same_id(const sl_node *a, const sl_node *b)
{
    return a && b && a->type == SL_NODE_SCALAR && b->type == SL_NODE_SCALAR &&
           a->style == b->style && sl_str_eq(a->value, b->value);
}
