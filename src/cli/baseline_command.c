#include "base/write.h"
#include "cli/commands.h"
#include "cli/out.h"
#include "cli/scan_options.h"
#include "scan/baseline.h"
#include "text/escape.h"
#include "text/suggest.h"

#include <string.h>

enum { MODE = 0644 };

typedef struct work {
    const sl_options *options;
    sl_results results;
    sl_baseline *baseline;
    sl_buf out;
    sl_err err;
} work;

typedef struct action {
    const char *name;
    bool fresh;
    int (*run)(work *w);
} action;

static size_t entries(const work *w)
{
    return w->baseline->entries.len;
}

static void add_count(sl_buf *out, size_t count)
{
    sl_buf_printf(out, "%zu entr%s", count, count == 1 ? "y" : "ies");
}

static bool save(work *w)
{
    sl_buf text = {0};
    bool ok;

    sl_baseline_print(w->baseline, &text);
    ok = sl_file_replace(w->baseline->path, sl_buf_str(&text), MODE, &w->err);
    sl_buf_free(&text);
    return ok;
}

/* What was not looked at can be neither accepted nor be told to be gone. */
static int status_of(const work *w)
{
    return w->results.complete || w->options->allow_partial ? SL_EXIT_CLEAN
                                                            : SL_EXIT_INCOMPLETE;
}

static void add_file(work *w)
{
    sl_escape(w->baseline->file, &w->out);
    sl_buf_add(&w->out, sl_lit(": "));
}

static void add_incomplete(work *w)
{
    if (!w->results.complete)
        sl_buf_add(&w->out, sl_lit("the scan was incomplete: what it did not look at "
                                   "is not in there; seclint tells what that is\n"));
}

/* Writes the file anew, and "FILE: N entries". */
static bool renew(work *w, size_t *added, size_t *removed)
{
    const sl_options *o = w->options;
    sl_baseline_words words = {sl_str_of(o->reason), sl_str_of(o->owner),
                               sl_str_of(o->until)};

    sl_baseline_renew(w->baseline, w->results.findings, w->results.findings_len, &words,
                      added, removed);
    if (!save(w))
        return false;
    add_file(w);
    add_count(&w->out, entries(w));
    return true;
}

static int create(work *w)
{
    size_t added, removed;

    if (!renew(w, &added, &removed))
        return SL_EXIT_ERROR;
    sl_buf_add(&w->out, sl_lit("; commit the file, and settle what it lists\n"));
    add_incomplete(w);
    if (!w->options->baseline && !sl_str_eq(w->results.mode, sl_lit("files")))
        sl_buf_add(&w->out, sl_lit("in .gitattributes, so that git merges it by lines: "
                                   "" SL_BASELINE_FILE " merge=union\n"));
    return status_of(w);
}

static int update(work *w)
{
    size_t added, removed;

    if (!renew(w, &added, &removed))
        return SL_EXIT_ERROR;
    sl_buf_printf(&w->out, ", %zu added, %zu removed\n", added, removed);
    if (!w->baseline->whole && w->results.complete)
        sl_buf_add(&w->out, sl_lit("history was not read: entries that match nothing "
                                   "stay\n"));
    add_incomplete(w);
    return status_of(w);
}

static int prune(work *w)
{
    size_t removed;

    if (!w->baseline->whole) {
        sl_fail(&w->err, SL_EUSAGE,
                "%s, so it is not known which entries match nothing",
                w->results.complete ? "not everything was read"
                                    : "the scan was incomplete");
        return SL_EXIT_ERROR;
    }
    removed = sl_baseline_prune(w->baseline);
    if (removed > 0 && !save(w))
        return SL_EXIT_ERROR;
    add_file(w);
    add_count(&w->out, entries(w));
    sl_buf_printf(&w->out, ", %zu removed\n", removed);
    return SL_EXIT_CLEAN;
}

static bool is_new(const work *w, size_t i)
{
    const sl_finding *f = &w->results.findings[i];

    return !w->baseline->owners[i] && sl_baseline_concerns(f);
}

static void add_new(work *w, const sl_finding *f)
{
    sl_buf_add(&w->out, sl_lit("+ "));
    sl_escape(f->place.path, &w->out);
    if (f->place.start.line > 0)
        sl_buf_printf(&w->out, ":%zu", f->place.start.line);
    sl_buf_printf(&w->out, ": %.*s: ", sl_fmt(f->rule->id));
    sl_escape(f->message, &w->out);
    sl_buf_char(&w->out, '\n');
}

static void add_entry(work *w, char mark, const sl_baseline_entry *entry)
{
    sl_buf line = {0};

    sl_baseline_entry_print(entry, &line);
    sl_buf_printf(&w->out, "%c ", mark);
    sl_escape(sl_buf_str(&line), &w->out);
    sl_buf_char(&w->out, '\n');
    sl_buf_free(&line);
}

static int diff(work *w)
{
    size_t fresh = 0, over = 0;

    for (size_t i = 0; i < w->results.findings_len; i++) {
        if (!is_new(w, i))
            continue;
        add_new(w, &w->results.findings[i]);
        fresh++;
    }
    for (size_t i = 0; i < entries(w); i++) {
        const sl_baseline_entry *entry = &w->baseline->entries.at[i];

        if (!entry->used && !entry->spare && w->baseline->whole)
            add_entry(w, '-', entry);
        if (!entry->used || !entry->expired)
            continue;
        add_entry(w, '!', entry);
        over++;
    }
    sl_buf_printf(&w->out, "%zu new, %zu gone, %zu over, %zu accepted\n", fresh,
                  w->baseline->stale, over, entries(w) - w->baseline->stale - over);
    add_incomplete(w);
    return fresh + over > 0 ? SL_EXIT_FINDINGS : status_of(w);
}

static const action actions[] = {
    {"create", true, create},
    {"update", false, update},
    {"prune", false, prune},
    {"diff", false, diff},
};

static const action *find_action(const char *name, sl_err *err)
{
    sl_suggestion near = {.word = sl_str_of(name)};

    for (size_t i = 0; name && i < sizeof actions / sizeof *actions; i++) {
        if (strcmp(actions[i].name, name) == 0)
            return &actions[i];
        sl_suggest(&near, sl_str_of(actions[i].name));
    }
    if (!name)
        sl_fail(err, SL_EUSAGE,
                "baseline needs one of create, update, prune, diff; see seclint "
                "baseline --help");
    else
        sl_fail(
            err, SL_EUSAGE,
            "baseline does not know '%.100s'%s%.*s%s (known: create, update, prune, "
            "diff)",
            name, near.best.len ? ", did you mean " : "", sl_fmt(near.best),
            near.best.len ? "?" : "");
    return NULL;
}

static bool is_plain(sl_str text, bool blanks)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];

        if (c < ' ' || c == 127 || (!blanks && (c == ' ' || c == '"')))
            return false;
    }
    return true;
}

static bool check_words(const sl_options *o, const action *act, sl_err *err)
{
    sl_date date;

    if ((o->reason || o->owner || o->until) && act->run != create && act->run != update)
        return sl_fail(err, SL_EUSAGE,
                       "--reason, --owner and --until are for new entries: of create "
                       "and update");
    if (o->until && !sl_date_parse(sl_str_of(o->until), &date))
        return sl_fail(err, SL_EUSAGE, "--until needs a date as YYYY-MM-DD");
    if (!is_plain(sl_str_of(o->owner), false))
        return sl_fail(err, SL_EUSAGE,
                       "--owner needs a name without blanks and quotes");
    return is_plain(sl_str_of(o->reason), true) ||
           sl_fail(err, SL_EUSAGE, "--reason needs one line of text");
}

/* The scan as the baseline command wants it: of one tree, and not to judge it. */
static bool scan(work *w, const action *act)
{
    const sl_options *o = w->options;
    sl_progress *progress = sl_progress_start(o->progress);
    sl_run_options options = sl_scan_options(o, progress);
    bool ok;

    options.paths = o->paths.at + 1;
    options.paths_len = o->paths.len - 1;
    options.baselines = true;
    options.baseline_fresh = act->fresh;
    options.hashes = SL_HASHES_NONE;
    ok = sl_run(&options, &w->results, &w->err);
    sl_progress_stop(progress);
    w->baseline = w->results.baseline;
    if (ok && !w->baseline)
        ok = sl_fail(&w->err, SL_EUSAGE,
                     "there is no baseline " SL_BASELINE_FILE
                     "; seclint baseline create makes one");
    return ok;
}

int sl_command_baseline(const sl_options *options)
{
    work w = {.options = options};
    const char *name = options->paths.len > 0 ? options->paths.at[0] : NULL;
    const action *act = find_action(name, &w.err);
    int status = SL_EXIT_ERROR;

    if (act && options->paths.len > 2)
        sl_fail(&w.err, SL_EUSAGE, "baseline %s is about one PATH, not %zu", name,
                options->paths.len - 1);
    else if (act && check_words(options, act, &w.err) && scan(&w, act))
        status = act->run(&w);
    if (w.err.code != SL_OK || !sl_stdout_write(sl_buf_str(&w.out), &w.err))
        status = sl_complain(&w.err);
    sl_buf_free(&w.out);
    sl_results_free(&w.results);
    return status;
}
