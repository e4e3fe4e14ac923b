#include "check/ignore_line.h"

#include "git/pattern.h"

enum { MAX_QUOTED = 80 };

bool sl_ignored_in_tree(const sl_treatment *treatment)
{
    return treatment->ignored && !treatment->ignored_locally_only;
}

bool sl_included_in_tree(const sl_treatment *treatment)
{
    return treatment->ignore.found && !treatment->ignored &&
           treatment->ignore.home == SL_IGNORE_TREE;
}

/* Before, at or behind the line, in the order of the survey's lines? */
static int compare(const sl_line_fact *line, const sl_ignore_match *match)
{
    int order = sl_str_cmp(line->place.path, match->file);

    if (order == 0)
        order = (line->kind > SL_LINE_IGNORE) - (line->kind < SL_LINE_IGNORE);
    return order ? order
                 : (line->place.start.line > match->line) -
                       (line->place.start.line < match->line);
}

const sl_line_fact *sl_ignore_fact(const sl_survey *survey,
                                   const sl_ignore_match *match)
{
    size_t low = 0;
    size_t high = survey->lines_len;

    if (!match->found || match->home != SL_IGNORE_TREE)
        return NULL;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare(&survey->lines[middle], match);

        if (order == 0)
            return &survey->lines[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

sl_place sl_ignore_place(const sl_survey *survey, const sl_ignore_match *match)
{
    const sl_line_fact *line = sl_ignore_fact(survey, match);

    return line ? line->place : sl_survey_place(match->file);
}

static sl_str shown(const sl_line_fact *line)
{
    return sl_str_sub(sl_str_trim(line->place.snippet), 0, MAX_QUOTED);
}

sl_str sl_ignore_told(sl_sink *sink, const sl_survey *survey,
                      const sl_ignore_match *match)
{
    const sl_line_fact *line = sl_ignore_fact(survey, match);

    if (match->home == SL_IGNORE_INFO)
        return sl_lit("a line of .git/info/exclude");
    if (match->home == SL_IGNORE_GLOBAL)
        return sl_lit("a line of core.excludesFile");
    if (!line)
        return sl_arena_printf(&sink->arena, "line %zu of %.*s", match->line,
                               sl_fmt(match->file));
    return sl_arena_printf(&sink->arena, "the line '%.*s' of %.*s:%zu",
                           sl_fmt(shown(line)), sl_fmt(match->file), match->line);
}

sl_str sl_ignore_quoted(sl_sink *sink, const sl_survey *survey,
                        const sl_ignore_match *match)
{
    const sl_line_fact *line = sl_ignore_fact(survey, match);

    if (!line)
        return sl_lit("the line");
    return sl_arena_printf(&sink->arena, "'%.*s'", sl_fmt(shown(line)));
}

/* Case is folded: core.ignorecase may have been at work. */
static bool fits(const sl_ignore_match *match, sl_str path, bool directory)
{
    sl_path_pattern pattern = sl_path_pattern_parse(match->pattern);
    sl_path_query query = {path, sl_path_base(path), directory, true};
    sl_str dir = match->home == SL_IGNORE_TREE ? sl_path_dir(match->file) : sl_lit("");
    size_t depth = dir.len ? dir.len + 1 : 0;

    return path.len > depth && pattern.text.len > 0 &&
           sl_path_pattern_match(&pattern, &query, depth);
}

sl_str sl_ignore_parent(const sl_ignore_match *match, sl_str path)
{
    for (size_t i = 0; i < path.len; i++)
        if (path.ptr[i] == '/' && fits(match, sl_str_sub(path, 0, i), true))
            return sl_str_sub(path, 0, i);
    return (sl_str){0};
}

bool sl_ignore_by_wildcard(const sl_ignore_match *match, sl_str path)
{
    sl_path_pattern pattern = sl_path_pattern_parse(match->pattern);

    return pattern.prefix < pattern.text.len && fits(match, path, false) &&
           sl_ignore_parent(match, path).len == 0;
}

/* Is the line of the match before that of the "!" line, or in a file above its own?
 * One behind it takes the file back on purpose. */
static bool comes_before(const sl_ignore_match *match, const sl_line_fact *negation)
{
    sl_str theirs = sl_path_dir(match->file);
    sl_str own = sl_path_dir(negation->place.path);

    if (sl_str_eq(match->file, negation->place.path))
        return match->line < negation->place.start.line;
    return theirs.len == 0 || (sl_str_starts(own, theirs) && own.len > theirs.len &&
                               own.ptr[theirs.len] == '/');
}

sl_str sl_ignore_barrier(const sl_probe *probe)
{
    const sl_ignore_match *match = &probe->here.ignore;
    sl_str parent;

    if (!sl_ignored_in_tree(&probe->here) || !comes_before(match, probe->line))
        return (sl_str){0};
    parent = sl_ignore_parent(match, probe->path);
    /* with its own directory excluded the whole file does not count, as those in
     * node_modules/: nobody expects it to */
    return parent.len > sl_path_dir(probe->line->place.path).len ? parent : (sl_str){0};
}
