/* sample.c - expands the placeholders of token/sample.h for fixtures.
 *
 *     sample < text        from standard input to standard output
 *     sample -d DIR...     in place, over the regular files below each directory
 *
 * Exit status 2 and a message that names the file when a placeholder is wrong. */
#include "base/file.h"
#include "base/limits.h"
#include "token/sample.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool write_file(const char *path, sl_str bytes, sl_err *err)
{
    FILE *file = fopen(path, "wb");
    bool done;

    if (!file)
        return sl_fail(err, SL_EIO, "open %s", path);
    done = fwrite(bytes.ptr, 1, bytes.len, file) == bytes.len;
    if (fclose(file) != 0 || !done)
        return sl_fail(err, SL_EIO, "write %s", path);
    return true;
}

static bool expand_file(const char *path, sl_err *err)
{
    sl_buf text = {0}, out = {0};
    bool done = sl_file_read(path, SL_MAX_FILE_SIZE, &text, err) &&
                sl_sample_expand(sl_buf_str(&text), &out, err);

    if (done && !sl_str_eq(sl_buf_str(&text), sl_buf_str(&out)))
        done = write_file(path, sl_buf_str(&out), err);
    sl_buf_free(&text);
    sl_buf_free(&out);
    return done;
}

static bool expand_below(const char *path, unsigned depth, sl_err *err)
{
    DIR *dir = opendir(path);
    const struct dirent *entry;
    bool done = true;

    if (!dir || depth > SL_MAX_DEPTH) {
        if (dir)
            closedir(dir);
        return sl_fail(err, SL_EIO, "open %s", path);
    }
    while (done && (entry = readdir(dir))) {
        sl_buf name = {0};
        struct stat status;

        if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, ".."))
            continue;
        sl_buf_printf(&name, "%s/%s", path, entry->d_name);
        if (lstat(name.ptr, &status) != 0)
            done = sl_fail(err, SL_EIO, "stat %s", name.ptr);
        else if (S_ISDIR(status.st_mode))
            done = expand_below(name.ptr, depth + 1, err);
        else if (S_ISREG(status.st_mode) && !expand_file(name.ptr, err)) {
            fprintf(stderr, "sample: in %s:\n", name.ptr);
            done = false;
        }
        sl_buf_free(&name);
    }
    closedir(dir);
    return done;
}

static bool expand_input(sl_err *err)
{
    sl_buf text = {0}, out = {0};
    bool done =
        sl_file_drain(STDIN_FILENO, "standard input", SL_MAX_FILE_SIZE, &text, err) &&
        sl_sample_expand(sl_buf_str(&text), &out, err);

    if (done && out.len && fwrite(out.ptr, 1, out.len, stdout) != out.len)
        done = sl_fail(err, SL_EIO, "write standard output");
    sl_buf_free(&text);
    sl_buf_free(&out);
    return done;
}

int main(int argc, char **argv)
{
    sl_err err = {0};
    bool done = true;

    if (argc == 1) {
        done = expand_input(&err);
    } else if (argc > 2 && !strcmp(argv[1], "-d")) {
        for (int i = 2; i < argc && done; i++)
            done = expand_below(argv[i], 0, &err);
    } else {
        fputs("usage: sample < text, or sample -d DIR...\n", stderr);
        return 2;
    }
    if (!done)
        fprintf(stderr, "sample: %s\n", err.text);
    return done ? 0 : 2;
}
