/* secret_ref_location.c - proc_wrapper's locations: format, transform, the whole. */
#include "aws/hole.h"
#include "aws/json_path.h"
#include "aws/secret_ref_work.h"
#include "text/suggest.h"

static const char *const formats[] = {"!dotenv", "!json", "!yaml"};

/* What else people write there. */
static const char *const slips[] = {"yml",   "env",   "text", "txt",    "toml",
                                    "ini",   "jsn",   "xml",  "base64", "properties",
                                    "json5", "jsonl", "csv",  "string", "plain"};

static bool is_letter(char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* The word behind the last '!' if nothing but letters follows; else empty. */
static sl_str last_word(sl_str text)
{
    size_t mark = sl_str_rchr(text, '!');
    sl_str word = mark == SIZE_MAX ? (sl_str){0} : sl_str_skip(text, mark + 1);

    for (size_t i = 0; i < word.len; i++)
        if (!is_letter(word.ptr[i]))
            return (sl_str){0};
    return word;
}

static bool is_slip(sl_str word)
{
    if (sl_str_among(slips, sizeof slips / sizeof *slips, word))
        return true;
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (word.len > 2 &&
            sl_edit_distance(word, sl_str_skip(sl_str_of(formats[i]), 1)) == 1)
            return true;
    return false;
}

static sl_str without_format(sl_secret_ref *ref, sl_str address)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        sl_str format = sl_str_of(formats[i]);

        if (!sl_str_ends_nocase(address, format))
            continue;
        ref->format = sl_str_skip(address, address.len - format.len + 1);
        return sl_str_sub(address, 0, address.len - format.len);
    }
    if (ref->provider != SL_PROVIDER_PLAIN && is_slip(last_word(address)))
        sl_ref_fault_add(ref, SL_REF_FORMAT_UNKNOWN, last_word(address));
    return address;
}

void sl_ref_read_path(sl_secret_ref *ref, sl_str path)
{
    static const sl_ref_fault faults[] = {
        [SL_PATH_EMPTY] = SL_REF_PATH_EMPTY,
        [SL_PATH_ROOTLESS] = SL_REF_PATH_ROOTLESS,
        [SL_PATH_BROKEN] = SL_REF_PATH_BROKEN,
    };
    sl_path_fault fault = sl_json_path_check(path);
    sl_str word = last_word(path);

    ref->path = path;
    ref->json_key = sl_json_path_key(path);
    if (fault == SL_PATH_BROKEN && word.len > 0)
        sl_ref_fault_add(ref, SL_REF_FORMAT_LATE, word);
    else if (fault != SL_PATH_OK)
        sl_ref_fault_add(ref, faults[fault], path.len > 0 ? path : ref->whole);
}

static void read_transform(sl_secret_ref *ref, sl_str expression)
{
    sl_str path = sl_str_drop(expression, sl_lit("JP:"));
    sl_str plain = sl_str_drop_end(path, sl_lit("[*]"));

    ref->expression = expression;
    if (sl_str_eq(expression, sl_lit("SELF"))) {
        ref->transform = SL_TRANSFORM_SELF;
    } else if (path.len < expression.len) {
        ref->transform = SL_TRANSFORM_PATH;
        ref->splat = plain.len < path.len;
        sl_ref_read_path(ref, plain);
    } else if (sl_hole_at(expression, 0) == 0) {
        ref->transform = SL_TRANSFORM_UNKNOWN;
        sl_ref_fault_add(ref, SL_REF_TRANSFORM_UNKNOWN, expression);
    }
}

/* The first '|' counts if something stands before it and two characters behind it. */
static sl_str without_transform(sl_secret_ref *ref, sl_str text)
{
    size_t bar = sl_ref_chr(text, 0, '|');

    if (bar == 0 || bar == text.len)
        return text;
    if (bar + 2 >= text.len) {
        if (ref->provider != SL_PROVIDER_PLAIN)
            sl_ref_fault_add(ref, SL_REF_TRANSFORM_SHORT, sl_str_skip(text, bar));
        return text;
    }
    read_transform(ref, sl_str_skip(text, bar + 1));
    return sl_str_sub(text, 0, bar);
}

static void read_location(sl_provider provider, bool top_level, sl_str text,
                          sl_secret_ref *out)
{
    sl_str address;

    *out =
        (sl_secret_ref){.form = SL_REF_LOCATION, .provider = provider, .whole = text};
    address = sl_ref_without_code(provider, without_transform(out, text), &out->code);
    out->address = without_format(out, address);
    sl_ref_read_address(out, top_level);
}

void sl_ref_location_of(sl_provider provider, sl_str text, sl_secret_ref *out)
{
    read_location(provider, false, text, out);
}

void sl_ref_location(sl_str text, bool top_level, sl_secret_ref *out)
{
    read_location(sl_ref_provider(text, top_level), top_level, text, out);
}
