/* npm_publishes.c - secret files that git ignores and `npm publish` takes along.
 *
 * Source: npm-packlist. Where a package.json has `files`, only what they name is packed;
 * else everything below it. A .npmignore stands in for the .gitignore beside it, which
 * then counts for nothing; in the package's own directory neither outweighs `files`. */
#include "check/check.h"
#include "check/ignore_line.h"
#include "git/pattern.h"

enum { MAX_NAMED = 3 };

typedef struct package {
    const sl_survey *survey;
    sl_str dir;            /* of the package.json; empty: the top */
    sl_survey_lines lines; /* of the package.json */
    bool listed;           /* has `files` */
    sl_arena *arena;       /* of the sink: places name paths in it */
} package;

/* What one package publishes. */
typedef struct leaks {
    sl_buf names;
    size_t len;
    bool real; /* one of them exists, with secrets in it */
    sl_place place;
} leaks;

static sl_str in_dir(sl_arena *arena, sl_str dir, sl_str name)
{
    return sl_arena_printf(arena, "%.*s%s%.*s", sl_fmt(dir), dir.len ? "/" : "",
                           sl_fmt(name));
}

static bool fits(sl_str written, sl_str path, bool directory, size_t depth)
{
    sl_path_pattern pattern = sl_path_pattern_parse(written);
    sl_path_query query = {path, sl_path_base(path), directory, true};

    return pattern.text.len > 0 && sl_path_pattern_match(&pattern, &query, depth);
}

/* What the ignore file of dir says of path; *ignored stays where no line fits. *instead:
 * it is a .npmignore. */
static void ask(const package *p, sl_str dir, sl_str path, bool directory,
                bool *ignored, bool *instead)
{
    sl_str file = in_dir(p->arena, dir, sl_lit(".npmignore"));
    size_t depth = dir.len ? dir.len + 1 : 0;
    sl_survey_lines lines;

    if (sl_survey_path(p->survey, file))
        *instead = true;
    else
        file = in_dir(p->arena, dir, sl_lit(".gitignore"));
    lines = sl_survey_lines_of(p->survey, file);
    for (size_t i = 0; i < lines.len; i++) {
        sl_str text = sl_str_trim(lines.at[i].text);

        if (text.len > 0 && text.ptr[0] != '#' && fits(text, path, directory, depth))
            *ignored = text.ptr[0] != '!';
    }
}

/* Do the ignore files of the directories from the package's own, or with `files` from
 * the one below it, down to path leave it out? */
static bool left_out(const package *p, sl_str path, bool directory, bool *instead)
{
    bool ignored = false;

    if (!p->listed)
        ask(p, p->dir, path, directory, &ignored, instead);
    for (size_t i = p->dir.len ? p->dir.len + 1 : 0; i < path.len; i++)
        if (path.ptr[i] == '/')
            ask(p, sl_str_sub(path, 0, i), path, directory, &ignored, instead);
    return ignored;
}

/* The entry of `files` that takes path in, or NULL. */
static const sl_line_fact *listed_by(const package *p, sl_str path)
{
    const sl_line_fact *by = NULL;
    size_t depth = p->dir.len ? p->dir.len + 1 : 0;

    for (size_t i = 1; i < p->lines.len; i++) {
        sl_str entry = p->lines.at[i].text;
        bool negated = sl_str_starts(entry, sl_lit("!"));
        sl_str rooted;
        bool hit;

        entry = sl_str_drop(sl_str_skip(entry, negated), sl_lit("."));
        if (entry.len == 0 || entry.ptr[0] != '/')
            entry = sl_str_skip(p->lines.at[i].text, negated);
        rooted =
            sl_arena_printf(p->arena, "/%.*s", sl_fmt(sl_str_drop(entry, sl_lit("/"))));
        hit = fits(rooted, path, false, depth);
        for (size_t at = depth; !hit && at < path.len; at++)
            hit = path.ptr[at] == '/' &&
                  fits(rooted, sl_str_sub(path, 0, at), true, depth);
        if (hit)
            by = negated ? NULL : &p->lines.at[i];
    }
    return by;
}

/* npm never packs these. */
static bool never(sl_str path)
{
    return sl_str_eq(sl_path_base(path), sl_lit(".npmrc")) ||
           sl_str_has(path, sl_lit("node_modules/"));
}

/* Is path, which git ignores, in the package? *place: what is to blame. */
static bool publishes(const package *p, sl_str path, sl_place *place)
{
    const sl_line_fact *by = NULL;
    bool instead = false;

    if (never(path) || (p->dir.len > 0 && (!sl_str_starts(path, p->dir) ||
                                           sl_str_skip(path, p->dir.len).len == 0 ||
                                           path.ptr[p->dir.len] != '/')))
        return false;
    if (p->listed && !(by = listed_by(p, path)))
        return false;
    for (size_t i = p->dir.len ? p->dir.len + 1 : 0; i < path.len; i++)
        if (path.ptr[i] == '/' && left_out(p, sl_str_sub(path, 0, i), true, &instead))
            return false;
    if (left_out(p, path, false, &instead) || (!by && !instead))
        return false;
    *place = by ? by->place
                : sl_survey_place(in_dir(p->arena, p->dir, sl_lit(".npmignore")));
    return true;
}

static void add(leaks *l, sl_str path, const sl_place *place)
{
    if (l->len++ == 0)
        l->place = *place;
    if (l->len <= MAX_NAMED)
        sl_buf_printf(&l->names, "%s%.*s", l->len > 1 ? ", " : "", sl_fmt(path));
}

static void find(const package *p, sl_facts facts, leaks *l)
{
    sl_place place;

    for (size_t i = 0; i < facts.len; i++) {
        const sl_fact *fact = &facts.at[i];

        if (fact->place.origin != SL_ORIGIN_WORKTREE || fact->secrets == 0 ||
            !sl_ignored_in_tree(&fact->state.here) ||
            !publishes(p, fact->place.path, &place))
            continue;
        add(l, fact->place.path, &place);
        l->real = true;
    }
    for (size_t i = 0; i < p->survey->probes_len; i++) {
        const sl_probe *probe = &p->survey->probes[i];

        if (probe->kind == SL_PROBE_SECRET && !probe->known &&
            !probe->class_->generated && sl_ignored_in_tree(&probe->here) &&
            publishes(p, probe->path, &place))
            add(l, probe->path, &place);
    }
}

static void judge(const sl_rule *rule, sl_facts facts, const package *p, sl_sink *sink)
{
    leaks l = {0};

    find(p, facts, &l);
    if (l.len > MAX_NAMED)
        sl_buf_printf(&l.names, " and %zu more", l.len - MAX_NAMED);
    if (l.len > 0 && p->listed)
        sl_sink_at(sink, rule, l.real ? SL_LEVEL_OFF : SL_LEVEL_NOTE, &l.place,
                   "npm publish takes along what git ignores: %.*s",
                   sl_fmt(sl_buf_str(&l.names)));
    else if (l.len > 0)
        sl_sink_at(sink, rule, l.real ? SL_LEVEL_OFF : SL_LEVEL_NOTE, &l.place,
                   "npm reads this file in place of .gitignore, and it does not leave "
                   "out %.*s",
                   sl_fmt(sl_buf_str(&l.names)));
    sl_buf_free(&l.names);
}

void sl_check_npm_publishes(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    for (size_t start = 0; facts.survey->whole && start < facts.survey->lines_len;) {
        sl_survey_lines lines = sl_survey_next_file(facts.survey, &start);
        package p = {facts.survey, sl_path_dir(lines.at->place.path), lines,
                     lines.len > 1, &sink->arena};

        if (lines.at->kind == SL_LINE_PACKAGE)
            judge(rule, facts, &p, sink);
    }
}
