#include "rule/sink.h"

#include "base/hash.h"
#include "base/limits.h"
#include "rule/allow.h"
#include "rule/snippet.h"
#include "text/linehash.h"
#include "text/value.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

void sl_sink_hit(sl_sink *sink, const sl_doc *doc, const sl_hit *hit, const char *format,
                 ...)
{
    sl_buf message = {0};
    sl_hit *kept = sl_vec_push(&sink->hits);
    va_list args;

    va_start(args, format);
    sl_buf_vprintf(&message, format, args);
    va_end(args);
    *kept = *hit;
    kept->message = sl_arena_str(doc->arena, sl_buf_str(&message));
    if (kept->level == SL_LEVEL_OFF)
        kept->level = hit->rule->level;
    sl_buf_free(&message);
}

static bool is_secret(const sl_hit *hit)
{
    return hit->secret.end > hit->secret.start;
}

static int by_place(const void *a, const void *b)
{
    const sl_hit *x = a;
    const sl_hit *y = b;

    if (x->span.start != y->span.start)
        return x->span.start < y->span.start ? -1 : 1;
    if (x->span.end != y->span.end)
        return x->span.end < y->span.end ? -1 : 1;
    return sl_str_cmp(x->rule->id, y->rule->id);
}

static bool better(const sl_hit *a, const sl_hit *b)
{
    if (a->rank != b->rank)
        return a->rank > b->rank;
    if (a->rule->confidence != b->rule->confidence)
        return a->rule->confidence > b->rule->confidence;
    if (a->secret.end - a->secret.start != b->secret.end - b->secret.start)
        return a->secret.end - a->secret.start > b->secret.end - b->secret.start;
    return sl_str_cmp(a->rule->id, b->rule->id) < 0;
}

/* One secret is reported once: of hits whose secrets overlap the best stays. The
 * hits are sorted by place, so only neighbours can overlap. */
static void drop_overlaps(sl_hit_vec *hits)
{
    size_t kept = 0;

    for (size_t i = 0; i < hits->len; i++) {
        sl_hit *hit = &hits->at[i];
        size_t rival = kept;

        for (size_t k = kept; is_secret(hit) && k > 0 && kept - k < 8; k--)
            if (is_secret(&hits->at[k - 1]) &&
                hits->at[k - 1].secret.start < hit->secret.end &&
                hit->secret.start < hits->at[k - 1].secret.end)
                rival = k - 1;
        if (rival == kept)
            hits->at[kept++] = *hit;
        else if (better(hit, &hits->at[rival]))
            hits->at[rival] = *hit;
    }
    hits->len = kept;
}

static sl_place place_of(sl_sink *sink, sl_doc *doc, sl_span span, bool whole_file)
{
    const sl_blob *blob = doc->blob;
    sl_place place = {
        .origin = blob->origin,
        .path = sl_arena_str(&sink->arena, blob->path),
        .blob = blob->oid,
        .commit = blob->commit,
        .commit_time = blob->commit_time,
    };

    if (whole_file)
        return place;
    place.start = sl_lines_position(sl_doc_lines(doc), span.start);
    place.end = sl_lines_position(sl_doc_lines(doc), span.end);
    return place;
}

/* Identity without the secret's bytes: a reader of the report has nothing to
 * guess against. The run's key makes it useless outside the run. */
static uint64_t identity_of(const sl_sink *sink, const sl_rule *rule, sl_str secret)
{
    uint8_t mac[SL_SHA256_SIZE];
    sl_sha256 hash;
    uint64_t identity;

    sl_sha256_init(&hash);
    sl_sha256_add(&hash, sl_str_make((const char *)sink->key, sizeof sink->key));
    sl_sha256_add(&hash, rule->id);
    sl_sha256_add(&hash, sl_str_make("", 1));
    sl_sha256_add(&hash, secret);
    sl_sha256_done(&hash, mac);
    memcpy(&identity, mac, sizeof identity);
    return identity;
}

static sl_protection protection_of(const sl_doc *doc, const sl_hit *hit)
{
    const sl_path_state *state = &doc->blob->state;

    if (!is_secret(hit) || !state->known || doc->blob->origin != SL_ORIGIN_WORKTREE)
        return SL_PROTECTION_NONE;
    if (!state->tracked && state->ignored)
        return SL_PROTECTION_IGNORED;
    if (state->filtered)
        return SL_PROTECTION_GITCRYPT; /* its index blob is judged on its own */
    return SL_PROTECTION_NONE;
}

static void quote(sl_sink *sink, sl_doc *doc, const sl_hit *hit, sl_finding *finding)
{
    size_t len = 0;
    sl_secret_span *secrets =
        sl_arena_calloc(doc->arena, sink->hits.len, sizeof *secrets);
    sl_snippet snippet;

    for (size_t i = 0; i < sink->hits.len; i++)
        if (is_secret(&sink->hits.at[i]))
            secrets[len++] =
                (sl_secret_span){sink->hits.at[i].secret, sink->hits.at[i].keep};
    snippet = sl_snippet_make(&sink->arena, doc, hit->span, secrets, len);
    finding->place.snippet = snippet.text;
    finding->place.mark_start = snippet.mark_start;
    finding->place.mark_end = snippet.mark_end;
    finding->masked = is_secret(hit);
}

static void allow(sl_sink *sink, sl_doc *doc, sl_finding *finding)
{
    sl_str line, reason;

    if (!sink->inline_allow || finding->place.start.line == 0)
        return;
    line = sl_lines_text(sl_doc_lines(doc), finding->place.start.line);
    if (!sl_allow_inline(line, finding->rule->id, &reason))
        return;
    finding->suppressed = true;
    finding->justification = sl_arena_str(&sink->arena, reason);
}

static void add_finding(sl_sink *sink, sl_doc *doc, const sl_hit *hit,
                        const sl_str *hashes)
{
    sl_finding *finding = sl_vec_push(&sink->findings);
    sl_str secret = sl_str_sub(doc->text, hit->secret.start, hit->secret.end);
    sl_str about = sl_str_sub(doc->text, hit->span.start, hit->span.end);

    finding->rule = hit->rule;
    finding->level = hit->level;
    finding->message = sl_arena_str(&sink->arena, hit->message);
    finding->place = place_of(sink, doc, hit->span, hit->whole_file);
    finding->origins = 1u << doc->blob->origin;
    finding->protection = protection_of(doc, hit);
    if (finding->protection != SL_PROTECTION_NONE)
        finding->level = SL_LEVEL_NOTE;
    finding->identity = identity_of(sink, hit->rule, is_secret(hit) ? secret : about);
    if (hit->whole_file)
        return;
    quote(sink, doc, hit, finding);
    if (!doc->decoded)
        finding->place.line_hash =
            sl_arena_str(&sink->arena, hashes[finding->place.start.line - 1]);
    allow(sink, doc, finding);
}

/* Real values: what is left without comments, placeholders and references. */
static size_t count_values(sl_doc *doc)
{
    const sl_node *tree = sl_doc_tree(doc);
    size_t values = 0;

    if (!tree)
        return doc->content.class_ == SL_CONTENT_TEXT;
    for (const sl_node *leaf = tree; leaf; leaf = sl_node_walk(tree, leaf))
        values += leaf->type == SL_NODE_SCALAR && !leaf->commented &&
                  !sl_placeholder(leaf->value) && !sl_reference(leaf->value);
    return values;
}

/* The fact that this version of this path holds, or should hold, secrets. */
static void add_fact(sl_sink *sink, sl_doc *doc)
{
    const sl_blob *blob = doc->blob;
    const sl_secret_class *class_ = NULL;
    sl_fact *fact;
    size_t secrets = 0;

    for (size_t i = 0; i < sink->hits.len; i++)
        secrets += is_secret(&sink->hits.at[i]);
    if (blob->origin != SL_ORIGIN_MESSAGE && !blob->name_only)
        class_ = sl_layouts_find(sink->layouts, blob->path);
    if (secrets == 0 && !class_ && !blob->state.filtered)
        return;
    fact = sl_vec_push(&sink->facts);
    *fact = (sl_fact){
        .place = place_of(sink, doc, (sl_span){0, 0}, true),
        .state = blob->state,
        .content = doc->content,
        .path_class = class_,
        .secrets = secrets,
        .values = class_ ? count_values(doc) : secrets,
    };
}

void sl_sink_finish(sl_sink *sink, sl_doc *doc)
{
    const sl_str *hashes = NULL;
    size_t hashes_len;

    if (sink->hits.len > 0) {
        qsort(sink->hits.at, sink->hits.len, sizeof *sink->hits.at, by_place);
        drop_overlaps(&sink->hits);
        if (!doc->decoded)
            hashes = sl_line_hashes(doc->arena, doc->text, &hashes_len);
    }
    if (sink->hits.len > SL_MAX_FINDINGS_PER_BLOB) {
        sink->hits.len = SL_MAX_FINDINGS_PER_BLOB;
        sl_sink_notice(sink, doc->blob->path, "too many findings, the rest is left out",
                       true);
    }
    add_fact(sink, doc);
    for (size_t i = 0; i < sink->hits.len; i++)
        add_finding(sink, doc, &sink->hits.at[i], hashes);
    sink->hits.len = 0;
}

void sl_sink_about(sl_sink *sink, const sl_rule *rule, sl_level level,
                   const sl_fact *fact, const char *format, ...)
{
    sl_finding *finding = sl_vec_push(&sink->findings);
    sl_buf message = {0};
    va_list args;

    va_start(args, format);
    sl_buf_vprintf(&message, format, args);
    va_end(args);
    finding->rule = rule;
    finding->level = level == SL_LEVEL_OFF ? rule->level : level;
    finding->message = sl_arena_str(&sink->arena, sl_buf_str(&message));
    finding->place = fact->place;
    finding->origins = 1u << fact->place.origin;
    sl_buf_free(&message);
}

void sl_sink_notice(sl_sink *sink, sl_str subject, const char *text, bool incomplete)
{
    *sl_vec_push(&sink->notices) = (sl_notice){
        sl_arena_str(&sink->arena, subject),
        sl_arena_str(&sink->arena, sl_str_of(text)),
        incomplete,
    };
}

void sl_sink_free(sl_sink *sink)
{
    sl_vec_free(&sink->findings);
    sl_vec_free(&sink->facts);
    sl_vec_free(&sink->notices);
    sl_vec_free(&sink->hits);
    sl_arena_free(&sink->arena);
}
