#include "text/json.h"

#include "text/escape.h"
#include "text/lines.h"

#include <inttypes.h>

/* A container deeper than SL_JSON_DEPTH becomes null and what is written inside
 * it is dropped: the text stays valid JSON. */
static bool muted(const sl_json *json)
{
    return json->depth > SL_JSON_DEPTH;
}

static void indent(sl_json *json)
{
    if (!json->pretty)
        return;
    sl_buf_char(json->out, '\n');
    for (unsigned i = 0; i < json->depth; i++)
        sl_buf_add(json->out, sl_lit("  "));
}

/* What stands between the last thing written and the next. */
static void separate(sl_json *json)
{
    if (json->after_key || json->depth == 0) {
        json->after_key = false;
        return;
    }
    if (!json->first[json->depth - 1])
        sl_buf_char(json->out, ',');
    json->first[json->depth - 1] = false;
    indent(json);
}

static void literal(sl_json *json, sl_str text)
{
    if (muted(json))
        return;
    separate(json);
    sl_buf_add(json->out, text);
}

static void begin(sl_json *json, char bracket)
{
    if (json->depth < SL_JSON_DEPTH) {
        separate(json);
        sl_buf_char(json->out, bracket);
        json->first[json->depth] = true;
    } else {
        literal(json, sl_lit("null"));
    }
    json->depth++;
}

static void end(sl_json *json, char bracket)
{
    bool empty;

    if (json->depth == 0)
        return;
    json->depth--;
    if (json->depth >= SL_JSON_DEPTH)
        return;
    empty = json->first[json->depth];
    if (!empty)
        indent(json);
    sl_buf_char(json->out, bracket);
}

sl_json sl_json_open(sl_buf *out, bool pretty)
{
    return (sl_json){.out = out, .pretty = pretty};
}

void sl_json_object(sl_json *json)
{
    begin(json, '{');
}

void sl_json_array(sl_json *json)
{
    begin(json, '[');
}

void sl_json_end_object(sl_json *json)
{
    end(json, '}');
}

void sl_json_end_array(sl_json *json)
{
    end(json, ']');
}

static bool plain(uint32_t c)
{
    if (c < 0x80)
        return c >= 0x20 && c != '"' && c != '\\' && c != '<' && c != 0x7f;
    return c != UINT32_MAX && !sl_steers(c);
}

static void escape_one(uint32_t c, sl_buf *out)
{
    static const char named[][2] = {{'"', '"'},  {'\\', '\\'}, {'\n', 'n'}, {'\r', 'r'},
                                    {'\t', 't'}, {'\b', 'b'},  {'\f', 'f'}};

    for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
        if (c == (uint8_t)named[i][0]) {
            sl_buf_char(out, '\\');
            sl_buf_char(out, named[i][1]);
            return;
        }
    }
    if (c == UINT32_MAX)
        sl_buf_add(out, sl_lit("\xef\xbf\xbd"));
    else if (c > 0xffff)
        sl_buf_printf(out, "\\u%04x\\u%04x", 0xd7c0 + (c >> 10), 0xdc00 + (c & 0x3ff));
    else
        sl_buf_printf(out, "\\u%04x", c);
}

static void quote(sl_str text, sl_buf *out)
{
    size_t run = 0; /* start of the bytes that go out as they are */

    sl_buf_char(out, '"');
    for (size_t at = 0; at < text.len;) {
        size_t start = at;
        uint32_t c = sl_utf8_next(text, &at);

        if (plain(c))
            continue;
        sl_buf_add(out, sl_str_sub(text, run, start));
        escape_one(c, out);
        run = at;
    }
    sl_buf_add(out, sl_str_skip(text, run));
    sl_buf_char(out, '"');
}

void sl_json_key(sl_json *json, const char *key)
{
    if (muted(json))
        return;
    separate(json);
    quote(sl_str_of(key), json->out);
    sl_buf_add(json->out, json->pretty ? sl_lit(": ") : sl_lit(":"));
    json->after_key = true;
}

void sl_json_raw(sl_json *json, sl_str text)
{
    if (muted(json))
        return;
    separate(json);
    sl_buf_add(json->out, text);
}

void sl_json_str(sl_json *json, sl_str value)
{
    if (muted(json))
        return;
    separate(json);
    quote(value, json->out);
}

void sl_json_cstr(sl_json *json, const char *value)
{
    sl_json_str(json, sl_str_of(value));
}

void sl_json_int(sl_json *json, int64_t value)
{
    if (muted(json))
        return;
    separate(json);
    sl_buf_printf(json->out, "%" PRId64, value);
}

void sl_json_bool(sl_json *json, bool value)
{
    literal(json, value ? sl_lit("true") : sl_lit("false"));
}

void sl_json_null(sl_json *json)
{
    literal(json, sl_lit("null"));
}

void sl_json_pair(sl_json *json, const char *key, sl_str value)
{
    sl_json_key(json, key);
    sl_json_str(json, value);
}

void sl_json_pair_int(sl_json *json, const char *key, int64_t value)
{
    sl_json_key(json, key);
    sl_json_int(json, value);
}

void sl_json_pair_bool(sl_json *json, const char *key, bool value)
{
    sl_json_key(json, key);
    sl_json_bool(json, value);
}
