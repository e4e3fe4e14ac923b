#include "scan/members.h"

#include "base/limits.h"
#include "base/mem.h"
#include "scan/repeats.h"

/* One archive being read. */
typedef struct opened {
    sl_scanner *scanner;
    const sl_blob *archive;
    sl_buf path; /* of the member at hand */
} opened;

bool sl_members_wanted(const sl_scanner *s, const sl_doc *doc)
{
    const sl_blob *blob = doc->blob;

    if (!s->archives || blob->symlink || blob->origin == SL_ORIGIN_HEAD ||
        blob->origin == SL_ORIGIN_MESSAGE)
        return false;
    /* A small compressed file may be without NUL, and so look like text. */
    return (doc->content.class_ == SL_CONTENT_BINARY ||
            doc->content.class_ == SL_CONTENT_TEXT) &&
           sl_archive_marked(blob->bytes);
}

static void notice(void *ctx, const char *text, bool incomplete)
{
    const opened *o = ctx;
    char hex[SL_OID_HEX_MAX + 1];
    sl_str subject = o->archive->path;

    if (subject.len == o->archive->inner) /* history knows few names */
        subject = sl_str_of(sl_oid_hex(&o->archive->oid, hex));
    sl_sink_notice(&o->scanner->sink, subject, text, incomplete);
}

/* Of what is neither text nor an archive no more than the first bytes are looked at. */
static bool wanted(void *ctx, sl_str head)
{
    (void)ctx;
    return sl_content_of(head).class_ != SL_CONTENT_BINARY || sl_archive_marked(head);
}

/* Do the rules tell versions in the names of archives apart? The words that checks look
 * for in paths have no numbers of their own. */
static bool versions_matter(const sl_ruleset *set)
{
    for (size_t i = 0; i < set->choosy.len; i++) {
        const sl_pattern *pattern =
            &sl_ruleset_at(set, set->choosy.at[i])->rule->pattern;

        for (size_t j = 0; j < pattern->paths.len; j++)
            if (sl_glob_counts(pattern->paths.at[j]))
                return true;
        for (size_t j = 0; j < pattern->not_paths.len; j++)
            if (sl_glob_counts(pattern->not_paths.at[j]))
                return true;
    }
    return false;
}

/* As if it were read once more. False if it is not known, or too much by now. */
static bool repeat(sl_scanner *s, const sl_repeat *member)
{
    const sl_repeat *r = sl_repeats_find(s->repeats, member);

    if (!r || r->unpacked > s->budget.bytes || r->members > s->budget.members)
        return false;
    s->budget.bytes -= r->unpacked;
    s->budget.members -= r->members;
    s->binaries += r->binaries;
    return true;
}

/* Scans a member of an old version, and remembers it if nothing comes of it. */
static void scan_old(sl_scanner *s, const sl_blob *blob)
{
    size_t said = sl_scanner_said(s) + s->sink.notices.len;
    sl_archive_budget budget = s->budget;
    size_t binaries = s->binaries;
    sl_repeat member = {0};

    if (!s->repeats)
        s->repeats = sl_repeats_new(versions_matter(s->set));
    if (s->repeats)
        member = sl_repeats_of(s->repeats, blob->path, blob->bytes);
    if (s->repeats && repeat(s, &member))
        return;
    sl_scanner_blob(s, blob);
    if (!s->repeats || sl_scanner_said(s) + s->sink.notices.len != said)
        return;
    member.unpacked = budget.bytes - s->budget.bytes;
    member.members = budget.members - s->budget.members;
    member.binaries = s->binaries - binaries;
    sl_repeats_keep(s->repeats, &member);
}

static void member(void *ctx, sl_str path, sl_str bytes)
{
    opened *o = ctx;
    sl_blob blob = *o->archive;

    sl_buf_clear(&o->path);
    sl_buf_add(&o->path, o->archive->path);
    sl_buf_add(&o->path, sl_lit("!/"));
    sl_buf_add(&o->path, path);
    blob.path = sl_buf_str(&o->path);
    blob.inner = o->archive->inner + 2 + path.len;
    blob.bytes = bytes;
    blob.executable = false;
    blob.copies = NULL;
    blob.base_legacy = NULL;
    blob.legacy = NULL;
    if (blob.name_only && !blob.again)
        scan_old(o->scanner, &blob);
    else
        sl_scanner_blob(o->scanner, &blob);
}

void sl_members_scan(sl_scanner *s, const sl_blob *archive)
{
    opened o = {.scanner = s, .archive = archive};
    sl_archive_visitor visitor = {&o, wanted, member, notice};

    if (s->nesting >= SL_MAX_ARCHIVE_DEPTH) {
        notice(&o, "archives nested too deep, not opened", true);
        return;
    }
    if (archive->origin == SL_ORIGIN_HISTORY && s->nesting == 0 &&
        archive->bytes.len > SL_MAX_ARCHIVE_HISTORY) {
        notice(&o, "archive in history larger than 32 MiB, not opened", true);
        return;
    }
    if (s->nesting == 0)
        s->budget = sl_archive_budget_of(archive->bytes.len);
    s->nesting++;
    sl_archive_read(archive->bytes, archive->path, &s->budget, &visitor);
    s->nesting--;
    sl_buf_free(&o.path);
}
