#include "git/ignore.h"

#include "base/arena.h"
#include "base/mem.h"
#include "base/vec.h"
#include "git/dirs.h"
#include "git/pattern.h"

#include <stdlib.h>

typedef struct rule {
    sl_path_pattern pattern;
    sl_str written;
    size_t line;
} rule;
SL_VEC(rule_vec, rule);

/* One ignore file. */
typedef struct rule_list {
    sl_ignore_home home;
    sl_str file;
    const rule *rules;
    size_t len;
} rule_list;

typedef struct unreadable {
    sl_str file;
    sl_err err;
} unreadable;
SL_VEC(unreadable_vec, unreadable);

struct sl_ignore {
    sl_filetree tree;
    bool ignore_case;
    sl_arena arena;
    sl_dirs dirs;
    const rule_list *info;
    const rule_list *global;
    unreadable_vec unreadable;
    rule_vec scratch;
    sl_buf bytes;
};

/* Trailing blanks go, unless escaped. A backslash at the very end keeps them. */
static sl_str trim_end(sl_str line)
{
    size_t end = 0;

    for (size_t i = 0; i < line.len; i++) {
        if (line.ptr[i] == ' ')
            continue;
        if (line.ptr[i] == '\\' && ++i == line.len)
            return line;
        end = i + 1;
    }
    return sl_str_sub(line, 0, end);
}

/* The pattern of a line as written; empty for blank lines and comments. To git a
 * line ends at a NUL. */
static sl_str line_pattern(sl_str line)
{
    if (sl_str_starts(line, sl_lit("#")))
        return sl_lit("");
    return trim_end(sl_str_sub(line, 0, sl_str_chr(line, '\0')));
}

bool sl_ignore_line_parse(sl_str line, sl_ignore_line *out)
{
    sl_str written = line_pattern(line);
    sl_path_pattern pattern;

    if (written.len == 0)
        return false;
    pattern = sl_path_pattern_parse(written);
    *out = (sl_ignore_line){
        .negated = pattern.negated,
        .directory_only = pattern.directory_only,
        .anchored = pattern.kind == SL_PATTERN_PATH,
        .pattern = pattern.text,
    };
    return true;
}

static const rule_list *list_new(sl_ignore *ignore, sl_ignore_home home, sl_str file,
                                 sl_str text)
{
    rule_list *list = sl_arena_alloc(&ignore->arena, sizeof *list);
    sl_str rest =
        sl_str_drop(sl_arena_str(&ignore->arena, text), sl_lit("\xef\xbb\xbf"));
    rule *rules;

    ignore->scratch.len = 0;
    for (size_t number = 1; rest.len > 0; number++) {
        bool last = sl_str_chr(rest, '\n') == SIZE_MAX;
        bool bare = rest.ptr[0] == '\n' || rest.ptr[0] == '#';
        sl_str line = sl_str_line(&rest);
        /* git adds the missing line end, and takes a CR as part of it */
        sl_str written =
            line_pattern(last ? sl_str_drop_end(line, sl_lit("\r")) : line);

        /* blanks or a CR alone are a pattern to git: it matches the empty name of what
         * was typed as "dir/" */
        if (!bare)
            *sl_vec_push(&ignore->scratch) =
                (rule){sl_path_pattern_parse(written), written, number};
    }
    rules = sl_arena_calloc(&ignore->arena, ignore->scratch.len, sizeof *rules);
    for (size_t i = 0; i < ignore->scratch.len; i++)
        rules[i] = ignore->scratch.at[i];
    *list = (rule_list){home, sl_arena_str(&ignore->arena, file), rules,
                        ignore->scratch.len};
    return list;
}

/* The last line of a file that matches decides. */
static bool list_decides(const rule_list *list, const sl_path_query *query,
                         size_t depth, sl_ignore_match *out)
{
    for (size_t i = list->len; i-- > 0;) {
        const rule *one = &list->rules[i];

        if (!sl_path_pattern_match(&one->pattern, query, depth))
            continue;
        *out = (sl_ignore_match){
            .found = true,
            .ignored = !one->pattern.negated,
            .home = list->home,
            .file = list->file,
            .line = one->line,
            .pattern = one->written,
        };
        return true;
    }
    return false;
}

static sl_ignore_match decide(const sl_ignore *ignore, const sl_dir *dir, sl_str path,
                              bool directory)
{
    sl_path_query query = {path, sl_path_base(path), directory, ignore->ignore_case};
    sl_ignore_match out = {0};

    for (dir = dir->ruled; dir; dir = sl_dir_outer(dir))
        if (list_decides(dir->rules, &query, sl_dir_depth(dir), &out))
            return out;
    if (!list_decides(ignore->info, &query, 0, &out))
        list_decides(ignore->global, &query, 0, &out);
    return out;
}

/* Below an excluded directory nothing can be included again: git does not even
 * read the ignore files there. */
static void dir_load(void *ctx, sl_dir *dir)
{
    sl_ignore *ignore = ctx;
    sl_err err = {0};
    sl_str file;

    if (dir->parent) {
        sl_ignore_match match = decide(ignore, dir->parent, dir->path, true);

        if (match.ignored) {
            sl_ignore_match *kept = sl_arena_alloc(&ignore->arena, sizeof *kept);

            *kept = match;
            dir->closed = kept;
            return;
        }
    }
    file = sl_dir_file(dir, sl_lit(".gitignore"), &ignore->arena);
    if (ignore->tree.read(ignore->tree.ctx, file, &ignore->bytes, &err)) {
        const rule_list *list =
            list_new(ignore, SL_IGNORE_TREE, file, sl_buf_str(&ignore->bytes));

        dir->rules = list->len ? list : NULL;
    } else if (err.code != SL_ENOTFOUND) {
        *sl_vec_push(&ignore->unreadable) =
            (unreadable){sl_arena_str(&ignore->arena, file), err};
    }
}

sl_ignore *sl_ignore_open(sl_filetree tree, const sl_ignore_options *options)
{
    sl_ignore *ignore = sl_calloc(1, sizeof *ignore);

    ignore->tree = tree;
    ignore->ignore_case = options->ignore_case;
    ignore->dirs = (sl_dirs){.load = dir_load, .ctx = ignore, .arena = &ignore->arena};
    ignore->info =
        list_new(ignore, SL_IGNORE_INFO, options->info_name, options->info_text);
    ignore->global =
        list_new(ignore, SL_IGNORE_GLOBAL, options->global_name, options->global_text);
    return ignore;
}

void sl_ignore_free(sl_ignore *ignore)
{
    if (!ignore)
        return;
    sl_dirs_free(&ignore->dirs);
    sl_vec_free(&ignore->unreadable);
    sl_vec_free(&ignore->scratch);
    sl_buf_free(&ignore->bytes);
    sl_arena_free(&ignore->arena);
    free(ignore);
}

sl_ignore_match sl_ignore_check(sl_ignore *ignore, sl_str path, bool directory)
{
    const sl_dir *dir = sl_dirs_enter(&ignore->dirs, sl_path_dir(path));

    if (dir->closed)
        return *(const sl_ignore_match *)dir->closed;
    return decide(ignore, dir, path, directory);
}

sl_str sl_ignore_unreadable(const sl_ignore *ignore, size_t i, sl_err *err)
{
    if (i >= ignore->unreadable.len)
        return sl_lit("");
    if (err)
        *err = ignore->unreadable.at[i].err;
    return ignore->unreadable.at[i].file;
}
