#include "lsp/server.h"

#include "base/limits.h"
#include "base/mem.h"
#include "base/pool.h"
#include "lsp/methods.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    CHUNK = 65536,
    CHUNKS = 64,    /* that are read before what they say is done */
    REST = 5,       /* a tree that changes all the time takes a sixth of a processor */
    PATIENCE = 2000 /* milliseconds between two looks at what nobody tells of */
};

void sl_server_log(sl_server *server, sl_log_type type, const char *format, ...)
{
    sl_buf text = {0};
    va_list args;

    va_start(args, format);
    sl_buf_vprintf(&text, format, args);
    va_end(args);
    sl_outbox_log(&server->out, type, sl_buf_str(&text));
    sl_buf_free(&text);
}

static void take_message(sl_server *server, sl_str body)
{
    sl_message message;
    int wrong = sl_message_read(body, &message);

    if (wrong == 0) {
        *sl_vec_push(&server->waiting) = message;
        return;
    }
    sl_outbox_error(&server->out, message.id, wrong,
                    wrong == SL_RPC_PARSE ? "this is no JSON" : "this is no message");
    sl_message_free(&message);
}

/* Bytes become messages. */
static void take_frames(sl_server *server)
{
    sl_str body;

    for (;;) {
        switch (sl_frames_next(&server->frames, &body)) {
        case SL_FRAME_NONE: return;
        case SL_FRAME_MESSAGE: take_message(server, body); break;
        case SL_FRAME_BAD:
            sl_outbox_error(&server->out, NULL, SL_RPC_PARSE,
                            "headers without a Content-Length that makes sense");
            break;
        case SL_FRAME_HUGE:
            sl_outbox_error(&server->out, NULL, SL_RPC_INVALID,
                            "the message is too large and was passed over");
            break;
        case SL_FRAME_LOST:
            sl_outbox_error(&server->out, NULL, SL_RPC_PARSE,
                            "no end of headers: the stream cannot be followed");
            server->done = true;
            return;
        }
    }
}

/* False at the end of the input. */
static bool take_bytes(sl_server *server)
{
    char bytes[CHUNK];
    ssize_t n = read(server->in, bytes, sizeof bytes);

    if (n < 0)
        return errno == EINTR || errno == EAGAIN;
    sl_frames_add(&server->frames, sl_str_make(bytes, (size_t)n));
    take_frames(server);
    return n > 0;
}

static void call_waiting(sl_server *server)
{
    sl_messages now = server->waiting;

    /* A handler sees those behind it, to know what was taken back. */
    for (size_t i = 0; i < now.len && !server->done; i++) {
        server->waiting = (sl_messages){now.at + i + 1, now.len - i - 1, 0};
        sl_methods_call(server, &now.at[i]);
    }
    server->waiting = (sl_messages){0};
    for (size_t i = 0; i < now.len; i++)
        sl_message_free(&now.at[i]);
    sl_vec_free(&now);
}

void sl_server_check(sl_server *server)
{
    for (size_t i = 0; i < server->homes.len; i++) {
        sl_home *home = server->homes.at[i];

        if (home->documents > 0 && sl_live_stamp(home->live) != home->stamp) {
            home->stamp = sl_live_stamp(home->live);
            home->stale = true;
        }
    }
}

/* One home at a time, and none that nobody looks at. */
static void ask_reader(sl_server *server)
{
    for (size_t i = 0; !server->reader.busy && i < server->homes.len; i++) {
        sl_home *home = server->homes.at[i];

        if (!home->stale || home->documents == 0 || sl_seconds() < home->rest)
            continue;
        home->stale = false;
        sl_reader_ask(&server->reader, home->folder, home->repository);
    }
}

static sl_home *home_of(const sl_server *server, const sl_reading *reading)
{
    for (size_t i = 0; i < server->homes.len; i++)
        if (server->homes.at[i]->repository == reading->repository &&
            sl_str_eq(server->homes.at[i]->folder, reading->folder))
            return server->homes.at[i];
    return NULL;
}

/* What cannot be opened any more (a slip in its configuration) stays as it was. */
static void take_reading(sl_server *server)
{
    sl_reading *reading = sl_reader_take(&server->reader);
    sl_home *home = reading ? home_of(server, reading) : NULL;

    if (!reading)
        return;
    if (!reading->live) {
        sl_server_log(server, SL_LOG_ERROR, "%s", reading->err.text);
    } else if (home) {
        sl_home_renew(home, reading->live, &server->documents);
        home->rest = sl_seconds() + REST * reading->seconds;
        sl_server_log(server, SL_LOG_INFO, "read %.*s in %.0f ms",
                      sl_fmt(sl_path_base(reading->folder)), reading->seconds * 1e3);
        if (server->client.pulls) {
            sl_json_null(
                sl_outbox_request(&server->out, "workspace/diagnostic/refresh"));
            sl_outbox_end(&server->out);
        }
    } else {
        sl_live_close(reading->live);
    }
    sl_reading_free(reading);
}

void sl_server_wait(sl_server *server, const sl_home *home)
{
    struct pollfd one = {.fd = sl_reader_fd(&server->reader), .events = POLLIN};
    double end = sl_seconds() + PATIENCE / 1e3;

    while (home->repository && !sl_live_whole(home->live) && sl_seconds() < end) {
        ask_reader(server);
        if (!server->reader.busy) /* it was tried */
            return;
        if (poll(&one, 1, (int)((end - sl_seconds()) * 1e3) + 1) > 0)
            take_reading(server);
    }
}

bool sl_process_gone(int64_t process)
{
    return process > 0 && kill((pid_t)process, 0) != 0 && errno == ESRCH;
}

/* All that is there: who takes something back may have said so already. */
static bool take_input(sl_server *server)
{
    struct pollfd one = {.fd = server->in, .events = POLLIN};

    for (int i = 0; i < CHUNKS && !server->done; i++) {
        if (!take_bytes(server))
            return false;
        if (poll(&one, 1, 0) <= 0)
            break;
    }
    return true;
}

/* Milliseconds until there is work that nobody asks for. */
static int until_work(const sl_server *server)
{
    double now = sl_seconds(), next = now + PATIENCE / 1e3;

    for (size_t i = 0; i < server->homes.len; i++) {
        const sl_home *home = server->homes.at[i];

        if (home->unsettled && home->due < next)
            next = home->due;
        if (home->stale && !server->reader.busy && home->documents > 0 &&
            home->rest < next)
            next = home->rest;
    }
    return next > now ? (int)((next - now) * 1e3) + 1 : 0;
}

static void serve(sl_server *server)
{
    struct pollfd fds[2] = {{.fd = server->in, .events = POLLIN},
                            {.fd = sl_reader_fd(&server->reader), .events = POLLIN}};

    while (!server->done && !server->out.broken) {
        int ready = poll(fds, 2, 0);
        bool more;

        if (ready == 0) { /* nobody waits: now is the time for work */
            sl_server_publish(server);
            ask_reader(server);
            ready = poll(fds, 2, until_work(server));
        }
        if (ready == 0) {
            sl_server_check(server);
            server->done = sl_process_gone(server->client.process);
        }
        more = ready <= 0 || fds[0].revents == 0 || take_input(server);
        call_waiting(server); /* what came before the end counts: exit, most of all */
        server->done |= !more;
        if (ready > 0 && fds[1].revents != 0)
            take_reading(server);
    }
}

/* On two threads: one serves, the other reads. */
static void work(void *ctx, unsigned worker, size_t item)
{
    sl_server *server = ctx;

    (void)worker;
    if (item == 0) {
        serve(server);
        sl_reader_stop(&server->reader);
    } else {
        sl_reader_work(&server->reader);
    }
}

static void close_server(sl_server *server)
{
    sl_reader_close(&server->reader);
    for (size_t i = 0; i < server->waiting.len; i++)
        sl_message_free(&server->waiting.at[i]);
    sl_vec_free(&server->waiting);
    sl_documents_free(&server->documents);
    sl_homes_free(&server->homes);
    for (size_t i = 0; i < server->folders.len; i++)
        free((char *)(uintptr_t)server->folders.at[i].ptr);
    sl_vec_free(&server->folders);
    sl_frames_free(&server->frames);
    sl_outbox_free(&server->out);
}

int sl_server_run(int in, int out, sl_err *err)
{
    sl_server *server = sl_calloc(1, sizeof *server);
    int status = 2;

    server->in = in;
    server->out.fd = out;
    server->status = 1;
    if (sl_reader_open(&server->reader, err)) {
        sl_pool_run(2, 2, work, server);
        status = server->status;
        close_server(server);
    }
    free(server);
    return status;
}
