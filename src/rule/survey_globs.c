/* survey_globs.c - the first known path that each of many globs fits, in one pass. */
#include "rule/survey.h"

#include "base/hash.h"
#include "base/mem.h"
#include "rule/end_filter.h"
#include "text/glob.h"

#include <stdlib.h>
#include <string.h>

/* The paths that begin as the anchored glob does lie together. */
static size_t match_anchored(const sl_survey *survey, sl_str glob, size_t end)
{
    sl_str head = sl_str_skip(glob, 1);
    size_t len = 0;

    while (len < head.len && !sl_glob_special(head.ptr[len]))
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
    sl_str tail;   /* the literal bytes of the last component that it ends in: */
    uint64_t end;  /* the last eight of them, as sl_path_end has them, */
    uint64_t mask; /* and which of the eight there are */
    sl_str needle; /* and some that stand anywhere in a path that fits */
    bool whole;    /* the tail is a whole component */
    bool begins;   /* they begin the last component of the path, */
    bool in_base;  /* or stand in it, */
    bool in_dir;   /* or before it: */
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
        if (i < glob.len && glob.ptr[i] != '/' && !sl_glob_special(glob.ptr[i]))
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

    while (at > 0 && glob.ptr[at - 1] != '/' && !sl_glob_special(glob.ptr[at - 1]))
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

/* A path that may fit, of which sl_end_filter_tail gave the marks. */
typedef struct chosen {
    size_t at;
    size_t row_dir; /* paths with one number are known to lie in one directory */
    uint8_t marks;
} chosen;

/* A path, and the number of its directory: those of one follow each other. */
typedef struct trying {
    size_t at;
    size_t row_dir;
    sl_str path;
    sl_str base;
    uint64_t end; /* sl_path_end of it */
    size_t dir;
} trying;

static void try_next(trying *t, const chosen *it, sl_str path, uint64_t end)
{
    sl_str last = sl_str_sub(t->path, 0, t->path.len - t->base.len);

    if (t->dir > 0 && t->row_dir == it->row_dir) {
        t->base = sl_str_skip(path, last.len);
    } else {
        t->base = sl_path_base(path);
        if (t->dir == 0 ||
            !sl_str_eq(last, sl_str_sub(path, 0, path.len - t->base.len)))
            t->dir++;
    }
    t->at = it->at;
    t->row_dir = it->row_dir;
    t->path = path;
    t->end = end;
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

    if (glob->begins)
        return sl_str_starts(t->base, glob->needle);
    if (!glob->in_dir)
        return holds(glob->in_base ? t->base : t->path, glob->needle);
    if (glob->dir != t->dir) {
        glob->dir = t->dir;
        glob->dir_has = holds(dir, glob->needle);
    }
    return glob->dir_has;
}

enum { NEAR = 8, LAST_FOUR = 32 /* bits below the last four bytes of an end */ };

/* The globs of a bucket by end that are left for paths with these last four bytes in
 * this directory: mostly few, as a needle before the base is there or not for all. */
typedef struct nearby {
    size_t dir;
    uint32_t tail;
    size_t len; /* more than NEAR: not all are here */
    waiting *globs[NEAR];
} nearby;

/* Hundreds of globs, tens of thousands of paths: each path meets the globs that end as
 * it does. */
typedef struct matching {
    const sl_survey *survey;
    const sl_survey_search *search;
    waiting *globs;
    size_t buckets[BUCKETS]; /* the first glob of each, from 1; 0: none */
    size_t *first;           /* by list: the first path that fits; behind the lists one
                              * for all names, of which every path is wanted */
    sl_end_filter ends;
    size_t row_dir; /* as in chosen, of the last row that was looked at */
    trying now;
    nearby near;
} matching;

static void take(matching *m, size_t list, size_t at)
{
    if (list < m->search->lists_len)
        m->first[list] = at;
    else
        *sl_vec_push(m->search->named) = &m->survey->paths[at];
}

static void try_glob(matching *m, waiting *glob)
{
    const trying *t = &m->now;

    if (m->first[glob->list] > t->at && ((t->end ^ glob->end) & glob->mask) == 0 &&
        has_needle(glob, t) && sl_glob_match(glob->glob, t->path))
        take(m, glob->list, t->at);
}

static void try_bucket(matching *m, size_t at)
{
    for (; at > 0; at = m->globs[at - 1].next)
        try_glob(m, &m->globs[at - 1]);
}

/* Globs with ends of eight bytes and more are not among those: they have marks of their
 * own. */
static void find_nearby(matching *m, size_t at)
{
    nearby *near = &m->near;
    const trying *t = &m->now;

    near->dir = t->dir;
    near->tail = (uint32_t)(t->end >> LAST_FOUR);
    near->len = 0;
    for (; at > 0; at = m->globs[at - 1].next) {
        waiting *glob = &m->globs[at - 1];

        if (m->first[glob->list] < t->at || glob->tail.len >= SL_END_BYTES ||
            ((t->end ^ glob->end) & glob->mask) >> LAST_FOUR != 0 ||
            (glob->in_dir && !has_needle(glob, t)))
            continue;
        if (near->len < NEAR)
            near->globs[near->len] = glob;
        near->len++;
    }
}

static void try_nearby(matching *m, size_t bucket)
{
    nearby *near = &m->near;

    if (near->dir != m->now.dir || near->tail != (uint32_t)(m->now.end >> LAST_FOUR))
        find_nearby(m, bucket);
    if (near->len > NEAR) {
        try_bucket(m, bucket);
        return;
    }
    for (size_t i = 0; i < near->len; i++)
        try_glob(m, near->globs[i]);
}

static void try_path(matching *m, const chosen *it)
{
    sl_str path = m->survey->paths[it->at].path;
    uint64_t end = sl_path_end(path);
    unsigned marks = it->marks, longer = 0;

    if (marks & SL_END_LONG)
        longer = sl_end_filter_long(&m->ends, end);
    if (!((marks | longer) & (SL_END_NAME | SL_END_TAIL)) && m->buckets[ANY] == 0)
        return;
    try_next(&m->now, it, path, end);
    if ((marks | longer) & SL_END_NAME)
        try_bucket(m, m->buckets[name_bucket(m->now.base)]);
    if (longer & SL_END_TAIL)
        try_bucket(m, m->buckets[end_bucket(path)]);
    else if (marks & SL_END_TAIL)
        try_nearby(m, m->buckets[end_bucket(path)]);
    try_bucket(m, m->buckets[ANY]);
}

/* Globs at the head of the bucket for any path whose list is settled by a path before
 * to, as "**" is at once, are done with. */
static void drop_settled(matching *m, size_t to)
{
    size_t *any = &m->buckets[ANY];

    while (*any > 0 && m->first[m->globs[*any - 1].list] < to)
        *any = m->globs[*any - 1].next;
}

enum { PORTION = 64 /* paths that are fetched before they are looked at */ };

/* Notes which of the paths in [from, to) may fit some glob; returns how many. */
static size_t choose(matching *m, size_t from, size_t to, chosen out[PORTION])
{
    size_t len = 0;

    for (size_t i = from; i < to; i++) {
        const sl_known_path *known = &m->survey->paths[i];
        uint32_t tail = known->tail ? known->tail : sl_path_tail(known->path);
        uint8_t marks = sl_end_filter_tail(&m->ends, tail);

        m->row_dir += !known->same_dir;
        if (marks == 0 && m->buckets[ANY] == 0)
            continue;
        __builtin_prefetch(known->path.ptr);
        __builtin_prefetch(known->path.ptr + known->path.len);
        out[len++] = (chosen){i, m->row_dir, marks};
    }
    return len;
}

static void match_anywhere(matching *m)
{
    size_t len = m->survey->paths_len;

    for (size_t from = 0; from < len; from += PORTION) {
        chosen some[PORTION];
        size_t to = len - from < PORTION ? len : from + PORTION;
        size_t count = choose(m, from, to, some);

        for (size_t i = 0; i < count; i++)
            try_path(m, &some[i]);
        drop_settled(m, to);
    }
}

static waiting waiting_for(sl_str glob, size_t list)
{
    sl_str tail = literal_tail(glob);
    sl_str needle = literal_run(glob);
    bool in_base = stands_in_base(glob, needle);

    return (waiting){
        .glob = glob,
        .tail = tail,
        .end = sl_path_end(tail),
        .mask = tail.len < SL_END_BYTES ? ~(UINT64_MAX >> 8 * tail.len) : UINT64_MAX,
        .needle = needle,
        .whole = is_whole(glob, tail),
        .begins = in_base && needle.ptr == sl_path_base(glob).ptr,
        .in_base = in_base,
        .in_dir = stands_in_dir(glob, needle),
        .list = list,
    };
}

/* Puts the globs of a list, which are looked for anywhere, in front of their buckets. */
static void add_list(matching *m, sl_list globs, size_t list, size_t *count)
{
    for (size_t i = 0; i < globs.len; i++) {
        sl_str glob = globs.at[i];
        waiting *one = &m->globs[*count];
        size_t *bucket;

        if (sl_str_starts(glob, sl_lit("/"))) {
            m->first[list] = match_anchored(m->survey, glob, m->first[list]);
            continue;
        }
        *one = waiting_for(glob, list);
        bucket = &m->buckets[glob_bucket(glob, one->tail)];
        one->next = *bucket;
        *bucket = ++*count;
        sl_end_filter_add(&m->ends, one->tail, one->whole);
    }
}

void sl_survey_look(const sl_survey *survey, const sl_survey_search *search)
{
    matching m = {.survey = survey, .search = search};
    size_t lists = search->lists_len;
    size_t count = search->names.len;

    for (size_t k = 0; k < lists; k++)
        count += search->lists[k].len;
    m.globs = sl_calloc(count, sizeof *m.globs);
    m.first = sl_calloc(lists + 1, sizeof *m.first);
    count = 0;
    for (size_t k = 0; k <= lists; k++) {
        m.first[k] = survey->paths_len;
        add_list(&m, k < lists ? search->lists[k] : search->names, k, &count);
    }
    if (count > 0)
        match_anywhere(&m);
    for (size_t k = 0; k < lists; k++)
        search->found[k] =
            m.first[k] < survey->paths_len ? &survey->paths[m.first[k]] : NULL;
    free(m.first);
    free(m.globs);
}

const sl_known_path *sl_survey_match(const sl_survey *survey, sl_list globs)
{
    const sl_known_path *found;

    sl_survey_look(
        survey, &(sl_survey_search){.lists = &globs, .lists_len = 1, .found = &found});
    return found;
}
