#include "report/origin.h"

#include "report/prose.h"

#include <time.h>

enum { SHORT_ID = 12 };

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

static void add_date(int64_t seconds, sl_buf *out)
{
    time_t when = (time_t)seconds;
    struct tm utc;
    char date[64];

    if (gmtime_r(&when, &utc) && strftime(date, sizeof date, "%Y-%m-%d UTC", &utc) > 0)
        sl_buf_printf(out, " (%s)", date);
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
