#include "source/paths.h"

#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/pool.h"
#include "source/file_reader.h"
#include "source/walk.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct folder {
    const sl_feed *feed;
    int root;
    sl_str prefix;
    const sl_str *files;
    sl_file_reader *readers; /* by worker */
} folder;

static void read_file(void *ctx, unsigned worker, size_t item)
{
    const folder *f = ctx;
    sl_arena arena = {0};
    sl_str path = f->files[item];
    sl_str shown = sl_arena_printf(&arena, "%.*s%s%.*s", sl_fmt(f->prefix),
                                   f->prefix.len ? "/" : "", sl_fmt(path));
    sl_blob blob = {.path = shown, .origin = SL_ORIGIN_FILE};
    sl_file_reader *reader = &f->readers[worker];
    sl_err err = {0};

    if (sl_file_reader_read(reader, path, SL_MAX_FILE_SIZE, &err)) {
        blob.bytes = sl_buf_str(&reader->bytes);
        sl_feed_blob(f->feed, worker, &blob);
    } else {
        f->feed->notice(f->feed->ctx, worker, shown, err.text, true);
    }
    sl_arena_free(&arena);
}

static void feed_folder(int root, sl_str prefix, const sl_feed *feed)
{
    sl_file_reader *readers;
    sl_walk walk = {.root = root, .feed = feed, .cross_repositories = true};

    sl_walk_run(&walk);
    feed->phase(feed->ctx, "files", SL_FEED_FILES, walk.files.len);
    readers = sl_calloc(feed->threads, sizeof *readers);
    for (unsigned w = 0; w < feed->threads; w++)
        readers[w] = sl_file_reader_open(root);
    sl_pool_run(feed->threads, walk.files.len, read_file,
                &(folder){feed, root, prefix, walk.files.at, readers});
    for (unsigned w = 0; w < feed->threads; w++)
        sl_file_reader_close(&readers[w]);
    free(readers);
    sl_walk_free(&walk);
}

static bool feed_bytes(const sl_feed *feed, sl_str name, const sl_buf *bytes)
{
    sl_blob blob = {.path = name, .origin = SL_ORIGIN_FILE, .bytes = sl_buf_str(bytes)};

    sl_feed_blob(feed, 0, &blob);
    return true;
}

bool sl_paths_feed(const char *path, sl_str prefix, const sl_feed *feed, sl_err *err)
{
    struct stat st;
    sl_buf bytes = {0};
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    bool ok;

    if (fd < 0 || fstat(fd, &st) != 0) {
        sl_fail(err, SL_EIO, "open %s", path);
        if (fd >= 0)
            close(fd);
        return false;
    }
    if (S_ISDIR(st.st_mode)) {
        feed_folder(fd, prefix, feed);
        close(fd);
        return true;
    }
    ok = sl_file_read_fd(fd, path, SL_MAX_FILE_SIZE, &bytes, err);
    if (ok)
        feed_bytes(feed, prefix, &bytes);
    sl_buf_free(&bytes);
    return ok;
}

bool sl_paths_feed_stdin(sl_str name, const sl_feed *feed, sl_err *err)
{
    sl_buf bytes = {0};
    bool ok =
        sl_file_drain(STDIN_FILENO, "standard input", SL_MAX_FILE_SIZE, &bytes, err);

    if (ok)
        feed_bytes(feed, name, &bytes);
    sl_buf_free(&bytes);
    return ok;
}
