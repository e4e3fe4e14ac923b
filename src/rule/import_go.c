/* import_go.c - the syntax of Go's regexes as that of PCRE2. */
#include "rule/import_regex.h"

#include "base/buf.h"

/* The length of the class that text begins with. */
static size_t class_length(sl_str text)
{
    size_t i = sl_str_starts(text, sl_lit("[^")) ? 2 : 1;

    i += i < text.len && text.ptr[i] == ']';
    while (i < text.len && text.ptr[i] != ']') {
        sl_str rest = sl_str_skip(text, i);
        size_t end = sl_str_starts(rest, sl_lit("[:")) ? sl_str_find(rest, sl_lit(":]"))
                                                       : SIZE_MAX;

        i += end != SIZE_MAX ? end + 2 : rest.ptr[0] == '\\' ? 2 : 1;
    }
    return i < text.len ? i + 1 : text.len;
}

/* Does a group begin here that is counted; *name: how long its name with brackets is. */
static bool captures(sl_str text, size_t *name)
{
    bool go = sl_str_starts(text, sl_lit("(?P<"));
    bool plain = sl_str_starts(text, sl_lit("(?<")) && text.len > 3 &&
                 text.ptr[3] != '=' && text.ptr[3] != '!';

    *name = go || plain ? sl_str_chr(text, '>') : SIZE_MAX;
    return text.ptr[0] == '(' &&
           (*name != SIZE_MAX || !sl_str_starts(text, sl_lit("(?")));
}

bool sl_regex_from_go(sl_str regex, unsigned secret_group, sl_arena *arena, sl_str *out)
{
    sl_buf text = {0};
    unsigned groups = 0;
    size_t taken = 0;

    for (size_t i = 0; i < regex.len; i += taken) {
        sl_str rest = sl_str_skip(regex, i);
        size_t name;
        bool group = captures(rest, &name);

        groups += group;
        taken = rest.ptr[0] == '[' ? class_length(rest) : rest.ptr[0] == '\\' ? 2 : 1;
        if (group && groups == secret_group) {
            sl_buf_add(&text, sl_lit("(?<secret>"));
            taken = name == SIZE_MAX ? 1 : name + 1;
        } else if (group && name != SIZE_MAX && rest.ptr[2] == 'P') {
            sl_buf_add(&text, sl_lit("(?"));
            taken = sl_lit("(?P").len;
        } else {
            sl_buf_add(&text, sl_str_sub(rest, 0, taken));
        }
    }
    *out = sl_arena_str(arena, sl_buf_str(&text));
    sl_buf_free(&text);
    return groups >= secret_group;
}
