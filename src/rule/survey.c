#include "rule/survey.h"

#include <stdlib.h>

static int by_path(const void *a, const void *b)
{
    return sl_str_cmp(((const sl_known_path *)a)->path,
                      ((const sl_known_path *)b)->path);
}

const sl_known_path *sl_survey_path(const sl_survey *survey, sl_str path)
{
    sl_known_path key = {.path = path};

    if (survey->paths_len == 0)
        return NULL;
    return bsearch(&key, survey->paths, survey->paths_len, sizeof key, by_path);
}

size_t sl_survey_from(const sl_survey *survey, sl_str text)
{
    size_t low = 0;
    size_t high = survey->paths_len;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (sl_str_cmp(survey->paths[middle].path, text) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool sl_survey_dir(const sl_survey *survey, sl_str dir)
{
    /* Names such as "dir-2" and "dir.txt" sort between "dir" and "dir/x". */
    for (size_t i = sl_survey_from(survey, dir); i < survey->paths_len; i++) {
        sl_str path = survey->paths[i].path;

        if (!sl_str_starts(path, dir))
            return false;
        if (path.len > dir.len && path.ptr[dir.len] == '/')
            return true;
    }
    return false;
}

sl_str sl_survey_pattern(sl_str line, bool *commented)
{
    sl_str text = sl_str_trim(line);

    *commented = sl_str_starts(text, sl_lit("#"));
    return *commented ? sl_str_trim(sl_str_skip(text, 1)) : text;
}

bool sl_survey_has_line(const sl_survey *survey, sl_str named)
{
    size_t colon = sl_str_find(named, sl_lit(": "));
    sl_str file = sl_str_sub(named, 0, colon);
    sl_str text = sl_str_skip(named, colon + 2);
    bool commented;

    for (size_t i = 0; i < survey->lines_len; i++)
        if (sl_str_eq(survey->lines[i].place.path, file) &&
            sl_str_eq(sl_survey_pattern(survey->lines[i].text, &commented), text))
            return true;
    return false;
}

bool sl_survey_anything_tracked(const sl_survey *survey)
{
    for (size_t i = 0; i < survey->paths_len; i++)
        if (survey->paths[i].tracked)
            return true;
    return false;
}

size_t sl_survey_probes_from(const sl_survey *survey, sl_probe_kind kind, sl_str path)
{
    size_t low = 0;
    size_t high = survey->probes_len;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const sl_probe *probe = &survey->probes[middle];

        if (probe->kind < kind ||
            (probe->kind == kind && sl_str_cmp(probe->path, path) < 0))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const sl_probe *sl_survey_probe(const sl_survey *survey, sl_probe_kind kind,
                                sl_str path)
{
    size_t at = sl_survey_probes_from(survey, kind, path);

    if (at == survey->probes_len || survey->probes[at].kind != kind ||
        !sl_str_eq(survey->probes[at].path, path))
        return NULL;
    return &survey->probes[at];
}

const sl_layout_use *sl_survey_use(const sl_survey *survey, const sl_layout *layout)
{
    for (size_t i = 0; i < survey->uses_len; i++)
        if (survey->uses[i].layout == layout)
            return &survey->uses[i];
    return NULL;
}

sl_survey_lines sl_survey_next_file(const sl_survey *survey, size_t *start)
{
    size_t first = *start;

    while (*start < survey->lines_len &&
           survey->lines[*start].kind == survey->lines[first].kind &&
           sl_str_eq(survey->lines[*start].place.path, survey->lines[first].place.path))
        (*start)++;
    return (sl_survey_lines){survey->lines + first, *start - first};
}

sl_survey_lines sl_survey_lines_of(const sl_survey *survey, sl_str path)
{
    size_t low = 0;
    size_t high = survey->lines_len;
    size_t end;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (sl_str_cmp(survey->lines[middle].place.path, path) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (end = low; end < survey->lines_len; end++)
        if (!sl_str_eq(survey->lines[end].place.path, path))
            break;
    return (sl_survey_lines){survey->lines + low, end - low};
}

sl_place sl_survey_place(sl_str path)
{
    return (sl_place){.origin = SL_ORIGIN_WORKTREE, .path = path};
}

/* The first fact of that kind or a later one. */
static size_t first_of(const sl_survey *survey, unsigned kind)
{
    size_t low = 0;
    size_t high = survey->aws_len;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (survey->aws[middle].kind < kind)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

sl_aws_range sl_survey_aws(const sl_survey *survey, sl_aws_kind kind)
{
    size_t first = first_of(survey, kind);

    return (sl_aws_range){survey->aws + first, first_of(survey, kind + 1u) - first};
}
