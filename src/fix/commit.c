#include "fix/commit.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/write.h"
#include "source/lookup.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define JOURNAL "seclint-journal"
#define SUFFIX  ".seclint-new"

/* The first line says how far it went: new versions are being written, or all of them
 * are complete. Then, for each file, its name and the hash of what it held. */
#define WRITING "seclint journal 1: writing\n"
#define READY   "seclint journal 1: ready\n"

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

/* Whose file that is nobody knows: it is not ours to replace. */
static bool name_is_free(int root, const sl_replacement *file, sl_arena *arena,
                         sl_err *err)
{
    const char *name = new_name(arena, file->path);
    int dir = open_dir(root, file->path);
    struct stat st;
    bool taken = dir >= 0 && fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) == 0;

    if (dir >= 0)
        close(dir);
    return !taken || sl_fail(err, SL_EUSAGE, "%.*s" SUFFIX " is in the way: remove it",
                             sl_fmt(file->path));
}

static bool write_new(int root, const sl_replacement *file, sl_arena *arena,
                      sl_err *err)
{
    const char *name = new_name(arena, file->path);
    int dir = open_dir(root, file->path);
    int fd = -1;
    bool ok;

    if (dir >= 0)
        fd = openat(dir, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                    0600);
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

typedef char digest[2 * SL_SHA256_SIZE + 1];

static void digest_of(sl_str bytes, digest out)
{
    uint8_t raw[SL_SHA256_SIZE];
    sl_sha256 hash;

    sl_sha256_init(&hash);
    sl_sha256_add(&hash, bytes);
    sl_sha256_done(&hash, raw);
    sl_hex(raw, sizeof raw, out);
}

/* Does path hold what it held when the journal was written? Empty: there was none. */
static bool holds(int root, sl_str path, sl_str before)
{
    sl_buf now = {0};
    sl_err why = {0};
    digest is = "";
    bool found = sl_lookup_file(root, path, SL_MAX_CONFIG_FILE, &now, &why);

    if (found)
        digest_of(sl_buf_str(&now), is);
    sl_buf_free(&now);
    return (found || why.code == SL_ENOTFOUND) && sl_str_eq(sl_str_of(is), before);
}

/* Puts the new version in place. One that is gone was put there before. */
static bool rename_new(int root, sl_str path, sl_str before, sl_arena *arena,
                       sl_err *err)
{
    const char *from = new_name(arena, path);
    const char *to = sl_arena_str(arena, sl_path_base(path)).ptr;
    int dir = open_dir(root, path);
    struct stat st;
    bool waits = dir >= 0 && fstatat(dir, from, &st, AT_SYMLINK_NOFOLLOW) == 0;
    bool ok;

    if (waits && !holds(root, path, before)) {
        close(dir);
        return sl_fail(err, SL_EUSAGE,
                       "%.*s was edited after seclint was killed: remove %.*s" SUFFIX
                       " and .git/" JOURNAL ", and run it again",
                       sl_fmt(path), sl_fmt(path));
    }
    ok = dir >= 0 && (!waits || renameat(dir, from, dir, to) == 0) && fsync(dir) == 0;
    if (!ok)
        sl_fail(err, SL_EIO, "replace %.*s", sl_fmt(path));
    if (dir >= 0)
        close(dir);
    return ok;
}

/* Attribute files first. */
static bool write_journal(const char *name, const char *state,
                          const sl_replacement *files, size_t len, sl_err *err)
{
    sl_buf text = {0};
    bool ok;

    sl_buf_add(&text, sl_str_of(state));
    for (int attributes = 1; attributes >= 0; attributes--)
        for (size_t i = 0; i < len; i++) {
            bool is = sl_str_ends(files[i].path, sl_lit(".gitattributes"));
            digest before = "";

            if (is != (attributes != 0))
                continue;
            if (files[i].existed)
                digest_of(files[i].before, before);
            sl_buf_add(&text, files[i].path);
            sl_buf_char(&text, '\0');
            sl_buf_add(&text, sl_str_of(before));
            sl_buf_char(&text, '\0');
        }
    ok = sl_file_replace(name, sl_buf_str(&text), 0600, err);
    sl_buf_free(&text);
    return ok;
}

/* Completes a journal that is ready, takes back one that is not. */
static bool replay(int root, sl_str journal, sl_arena *arena, sl_err *err)
{
    bool ready = sl_str_starts(journal, sl_lit(READY));
    sl_str rest = sl_str_drop(sl_str_drop(journal, sl_lit(READY)), sl_lit(WRITING));
    sl_str path, before;
    bool ok = true;

    while (ok && sl_str_split(rest, '\0', &path, &rest) &&
           sl_str_split(rest, '\0', &before, &rest)) {
        if (ready)
            ok = rename_new(root, path, before, arena, err);
        else
            remove_new(root, path, arena);
    }
    return ok;
}

bool sl_commit_recover(int root, const char *git_dir, sl_err *err)
{
    sl_arena arena = {0};
    const char *journal = sl_arena_printf(&arena, "%s/" JOURNAL, git_dir).ptr;
    sl_buf text = {0};
    sl_err why = {0};
    bool ok = true;

    if (sl_file_read_at(AT_FDCWD, journal, journal, SL_MAX_CONFIG_FILE, &text, &why)) {
        sl_str bytes = sl_buf_str(&text);

        if (sl_str_starts(bytes, sl_lit(READY)) ||
            sl_str_starts(bytes, sl_lit(WRITING)))
            ok = replay(root, bytes, &arena, err);
        if (ok)
            unlink(journal);
    }
    sl_buf_free(&text);
    sl_arena_free(&arena);
    return ok;
}

bool sl_commit_files(int root, const char *git_dir, const sl_replacement *files,
                     size_t len, sl_err *err)
{
    sl_arena arena = {0};
    const char *journal = sl_arena_printf(&arena, "%s/" JOURNAL, git_dir).ptr;
    bool ok = true;

    for (size_t i = 0; ok && i < len; i++)
        ok = unchanged(root, &files[i], err) &&
             name_is_free(root, &files[i], &arena, err);
    if (ok && write_journal(journal, WRITING, files, len, err)) {
        for (size_t i = 0; ok && i < len; i++)
            ok = write_new(root, &files[i], &arena, err);
        ok = ok && write_journal(journal, READY, files, len, err);
        /* Whether it is complete or taken back is what the journal says. */
        ok = sl_commit_recover(root, git_dir, ok ? err : NULL) && ok;
    } else {
        ok = false;
    }
    sl_arena_free(&arena);
    return ok;
}
