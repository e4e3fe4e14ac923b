/* live_scan.c - one document that was put, and what the index has in its place. */
#include "scan/live_work.h"

#include "base/limits.h"
#include "source/lookup.h"

#include <string.h>

enum { MODE_TYPE = 0170000, MODE_FILE = 0100000, MODE_LINK = 0120000 };

/* The documents, as a tree that lies over the one on disk. */
static bool read_over(void *ctx, sl_str path, sl_buf *out, sl_err *err)
{
    const sl_live *live = ctx;
    sl_str text;

    if (!sl_live_text(live, path, &text))
        return sl_fail(err, SL_ENOTFOUND, "not put");
    sl_buf_clear(out);
    sl_buf_add(out, text);
    return true;
}

sl_filetree sl_live_tree(sl_live *live)
{
    return (sl_filetree){read_over, live};
}

static bool staged_text(const sl_live *live, const sl_index_entry *entry, sl_buf *out)
{
    sl_err why = {0};
    sl_odb *odb = sl_repo_odb(live->repo, &why);
    sl_object_type type;

    return odb && sl_odb_read(odb, &entry->oid, SL_MAX_FILE_SIZE, &type, out, &why);
}

/* The ignore or attribute file at path as it would be saved. */
static bool rules_text(const sl_live *live, sl_str path, sl_buf *out)
{
    sl_err why = {0};

    return read_over((void *)(uintptr_t)live, path, out, &why) ||
           sl_lookup_file(sl_repo_root(live->repo), path, SL_MAX_CONFIG_FILE, out,
                          &why);
}

/* Is it other than the index has it? */
static bool rules_file_differs(const sl_live *live, sl_str path,
                               const sl_index_entry *entry)
{
    sl_buf text = {0}, staged = {0};
    bool same = entry && rules_text(live, path, &text) &&
                staged_text(live, entry, &staged) &&
                sl_str_eq(sl_buf_str(&staged), sl_buf_str(&text));

    sl_buf_free(&text);
    sl_buf_free(&staged);
    return !same;
}

/* Does the index have other ignore or attribute files than the tree and the documents? */
static bool rules_differ(const sl_live *live, const sl_index *index)
{
    const sl_known_path_vec *paths = &live->state->paths;

    for (size_t i = 0; i < index->len; i++)
        if (sl_path_rules_file(index->entries[i].path) &&
            rules_file_differs(live, index->entries[i].path, &index->entries[i]))
            return true;
    for (size_t i = 0; i < paths->len; i++)
        if (!paths->at[i].tracked && sl_path_rules_file(paths->at[i].path))
            return true;
    for (size_t i = 0; i < live->docs.len; i++)
        if (sl_path_rules_file(live->docs.at[i]->path) &&
            !sl_index_find(index, live->docs.at[i]->path))
            return true;
    return false;
}

void sl_live_rules(sl_live *live)
{
    const sl_index *index;
    sl_err why = {0};

    if (!live->repo || live->rules)
        return;
    live->rules = sl_path_rules_open_over(live->repo, sl_live_tree(live));
    index = sl_repo_index(live->repo, &why);
    if (index && rules_differ(live, index))
        live->staged_rules = sl_path_rules_open(live->repo, SL_VIEW_INDEX, NULL);
}

/* Moves what came of one or more blobs from the scanner to the document. */
static void keep(sl_sink *from, sl_sink *to)
{
    to->arena = from->arena;
    to->findings = from->findings;
    to->facts = from->facts;
    to->notices = from->notices;
    to->lines = from->lines;
    to->aws = from->aws;
    to->marks = from->marks;
    from->arena = (sl_arena){0};
    from->findings = (sl_finding_vec){0};
    from->facts = (sl_fact_vec){0};
    from->notices = (sl_notice_vec){0};
    from->lines = (sl_line_vec){0};
    from->aws = (sl_aws_facts){0};
    from->marks = (sl_mark_vec){0};
}

/* What the scanner of the tree holds is set aside while it reads for a document. */
static void scan_apart(sl_live *live, const sl_blob *blob, sl_sink *out)
{
    sl_scanner *scanner = &live->state->scanners[0];
    sl_sink tree = {0};

    keep(&scanner->sink, &tree);
    keep(out, &scanner->sink);
    sl_scanner_blob(scanner, blob);
    keep(&scanner->sink, out);
    keep(&tree, &scanner->sink);
}

static sl_path_state state_of(sl_live *live, sl_str path, const sl_index_entry *entry)
{
    sl_path_state state = {
        .known = true,
        .tracked = entry != NULL,
        .committed = entry && !sl_map_has(&live->staged_paths, path),
        .index_flags = entry ? entry->flags : 0,
    };

    sl_live_rules(live);
    sl_path_rules_ask(live->rules, path, &state.here);
    if (live->staged_rules)
        sl_path_rules_ask(live->staged_rules, path, &state.other);
    return state;
}

/* Each side of a conflict has an entry of its own. Returns whether the only one holds the
 * very text of the document. */
static void scan_staged(sl_live *live, sl_live_doc *doc, const sl_index *index,
                        const sl_index_entry *entry, sl_blob *blob)
{
    const sl_index_entry *end = index->entries + index->len;
    sl_buf text = {0};

    for (; entry < end && sl_str_eq(entry->path, doc->path); entry++) {
        unsigned type = entry->mode & MODE_TYPE;

        if ((type != MODE_FILE && type != MODE_LINK) ||
            !staged_text(live, entry, &text))
            continue;
        blob->origin = SL_ORIGIN_INDEX;
        blob->oid = entry->oid;
        blob->symlink = type == MODE_LINK;
        blob->bytes = sl_buf_str(&text);
        scan_apart(live, blob, &doc->staged);
    }
    sl_buf_free(&text);
}

static void scan_in_repo(sl_live *live, sl_live_doc *doc)
{
    sl_err why = {0};
    const sl_index *index = sl_repo_index(live->repo, &why);
    const sl_index_entry *entry = index ? sl_index_find(index, doc->path) : NULL;
    sl_blob blob = {
        .path = doc->path,
        .bytes = sl_buf_str(&doc->text),
        .origin = SL_ORIGIN_WORKTREE,
        .state = state_of(live, doc->path, entry),
    };
    sl_blob staged = blob;

    if (entry) {
        sl_buf text = {0};

        blob.oid = entry->oid;
        staged.executable = blob.executable = (entry->mode & 0111) != 0;
        blob.state.same_in_index = entry->stage == 0 &&
                                   staged_text(live, entry, &text) &&
                                   sl_str_eq(blob.bytes, sl_buf_str(&text));
        sl_buf_free(&text);
    }
    scan_apart(live, &blob, &doc->now);
    if (entry && (!blob.state.same_in_index || blob.state.here.filtered))
        scan_staged(live, doc, index, entry, &staged);
}

static bool silent(const sl_sink *sink)
{
    return sink->facts.len + sink->lines.len + sink->aws.len + sink->marks.len == 0;
}

void sl_live_scan(sl_live *live, sl_live_doc *doc)
{
    sl_blob plain = {
        .path = doc->path, .bytes = sl_buf_str(&doc->text), .origin = SL_ORIGIN_FILE};

    if (doc->scanned)
        return;
    live->unjudged |= !doc->silent;
    sl_sink_free(&doc->now);
    sl_sink_free(&doc->staged);
    doc->now = doc->staged = (sl_sink){0};
    if (live->repo)
        scan_in_repo(live, doc);
    else
        scan_apart(live, &plain, &doc->now);
    doc->scanned = true;
    doc->silent = silent(&doc->now) && silent(&doc->staged);
    live->unjudged |= !doc->silent;
}

static void index_facts(const sl_live *live, sl_map *known)
{
    for (unsigned w = 0; w < live->state->threads; w++) {
        const sl_fact_vec *facts = &live->state->scanners[w].sink.facts;

        for (size_t i = 0; i < facts->len; i++)
            if (facts->at[i].place.origin != SL_ORIGIN_HEAD)
                *sl_map_put(known, facts->at[i].place.path) = &facts->at[i];
    }
}

static bool matters_now(const sl_live *live, const sl_known_path *path)
{
    sl_treatment here = {0};

    if (!path->tracked || sl_map_has(&live->docs_by_path, path->path))
        return false;
    sl_path_rules_ask(live->rules, path->path, &here);
    return here.ignored || here.filtered;
}

void sl_live_affect(sl_live *live)
{
    const sl_known_path_vec *paths = &live->state->paths;
    sl_live_doc *doc = &live->affected;
    sl_map known = {0};
    size_t scanned = 0;

    sl_sink_free(&doc->now);
    sl_sink_free(&doc->staged);
    *doc = (sl_live_doc){0};
    index_facts(live, &known);
    for (size_t i = 0; i < paths->len && scanned < SL_MAX_LSP_AFFECTED; i++) {
        sl_err why = {0};

        if (!matters_now(live, &paths->at[i]) ||
            sl_map_has(&known, paths->at[i].path) ||
            !sl_lookup_file(sl_repo_root(live->repo), paths->at[i].path,
                            SL_MAX_LSP_TEXT, &doc->text, &why))
            continue;
        doc->path = paths->at[i].path;
        scan_in_repo(live, doc);
        scanned++;
    }
    sl_buf_free(&doc->text);
    sl_map_free(&known);
}
