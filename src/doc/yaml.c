/* yaml.c - YAML through the events of libyaml. */
#include "doc/doc.h"
#include "doc/libyaml.h"
#include "doc/marks.h"
#include "doc/reader.h"
#include "doc/yaml_plain.h"
#include "libraries.h"

/* libyaml compares every %TAG line and every tag with all %TAG lines before it. */
enum { MAX_DIRECTIVES = 64 };

typedef struct reading {
    sl_builder *builder;
    const sl_libyaml *lib;
    yaml_parser_t parser;
    sl_marks marks; /* of the text behind a byte order mark */
    size_t base;    /* where that begins in the builder's text */
    /* Of the open levels: is a key due (in a MAP), is it written with brackets, and
     * where does its last child end, quotes included. */
    struct {
        bool key_due;
        bool flow;
        size_t end;
    } open[SL_MAX_DEPTH + 1];
} reading;

static size_t byte_of(const reading *in, const yaml_mark_t *mark)
{
    return in->base + sl_marks_byte(&in->marks, mark->index);
}

static sl_span span_of(const reading *in, const yaml_event_t *event)
{
    return (sl_span){byte_of(in, &event->start_mark), byte_of(in, &event->end_mark)};
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* What libyaml takes into the name of an anchor. */
static bool in_anchor(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           c == '_' || c == '-';
}

/* Past the tag, the anchor and the comments before a value. */
static sl_span without_properties(sl_str text, sl_span span)
{
    size_t at = span.start;

    while (at < span.end) {
        char c = text.ptr[at];

        if (c == '&') {
            for (at++; at < span.end && in_anchor(text.ptr[at]);)
                at++;
        } else if (c == '!') {
            while (at < span.end && !is_blank(text.ptr[at]))
                at++;
        } else if (c == '#') {
            while (at < span.end && text.ptr[at] != '\n')
                at++;
        } else if (is_blank(c)) {
            at++;
        } else {
            break;
        }
    }
    return (sl_span){at, span.end};
}

/* From the first byte of a block scalar's content to its last that is not blank;
 * span begins at the '|' or '>', and is cut to its end if there is no content. */
static sl_span block_content(sl_str text, sl_span span)
{
    size_t start = span.start;

    while (start < span.end && text.ptr[start] != '\n' && text.ptr[start] != '\r')
        start++;
    while (span.end > start && is_blank(text.ptr[span.end - 1]))
        span.end--;
    while (start < span.end && is_blank(text.ptr[start]))
        start++;
    return (sl_span){start, span.end};
}

static sl_span without_quotes(sl_span span)
{
    if (span.end - span.start >= 2)
        return (sl_span){span.start + 1, span.end - 1};
    return span;
}

static sl_style style_of(yaml_scalar_style_t style)
{
    switch (style) {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: return SL_STYLE_SINGLE;
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: return SL_STYLE_DOUBLE;
    case YAML_LITERAL_SCALAR_STYLE: return SL_STYLE_LITERAL;
    case YAML_FOLDED_SCALAR_STYLE: return SL_STYLE_FOLDED;
    default: return SL_STYLE_PLAIN;
    }
}

/* What the event holds, copied only if it is not as written. */
static sl_str keep(const reading *in, const yaml_char_t *bytes, size_t len,
                   sl_span span)
{
    sl_str value = {(const char *)bytes, len};
    sl_str kept = sl_builder_decoded(in->builder, value, span);

    return kept.ptr == value.ptr ? sl_arena_str(in->builder->arena, value) : kept;
}

/* "!vault" as written; "!!str" for the long form that libyaml makes of it. */
static sl_str tag_of(const reading *in, const yaml_char_t *tag)
{
    sl_str name = sl_str_of((const char *)tag);
    sl_str core = sl_lit("tag:yaml.org,2002:");

    if (sl_str_starts(name, core))
        return sl_arena_printf(in->builder->arena, "!!%.*s",
                               sl_fmt(sl_str_skip(name, core.len)));
    return name.len > 0 ? sl_arena_str(in->builder->arena, name) : name;
}

/* A value has ended at raw: the next thing in this MAP is a key. */
static void value_ended(reading *in, size_t raw)
{
    size_t depth = in->builder->depth;

    in->open[depth].key_due =
        in->builder->open[depth].node->type == SL_NODE_MAP && !in->open[depth].key_due;
    in->open[depth].end = raw;
}

static bool read_alias(reading *in, const yaml_event_t *event)
{
    sl_span span = span_of(in, event);
    sl_str name = sl_str_of((const char *)event->data.alias.anchor);
    sl_node *node;

    if (in->open[in->builder->depth].key_due) {
        sl_builder_key(in->builder, sl_builder_slice(in->builder, span), span);
        value_ended(in, span.end);
        return true;
    }
    node = sl_builder_add(in->builder, SL_NODE_ALIAS, span);
    if (!node)
        return false;
    node->value = sl_arena_str(in->builder->arena, name);
    value_ended(in, span.end);
    return true;
}

static bool read_scalar(reading *in, const yaml_event_t *event)
{
    sl_str text = in->builder->text;
    sl_span raw = without_properties(text, span_of(in, event));
    sl_style style = style_of(event->data.scalar.style);
    sl_span span = raw;
    sl_str value;
    sl_node *node;

    if (style == SL_STYLE_LITERAL || style == SL_STYLE_FOLDED)
        raw = span = block_content(text, raw);
    else if (style != SL_STYLE_PLAIN)
        span = without_quotes(raw);
    value = keep(in, event->data.scalar.value, event->data.scalar.length, span);
    if (in->open[in->builder->depth].key_due) {
        sl_builder_key(in->builder, value, span);
        value_ended(in, raw.end);
        return true;
    }
    node = sl_builder_scalar(in->builder, value, span);
    if (!node)
        return false;
    node->style = style;
    node->tag = tag_of(in, event->data.scalar.tag);
    if (event->data.scalar.anchor)
        node->anchor = sl_arena_str(in->builder->arena,
                                    sl_str_of((const char *)event->data.scalar.anchor));
    value_ended(in, raw.end);
    return true;
}

static bool enter(reading *in, const yaml_event_t *event)
{
    bool map = event->type == YAML_MAPPING_START_EVENT;
    const yaml_char_t *tag =
        map ? event->data.mapping_start.tag : event->data.sequence_start.tag;
    const yaml_char_t *anchor =
        map ? event->data.mapping_start.anchor : event->data.sequence_start.anchor;
    bool flow = map ? event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
                    : event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
    /* Its end mark is that of the first token, the properties or the bracket. */
    sl_span rest = {span_of(in, event).start, in->builder->text.len};
    size_t start = without_properties(in->builder->text, rest).start;
    sl_node *node = sl_builder_enter(in->builder, map ? SL_NODE_MAP : SL_NODE_SEQ,
                                     (sl_span){start, start});

    if (!node)
        return false;
    node->tag = tag_of(in, tag);
    if (anchor)
        node->anchor =
            sl_arena_str(in->builder->arena, sl_str_of((const char *)anchor));
    in->open[in->builder->depth].key_due = map;
    in->open[in->builder->depth].flow = flow;
    in->open[in->builder->depth].end = start;
    return true;
}

/* Jinja in the place of a value: to YAML it is a map in a map. */
static void untemplate(sl_builder *builder, sl_node *node)
{
    sl_str written = sl_builder_slice(builder, node->span);

    if (!sl_str_starts(written, sl_lit("{{")) || !sl_str_ends(written, sl_lit("}}")))
        return;
    node->type = SL_NODE_SCALAR;
    node->value = written;
    node->first = NULL;
}

/* A block collection's own end mark is where the next thing begins. */
static void leave(reading *in, const yaml_event_t *event)
{
    size_t depth = in->builder->depth;
    sl_node *node = in->builder->open[depth].node;
    bool flow = in->open[depth].flow;
    size_t end = flow ? span_of(in, event).end : in->open[depth].end;

    sl_builder_leave(in->builder);
    if (end > node->span.start)
        node->span.end = end;
    if (flow)
        untemplate(in->builder, node);
    value_ended(in, node->span.end);
}

static bool take(reading *in, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_ALIAS_EVENT: return read_alias(in, event);
    case YAML_SCALAR_EVENT: return read_scalar(in, event);
    case YAML_SEQUENCE_START_EVENT:
    case YAML_MAPPING_START_EVENT: return enter(in, event);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT: leave(in, event); return true;
    default: return true;
    }
}

/* Messages of libyaml are constants; they never quote the text. */
static bool explain(reading *in)
{
    const yaml_parser_t *parser = &in->parser;
    const char *what = parser->problem ? parser->problem : "not yaml";

    if (parser->error == YAML_READER_ERROR)
        return sl_builder_fail(in->builder, in->base + parser->problem_offset, what);
    return sl_builder_fail(in->builder, byte_of(in, &parser->problem_mark), what);
}

/* libyaml is quadratic in the depth of brackets, but it looks at most 1024
 * characters ahead: stopping at the event that is too deep is soon enough. */
static bool read_events(reading *in)
{
    for (;;) {
        yaml_event_t event;
        bool going, done;

        if (!in->lib->yaml_parser_parse(&in->parser, &event))
            return explain(in);
        done = event.type == YAML_STREAM_END_EVENT || event.type == YAML_NO_EVENT;
        going = take(in, &event);
        in->lib->yaml_event_delete(&event);
        if (done || !going)
            return going;
    }
}

static bool few_directives(sl_builder *builder)
{
    sl_str directive = sl_lit("%TAG");
    sl_str rest = builder->text;
    size_t at;

    for (size_t i = 0; (at = sl_str_find(rest, directive)) != SIZE_MAX; i++) {
        if (i == MAX_DIRECTIVES)
            return sl_fail(builder->err, SL_ELIMIT, "more than %d yaml directives",
                           (int)MAX_DIRECTIVES);
        rest = sl_str_skip(rest, at + directive.len);
    }
    return true;
}

/* libyaml would count a byte order mark as a column of indentation. */
static sl_str behind_mark(const sl_builder *builder)
{
    return sl_str_drop(builder->text, sl_lit("\xEF\xBB\xBF"));
}

bool sl_yaml_read(sl_builder *builder)
{
    return sl_yaml_plain_read(builder, builder->text.len - behind_mark(builder).len) ||
           sl_yaml_events_read(builder);
}

bool sl_yaml_events_read(sl_builder *builder)
{
    sl_str text = behind_mark(builder);
    reading in = {.builder = builder, .base = builder->text.len - text.len};
    const sl_libyaml *lib;
    bool done;

    if (!few_directives(builder))
        return false;
    in.lib = lib = sl_libyaml_get();
    if (!lib->yaml_parser_initialize(&in.parser))
        return sl_fail(builder->err, SL_ELIMIT, "no memory for the yaml parser");
    in.marks = sl_marks_index(builder->arena, text);
    lib->yaml_parser_set_encoding(&in.parser, YAML_UTF8_ENCODING);
    lib->yaml_parser_set_input_string(&in.parser, (const unsigned char *)text.ptr,
                                      text.len);
    done = read_events(&in);
    lib->yaml_parser_delete(&in.parser);
    return done;
}

const char *sl_doc_yaml_version(void)
{
    return SL_LIBYAML_VERSION;
}
