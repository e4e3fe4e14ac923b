#include "scan/scanner.h"

#include "base/mem.h"
#include "scan/composite.h"
#include "scan/decode.h"
#include "scan/members.h"
#include "scan/patterns.h"
#include "scan/reading.h"
#include "text/escaped.h"

#include <stdlib.h>
#include <string.h>

void sl_scanner_open(sl_scanner *scanner, const sl_ruleset *set, const uint8_t key[32],
                     const sl_allow_policy *policy)
{
    *scanner = (sl_scanner){.set = set, .archives = true};
    scanner->sink.layouts = set->layouts;
    scanner->sink.levels = &set->levels;
    scanner->sink.policy = *policy;
    memcpy(scanner->sink.key, key, sizeof scanner->sink.key);
    scanner->matcher = sl_matcher_new();
    scanner->sink.policy.matcher = scanner->matcher;
    scanner->readings = (sl_readings){.set = set, .key = scanner->sink.key};
}

/* 50 KiB: most workers of a hook never see a document. */
static void make_tables(sl_scanner *s)
{
    s->progress = sl_calloc(s->set->len, sizeof *s->progress);
    s->woken = sl_calloc(sl_ruleset_wakes(s->set), 1);
}

void sl_scanner_time(sl_scanner *scanner)
{
    scanner->timing = sl_calloc(1, sizeof *scanner->timing);
    scanner->slow_spent =
        sl_calloc(scanner->set->slow.len + 1, sizeof *scanner->slow_spent);
}

size_t sl_scanner_said(const sl_scanner *scanner)
{
    const sl_sink *sink = &scanner->sink;

    return sink->findings.len + sink->facts.len + sink->lines.len + sink->aws.len +
           sink->marks.len + sink->candidates.len;
}

void sl_scanner_close(sl_scanner *scanner)
{
    sl_sink_free(&scanner->sink);
    sl_arena_free(&scanner->arena);
    sl_matcher_free(scanner->matcher);
    sl_kind_gates_free(&scanner->gates);
    sl_vec_free(&scanner->hits);
    sl_vec_free(&scanner->anchors);
    sl_memo_free(scanner->memo);
    sl_subtree_free(&scanner->parts);
    sl_dull_pairs_free(scanner->dull);
    sl_vec_free(&scanner->touched);
    sl_wanted_free(&scanner->wanted);
    sl_readings_free(&scanner->readings);
    sl_repeats_free(scanner->repeats);
    free(scanner->progress);
    free(scanner->woken);
    free(scanner->timing);
    free(scanner->slow_spent);
}

static bool may_run(sl_scanner *s, size_t rule, const sl_doc *doc)
{
    const sl_pattern *pattern = &sl_ruleset_at(s->set, rule)->rule->pattern;

    return (pattern->literals.len == 0 || s->woken[rule]) &&
           sl_wanted_ask(&s->wanted, s->set, rule, doc->blob);
}

/* Every policy check over every policy. */
static void run_policy_checks(sl_scanner *s, sl_doc *doc)
{
    sl_policies policies = sl_doc_policies(doc);

    /* What the passages lack is said of the document. */
    if (policies.error.code != SL_OK && doc->passages->error.code == SL_OK)
        sl_sink_notice(&s->sink, doc->blob->path, policies.error.text, true);
    for (size_t i = 0; policies.len > 0 && i < s->set->policies.len; i++) {
        uint32_t rule = s->set->policies.at[i].rule;
        const sl_compiled_rule *compiled;

        if (!may_run(s, rule, doc))
            continue;
        compiled = sl_ruleset_at(s->set, rule);
        for (size_t k = 0; k < policies.len; k++)
            compiled->check->policy(&(sl_policy_view){
                compiled->rule,
                &policies.at[k],
                doc,
                &s->sink,
            });
    }
}

static void run_checks(sl_scanner *s, sl_doc *doc)
{
    bool binary = doc->content.class_ == SL_CONTENT_BINARY;
    unsigned kind = binary ? SL_BINARY : 1u << doc->kind;
    bool member = doc->blob->inner > 0; /* of an archive, often somebody else's */
    bool old = doc->blob->origin == SL_ORIGIN_HISTORY || member;
    bool policies = !binary && s->woken[sl_ruleset_policy_owner(s->set)];
    sl_phase before = sl_timing_enter(s->timing, SL_PHASE_CHECKS);

    sl_timing_count(s->timing, SL_PHASE_CHECKS, 1);
    if (!policies && !binary && !doc->decoded && s->sink.unmarked)
        sl_doc_no_policies(doc); /* unmarked: the gate has seen all of it */
    switch (doc->blob->origin) {
    case SL_ORIGIN_FILE:
    case SL_ORIGIN_WORKTREE:
    case SL_ORIGIN_INDEX:
        if (!member && !binary)
            sl_collect(doc, &s->sink, s->woken + s->set->len + SL_ESCAPE_KINDS);
        break;
    default: break;
    }

    for (size_t i = 0; i < s->set->documents.len; i++) {
        const sl_check *check = s->set->documents.at[i].check;
        uint32_t rule = s->set->documents.at[i].rule;

        if (s->set->documents.at[i].worded && !s->woken[rule])
            continue; /* as nearly always */
        if (!(check->kinds & kind) || (old && !check->finds_secrets))
            continue;
        if (may_run(s, rule, doc))
            check->document(sl_ruleset_at(s->set, rule)->rule, doc, &s->sink);
    }
    if (!old && policies)
        run_policy_checks(s, doc);
    sl_timing_leave(s->timing, before);
}

/* Has the document text that anybody can read? */
static bool readable(const sl_doc *doc)
{
    switch (doc->content.class_) {
    case SL_CONTENT_TEXT:
    case SL_CONTENT_VAULT_BROKEN:
    case SL_CONTENT_VAULT_MISPLACED:
    case SL_CONTENT_SOPS: /* leaves may be left in the clear */ return true;
    default: return false;
    }
}

/* Words that wake a check stand in any large program ("warn:", "Effect:"); these stand
 * where somebody writes of AWS. */
static bool speaks_of_aws(sl_str text)
{
    static const char *const words[] = {"arn:aws", "2012-10-17", "2008-10-17", "AWS::"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (sl_str_has(text, sl_str_of(words[i])))
            return true;
    return sl_str_has(text, sl_lit("Statement")) &&
           sl_str_has(text, sl_lit("Effect")) && sl_str_has(text, sl_lit("Action"));
}

static void tell_flaws(sl_scanner *s, const sl_doc *doc)
{
    sl_str path = doc->blob->path;
    sl_str text;

    if (doc->parsed && doc->fallback && !doc->templated)
        sl_sink_notice(&s->sink, path, doc->parse_error.text, false);
    if (!doc->passages || doc->passages->error.code == SL_OK ||
        !speaks_of_aws(doc->text))
        return;
    text = sl_arena_printf(&s->arena, "policies in it are not read: %s",
                           doc->passages->error.text);
    sl_sink_notice(&s->sink, path, text.ptr, true);
}

/* Most lines of a version stood in another one. */
static void remember_pairs(sl_scanner *s, sl_doc *doc)
{
    if (doc->blob->origin != SL_ORIGIN_HISTORY || s->sink.trace)
        return;
    if (!s->dull)
        s->dull = sl_dull_pairs_new();
    doc->dull = s->dull;
}

/* Of a version of a document that others are made from, or that is made from another. */
static void note_parts(sl_scanner *s, sl_doc *doc)
{
    const sl_blob *blob = doc->blob;
    const sl_legacy *legacy = blob->base_legacy;
    sl_subtree_base base = {0};

    if (doc->decoded || s->sink.trace || (!blob->legacy && !legacy))
        return;
    if (legacy && legacy->kind == doc->kind)
        base = (sl_subtree_base){legacy->parts, legacy->parts_len, legacy->judges,
                                 legacy->flat, blob->copies};
    sl_subtree_begin(&s->parts, &base);
    doc->parts = &s->parts;
}

static void leave_parts(const sl_scanner *s, const sl_doc *doc)
{
    void **legacy = doc->blob->legacy;

    if (legacy && *legacy && !s->sink.full && sl_doc_parted(doc))
        sl_legacy_keep_parts(*legacy, doc->parts, sl_doc_flat(doc));
}

static void scan_text(sl_scanner *s, sl_doc *doc)
{
    sl_phase before;

    sl_trace_document(s->sink.trace, doc);
    remember_pairs(s, doc);
    note_parts(s, doc);
    sl_patterns_run(s, doc);
    if (s->woken[sl_ruleset_sops_owner(s->set)])
        sl_doc_marked(doc);
    run_checks(s, doc);
    leave_parts(s, doc);
    sl_composite_join(s, doc);
    sl_trace_pause(s->sink.trace); /* what is decoded has lines of its own */
    before = sl_timing_enter(s->timing, SL_PHASE_DECODE);
    sl_decode_run(s, doc);
    sl_timing_leave(s->timing, before);
    tell_flaws(s, doc);
}

/* Hits of rules that may have nothing to do with the folder of an old version. */
static void doubt(sl_hit_vec *hits, const sl_blob *blob)
{
    for (size_t i = 0; blob->name_only && i < hits->len; i++)
        hits->at[i].unsure =
            !sl_pattern_must_want(&hits->at[i].rule->pattern, blob->path);
}

/* Where the bytes of an old version tell its format, and none of its names says anything,
 * it is read again as a file without an ending would be. */
static void scan_bare(sl_scanner *s, const sl_blob *blob)
{
    size_t first = s->sink.notices.len;
    sl_blob bare = {.bytes = blob->bytes,
                    .path = sl_lit(SL_READING_BARE),
                    .origin = blob->origin,
                    .oid = blob->oid,
                    .name_only = true,
                    .again = true};

    sl_scanner_blob(s, &bare);
    for (size_t i = first; i < s->sink.notices.len; i++)
        s->sink.notices.at[i].subject = (sl_str){0}; /* there is no such file */
}

void sl_scanner_blob(sl_scanner *s, const sl_blob *blob)
{
    bool bare;
    size_t first = s->sink.findings.len;
    bool head = blob->origin == SL_ORIGIN_HEAD; /* no findings are made of it */
    sl_doc doc;
    bool archive;

    /* The path of an old version is judged when it is known. */
    if (!blob->name_only && sl_config_excludes(s->set->config, blob->path))
        return;
    if (!s->progress)
        make_tables(s);
    sl_doc_open_unmarked(&doc, blob, &s->arena);
    doc.timing = s->timing;
    archive = sl_members_wanted(s, &doc);
    if (doc.content.class_ == SL_CONTENT_BINARY && !archive && !blob->again)
        s->binaries++;
    sl_patterns_forget(s);
    if (readable(&doc) && !archive && !head)
        scan_text(s, &doc);
    else
        sl_doc_marked(&doc);
    if (doc.content.class_ == SL_CONTENT_BINARY && !head)
        run_checks(s, &doc);
    doubt(&s->sink.hits, blob);
    sl_sink_finish(&s->sink, &doc);
    bare = blob->name_only && blob->path.len == 0 && !archive &&
           sl_doc_kind_of_bytes(&doc) != SL_DOC_TEXT;
    for (size_t i = first; blob->state.same_in_index && i < s->sink.findings.len; i++)
        s->sink.findings.at[i].origins |= 1u << SL_ORIGIN_INDEX;
    sl_arena_reset(&s->arena);
    if (archive)
        sl_members_scan(s, blob);
    if (bare)
        scan_bare(s, blob);
}
