#include "lsp/reader.h"

#include "base/mem.h"
#include "base/pool.h"
#include "base/write.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

bool sl_reader_open(sl_reader *reader, sl_err *err)
{
    *reader = (sl_reader){.ask = {-1, -1}, .answer = {-1, -1}};
    atomic_init(&reader->stop, false);
    if (pipe2(reader->ask, O_CLOEXEC) == 0 && pipe2(reader->answer, O_CLOEXEC) == 0)
        return true;
    sl_fail(err, SL_EIO, "pipe");
    sl_reader_stop(reader);
    sl_reader_close(reader);
    return false;
}

/* A pointer is less than PIPE_BUF: it comes whole or not at all. */
static bool take(int fd, sl_reading **out)
{
    ssize_t n;

    do
        n = read(fd, out, sizeof *out);
    while (n < 0 && errno == EINTR);
    return n == (ssize_t)sizeof *out;
}

static void give(int fd, sl_reading *reading)
{
    if (!sl_write_all(fd, sl_str_make((const char *)&reading, sizeof reading))) {
        sl_live_close(reading->live);
        sl_reading_free(reading);
    }
}

double sl_seconds(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void read_one(sl_reader *reader, sl_reading *reading)
{
    sl_live_options options = {.threads = sl_pool_cores(), .stop = &reader->stop};
    double start = sl_seconds();

    if (reading->repository)
        options.top = reading->folder.ptr;
    else
        options.folder = reading->folder.ptr;
    reading->live = sl_live_open(&options, &reading->err);
    if (reading->live && !sl_live_read(reading->live, &reading->err)) {
        sl_live_close(reading->live);
        reading->live = NULL;
    }
    reading->seconds = sl_seconds() - start;
}

void sl_reader_work(sl_reader *reader)
{
    sl_reading *reading;

    while (take(reader->ask[0], &reading)) {
        read_one(reader, reading);
        give(reader->answer[1], reading);
    }
    close(reader->answer[1]);
    reader->answer[1] = -1;
}

void sl_reader_ask(sl_reader *reader, sl_str folder, bool repository)
{
    sl_reading *reading = sl_calloc(1, sizeof *reading);
    char *name = sl_calloc(folder.len + 1, 1);

    memcpy(name, folder.ptr, folder.len);
    reading->folder = sl_str_make(name, folder.len);
    reading->repository = repository;
    reader->busy = true;
    give(reader->ask[1], reading);
}

int sl_reader_fd(const sl_reader *reader)
{
    return reader->answer[0];
}

sl_reading *sl_reader_take(sl_reader *reader)
{
    struct pollfd one = {.fd = reader->answer[0], .events = POLLIN};
    sl_reading *reading;

    if (poll(&one, 1, 0) <= 0 || !take(reader->answer[0], &reading))
        return NULL;
    reader->busy = false;
    return reading;
}

void sl_reading_free(sl_reading *reading)
{
    free((char *)(uintptr_t)reading->folder.ptr);
    free(reading);
}

void sl_reader_stop(sl_reader *reader)
{
    atomic_store(&reader->stop, true);
    if (reader->ask[1] >= 0)
        close(reader->ask[1]);
    reader->ask[1] = -1;
}

void sl_reader_close(sl_reader *reader)
{
    sl_reading *reading;

    while (reader->answer[0] >= 0 && (reading = sl_reader_take(reader))) {
        sl_live_close(reading->live);
        sl_reading_free(reading);
    }
    for (int i = 0; i < 2; i++) {
        if (reader->ask[i] >= 0)
            close(reader->ask[i]);
        if (reader->answer[i] >= 0)
            close(reader->answer[i]);
    }
}
