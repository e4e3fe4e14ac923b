/* git_probe.c - prints seclint's answers in the form in which git prints its own.
 *
 *   git_probe ignore ROOT   as git check-ignore -v -n --no-index -z --stdin
 *   git_probe attr ROOT     as git check-attr -z -a --stdin
 *   git_probe index PATH    as git ls-files --stage -v -z --sparse, and behind each
 *                           path a line with what --debug adds: times, inode, size,
 *                           intent to add; valid cache tree nodes on standard error
 *
 * Paths come NUL-separated on standard input. As git does, whether a path is a
 * directory is looked up in the working tree. The environment names what lies
 * outside of the tree: PROBE_GLOBAL (core.excludesFile or core.attributesFile),
 * PROBE_IGNORE_CASE (any value: core.ignorecase). */
#include "base/file.h"
#include "base/limits.h"
#include "git/attributes.h"
#include "git/ignore.h"
#include "git/index.h"
#include "git/index_view.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The working tree; ctx is its directory descriptor. */
static bool tree_read(void *ctx, sl_str path, sl_buf *out, sl_err *err)
{
    char name[PATH_MAX];

    snprintf(name, sizeof name, "%.*s", sl_fmt(path));
    return sl_file_read_at(*(int *)ctx, name, name, SL_MAX_CONFIG_FILE, out, err);
}

/* A file that may be missing. */
static sl_str optional(const char *path, sl_buf *out)
{
    sl_err err = {0};

    if (path && !sl_file_read(path, SL_MAX_CONFIG_FILE, out, &err))
        sl_buf_clear(out);
    return sl_buf_str(out);
}

static void put(sl_str s)
{
    fwrite(s.ptr ? s.ptr : "", 1, s.len, stdout);
    putchar('\0');
}

static bool is_directory(int root, const char *path)
{
    struct stat st;

    return fstatat(root, path, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(st.st_mode);
}

static void answer_ignore(int root, sl_ignore *ignore, const char *path)
{
    sl_ignore_match match =
        sl_ignore_check(ignore, sl_str_of(path), is_directory(root, path));

    put(match.file);
    if (match.found)
        printf("%zu", match.line);
    putchar('\0');
    put(match.pattern);
    put(sl_str_of(path));
}

static void answer_attr(sl_attributes *attributes, const char *path)
{
    static const char *const states[] = {"unspecified", "set", "unset"};
    const sl_attr *all;
    size_t len = sl_attributes_all(attributes, sl_str_of(path), &all);

    for (size_t i = 0; i < len; i++) {
        put(sl_str_of(path));
        put(all[i].name);
        put(all[i].state == SL_ATTR_VALUE ? all[i].value
                                          : sl_str_of(states[all[i].state]));
    }
}

static int probe_paths(bool attr, const char *top)
{
    int root = open(top, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    sl_filetree tree = {tree_read, &root};
    bool ignore_case = getenv("PROBE_IGNORE_CASE") != NULL;
    const char *global_name = getenv("PROBE_GLOBAL");
    const char *info_name = attr ? ".git/info/attributes" : ".git/info/exclude";
    sl_buf global = {0};
    sl_buf info = {0};
    char info_path[PATH_MAX];
    char *line = NULL;
    size_t cap = 0;

    snprintf(info_path, sizeof info_path, "%s/%s", top, info_name);
    optional(global_name, &global);
    optional(info_path, &info);

    sl_ignore *ignore = sl_ignore_open(
        tree, &(sl_ignore_options){ignore_case, sl_buf_str(&info), sl_str_of(info_name),
                                   sl_buf_str(&global), sl_str_of(global_name)});
    sl_attributes *attributes = sl_attributes_open(
        tree, &(sl_attributes_options){.ignore_case = ignore_case,
                                       .info_text = sl_buf_str(&info),
                                       .info_name = sl_str_of(info_name),
                                       .global_text = sl_buf_str(&global),
                                       .global_name = sl_str_of(global_name)});
    while (getdelim(&line, &cap, '\0', stdin) > 0) {
        if (attr)
            answer_attr(attributes, line);
        else
            answer_ignore(root, ignore, line);
    }
    free(line);
    sl_ignore_free(ignore);
    sl_attributes_free(attributes);
    sl_buf_free(&global);
    sl_buf_free(&info);
    close(root);
    return 0;
}

/* The letter of `ls-files -v`. */
static char tag_of(const sl_index_entry *entry)
{
    char tag = 'H';

    if (entry->flags & SL_INDEX_SKIP_WORKTREE)
        tag = 'S';
    else if (entry->stage > 0)
        tag = 'M';
    return (char)(entry->flags & SL_INDEX_ASSUME_UNCHANGED ? tag + 32 : tag);
}

static sl_str dir_of(sl_str path)
{
    return sl_str_sub(path, 0, path.len - sl_path_base(path).len);
}

/* Does the view tell which paths lie in the directory of the one before? */
static bool same_dirs(const sl_index_view *view)
{
    for (size_t i = 0; view->paths && i < view->len; i++) {
        const sl_known_path *known = &view->paths[i];

        if (known->same_dir !=
            (i > 0 && sl_str_eq(dir_of(known->path), dir_of(known[-1].path))))
            return false;
    }
    return true;
}

/* Does the view of the same file say the same? */
static bool same_view(const sl_index *index, const char *path, const char *git_dir)
{
    sl_index_view view;
    bool same = sl_index_view_open(path, git_dir, 20, &view, NULL) &&
                same_dirs(&view) && view.len == index->len &&
                sl_index_view_trees(&view)->len == index->trees.len;

    for (size_t i = 0; same && i < index->len; i++) {
        const sl_index_entry *a = &index->entries[i];
        sl_index_entry b, first;

        sl_index_view_entry(&view, i, &b);
        same = sl_str_eq(a->path, b.path) &&
               sl_str_eq(a->path, sl_index_view_path(&view, i)) &&
               sl_oid_eq(&a->oid, &b.oid) && a->mode == b.mode && a->stage == b.stage &&
               a->flags == b.flags && a->size == b.size && a->inode == b.inode &&
               a->mtime_nanoseconds == b.mtime_nanoseconds &&
               sl_index_view_find(&view, a->path, &first) && first.stage <= b.stage;
    }
    sl_index_view_free(&view);
    return same;
}

/* The cache tree: valid directories, by path. */
static void print_trees(const sl_index_trees *trees)
{
    char hex[SL_OID_HEX_MAX + 1];

    for (size_t i = 0; i < trees->len; i++) {
        sl_index_node node = sl_index_trees_at(trees, i);
        sl_oid oid;

        if (!node.oid)
            continue;
        oid = sl_oid_make(node.oid, 20);
        fprintf(stderr, "%s %u ", sl_oid_hex(&oid, hex), node.entries);
        for (size_t k = 1; k < i; k++) {
            sl_index_node above = sl_index_trees_at(trees, k);

            if (above.next > i)
                fprintf(stderr, "%.*s/", sl_fmt(above.name));
        }
        fprintf(stderr, "%.*s\n", sl_fmt(node.name));
    }
}

static int probe_index(const char *path)
{
    sl_index index;
    sl_err err = {0};
    char *git_dir = strdup(path);
    char *slash = strrchr(git_dir, '/');
    char hex[SL_OID_HEX_MAX + 1];

    if (slash)
        *slash = '\0';
    if (!sl_index_read(path, slash ? git_dir : ".", 20, &index, &err)) {
        fprintf(stderr, "%d %s\n", (int)err.code, err.text);
        sl_index_free(&index);
        free(git_dir);
        return 1;
    }
    if (!same_view(&index, path, slash ? git_dir : ".")) {
        fprintf(stderr, "the view differs\n");
        return 1;
    }
    for (size_t i = 0; i < index.len; i++) {
        const sl_index_entry *entry = &index.entries[i];

        printf("%c %06o %s %d\t", tag_of(entry), entry->mode,
               sl_oid_hex(&entry->oid, hex), entry->stage);
        put(entry->path);
        printf("%u:%u %u:%u %u %u %d%c", entry->ctime_seconds, entry->ctime_nanoseconds,
               entry->mtime_seconds, entry->mtime_nanoseconds, entry->inode,
               entry->size, (entry->flags & SL_INDEX_INTENT_TO_ADD) != 0, '\0');
    }
    print_trees(&index.trees);
    sl_index_free(&index);
    free(git_dir);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "ignore") == 0)
        return probe_paths(false, argv[2]);
    if (argc == 3 && strcmp(argv[1], "attr") == 0)
        return probe_paths(true, argv[2]);
    if (argc == 3 && strcmp(argv[1], "index") == 0)
        return probe_index(argv[2]);
    fprintf(stderr, "usage: git_probe ignore|attr|index PATH <paths\n");
    return 2;
}
