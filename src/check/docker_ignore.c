#include "check/docker_ignore.h"

#include <string.h>

/* A pattern is walked as a machine with one state for each of its bytes; live states
 * are moved on over the path byte by byte, so that the time is the product of both
 * lengths whatever stars there are. */
typedef struct machine {
    sl_str pattern;
    bool suffix; /* two stars and no other wildcard: "**.env" fits "prod.env", too */
    bool now[SL_DOCKER_MAX_PATTERN + 1];
    bool then[SL_DOCKER_MAX_PATTERN + 1];
} machine;

/* Length of the double star at index i with the slash that it eats, or 0. */
static size_t double_star(sl_str pattern, size_t i)
{
    if (i + 1 >= pattern.len || pattern.ptr[i] != '*' || pattern.ptr[i + 1] != '*')
        return 0;
    return i + 2 < pattern.len && pattern.ptr[i + 2] == '/' ? 3 : 2;
}

/* Marks state i live, and what can be reached from it without a byte of the path. A
 * double star is nothing, or any bytes that end in a slash; at the end any bytes. */
static void enter(sl_str pattern, bool *live, size_t i)
{
    while (!live[i]) {
        size_t stars = double_star(pattern, i);

        live[i] = true;
        if (stars > 0)
            i += stars;
        else if (i < pattern.len && pattern.ptr[i] == '*')
            i++;
        else
            return;
    }
}

/* Does the class at pattern[i] hold c? *len is its length, 0 if it is not closed. */
static bool in_class(sl_str pattern, size_t i, char c, size_t *len)
{
    size_t at = i + 1;
    bool negated = at < pattern.len && pattern.ptr[at] == '^';
    bool found = false;

    at += negated;
    for (size_t first = at;
         at < pattern.len && (pattern.ptr[at] != ']' || at == first);) {
        char low = pattern.ptr[at];
        char high = low;

        if (low == '\\' && at + 1 < pattern.len)
            high = low = pattern.ptr[++at];
        if (at + 2 < pattern.len && pattern.ptr[at + 1] == '-' &&
            pattern.ptr[at + 2] != ']') {
            high = pattern.ptr[at + 2];
            at += 2;
        }
        found = found || (low <= c && c <= high);
        at++;
    }
    *len = at < pattern.len ? at + 1 - i : 0;
    return *len > 0 && found != negated;
}

/* Moves state i over c. */
static void step(machine *m, size_t i, char c)
{
    sl_str pattern = m->pattern;
    size_t stars = double_star(pattern, i);
    size_t len;

    if (stars > 0) {
        m->then[i] = true; /* entered alone: what follows only after a slash */
        if (c == '/' || i + stars == pattern.len || m->suffix)
            enter(pattern, m->then, i + stars);
        return;
    }
    switch (pattern.ptr[i]) {
    case '*':
        if (c != '/')
            enter(pattern, m->then, i);
        break;
    case '?':
        if (c != '/')
            enter(pattern, m->then, i + 1);
        break;
    case '[':
        if (in_class(pattern, i, c, &len))
            enter(pattern, m->then, i + len);
        break;
    case '\\':
        if (i + 1 < pattern.len && pattern.ptr[i + 1] == c)
            enter(pattern, m->then, i + 2);
        break;
    default:
        if (pattern.ptr[i] == c)
            enter(pattern, m->then, i + 1);
        break;
    }
}

/* The pattern fits path up to the end, or up to a slash of it. */
static bool run(machine *m, sl_str path, size_t *work)
{
    sl_str pattern = m->pattern;
    bool live = true;

    enter(pattern, m->now, 0);
    for (size_t at = 0; at < path.len && live; at++) {
        if (path.ptr[at] == '/' && at > 0 && m->now[pattern.len])
            return true;
        if (*work <= pattern.len) {
            *work = 0;
            return false;
        }
        *work -= pattern.len;
        memset(m->then, 0, pattern.len + 1);
        live = false;
        for (size_t i = 0; i < pattern.len; i++) {
            if (m->now[i])
                step(m, i, path.ptr[at]);
            live = live || m->then[i];
        }
        live = live || m->then[pattern.len];
        memcpy(m->now, m->then, pattern.len + 1);
    }
    return live && m->now[pattern.len];
}

static bool is_suffix(sl_str pattern)
{
    if (double_star(pattern, 0) != 2)
        return false;
    for (size_t i = 2; i < pattern.len; i++)
        if (sl_str_chr(sl_lit("*?[]\\"), pattern.ptr[i]) != SIZE_MAX)
            return false;
    return true;
}

bool sl_docker_match(sl_str pattern, sl_str path, size_t *work)
{
    machine m = {.pattern = pattern, .suffix = is_suffix(pattern)};

    if (pattern.len == 0)
        return true;
    return pattern.len <= SL_DOCKER_MAX_PATTERN && run(&m, path, work);
}

sl_str sl_docker_clean(sl_arena *arena, sl_str written)
{
    char *text = sl_arena_alloc(arena, written.len + 1);
    size_t len = 0;

    while (written.len > 0) {
        sl_str part = sl_str_sub(written, 0, sl_str_chr(written, '/'));

        written = sl_str_skip(written, part.len + 1);
        if (part.len == 0 || sl_str_eq(part, sl_lit(".")))
            continue;
        if (sl_str_eq(part, sl_lit(".."))) {
            size_t slash = sl_str_rchr(sl_str_make(text, len), '/');

            len = slash == SIZE_MAX ? 0 : slash;
            continue;
        }
        if (len > 0)
            text[len++] = '/';
        memcpy(text + len, part.ptr, part.len);
        len += part.len;
    }
    return sl_str_make(text, len);
}

sl_docker_ignore sl_docker_ignore_open(sl_survey_lines lines, sl_arena *arena)
{
    sl_docker_ignore ignore = {.lines = lines};

    for (size_t i = 0; i < lines.len && ignore.patterns.len < SL_DOCKER_MAX_PATTERNS;
         i++) {
        sl_str line =
            sl_str_drop(lines.at[i].text, i == 0 ? sl_lit("\xef\xbb\xbf") : sl_lit(""));
        sl_docker_pattern pattern = {.line = i};

        if (sl_str_starts(line, sl_lit("#")))
            continue;
        line = sl_str_trim(line);
        pattern.negated = sl_str_starts(line, sl_lit("!"));
        line = sl_str_trim(sl_str_skip(line, pattern.negated));
        if (line.len == 0)
            continue;
        pattern.text = sl_docker_clean(arena, line);
        if (pattern.text.len == 0) /* "." and "/" */
            continue;
        *sl_vec_push(&ignore.patterns) = pattern;
    }
    return ignore;
}

void sl_docker_ignore_free(sl_docker_ignore *ignore)
{
    sl_vec_free(&ignore->patterns);
}

bool sl_docker_ignored(const sl_docker_ignore *ignore, sl_str path, size_t *work)
{
    bool ignored = false;

    for (size_t i = 0; i < ignore->patterns.len; i++) {
        const sl_docker_pattern *pattern = &ignore->patterns.at[i];

        if (pattern->negated == ignored)
            ignored ^= sl_docker_match(pattern->text, path, work);
    }
    return ignored || *work == 0;
}
