#include "check/attr_line.h"

#include "git/attr_file.h"
#include "git/unquote.h"

/* What a line says about the filter. */
typedef struct saying {
    bool given;
    sl_attr_state state;
    sl_str value;
} saying;

typedef struct reading {
    sl_attr_parser parser;
    sl_arena *arena;
    sl_attr_line *lines;
    const sl_attr_rule **rules; /* of lines; NULL: discarded */
    size_t len;
    saying *macros; /* by number of the attribute */
} reading;

bool sl_attr_names_git_crypt(sl_str value)
{
    return sl_str_eq(value, sl_lit("git-crypt")) ||
           sl_str_starts(value, sl_lit("git-crypt-"));
}

/* The pattern of a line that is discarded, as it would be. */
static sl_path_pattern pattern_of(sl_arena *arena, sl_str text)
{
    sl_str rest = sl_str_trim(text);
    sl_str head;
    size_t end = 0;

    if (!sl_unquote_c(arena, &rest, &head)) {
        while (end < rest.len && sl_str_chr(sl_lit(" \t"), rest.ptr[end]) == SIZE_MAX)
            end++;
        head = sl_str_sub(rest, 0, end);
    }
    return sl_path_pattern_parse(head);
}

/* Reads one line; one that holds nothing, or a comment without a pattern, is left out. */
static void read_line(reading *r, const sl_line_fact *fact)
{
    bool top = sl_path_dir(fact->place.path).len == 0;
    sl_attr_line line = {.fact = fact};
    sl_str text = sl_str_drop(fact->text, sl_lit("\xef\xbb\xbf"));
    sl_str inner = sl_survey_pattern(text, &line.commented);
    const sl_attr_file *file;

    r->parser.discarded.len = 0;
    file = sl_attr_file_parse(&r->parser, fact->place.path,
                              line.commented ? inner : text, top);
    if (r->parser.discarded.len > 0 && !line.commented) {
        line.discarded = r->parser.discarded.at[0].why;
        line.pattern = pattern_of(r->arena, text);
    } else if (file->len == 0 || (line.commented && file->rules[0].is_macro)) {
        return;
    }
    if (file->len > 0) {
        line.pattern = file->rules[0].pattern;
        line.is_macro = file->rules[0].is_macro;
        r->rules[r->len] = &file->rules[0];
    }
    r->lines[r->len++] = line;
}

/* What the settings say in the end: a later one counts more. */
static saying say(const reading *r, const sl_attr_rule *rule, bool *misspelt)
{
    saying out = {0};

    for (size_t i = 0; i < rule->settings_len; i++) {
        const sl_attr_setting *setting = &rule->settings[i];
        sl_str name = r->parser.names.at[setting->attr];

        if (sl_str_eq(name, sl_lit("filter")))
            out = (saying){true, setting->state, setting->value};
        else if (sl_str_eq_nocase(name, sl_lit("filter")))
            *misspelt = true;
        else if (setting->state == SL_ATTR_SET && r->macros[setting->attr].given)
            out = r->macros[setting->attr];
    }
    return out;
}

/* First the macros, then the lines that use them. A macro of macros may only use those
 * above it here; git allows any order, and nobody needs it. */
static void expand(reading *r)
{
    r->macros = sl_arena_calloc(r->arena, r->parser.names.len, sizeof *r->macros);
    for (size_t pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < r->len; i++) {
            sl_attr_line *line = &r->lines[i];
            saying said;

            if (!r->rules[i] || (pass == 0 && !line->is_macro))
                continue;
            said = say(r, r->rules[i], &line->misspelt);
            line->sets_filter = said.given;
            line->filter = said.state;
            line->value = said.value;
            if (line->is_macro)
                r->macros[r->rules[i]->macro] = said;
        }
    }
}

sl_attr_lines sl_attr_lines_read(const sl_survey *survey, sl_arena *arena)
{
    reading r = {.arena = arena, .parser = {.arena = arena}};
    size_t kept = 0;

    r.lines = sl_arena_calloc(arena, survey->lines_len, sizeof *r.lines);
    r.rules = sl_arena_calloc(arena, survey->lines_len, sizeof(const sl_attr_rule *));
    for (size_t i = 0; i < survey->lines_len; i++)
        if (survey->lines[i].kind == SL_LINE_ATTRIBUTE)
            read_line(&r, &survey->lines[i]);
    expand(&r);
    for (size_t i = 0; i < r.len; i++) {
        const sl_attr_line *line = &r.lines[i];

        if (!line->commented || (line->sets_filter && line->filter == SL_ATTR_VALUE &&
                                 sl_attr_names_git_crypt(line->value)))
            r.lines[kept++] = *line;
    }
    sl_attr_parser_free(&r.parser);
    return (sl_attr_lines){r.lines, kept};
}

const sl_attr_line *sl_attr_lines_find(sl_attr_lines lines, const sl_attr *attr)
{
    size_t low = 0;
    size_t high = lines.len;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const sl_place *place = &lines.at[middle].fact->place;
        int order = sl_str_cmp(place->path, attr->file);

        if (order == 0 && place->start.line == attr->line)
            return &lines.at[middle];
        if (order < 0 || (order == 0 && place->start.line < attr->line))
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

sl_place sl_attr_place(sl_attr_lines lines, const sl_attr *attr)
{
    const sl_attr_line *line = sl_attr_lines_find(lines, attr);

    return line ? line->fact->place : sl_survey_place(attr->file);
}

bool sl_attr_line_counts(const sl_attr_line *line)
{
    return !line->discarded && !line->commented && !line->is_macro;
}

bool sl_attr_line_encrypts(const sl_attr_line *line)
{
    return sl_attr_line_counts(line) && line->sets_filter &&
           line->filter == SL_ATTR_VALUE && sl_attr_names_git_crypt(line->value);
}

bool sl_attr_line_excepts(const sl_attr_line *line)
{
    return sl_attr_line_counts(line) && line->sets_filter &&
           line->filter != SL_ATTR_SET &&
           (line->filter != SL_ATTR_VALUE || line->value.len == 0);
}

bool sl_attr_line_about_filter(const sl_attr_line *line)
{
    sl_str text = line->fact->text;

    text = sl_str_sub(text, 0, sl_str_find(text, sl_lit(" #")));
    return sl_str_find_nocase(text, sl_lit("filter")) != SIZE_MAX ||
           sl_str_find_nocase(text, sl_lit("git-crypt")) != SIZE_MAX;
}

/* The bytes of path that name the directory of the line's file, or SIZE_MAX if path
 * does not lie in it. */
static size_t depth_in(const sl_attr_line *line, sl_str path)
{
    sl_str dir = sl_path_dir(line->fact->place.path);

    if (dir.len == 0)
        return 0;
    if (path.len <= dir.len || path.ptr[dir.len] != '/' || !sl_str_starts(path, dir))
        return SIZE_MAX;
    return dir.len + 1;
}

bool sl_attr_line_fits(const sl_attr_line *line, sl_str path)
{
    size_t depth = depth_in(line, path);
    sl_path_query query = {.path = path, .name = sl_path_base(path)};

    return depth != SIZE_MAX && !line->is_macro && line->pattern.text.len > 0 &&
           sl_path_pattern_match(&line->pattern, &query, depth);
}

static bool fits_directory(const sl_attr_line *line, sl_str dir)
{
    size_t depth = depth_in(line, dir);
    sl_path_query query = {.path = dir, .name = sl_path_base(dir), .directory = true};

    return depth != SIZE_MAX && !line->is_macro && line->pattern.text.len > 0 &&
           sl_path_pattern_match(&line->pattern, &query, depth);
}

bool sl_attr_line_fits_parent(const sl_attr_line *line, sl_str path)
{
    for (size_t i = 0; i < path.len; i++)
        if (path.ptr[i] == '/' && fits_directory(line, sl_str_sub(path, 0, i)))
            return true;
    return false;
}

static size_t common_prefix(sl_str a, sl_str b)
{
    size_t i = 0;

    while (i < a.len && i < b.len && a.ptr[i] == b.ptr[i])
        i++;
    return i;
}

void sl_known_dirs(const sl_survey *survey, sl_known_dir_vec *dirs)
{
    sl_str last = {0};

    for (size_t i = 0; i < survey->paths_len; i++) {
        sl_str path = survey->paths[i].path;

        /* what it has in common with the path before was met there */
        for (size_t k = common_prefix(last, path); k < path.len; k++)
            if (path.ptr[k] == '/')
                *sl_vec_push(dirs) = (sl_known_dir){sl_str_sub(path, 0, k), path};
        last = path;
    }
}

sl_str sl_attr_line_below(const sl_attr_line *line, const sl_known_dir_vec *dirs)
{
    for (size_t i = 0; i < dirs->len; i++)
        if (fits_directory(line, dirs->at[i].dir))
            return dirs->at[i].path;
    return (sl_str){0};
}

/* "Git-Crypt", "\"git-crypt\"", "gitcrypt", "git_crypt": without case and without what
 * is neither letter nor digit they begin alike. */
static bool resembles_git_crypt(sl_str value)
{
    sl_str want = sl_lit("gitcrypt");
    size_t have = 0;

    for (size_t i = 0; i < value.len && have < want.len; i++) {
        char c = value.ptr[i];

        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if (sl_str_chr(sl_lit("-_'\". "), c) != SIZE_MAX)
            continue;
        if (c != want.ptr[have])
            return false;
        have++;
    }
    return have == want.len;
}

const char *sl_attr_line_fault(const sl_attr_line *line)
{
    if (line->discarded || line->commented)
        return NULL;
    if (line->misspelt && !line->sets_filter)
        return "names of attributes are case-sensitive, only filter is one that git "
               "knows";
    if (!line->sets_filter)
        return NULL;
    if (line->filter == SL_ATTR_SET)
        return "filter without a value names no filter";
    if (line->filter != SL_ATTR_VALUE)
        return NULL;
    if (!sl_attr_names_git_crypt(line->value))
        return resembles_git_crypt(line->value)
                   ? "the name of the filter is git-crypt, in small letters and "
                     "without "
                     "quotes"
                   : NULL;
    return line->pattern.directory_only
               ? "a pattern with a slash at its end fits directories only, never the "
                 "files in them"
               : NULL;
}

bool sl_attr_lines_meant(sl_attr_lines lines, sl_str path)
{
    for (size_t i = 0; i < lines.len; i++) {
        const sl_attr_line *line = &lines.at[i];
        bool broken = line->discarded ? sl_attr_line_about_filter(line)
                                      : sl_attr_line_fault(line) != NULL;

        if (broken &&
            (sl_attr_line_fits(line, path) || sl_attr_line_fits_parent(line, path)))
            return true;
    }
    return false;
}

const sl_attr_line *sl_attr_lines_encrypting(sl_attr_lines lines, sl_str path)
{
    for (size_t i = lines.len; i-- > 0;)
        if (sl_attr_line_encrypts(&lines.at[i]) &&
            sl_attr_line_fits(&lines.at[i], path))
            return &lines.at[i];
    return NULL;
}
