#include "fix/commit.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/write.h"
#include "source/lookup.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define JOURNAL    "seclint-journal"
#define SUFFIX     ".seclint-new"
#define FIRST_LINE "seclint journal 1\n"

/* A directory that a path lies in, opened without following links. */
static int open_dir(int root, sl_str path)
{
    sl_str dir = sl_path_dir(path);

    return dir.len > 0 ? sl_lookup_open(root, dir, O_RDONLY | O_DIRECTORY) : dup(root);
}

static const char *new_name(sl_arena *arena, sl_str path)
{
    sl_str name = sl_path_base(path);

    return sl_arena_printf(arena, "%.*s" SUFFIX, sl_fmt(name)).ptr;
}

/* The file must be what the plan was made for. */
static bool unchanged(int root, const sl_replacement *file, sl_err *err)
{
    sl_buf now = {0};
    sl_err why = {0};
    bool found = sl_lookup_file(root, file->path, SL_MAX_CONFIG_FILE, &now, &why);
    bool same = found ? file->existed && sl_str_eq(sl_buf_str(&now), file->before)
                      : why.code == SL_ENOTFOUND && !file->existed;

    sl_buf_free(&now);
    return same || sl_fail(err, SL_EUSAGE, "%.*s was changed meanwhile: run it again",
                           sl_fmt(file->path));
}

static bool write_new(int root, const sl_replacement *file, sl_arena *arena,
                      sl_err *err)
{
    const char *name = new_name(arena, file->path);
    int dir = open_dir(root, file->path);
    int fd = -1;
    bool ok;

    if (dir >= 0) {
        unlinkat(dir, name, 0); /* of a process that was killed */
        fd = openat(dir, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                    0600);
    }
    ok = fd >= 0 && sl_write_all(fd, file->bytes) && fchmod(fd, file->mode) == 0 &&
         fsync(fd) == 0;
    if (!ok)
        sl_fail(err, SL_EIO, "write %.*s", sl_fmt(file->path));
    if (fd >= 0 && close(fd) != 0 && ok)
        ok = sl_fail(err, SL_EIO, "write %.*s", sl_fmt(file->path));
    if (dir >= 0)
        close(dir);
    return ok;
}

static void remove_new(int root, sl_str path, sl_arena *arena)
{
    int dir = open_dir(root, path);

    if (dir >= 0) {
        unlinkat(dir, new_name(arena, path), 0);
        close(dir);
    }
}

/* Puts the new version in place. One that is gone was put there before. */
static bool rename_new(int root, sl_str path, sl_arena *arena, sl_err *err)
{
    const char *from = new_name(arena, path);
    const char *to = sl_arena_str(arena, sl_path_base(path)).ptr;
    int dir = open_dir(root, path);
    bool ok = dir >= 0 && (renameat(dir, from, dir, to) == 0 || errno == ENOENT) &&
              fsync(dir) == 0;

    if (!ok)
        sl_fail(err, SL_EIO, "replace %.*s", sl_fmt(path));
    if (dir >= 0)
        close(dir);
    return ok;
}

/* Names, each ended by a NUL, attribute files first. */
static void make_journal(const sl_replacement *files, size_t len, sl_buf *out)
{
    sl_buf_add(out, sl_lit(FIRST_LINE));
    for (int attributes = 1; attributes >= 0; attributes--)
        for (size_t i = 0; i < len; i++) {
            bool is = sl_str_ends(files[i].path, sl_lit(".gitattributes"));

            if (is != (attributes != 0))
                continue;
            sl_buf_add(out, files[i].path);
            sl_buf_char(out, '\0');
        }
}

static bool replay(int root, sl_str journal, sl_arena *arena, sl_err *err)
{
    sl_str rest = sl_str_drop(journal, sl_lit(FIRST_LINE));
    sl_str path;
    bool ok = true;

    while (ok && sl_str_split(rest, '\0', &path, &rest))
        ok = rename_new(root, path, arena, err);
    return ok;
}

bool sl_commit_files(int root, const char *git_dir, const sl_replacement *files,
                     size_t len, sl_err *err)
{
    sl_arena arena = {0};
    const char *journal = sl_arena_printf(&arena, "%s/" JOURNAL, git_dir).ptr;
    sl_buf names = {0};
    bool ok = true;

    for (size_t i = 0; ok && i < len; i++)
        ok = unchanged(root, &files[i], err) && write_new(root, &files[i], &arena, err);
    make_journal(files, len, &names);
    ok = ok && sl_file_replace(journal, sl_buf_str(&names), 0600, err);
    if (ok) {
        ok = replay(root, sl_buf_str(&names), &arena, err);
        if (ok)
            unlink(journal);
    } else {
        for (size_t i = 0; i < len; i++)
            remove_new(root, files[i].path, &arena);
    }
    sl_buf_free(&names);
    sl_arena_free(&arena);
    return ok;
}

bool sl_commit_recover(int root, const char *git_dir, sl_err *err)
{
    sl_arena arena = {0};
    const char *journal = sl_arena_printf(&arena, "%s/" JOURNAL, git_dir).ptr;
    sl_buf names = {0};
    sl_err why = {0};
    bool ok = true;

    if (sl_file_read_at(AT_FDCWD, journal, journal, SL_MAX_CONFIG_FILE, &names, &why)) {
        if (sl_str_starts(sl_buf_str(&names), sl_lit(FIRST_LINE)))
            ok = replay(root, sl_buf_str(&names), &arena, err);
        if (ok)
            unlink(journal);
    }
    sl_buf_free(&names);
    sl_arena_free(&arena);
    return ok;
}
