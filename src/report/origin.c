#include "report/origin.h"

#include "report/prose.h"
#include "rule/allow_list.h"
#include "text/escape.h"

#include <time.h>

enum { SHORT_ID = 12, BRANCHES_SHOWN = 3 };

static const char *const places[SL_ORIGINS] = {
    [SL_ORIGIN_FILE] = "in the file",     [SL_ORIGIN_WORKTREE] = "in the working tree",
    [SL_ORIGIN_INDEX] = "in the index",   [SL_ORIGIN_HISTORY] = "in history",
    [SL_ORIGIN_MESSAGE] = "in a message", [SL_ORIGIN_RANGE] = "in the range",
    [SL_ORIGIN_HEAD] = "in HEAD",
};

static void add_id(const char *before, const sl_oid *oid, sl_buf *out)
{
    char hex[SL_OID_HEX_MAX + 1];

    sl_buf_printf(out, "%s%.*s", before, SHORT_ID, sl_oid_hex(oid, hex));
}

bool sl_origin_date(int64_t seconds, sl_buf *out)
{
    time_t when = (time_t)seconds;
    struct tm utc;
    char date[64];

    if (!gmtime_r(&when, &utc) ||
        strftime(date, sizeof date, "%Y-%m-%d UTC", &utc) == 0)
        return false;
    sl_buf_add(out, sl_str_of(date));
    return true;
}

static void add_date(int64_t seconds, sl_buf *out)
{
    size_t before = out->len;

    sl_buf_add(out, sl_lit(" ("));
    if (sl_origin_date(seconds, out))
        sl_buf_char(out, ')');
    else
        out->len = before;
}

static void add_since(const char *before, const sl_place *place, sl_buf *out)
{
    add_id(before, &place->commit, out);
    add_date(place->commit_time, out);
}

void sl_origin_since(const sl_finding *finding, sl_buf *out)
{
    const sl_place *place = &finding->place;
    bool known = place->commit.len > 0;

    if (place->origin == SL_ORIGIN_INDEX)
        sl_buf_add(out, sl_lit("in the index"));
    if (place->origin == SL_ORIGIN_MESSAGE) {
        sl_buf_add(out, sl_lit("in the message of a commit or tag"));
        if (known)
            add_since(", ", place, out);
    }
    if (place->origin == SL_ORIGIN_RANGE)
        add_since("brought by ", place, out);
    if (place->origin != SL_ORIGIN_HISTORY)
        return;
    sl_buf_add(out, sl_lit("in history"));
    if (known)
        add_since(" since ", place, out);
    else if (place->blob.len > 0)
        add_id(", object ", &place->blob, out);
}

/* "main, dev and 3 more branches" */
static void add_branches(const sl_attribution *first, sl_buf *out)
{
    size_t shown =
        first->branches_len < BRANCHES_SHOWN ? first->branches_len : BRANCHES_SHOWN;
    size_t more = first->branches_total - shown;

    if (shown == 0)
        return;
    sl_buf_add(out, out->len > 0 ? sl_lit("; in ") : sl_lit("in "));
    sl_buf_add(out, first->branches_total == 1 ? sl_lit("the branch ")
                                               : sl_lit("the branches "));
    for (size_t i = 0; i < shown; i++) {
        if (i > 0)
            sl_buf_add(out,
                       i + 1 == shown && more == 0 ? sl_lit(" and ") : sl_lit(", "));
        sl_escape(first->branches[i], out);
    }
    if (more > 0)
        sl_buf_printf(out, " and %zu more", more);
}

void sl_origin_until(const sl_finding *finding, sl_buf *out)
{
    const sl_place *place = &finding->place;
    const sl_attribution *last = place->last;

    if (place->origin != SL_ORIGIN_HISTORY || !place->first)
        return;
    if (last && last->last.len > 0 && !sl_oid_eq(&last->last, &place->commit)) {
        add_id("last in ", &last->last, out);
        add_date(last->last_time, out);
        if (!sl_str_eq(last->last_path, place->path)) {
            sl_buf_add(out, sl_lit(" as "));
            sl_escape(last->last_path, out);
        }
    }
    add_branches(place->first, out);
}

void sl_origin_unreachable(const sl_finding *finding, sl_buf *out)
{
    if (finding->place.unreachable)
        sl_buf_add(out, sl_lit("unreachable: no branch or tag leads to the object"));
}

void sl_origin_elsewhere(const sl_finding *finding, sl_buf *out)
{
    unsigned rest = finding->origins & ~(1u << finding->place.origin);
    const char *between = "the same secret is ";

    for (unsigned i = 0; i < SL_ORIGINS && finding->masked; i++) {
        if (!(rest & 1u << i))
            continue;
        sl_buf_printf(out, "%s%s", between, places[i]);
        rest &= ~(1u << i);
        between = rest & (rest - 1) ? ", " : " and ";
    }
}

void sl_origin_protection(const sl_finding *finding, sl_buf *out)
{
    switch (finding->protection) {
    case SL_PROTECTION_NONE: break;
    case SL_PROTECTION_IGNORED:
        sl_buf_add(out, sl_lit("protected: the file is ignored and not tracked"));
        break;
    case SL_PROTECTION_GITCRYPT:
        sl_buf_add(out, sl_lit("protected: git-crypt encrypts the file"));
        break;
    }
}

/* " (.seclint.yml:3)", ":3" behind the name itself; of a comment on the line itself nothing */
static void add_allowed_at(const sl_finding *finding, sl_buf *out)
{
    const sl_allow_entry *entry = finding->allowed_entry;
    sl_str file = entry ? entry->file : sl_lit("");

    if (sl_str_starts(file, sl_lit("/"))) /* no report names this machine */
        file = sl_path_base(file);
    if (file.len > 0 && entry->line > 0 && sl_str_ends(sl_buf_str(out), file)) {
        sl_buf_printf(out, ":%zu", entry->line);
    } else if (file.len > 0) {
        sl_buf_add(out, sl_lit(" ("));
        sl_escape(file, out);
        if (entry->line > 0)
            sl_buf_printf(out, ":%zu", entry->line);
        sl_buf_char(out, ')');
    } else if (finding->allowed_line > 0 &&
               finding->allowed_line != finding->place.start.line) {
        sl_buf_printf(out, " (line %zu)", finding->allowed_line);
    }
}

void sl_origin_allowance(const sl_finding *finding, sl_buf *out)
{
    if (!finding->suppressed)
        return;
    switch (finding->allowed_by) {
    case SL_ALLOWER_NONE:
    case SL_ALLOWER_INLINE: sl_buf_add(out, sl_lit("allowed inline")); break;
    case SL_ALLOWER_CONFIG:
        sl_buf_add(out, sl_lit("allowed by the configuration"));
        break;
    default:
        sl_buf_add(out, sl_lit("allowed by "));
        sl_buf_add(out, sl_str_of(sl_allower_name(finding->allowed_by)));
    }
    add_allowed_at(finding, out);
    if (sl_str_trim(finding->justification).len == 0)
        return;
    sl_buf_add(out, sl_lit(": "));
    sl_prose_flow(finding->justification, out);
}

const char *sl_protection_name(sl_protection protection)
{
    switch (protection) {
    case SL_PROTECTION_IGNORED: return "ignored";
    case SL_PROTECTION_GITCRYPT: return "git-crypt";
    case SL_PROTECTION_NONE: break;
    }
    return "none";
}
