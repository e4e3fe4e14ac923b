/* sink_finish.c - hits, lines and facts of one document become what may leave it. */
#include "rule/sink.h"

#include "base/hash.h"
#include "base/limits.h"
#include "rule/identity.h"
#include "text/linehash.h"

#include <string.h>

/* One document being turned into findings. */
typedef struct finishing {
    sl_sink *sink;
    sl_doc *doc;
    sl_secrets secrets;
    sl_line_hasher hasher;
    bool hashed;             /* lines have hashes */
    const sl_digest *digest; /* once it was asked for */
    sl_allowing allowing;
    const sl_permit *permits; /* by hit */
} finishing;

/* Of a message there is no file that somebody could compare. */
static const sl_digest *digest_of(finishing *f)
{
    const sl_blob *blob = f->doc->blob;
    sl_digest *digest;
    sl_sha256 hash;

    if (f->digest || f->sink->hashes < SL_HASHES_FILES ||
        blob->origin == SL_ORIGIN_MESSAGE)
        return f->digest;
    digest = sl_arena_alloc(&f->sink->arena, sizeof *digest);
    digest->len = blob->bytes.len;
    sl_sha256_init(&hash);
    sl_sha256_add(&hash, blob->bytes);
    sl_sha256_done(&hash, digest->sha256);
    f->digest = digest;
    return digest;
}

static sl_place place_of(finishing *f)
{
    const sl_blob *blob = f->doc->blob;

    return (sl_place){
        .origin = blob->origin,
        .path = sl_arena_str(&f->sink->arena, blob->path),
        .inner = blob->inner,
        .blob = blob->oid,
        .commit = blob->commit,
        .commit_time = blob->commit_time,
        .digest = digest_of(f),
    };
}

static sl_protection protection_of(const sl_doc *doc, const sl_hit *hit)
{
    const sl_path_state *state = &doc->blob->state;

    if (!sl_hit_is_secret(hit) || !state->known ||
        doc->blob->origin != SL_ORIGIN_WORKTREE)
        return SL_PROTECTION_NONE;
    if (!state->tracked && state->here.ignored)
        return SL_PROTECTION_IGNORED;
    if (state->here.filtered)
        return SL_PROTECTION_GITCRYPT; /* its index blob is judged on its own */
    return SL_PROTECTION_NONE;
}

/* Where in the document, and the line quoted. */
static void locate(finishing *f, sl_span span, sl_place *place)
{
    const sl_lines *lines = sl_doc_lines(f->doc);
    sl_snippet snippet;

    place->start = sl_lines_position(lines, span.start);
    place->end = sl_lines_position(lines, span.end);
    snippet = sl_snippet_make(&f->sink->arena, f->doc, span, f->secrets);
    place->snippet = snippet.text;
    place->mark_start = snippet.mark_start;
    place->mark_end = snippet.mark_end;
    place->redacted = snippet.masked;
    place->breaks = lines->len > place->end.line;
    if (f->hashed)
        place->line_hash = sl_line_hash_text(
            &f->sink->arena, sl_line_hash_at(&f->hasher, place->start.line));
}

/* The places of the hit's parts. */
static void add_related(finishing *f, const sl_hit *hit, sl_finding *finding)
{
    sl_related *related =
        sl_arena_calloc(&f->sink->arena, hit->parts_len, sizeof *related);

    for (size_t i = 0; i < hit->parts_len; i++) {
        related[i].place = place_of(f);
        related[i].message = sl_arena_str(&f->sink->arena, hit->parts[i].message);
        locate(f, hit->parts[i].span, &related[i].place);
    }
    finding->related = related;
    finding->related_len = hit->parts_len;
}

/* What allows the finding, or what may when its place is known. */
static void permit_finding(finishing *f, sl_finding *finding, const sl_permit *permit)
{
    sl_sink *sink = f->sink;

    for (size_t i = 0; i < permit->candidates_len; i++)
        *sl_vec_push(&sink->candidates) =
            (sl_candidate){sink->findings.len - 1, permit->candidates[i]};
    if (permit->entry)
        sl_allow_apply(finding, permit->entry);
    finding->allowed_by = permit->by;
    finding->suppressed = permit->by != SL_ALLOWER_NONE;
    if (finding->suppressed && !permit->entry)
        finding->allowed_line =
            sl_lines_position(sl_doc_lines(f->doc), permit->at).line;
    if (permit->by == SL_ALLOWER_INLINE) /* who writes a reason may quote a secret */
        finding->justification =
            sl_snippet_part(&sink->arena, f->doc, permit->reason, f->secrets);
}

static void add_finding(finishing *f, const sl_hit *hit, const sl_permit *permit)
{
    sl_sink *sink = f->sink;
    sl_finding *finding = sl_vec_push(&sink->findings);
    sl_span named = sl_hit_is_secret(hit) ? hit->secret : hit->span;
    sl_str text;

    finding->rule = hit->rule;
    finding->level = hit->level;
    finding->message = sl_arena_str(&sink->arena, hit->message);
    finding->place = place_of(f);
    finding->origins = 1u << f->doc->blob->origin;
    finding->protection = protection_of(f->doc, hit);
    if (finding->protection != SL_PROTECTION_NONE)
        finding->level = SL_LEVEL_NOTE;
    else
        finding->plain = hit->plain;
    finding->sorts = hit->sorts;
    finding->yields_to = hit->yields_to;
    text = hit->value.len > 0 ? hit->value
                              : sl_str_sub(f->doc->text, named.start, named.end);
    finding->identity =
        sl_identity(sink->key, hit->rule->id, text, sl_hit_is_secret(hit));
    if (sl_hit_is_secret(hit))
        finding->secret = sl_identity(sink->key, sl_lit(""), text, true);
    locate(f, hit->span, &finding->place);
    if (hit->parts_len > 0)
        add_related(f, hit, finding);
    finding->masked = sl_hit_is_secret(hit);
    permit_finding(f, finding, permit);
}

/* Does the version matter to a repository check? */
static bool matters(const sl_sink *sink, const sl_doc *doc, size_t secrets)
{
    const sl_blob *blob = doc->blob;
    const sl_path_state *state = &blob->state;

    if (secrets > 0 || state->here.filtered || state->other.filtered ||
        sink->intent.end > sink->intent.start)
        return true;
    switch (doc->content.class_) {
    case SL_CONTENT_EMPTY:
    case SL_CONTENT_LFS:
    case SL_CONTENT_BINARY:
    case SL_CONTENT_TEXT: break;
    default: return true;
    }
    if (blob->origin == SL_ORIGIN_MESSAGE || blob->name_only)
        return false;
    return (state->tracked && state->here.ignored) ||
           sl_layouts_class(sink->layouts, blob->path, NULL);
}

/* VITE_MAPS_KEY=...: what a bundler writes into the pages that everybody loads. A key that
 * no rule calls an error may be there, restricted to those pages. */
static bool is_for_browsers(const sl_doc *doc, const sl_hit *hit)
{
    static const char *const begins[] = {"VITE_",     "NEXT_PUBLIC_", "REACT_APP_",
                                         "VUE_APP_",  "EXPO_PUBLIC_", "NUXT_PUBLIC_",
                                         "NUXT_ENV_", "GATSBY_",      "PUBLIC_"};
    enum { MOST = 128 }; /* bytes of a name */
    size_t start = hit->secret.start;
    sl_str line;

    if (hit->rule->level >= SL_LEVEL_ERROR || hit->rule->provider.len == 0)
        return false;
    while (start > 0 && hit->secret.start - start < MOST &&
           doc->text.ptr[start - 1] != '\n')
        start--;
    line = sl_str_trim(sl_str_sub(doc->text, start, hit->secret.start));
    line = sl_str_trim(sl_str_drop(line, sl_lit("export ")));
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
        if (sl_str_starts(line, sl_str_of(begins[i])) &&
            sl_str_chr(line, '=') != SIZE_MAX)
            return true;
    return false;
}

/* The fact that this version of this path holds, or should hold, secrets. */
static void add_fact(finishing *f)
{
    sl_sink *sink = f->sink;
    const sl_blob *blob = f->doc->blob;
    sl_fact *fact;
    size_t secrets = 0;

    for (size_t i = 0; i < sink->hits.len; i++) {
        const sl_hit *hit = &sink->hits.at[i];

        secrets += sl_hit_is_secret(hit) && !hit->unsure && !hit->elsewhere &&
                   f->permits[i].by == SL_ALLOWER_NONE && !is_for_browsers(f->doc, hit);
    }
    /* A member of an archive is no path of the tree. */
    if (blob->inner > 0 || !matters(sink, f->doc, secrets))
        return;
    if (blob->again && secrets == 0)
        return; /* another reading tells as much */
    fact = sl_vec_push(&sink->facts);
    *fact = (sl_fact){
        .place = place_of(f),
        .state = blob->state,
        .content = f->doc->content,
        .size = blob->bytes.len,
        .secrets = secrets,
        .symlink = blob->symlink,
        .executable = blob->executable,
    };
    if (blob->origin != SL_ORIGIN_HISTORY) /* of old versions nobody asks */
        fact->leaves = sl_leaves_of(f->doc);
    if (sink->hashes >= SL_HASHES_LINES && !f->doc->decoded)
        fact->place.line_hash = sl_line_hash_text(
            &sink->arena, (sl_line_hash){sl_line_hash_first(f->doc->text), 1});
    sl_treatment_keep(&fact->state.here, &sink->arena);
    sl_treatment_keep(&fact->state.other, &sink->arena);
    if (sink->intent.end > sink->intent.start)
        fact->intent = sl_snippet_part(&sink->arena, f->doc, sink->intent, f->secrets);
}

static void add_lines(finishing *f)
{
    sl_sink *sink = f->sink;

    for (size_t i = 0; i < sink->pending.len; i++) {
        const sl_span_fact *pending = &sink->pending.at[i];
        sl_line_fact *line = sl_vec_push(&sink->lines);

        *line = (sl_line_fact){
            .kind = pending->kind,
            .place = place_of(f),
            .text = sl_arena_str(&sink->arena, pending->text),
            .commented = pending->commented,
        };
        locate(f, pending->span, &line->place);
    }
}

static void add_aws(finishing *f)
{
    sl_sink *sink = f->sink;

    for (size_t i = 0; i < sink->pending_aws.len; i++) {
        const sl_span_aws *pending = &sink->pending_aws.at[i];
        sl_aws_fact *fact = sl_vec_push(&sink->aws);

        *fact = pending->fact;
        fact->place = place_of(f);
        fact->text = sl_arena_str(&sink->arena, fact->text);
        fact->name = sl_arena_str(&sink->arena, fact->name);
        fact->detail = sl_arena_str(&sink->arena, fact->detail);
        fact->holder = sl_arena_str(&sink->arena, fact->holder);
        locate(f, pending->span, &fact->place);
    }
}

static void add_marks(finishing *f)
{
    sl_arena *arena = &f->sink->arena;
    sl_allow_mark mark;
    size_t at = 0, start, len = 0;

    while (sl_allowing_next(&f->allowing, &at, &start, &mark) &&
           len++ < SL_MAX_ALLOW_MARKS) {
        sl_kept_mark *kept = sl_vec_push(&f->sink->marks);
        sl_span span = {start + mark.span.start, start + mark.span.end};

        *kept = (sl_kept_mark){
            .place = place_of(f),
            .ids = sl_arena_str(arena, mark.ids),
            .every = mark.every,
            .until = sl_arena_str(arena, mark.until),
            .date = mark.date,
            .reasoned = mark.reason.len > 0,
            .alone = mark.alone,
            .vague = mark.vague,
            .used = sl_allowing_used(&f->allowing, span.start),
            .identity = sl_identity(
                f->sink->key, SL_ALLOW_MARK,
                sl_lines_text(sl_doc_lines(f->doc),
                              sl_lines_position(sl_doc_lines(f->doc), start).line),
                false),
        };
        locate(f, span, &kept->place);
    }
    if (len > SL_MAX_ALLOW_MARKS)
        sl_sink_notice(f->sink, f->doc->blob->path,
                       "too many allowances, the rest is honoured but not judged",
                       false);
}

/* Hits of rules that are off at this path. In history the path is known later. */
static void drop_off(sl_sink *sink, const sl_blob *blob)
{
    size_t kept = 0;

    if (!sink->levels || !sink->levels->any || blob->origin == SL_ORIGIN_HISTORY)
        return;
    for (size_t i = 0; i < sink->hits.len; i++) {
        const sl_hit *hit = &sink->hits.at[i];
        sl_level level;

        if (!sl_path_levels_at(sink->levels, hit->rule, blob->path, blob->inner,
                               &level) ||
            level != SL_LEVEL_OFF)
            sink->hits.at[kept++] = *hit;
    }
    sink->hits.len = kept;
}

/* One verdict for each hit, before any of them is written down. */
static void permit_hits(finishing *f)
{
    size_t len = f->sink->hits.len;
    sl_permit *permits = sl_arena_calloc(f->doc->arena, len, sizeof *permits);

    for (size_t i = 0; i < len; i++)
        permits[i] = sl_allowing_decide(&f->allowing, &f->sink->hits.at[i]);
    f->permits = permits;
}

/* Text that was decoded has lines of its own, which have no hashes. */
static void hash_lines(finishing *f)
{
    f->hashed = !f->doc->decoded && f->sink->hashes >= SL_HASHES_LINES;
    if (f->hashed)
        f->hasher =
            (sl_line_hasher){.arena = f->doc->arena, .lines = sl_doc_lines(f->doc)};
}

void sl_sink_finish(sl_sink *sink, sl_doc *doc)
{
    finishing f = {.sink = sink, .doc = doc};
    bool too_many = sink->full;
    bool marked;

    sl_allowing_open(&f.allowing, &sink->policy, doc);
    marked = !sink->unmarked && sl_allowing_judges(&f.allowing);
    if (sink->hits.len + sink->pending.len + sink->pending_aws.len > 0 || marked) {
        f.secrets = sl_hits_secrets(&sink->hits, doc->arena);
        hash_lines(&f);
        drop_off(sink, doc->blob);
        sl_hits_resolve(&sink->hits);
        permit_hits(&f);
    }
    add_fact(&f);
    add_lines(&f);
    add_aws(&f);
    if (marked)
        add_marks(&f);
    if (sink->hits.len > SL_MAX_FINDINGS_PER_BLOB) {
        sink->hits.len = SL_MAX_FINDINGS_PER_BLOB;
        too_many = true;
    }
    if (too_many)
        sl_sink_notice(sink, doc->blob->path, "too many findings, the rest is left out",
                       true);
    for (size_t i = 0; i < sink->hits.len; i++)
        add_finding(&f, &sink->hits.at[i], &f.permits[i]);
    sl_allowing_close(&f.allowing);
    sink->unmarked = false;
    sink->hits.len = 0;
    sink->pending.len = 0;
    sink->pending_aws.len = 0;
    sink->intent = (sl_span){0};
    sink->full = false;
    sink->steps = 0;
}
