#include "rule/survey.h"

#include "text/glob.h"

#include <stdlib.h>
#include <string.h>

enum { END_BYTES = sizeof(uint32_t), BATCH = 32 };

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

/* The first path that does not sort before text. */
static size_t lower_bound(const sl_survey *survey, sl_str text)
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
    for (size_t i = lower_bound(survey, dir); i < survey->paths_len; i++) {
        sl_str path = survey->paths[i].path;

        if (!sl_str_starts(path, dir))
            return false;
        if (path.len > dir.len && path.ptr[dir.len] == '/')
            return true;
    }
    return false;
}

/* The first and last bytes of some text, in the order of memory; zeros where it is
 * shorter. */
typedef struct ends {
    uint32_t first;
    uint32_t last;
} ends;

static ends ends_of(sl_str text)
{
    char first[END_BYTES] = {0};
    char last[END_BYTES] = {0};
    ends out;

    if (text.len >= END_BYTES) {
        memcpy(&out.first, text.ptr, END_BYTES);
        memcpy(&out.last, text.ptr + text.len - END_BYTES, END_BYTES);
        return out;
    }
    for (size_t i = 0; i < text.len; i++) {
        first[i] = text.ptr[i];
        last[END_BYTES - text.len + i] = text.ptr[i];
    }
    memcpy(&out.first, first, END_BYTES);
    memcpy(&out.last, last, END_BYTES);
    return out;
}

/* What a glob demands of the ends of a path: the bytes under the mask. */
typedef struct demand {
    ends mask;
    ends bytes;
} demand;

static bool is_literal(char c)
{
    return sl_str_chr(sl_lit("*?[]{},\\/"), c) == SIZE_MAX;
}

static demand demand_of(sl_str glob)
{
    char all[END_BYTES];
    sl_str path = sl_str_drop(glob, sl_lit("/"));
    size_t head = 0;
    size_t tail = 0;

    memset(all, 0xff, sizeof all);
    while (path.len < glob.len && head < path.len && head < END_BYTES &&
           is_literal(path.ptr[head]))
        head++;
    while (tail < path.len && tail < END_BYTES &&
           is_literal(path.ptr[path.len - 1 - tail]))
        tail++;
    return (demand){
        .mask = {ends_of(sl_str_make(all, head)).first,
                 ends_of(sl_str_make(all, tail)).last},
        .bytes = {ends_of(sl_str_sub(path, 0, head)).first,
                  ends_of(sl_str_skip(path, path.len - tail)).last},
    };
}

/* The index of the first path that a glob of the batch fits, or end. */
static size_t match_batch(const sl_survey *survey, sl_list globs, size_t end)
{
    demand demands[BATCH];

    for (size_t k = 0; k < globs.len; k++)
        demands[k] = demand_of(globs.at[k]);
    for (size_t i = 0; i < end; i++) {
        sl_str path = survey->paths[i].path;
        ends has = ends_of(path);

        for (size_t k = 0; k < globs.len; k++) {
            const demand *d = &demands[k];

            if ((has.first & d->mask.first) == d->bytes.first &&
                (has.last & d->mask.last) == d->bytes.last &&
                sl_glob_match(globs.at[k], path))
                return i;
        }
    }
    return end;
}

/* Every layout asks about every path: most are turned away by how they begin and end. */
const sl_known_path *sl_survey_match(const sl_survey *survey, sl_list globs)
{
    size_t first = survey->paths_len;

    for (size_t k = 0; k < globs.len; k += BATCH) {
        size_t rest = globs.len - k;
        sl_list batch = {globs.at + k, rest < BATCH ? rest : BATCH};

        first = match_batch(survey, batch, first);
    }
    return first < survey->paths_len ? &survey->paths[first] : NULL;
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

sl_place sl_survey_place(sl_str path)
{
    return (sl_place){.origin = SL_ORIGIN_WORKTREE, .path = path};
}
