#include "git/object_dirs.h"

#include "base/file.h"
#include "base/limits.h"
#include "git/unquote.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static bool known(const sl_object_dirs *dirs, const struct stat *st)
{
    for (size_t i = 0; i < dirs->len; i++)
        if (dirs->at[i].device == st->st_dev && dirs->at[i].inode == st->st_ino)
            return true;
    return false;
}

/* Appends the directory unless it is known. shown names it in the message. */
static bool add(int from, const char *path, const char *shown, unsigned depth,
                sl_object_dirs *out, sl_err *err)
{
    int fd = openat(from, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    struct stat st;

    if (fd < 0)
        return sl_fail(err, SL_EIO, "open %s", shown);
    if (fstat(fd, &st) != 0) {
        sl_fail(err, SL_EIO, "stat %s", shown);
        close(fd);
        return false;
    }
    if (known(out, &st))
        close(fd);
    else
        *sl_vec_push(out) = (sl_object_dir){fd, st.st_dev, st.st_ino, depth};
    return true;
}

static void add_flaw(sl_err_vec *flaws, const sl_err *err)
{
    *sl_vec_push(flaws) = *err;
}

/* A line that is not well quoted is a path as it stands, as git has it. */
static void add_line(sl_object_dirs *dirs, sl_object_dir from, sl_str line,
                     const char *shown, sl_err_vec *flaws)
{
    sl_arena arena = {0};
    sl_str rest = line, path;
    sl_err err = {0};

    if (!sl_unquote_c(&arena, &rest, &path) || rest.len > 0)
        path = line;
    if (from.depth >= SL_MAX_LINK_DEPTH || dirs->len >= SL_MAX_ALTERNATES)
        sl_fail(&err, SL_ELIMIT, "%s: too many alternates", shown);
    else
        add(from.fd, sl_arena_str(&arena, path).ptr, shown, from.depth + 1, dirs, &err);
    if (err.code != SL_OK)
        add_flaw(flaws, &err);
    sl_arena_free(&arena);
}

static void follow(sl_object_dirs *dirs, size_t i, sl_err_vec *flaws)
{
    sl_buf text = {0};
    sl_err err = {0};
    sl_str rest;
    size_t number = 0;

    if (!sl_file_read_at(dirs->at[i].fd, "info/alternates", "info/alternates",
                         SL_MAX_CONFIG_FILE, &text, &err) &&
        err.code != SL_ENOTFOUND)
        add_flaw(flaws, &err);
    for (rest = sl_buf_str(&text); err.code == SL_OK && rest.len > 0;) {
        sl_str line = sl_str_line(&rest);
        char shown[64];

        number++;
        if (line.len == 0 || line.ptr[0] == '#')
            continue;
        snprintf(shown, sizeof shown, "info/alternates, line %zu", number);
        add_line(dirs, dirs->at[i], line, shown, flaws);
    }
    sl_buf_free(&text);
}

bool sl_object_dirs_open(const char *const *paths, size_t paths_len,
                         sl_object_dirs *out, sl_err_vec *flaws, sl_err *err)
{
    for (size_t i = 0; i < paths_len; i++) {
        sl_err now = {0};

        if (add(AT_FDCWD, paths[i], "object directory", 0, out, i ? &now : err))
            continue;
        if (i == 0)
            return false;
        add_flaw(flaws, &now);
    }
    for (size_t i = 0; i < out->len; i++)
        follow(out, i, flaws);
    return true;
}

void sl_object_dirs_close(sl_object_dirs *dirs)
{
    for (size_t i = 0; i < dirs->len; i++)
        close(dirs->at[i].fd);
    sl_vec_free(dirs);
}
