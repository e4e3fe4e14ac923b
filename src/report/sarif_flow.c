/* sarif_flow.c - the way of a secret through history, as a code flow (3.36): who brought
 * it, under which other name it was seen, when it was seen last, and where it is now. */
#include "report/origin.h"
#include "report/sarif.h"

enum { SHORT_ID = 12 };

/* Appends "commit 0123456789ab of 2024-02-29 UTC". */
static void add_commit(const sl_oid *oid, int64_t time, sl_buf *out)
{
    char hex[SL_OID_HEX_MAX + 1];
    size_t len;

    sl_buf_printf(out, "commit %.*s of ", SHORT_ID, sl_oid_hex(oid, hex));
    len = out->len;
    if (!sl_origin_date(time, out))
        out->len = len - 4;
}

/* The finding's region where the file was the same, else the file as a whole. */
static sl_place place_in(const sl_place *own, sl_str path, const sl_oid *blob)
{
    sl_place place = *own;

    if (own->origin != SL_ORIGIN_HISTORY || own->inner > 0 ||
        !sl_oid_eq(blob, &own->blob))
        return (sl_place){.path = path};
    place.path = path;
    return place;
}

/* One step; log->text says what happened, without full stop. */
static void step(sl_sarif *log, const sl_place *place, const char *kind)
{
    sl_json *json = &log->json;

    sl_buf_char(&log->text, '.');
    sl_json_object(json);
    sl_json_key(json, "location");
    sl_json_object(json);
    sl_sarif_scratch(log, "message");
    sl_sarif_physical(log, place);
    sl_json_end_object(json);
    sl_json_key(json, "kinds");
    sl_json_array(json);
    sl_json_cstr(json, kind);
    sl_json_end_array(json);
    sl_json_end_object(json);
}

static void introduced(sl_sarif *log, const sl_place *own)
{
    const sl_attribution *first = own->first;
    sl_place place = place_in(own, first->path, &first->blob);

    sl_buf_clear(&log->text);
    sl_buf_add(&log->text, sl_lit("Introduced by "));
    add_commit(&first->commit, first->time, &log->text);
    step(log, &place, "introduced");
}

/* The last version, which may be the first one under another name. */
static void last_seen(sl_sarif *log, const sl_place *own)
{
    const sl_attribution *first = own->first, *last = own->last;
    sl_place place = place_in(own, last->last_path, &last->blob);

    if (!sl_str_eq(last->last_path, first->path)) {
        sl_buf_clear(&log->text);
        sl_buf_add(&log->text, sl_lit("The same secret under another name"));
        step(log, &place, "moved");
    }
    if (sl_oid_eq(&last->last, &first->commit))
        return;
    sl_buf_clear(&log->text);
    sl_buf_add(&log->text, sl_lit("Last seen in "));
    add_commit(&last->last, last->last_time, &log->text);
    step(log, &place, "last-seen");
}

/* Working tree and index are looked at whenever history is. */
static void now(sl_sarif *log, const sl_finding *f)
{
    unsigned origins = f->origins | 1u << f->place.origin;
    bool index = origins & 1u << SL_ORIGIN_INDEX;
    bool tree = origins & 1u << SL_ORIGIN_WORKTREE;
    const sl_attribution *last = f->place.last;
    sl_place place;

    sl_buf_clear(&log->text);
    if (!index && !tree) {
        place = place_in(&f->place, last->last_path, &last->blob);
        sl_buf_add(&log->text, sl_lit("Removed since, but still in history"));
        step(log, &place, "removed");
        return;
    }
    sl_buf_add(&log->text, sl_lit("Still there: "));
    sl_buf_add(&log->text, tree && index ? sl_lit("in the working tree and the index")
                           : tree        ? sl_lit("in the working tree")
                                         : sl_lit("in the index"));
    step(log, &f->place, "present");
}

void sl_sarif_flow(sl_sarif *log, const sl_finding *f)
{
    const sl_place *place = &f->place;
    sl_json *json = &log->json;

    if (!place->first || !place->last || place->first->commit.len == 0 ||
        place->last->last.len == 0)
        return;
    sl_json_key(json, "codeFlows");
    sl_json_array(json);
    sl_json_object(json);
    sl_sarif_text(log, "message", sl_lit("The way of this through history."));
    sl_json_key(json, "threadFlows");
    sl_json_array(json);
    sl_json_object(json);
    sl_json_key(json, "locations");
    sl_json_array(json);
    introduced(log, place);
    last_seen(log, place);
    now(log, f);
    sl_json_end_array(json);
    sl_json_end_object(json);
    sl_json_end_array(json);
    sl_json_end_object(json);
    sl_json_end_array(json);
}
