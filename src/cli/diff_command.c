#include "cli/commands.h"
#include "cli/options.h"
#include "cli/out.h"
#include "report/compare.h"
#include "report/jsonl.h"
#include "scan/results.h"
#include "text/escape.h"

#include <stdlib.h>

typedef struct comparison {
    const sl_options *options;
    sl_json_file files[2];
    sl_reported_vec found[2]; /* OLD and NEW */
    sl_buf out;
} comparison;

static int by_place(const void *a, const void *b)
{
    const sl_reported *x = a;
    const sl_reported *y = b;
    int order = sl_str_cmp(x->uri, y->uri);

    if (order == 0)
        order = (x->line > y->line) - (x->line < y->line);
    if (order == 0)
        order = sl_str_cmp(x->rule, y->rule);
    return order ? order : sl_str_cmp(x->key, y->key);
}

static void write_text(const sl_reported *f, const char *mark, sl_buf *out)
{
    sl_buf line = {0};

    sl_buf_printf(&line, "%s %.*s", mark, sl_fmt(f->uri));
    if (f->line > 0)
        sl_buf_printf(&line, ":%zu", f->line);
    sl_buf_printf(&line, ": %.*s[%.*s]: %.*s", sl_fmt(f->level), sl_fmt(f->rule),
                  sl_fmt(f->message));
    sl_escape(sl_buf_str(&line), out);
    sl_buf_char(out, '\n');
    sl_buf_free(&line);
}

static void write_json(const sl_reported *f, const char *state, sl_buf *out)
{
    sl_json json = sl_jsonl_begin(state, out);

    sl_json_pair(&json, "rule", f->rule);
    sl_json_pair(&json, "level", f->level);
    sl_json_pair(&json, "uri", f->uri);
    sl_json_pair_int(&json, "line", (int64_t)f->line);
    sl_json_pair(&json, "message", f->message);
    sl_json_pair(&json, "fingerprint", f->fingerprint);
    sl_jsonl_end(&json);
}

/* The findings of one report whose matched is as given, in order. Returns how many. */
static size_t write_some(comparison *c, unsigned report, bool matched,
                         const char *state, const char *mark)
{
    bool text = sl_str_eq(sl_str_of(c->options->format), sl_lit("text"));
    size_t count = 0;

    for (size_t i = 0; i < c->found[report].len; i++) {
        const sl_reported *f = &c->found[report].at[i];

        if (f->matched != matched)
            continue;
        count++;
        if (!text)
            write_json(f, state, &c->out);
        else if (!matched || c->options->verbose)
            write_text(f, mark, &c->out);
    }
    return count;
}

static int write(comparison *c)
{
    size_t fresh, gone, same;

    for (unsigned i = 0; i < 2; i++)
        if (c->found[i].len > 0)
            qsort(c->found[i].at, c->found[i].len, sizeof *c->found[i].at, by_place);
    fresh = write_some(c, 1, false, "new", "+");
    gone = write_some(c, 0, false, "gone", "-");
    same = write_some(c, 1, true, "unchanged", "=");
    if (sl_str_eq(sl_str_of(c->options->format), sl_lit("text"))) {
        sl_buf_printf(&c->out, "%zu new, %zu gone, %zu unchanged\n", fresh, gone, same);
    } else {
        sl_json json = sl_jsonl_begin("summary", &c->out);

        sl_json_pair_int(&json, "new", (int64_t)fresh);
        sl_json_pair_int(&json, "gone", (int64_t)gone);
        sl_json_pair_int(&json, "unchanged", (int64_t)same);
        sl_jsonl_end(&json);
    }
    return fresh > 0 ? SL_EXIT_FINDINGS : SL_EXIT_CLEAN;
}

static bool read_both(comparison *c, sl_err *err)
{
    if (c->options->paths.len != 2)
        return sl_fail(err, SL_EUSAGE,
                       "diff compares two reports: seclint diff OLD NEW; see seclint "
                       "diff --help");
    for (unsigned i = 0; i < 2; i++)
        if (!sl_json_file_open(c->options->paths.at[i], &c->files[i], err) ||
            !sl_reported_read(&c->files[i], &c->found[i], err))
            return false;
    return true;
}

int sl_command_diff(const sl_options *options)
{
    comparison c = {.options = options};
    int status = SL_EXIT_ERROR;
    sl_err err = {0};

    if (read_both(&c, &err)) {
        sl_reported_match(&c.found[0], &c.found[1]);
        status = write(&c);
    }
    if (err.code != SL_OK || !sl_stdout_write(sl_buf_str(&c.out), &err))
        status = sl_complain(&err);
    for (unsigned i = 0; i < 2; i++) {
        sl_vec_free(&c.found[i]);
        sl_json_file_close(&c.files[i]);
    }
    sl_buf_free(&c.out);
    return status;
}
