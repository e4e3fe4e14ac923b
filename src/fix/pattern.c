#include "fix/pattern.h"

#include "text/glob.h"

#include <string.h>

sl_str sl_pattern_file(sl_plan *plan, sl_str path, sl_str name)
{
    sl_str dir = sl_path_dir(path);

    for (; dir.len > 0; dir = sl_path_dir(dir)) {
        sl_str file =
            sl_arena_printf(&plan->arena, "%.*s/%.*s", sl_fmt(dir), sl_fmt(name));
        const sl_known_path *known = sl_survey_path(plan->survey, file);

        if (known && known->on_disk)
            return file;
    }
    return name;
}

static sl_str escaped(sl_plan *plan, const char *before, sl_str path)
{
    sl_buf text = {0};
    sl_str out;

    sl_buf_add(&text, sl_str_of(before));
    for (size_t i = 0; i < path.len; i++) {
        bool last = i + 1 == path.len;
        bool last_blank = last && path.ptr[i] == ' ';
        bool first_mark = i == 0 && !*before && memchr("!#", path.ptr[i], 2);

        if (last && path.ptr[i] == '\r') {
            sl_buf_add(&text, sl_lit("[\r]")); /* else it is part of the line end */
            continue;
        }
        if (last_blank || first_mark || memchr("*?[\\", path.ptr[i], 4))
            sl_buf_char(&text, '\\');
        sl_buf_char(&text, path.ptr[i]);
    }
    out = sl_arena_str(&plan->arena, sl_buf_str(&text));
    sl_buf_free(&text);
    return out;
}

sl_str sl_pattern_exact(sl_plan *plan, sl_str file, sl_str path)
{
    sl_str dir = sl_path_dir(file);

    return escaped(plan, "/", sl_str_skip(path, dir.len > 0 ? dir.len + 1 : 0));
}

sl_str sl_pattern_name(sl_plan *plan, sl_str path)
{
    return escaped(plan, "", sl_path_base(path));
}

sl_str sl_pattern_class(sl_plan *plan, const sl_secret_class *class_, sl_str path)
{
    for (size_t i = 0; i < class_->paths.len; i++) {
        sl_str glob = class_->paths.at[i];

        /* Globs are patterns of git, but for braces; and a name alone would reach
         * further than the class was meant for. */
        if (sl_glob_match(glob, path) && sl_str_chr(glob, '{') == SIZE_MAX)
            return glob;
    }
    return escaped(plan, "/", path);
}

sl_str sl_pattern_quoted(sl_plan *plan, sl_str pattern)
{
    sl_buf text = {0};
    bool plain = true;
    sl_str out;

    for (size_t i = 0; i < pattern.len; i++)
        plain &= (unsigned char)pattern.ptr[i] > ' ' && pattern.ptr[i] != '"';
    if (plain)
        return pattern;
    sl_buf_char(&text, '"');
    for (size_t i = 0; i < pattern.len; i++) {
        char c = pattern.ptr[i];

        if (c == '\t') {
            sl_buf_add(&text, sl_lit("\\t"));
        } else if ((unsigned char)c < ' ') {
            sl_buf_printf(&text, "\\%03o", (unsigned)c);
        } else {
            if (c == '"' || c == '\\')
                sl_buf_char(&text, '\\');
            sl_buf_char(&text, c);
        }
    }
    sl_buf_char(&text, '"');
    out = sl_arena_str(&plan->arena, sl_buf_str(&text));
    sl_buf_free(&text);
    return out;
}
