#include "doc/sitter.h"

#include <string.h>

/* Progress calls (one for about 100 steps of the parser) that a text may cost: at
 * least twice what well-formed text does, so that broken text cannot cost more. */
enum { FREE_CALLS = 1000, BYTES_PER_CALL = 16 };

/* One level of a document is up to six of a syntax tree. */
enum { MAX_SYNTAX_DEPTH = 6 * SL_MAX_DEPTH };

typedef struct parsing {
    sl_str text;
    size_t calls_left;
} parsing;

static const char *read_bytes(void *payload, uint32_t at, TSPoint point, uint32_t *len)
{
    const parsing *in = payload;
    sl_str rest = sl_str_skip(in->text, at);

    (void)point;
    *len = (uint32_t)rest.len;
    return rest.ptr ? rest.ptr : "";
}

static bool out_of_patience(TSParseState *state)
{
    parsing *in = state->payload;

    if (in->calls_left == 0)
        return true;
    in->calls_left--;
    return false;
}

TSTree *sl_sitter_parse(const TSLanguage *language, sl_str text)
{
    parsing in = {text, FREE_CALLS + text.len / BYTES_PER_CALL};
    TSParser *parser = ts_parser_new();
    TSInput input = {&in, read_bytes, TSInputEncodingUTF8, NULL};
    TSParseOptions options = {&in, out_of_patience};
    TSTree *tree = NULL;

    if (ts_parser_set_language(parser, language))
        tree = ts_parser_parse_with_options(parser, NULL, input, options);
    ts_parser_delete(parser);
    return tree;
}

static TSNode here(const sl_sitter *sitter)
{
    return ts_tree_cursor_current_node(&sitter->cursor);
}

const char *sl_sitter_type(const sl_sitter *sitter)
{
    return ts_node_type(here(sitter));
}

bool sl_sitter_is(const sl_sitter *sitter, const char *type)
{
    return strcmp(sl_sitter_type(sitter), type) == 0;
}

sl_span sl_sitter_span(const sl_sitter *sitter)
{
    TSNode node = here(sitter);

    return (sl_span){ts_node_start_byte(node), ts_node_end_byte(node)};
}

bool sl_sitter_down(sl_sitter *sitter)
{
    if (sitter->depth >= MAX_SYNTAX_DEPTH) {
        sitter->too_deep = true;
        return false;
    }
    if (!ts_tree_cursor_goto_first_child(&sitter->cursor))
        return false;
    sitter->depth++;
    return true;
}

bool sl_sitter_next(sl_sitter *sitter)
{
    return ts_tree_cursor_goto_next_sibling(&sitter->cursor);
}

void sl_sitter_up(sl_sitter *sitter)
{
    ts_tree_cursor_goto_parent(&sitter->cursor);
    sitter->depth--;
}

/* Where the first thing stands that could not be read. */
static size_t first_error(sl_sitter *sitter)
{
    TSNode node = here(sitter);

    while (!ts_node_is_error(node) && !ts_node_is_missing(node) &&
           ts_tree_cursor_goto_first_child(&sitter->cursor)) {
        node = here(sitter);
        while (!ts_node_has_error(node) &&
               ts_tree_cursor_goto_next_sibling(&sitter->cursor))
            node = here(sitter);
    }
    return ts_node_start_byte(node);
}

bool sl_sitter_read(sl_builder *builder, const TSLanguage *language, const char *name,
                    bool (*top)(sl_sitter *sitter))
{
    TSTree *tree = sl_sitter_parse(language, builder->text);
    sl_sitter sitter = {.builder = builder};
    char what[32] = "not ";
    bool done;

    if (!tree)
        return sl_fail(builder->err, SL_ELIMIT, "too far from %s to be read", name);
    sitter.cursor = ts_tree_cursor_new(ts_tree_root_node(tree));
    done = sl_builder_enter(builder, SL_NODE_MAP, (sl_span){0, builder->text.len}) &&
           top(&sitter);
    builder->kept = done && !sitter.too_deep && builder->nodes > 1;
    if (sitter.too_deep) {
        done = sl_fail(builder->err, SL_ELIMIT, "nested deeper than %u levels",
                       SL_MAX_DEPTH);
    } else if (done && ts_node_has_error(ts_tree_root_node(tree))) {
        strncat(what, name, sizeof what - sizeof "not ");
        done = sl_builder_fail(builder, first_error(&sitter), what);
    }
    ts_tree_cursor_delete(&sitter.cursor);
    ts_tree_delete(tree);
    return done;
}
