/* hook_status.c - one line for each hook: is it ours, and does it work? */
#include "cli/hook_command.h"
#include "report/report.h"
#include "text/escape.h"

bool sl_hook_is_ours(const sl_hook *hook)
{
    return hook->state != SL_HOOK_NONE && hook->state != SL_HOOK_FOREIGN;
}

/* "NAME: STATE: " with states that a script can tell apart. */
static void add_state(sl_hook_work *w, const sl_hook *hook, const char *state)
{
    sl_buf_printf(&w->out, "%s: %s: ", sl_hook_name(hook->id), state);
}

static const char *state_word(const sl_hook *hook)
{
    if (hook->state == SL_HOOK_FOREIGN)
        return "foreign";
    if (!hook->executable)
        return "not executable";
    if (sl_hook_is_lost(hook))
        return "no program";
    if (hook->state == SL_HOOK_OLDER)
        return "older";
    return hook->state == SL_HOOK_EDITED ? "edited" : "installed";
}

void sl_hook_add_foreign(const sl_hook_work *w, const sl_hook *hook, sl_buf *out)
{
    sl_err why = {0};

    sl_escape(hook->path, out);
    if (hook->owner)
        sl_buf_printf(out, " belongs to %s", hook->owner);
    else
        sl_buf_add(out, sl_lit(" is not ours"));
    if (hook->advice)
        sl_buf_printf(out, ": %s", hook->advice);
    sl_buf_add(out, hook->advice ? sl_lit("; ") : sl_lit(": "));
    if (sl_hook_may_chain(w, hook, &why)) {
        sl_buf_printf(out, "%sseclint hook install --chain %s keeps it and runs both",
                      hook->advice ? "or " : "", sl_hook_name(hook->id));
        return;
    }
    sl_escape(sl_str_of(why.text), out);
}

static void add_details(sl_hook_work *w, const sl_hook *hook)
{
    const char *name = sl_hook_name(hook->id);

    if (hook->state == SL_HOOK_FOREIGN) {
        sl_hook_add_foreign(w, hook, &w->out);
        return;
    }
    sl_escape(hook->path, &w->out);
    if (!hook->executable)
        sl_buf_add(&w->out, sl_lit(", so git passes it over: chmod +x it"));
    else if (sl_hook_is_lost(hook))
        sl_buf_printf(
            &w->out,
            ", what it names is gone, and no seclint is in PATH, so it refuses "
            "everything: seclint hook install %s",
            name);
    else if (hook->state == SL_HOOK_OLDER)
        sl_buf_printf(
            &w->out,
            " is of seclint %.*s, this is %s: seclint hook install %s renews it",
            sl_fmt(hook->script.version), sl_version(), name);
    else if (hook->state == SL_HOOK_EDITED)
        sl_buf_add(&w->out, sl_lit(" was changed by hand"));
    if (hook->script.chained)
        sl_buf_printf(
            &w->out, "%s %s" SL_HOOK_CHAINED,
            hook->beside ? ", chained to" : ", chained to what is gone:", name);
}

static void add_status(sl_hook_work *w, const sl_hook_spot *s)
{
    const sl_hook *hook = &s->hook;

    if (s->unused && !sl_hook_is_ours(hook))
        return;
    if (s->unused) {
        add_state(w, hook, "not used");
        sl_escape(hook->path, &w->out);
        sl_buf_add(&w->out, sl_lit(", because core.hooksPath leads to "));
        sl_escape(s->instead, &w->out);
    } else if (hook->barred) {
        sl_buf_printf(&w->out, "%s: switched off: core.hooksPath leads to ",
                      sl_hook_name(hook->id));
        sl_escape(hook->folder, &w->out);
        sl_buf_add(&w->out, sl_lit(", which is no directory"));
    } else if (hook->state == SL_HOOK_NONE) {
        add_state(w, hook, "not installed");
        sl_escape(hook->path, &w->out);
    } else {
        add_state(w, hook, state_word(hook));
        add_details(w, hook);
    }
    sl_buf_char(&w->out, '\n');
}

static bool works(const sl_hook *hook)
{
    return sl_hook_is_ours(hook) && hook->executable && !sl_hook_is_lost(hook);
}

int sl_hook_status(sl_hook_work *w)
{
    bool some = false, all = true;

    for (size_t i = 0; i < w->len; i++) {
        const sl_hook_spot *s = &w->spots[i];
        bool ours = sl_hook_is_ours(&s->hook);

        add_status(w, s);
        if (s->unused)
            continue;
        some |= ours;
        all &= works(&s->hook) || (!w->named && !ours);
    }
    return some && all ? SL_EXIT_CLEAN : SL_EXIT_FINDINGS;
}
