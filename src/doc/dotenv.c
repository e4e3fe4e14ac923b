/* dotenv.c - the assignments of a .env file as a MAP. */
#include "doc/reader.h"
#include "doc/subtree.h"
#include "doc/unescape.h"
#include "text/env.h"

static sl_style style_of(char quote)
{
    return quote == '\''  ? SL_STYLE_SINGLE
           : quote == '"' ? SL_STYLE_DOUBLE
                          : SL_STYLE_PLAIN;
}

static bool looks_like_json(sl_str value)
{
    value = sl_str_trim(value);
    return value.len > 1 && (value.ptr[0] == '{' || value.ptr[0] == '[');
}

/* JSON with its quotes escaped can only be read in a copy. */
static bool add_escaped_json(sl_builder *builder, sl_str decoded, sl_span span)
{
    sl_str text = builder->text;
    sl_excerpt whole = {.text = text};
    sl_excerpt written = sl_excerpt_sub(&whole, span);
    sl_excerpt part;
    bool added;

    if (!sl_excerpt_decoded(builder->arena, &written, decoded, SL_WRITTEN_BACKSLASH, 0,
                            &part))
        return false;
    builder->text = builder->written = decoded;
    builder->excerpt = &part;
    added = sl_json_read_value(builder, (sl_span){0, decoded.len});
    builder->text = builder->written = text;
    builder->excerpt = NULL;
    return added;
}

static bool add_pair(sl_builder *builder, const sl_env_item *item, bool commented)
{
    sl_span span = sl_span_in(builder->text, item->value);
    sl_str value = sl_unescape_env(builder->arena, item->value, item->quote);
    sl_node *node;

    sl_builder_key(builder, item->name, sl_span_in(builder->text, item->name));
    if (!commented && looks_like_json(value)) {
        if (value.ptr == item->value.ptr ? sl_json_read_value(builder, span)
                                         : add_escaped_json(builder, value, span))
            return true;
    }
    node = sl_builder_scalar(builder, value, span);
    if (!node)
        return false;
    node->style = style_of(item->quote);
    node->commented = commented;
    return true;
}

/* An unquoted object over several lines: no reader of .env files takes it, but in text for
 * people it is meant. *behind is where it ends. */
static bool add_long_json(sl_builder *builder, const sl_env_reader *reader,
                          const sl_env_item *item, const char **behind)
{
    sl_span span = sl_span_in(builder->text, item->value);
    const char *end = reader->rest.ptr + reader->json;

    if (builder->leeway < SL_LEEWAY_PROSE || item->kind != SL_ENV_PAIR ||
        reader->json == 0)
        return false;
    span.end = (size_t)(end - builder->text.ptr);
    sl_builder_key(builder, item->name, sl_span_in(builder->text, item->name));
    if (!sl_json_read_value(builder, span))
        return false;
    *behind = end;
    return true;
}

static bool add_orphan(sl_builder *builder, sl_str value)
{
    return sl_builder_scalar(builder, value, sl_span_in(builder->text, value));
}

/* NAME alone takes its value from the environment. */
static bool add_name(sl_builder *builder, sl_str name)
{
    sl_span span = sl_span_in(builder->text, name);

    sl_builder_key(builder, name, span);
    return sl_builder_scalar(builder, sl_str_skip(name, name.len),
                             (sl_span){span.end, span.end});
}

/* Behind a value of a flat document its line ends. */
static void pass_lines(const sl_builder *builder, sl_env_reader *reader)
{
    size_t at = (size_t)(reader->rest.ptr - builder->text.ptr) + reader->tail;

    if (!builder->parts || !builder->parts->flat)
        return;
    at = sl_subtree_pass_lines(builder, at, SL_DOC_DOTENV);
    reader->rest = sl_str_skip(builder->text, at);
    reader->tail = false;
}

bool sl_dotenv_read(sl_builder *builder)
{
    sl_env_reader reader = sl_env_open(builder->text);
    sl_env_item item;
    const char *read = builder->text.ptr; /* up to here */
    bool going = true;

    if (!sl_builder_enter(builder, SL_NODE_MAP, (sl_span){0, builder->text.len}))
        return false;
    while (going && (pass_lines(builder, &reader), sl_env_next(&reader, &item))) {
        if ((item.kind == SL_ENV_ORPHAN && item.value.ptr < read) ||
            add_long_json(builder, &reader, &item, &read))
            continue;
        switch (item.kind) {
        case SL_ENV_PAIR: going = add_pair(builder, &item, false); break;
        case SL_ENV_NAME: going = add_name(builder, item.name); break;
        case SL_ENV_ORPHAN: going = add_orphan(builder, item.value); break;
        case SL_ENV_COMMENT:
            going = item.name.len == 0 || add_pair(builder, &item, true);
            break;
        }
    }
    sl_builder_leave(builder);
    builder->kept = true;
    return going;
}
