/* survey_globs.c - the first known path that each of many globs fits, in one pass. */
#include "rule/survey.h"

#include "base/hash.h"
#include "base/mem.h"
#include "text/glob.h"

#include <stdlib.h>
#include <string.h>

static bool is_literal(char c)
{
    return sl_str_chr(sl_lit("*?[]{},\\"), c) == SIZE_MAX;
}

/* The paths that begin as the anchored glob does lie together. */
static size_t match_anchored(const sl_survey *survey, sl_str glob, size_t end)
{
    sl_str head = sl_str_skip(glob, 1);
    size_t len = 0;

    while (len < head.len && is_literal(head.ptr[len]))
        len++;
    head = sl_str_sub(head, 0, len);
    for (size_t i = sl_survey_from(survey, head); i < end; i++) {
        sl_str path = survey->paths[i].path;

        if (!sl_str_starts(path, head))
            return end;
        if (sl_glob_match(glob, path))
            return i;
    }
    return end;
}

/* A glob that any path may fit, in a bucket with others. */
typedef struct waiting {
    sl_str glob;
    sl_str tail;   /* the literal bytes of the last component that it ends in */
    sl_str needle; /* and some that stand anywhere in a path that fits */
    bool whole;    /* the tail is a whole component */
    bool in_base;  /* they stand in its last component */
    bool in_dir;   /* they stand before its last component: */
    bool dir_has;  /* are they in the directory of that number? */
    size_t dir;
    size_t list;
    size_t next; /* in the bucket, from 1; 0: the last */
} waiting;

enum { NAMES = 1024, ENDS = 256, ANY = NAMES + ENDS, BUCKETS };

static size_t name_bucket(sl_str name)
{
    return sl_fnv1a(name) % NAMES;
}

static size_t end_bucket(sl_str text)
{
    return NAMES + (unsigned char)text.ptr[text.len - 1];
}

static bool is_whole(sl_str glob, sl_str tail)
{
    return tail.len > 0 &&
           (tail.len == glob.len || glob.ptr[glob.len - tail.len - 1] == '/');
}

/* By the whole last component, by its last byte, or not at all. */
static size_t glob_bucket(sl_str glob, sl_str tail)
{
    if (tail.len == 0)
        return ANY;
    return is_whole(glob, tail) ? name_bucket(tail) : end_bucket(tail);
}

/* The longest literal run within a component. Alternatives and classes have none that
 * every path must hold. */
static sl_str literal_run(sl_str glob)
{
    sl_str best = {0};
    size_t start = 0;

    if (sl_str_chr(glob, '{') != SIZE_MAX || sl_str_chr(glob, '[') != SIZE_MAX ||
        sl_str_chr(glob, '\\') != SIZE_MAX)
        return best;
    for (size_t i = 0; i <= glob.len; i++) {
        if (i < glob.len && glob.ptr[i] != '/' && is_literal(glob.ptr[i]))
            continue;
        if (i - start > best.len)
            best = sl_str_sub(glob, start, i);
        start = i + 1;
    }
    return best;
}

static sl_str literal_tail(sl_str glob)
{
    size_t at = glob.len;

    while (at > 0 && glob.ptr[at - 1] != '/' && is_literal(glob.ptr[at - 1]))
        at--;
    return sl_str_skip(glob, at);
}

/* Does the needle end before the last slash of the glob? Then it stands in the directory
 * of every path that fits. */
static bool stands_in_dir(sl_str glob, sl_str needle)
{
    size_t slash = sl_str_rchr(glob, '/');

    return needle.len > 0 && slash != SIZE_MAX &&
           needle.ptr + needle.len <= glob.ptr + slash;
}

/* Is it in the last component, of which no double star makes several? */
static bool stands_in_base(sl_str glob, sl_str needle)
{
    sl_str base = sl_path_base(glob);

    return needle.len > 0 && needle.ptr >= base.ptr && !sl_str_has(base, sl_lit("**"));
}

/* A path, and the number of its directory: those of one follow each other. */
typedef struct trying {
    size_t at;
    sl_str path;
    sl_str base;
    size_t dir;
} trying;

static void try_next(trying *t, size_t at, sl_str path)
{
    sl_str last = sl_str_sub(t->path, 0, t->path.len - t->base.len);
    sl_str base = sl_path_base(path);

    if (t->dir == 0 || !sl_str_eq(last, sl_str_sub(path, 0, path.len - base.len)))
        t->dir++;
    t->at = at;
    t->path = path;
    t->base = base;
}

/* As sl_str_has, for directories of a few bytes. */
static bool holds(sl_str text, sl_str needle)
{
    const char *at = text.ptr;
    const char *end = needle.len > text.len ? at : at + text.len - needle.len + 1;

    if (needle.len == 0)
        return true;
    while (at < end && (at = memchr(at, needle.ptr[0], (size_t)(end - at))) != NULL) {
        if (memcmp(at, needle.ptr, needle.len) == 0)
            return true;
        at++;
    }
    return false;
}

static bool has_needle(waiting *glob, const trying *t)
{
    sl_str dir = sl_str_sub(t->path, 0, t->path.len - t->base.len);

    if (!glob->in_dir)
        return holds(glob->in_base ? t->base : t->path, glob->needle);
    if (glob->dir != t->dir) {
        glob->dir = t->dir;
        glob->dir_has = holds(dir, glob->needle);
    }
    return glob->dir_has;
}

static void try_bucket(const trying *t, waiting *globs, size_t at, size_t *first)
{
    for (; at > 0; at = globs[at - 1].next) {
        waiting *glob = &globs[at - 1];

        if (first[glob->list] > t->at && sl_str_ends(t->path, glob->tail) &&
            has_needle(glob, t) && sl_glob_match(glob->glob, t->path))
            first[glob->list] = t->at;
    }
}

/* Which ends of paths are worth a look: marks for the last 8, 4, 2 or 1 bytes of each
 * tail, the most that it has. Three of four paths of a program end as no glob does. */
enum { MARKS = 1u << 13, NAME = 1, END = 2, END_BYTES = 8 };

typedef struct filter {
    uint8_t marks[MARKS];
} filter;

/* The last size bytes of the eight that end holds. */
static uint32_t filter_mark(uint64_t end, unsigned size)
{
    return (uint32_t)(((end >> 8 * (END_BYTES - size)) + size) *
                          UINT64_C(0x9e3779b97f4a7c15) >>
                      51);
}

static void filter_add(filter *f, sl_str tail, uint8_t mark)
{
    unsigned size = 8;

    while (size > tail.len)
        size /= 2;
    if (size > 0)
        f->marks[filter_mark(sl_path_end(tail), size)] |= mark;
}

/* NAME, END, both or 0: which globs may fit the path. */
static unsigned filter_marks(const filter *f, const sl_known_path *known)
{
    uint64_t end = known->end ? known->end : sl_path_end(known->path);

    return f->marks[filter_mark(end, 8)] | f->marks[filter_mark(end, 4)] |
           f->marks[filter_mark(end, 2)] | f->marks[filter_mark(end, 1)];
}

/* The bucket without the globs at its head whose list is settled, as "**" is at once. */
static size_t still_open(const waiting *globs, size_t at, const size_t *first,
                         size_t none)
{
    while (at > 0 && first[globs[at - 1].list] != none)
        at = globs[at - 1].next;
    return at;
}

/* Hundreds of globs, tens of thousands of paths: each path meets the globs that end as
 * it does. */
static void match_anywhere(const sl_survey *survey, waiting *globs, size_t len,
                           const size_t *buckets, size_t *first)
{
    filter ends = {{0}};
    trying t = {.dir = 0};
    size_t any = buckets[ANY];

    for (size_t i = 0; i < len; i++)
        filter_add(&ends, globs[i].tail, globs[i].whole ? NAME : END);
    for (size_t i = 0; len > 0 && i < survey->paths_len; i++) {
        sl_str path = survey->paths[i].path;
        unsigned marks = filter_marks(&ends, &survey->paths[i]);

        if (marks == 0 && any == 0)
            continue;
        try_next(&t, i, path);
        if (marks & NAME)
            try_bucket(&t, globs, buckets[name_bucket(t.base)], first);
        if ((marks & END) && path.len > 0)
            try_bucket(&t, globs, buckets[end_bucket(path)], first);
        try_bucket(&t, globs, any, first);
        any = still_open(globs, any, first, survey->paths_len);
    }
}

void sl_survey_match_each(const sl_survey *survey, const sl_list *lists, size_t len,
                          const sl_known_path **found)
{
    size_t buckets[BUCKETS] = {0};
    size_t *first = sl_calloc(len, sizeof *first);
    waiting *globs;
    size_t count = 0;

    for (size_t k = 0; k < len; k++)
        count += lists[k].len;
    globs = sl_calloc(count, sizeof *globs);
    count = 0;
    for (size_t k = 0; k < len; k++) {
        first[k] = survey->paths_len;
        for (size_t i = 0; i < lists[k].len; i++) {
            sl_str glob = lists[k].at[i];
            sl_str tail = literal_tail(glob);
            size_t *bucket = &buckets[glob_bucket(glob, tail)];

            if (sl_str_starts(glob, sl_lit("/"))) {
                first[k] = match_anchored(survey, glob, first[k]);
                continue;
            }
            globs[count] = (waiting){.glob = glob,
                                     .tail = tail,
                                     .whole = is_whole(glob, tail),
                                     .needle = literal_run(glob),
                                     .list = k,
                                     .next = *bucket};
            globs[count].in_dir = stands_in_dir(glob, globs[count].needle);
            globs[count].in_base = stands_in_base(glob, globs[count].needle);
            *bucket = ++count;
        }
    }
    match_anywhere(survey, globs, count, buckets, first);
    for (size_t k = 0; k < len; k++)
        found[k] = first[k] < survey->paths_len ? &survey->paths[first[k]] : NULL;
    free(first);
    free(globs);
}

const sl_known_path *sl_survey_match(const sl_survey *survey, sl_list globs)
{
    const sl_known_path *found;

    sl_survey_match_each(survey, &globs, 1, &found);
    return found;
}
