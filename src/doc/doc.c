#include "doc/doc.h"

#include "base/limits.h"
#include "doc/flat.h"
#include "doc/parse.h"
#include "doc/subtree.h"
#include "doc/reader.h"
#include "grammars.h"
#include "text/encoding.h"

#include <tree_sitter/api.h>

static sl_str without_bom(sl_str text)
{
    return sl_str_drop(text, sl_lit("\xEF\xBB\xBF"));
}

/* A brace is as much a block of some language, as long as no quote follows it. */
static sl_doc_kind kind_in_braces(sl_str head)
{
    head = sl_str_trim(sl_str_skip(head, 1));
    return sl_str_starts(head, sl_lit("\"")) ? SL_DOC_JSON : SL_DOC_TEXT;
}

sl_doc_kind sl_doc_kind_of_bytes(const sl_doc *doc)
{
    sl_str head = without_bom(doc->text);

    if (sl_str_starts(head, sl_lit("---\n")) || sl_str_starts(head, sl_lit("---\r\n")))
        return SL_DOC_YAML;
    head = sl_str_trim(sl_str_sub(head, 0, 256));
    return sl_str_starts(head, sl_lit("{")) ? kind_in_braces(head) : SL_DOC_TEXT;
}

/* The kind of a file whose name says nothing: `all` below group_vars, `credentials`.
 * Front matter makes "---" mean little where there is a suffix; what has no name that says
 * anything in a history has one. */
static sl_doc_kind kind_by_bytes(const sl_doc *doc)
{
    const sl_blob *blob = doc->blob;
    sl_str base = sl_path_base(blob->path);

    if (sl_str_rchr(sl_str_skip(base, 1), '.') != SIZE_MAX ||
        (blob->name_only && base.len == 0))
        return SL_DOC_TEXT;
    return sl_doc_kind_of_bytes(doc);
}

/* A name like app.config or credentials says "configuration", the first byte in which
 * format. */
static sl_doc_kind kind_refined(sl_doc_kind kind, sl_str text)
{
    sl_str head = sl_str_trim(sl_str_sub(without_bom(text), 0, 256));
    bool xml = sl_str_starts(head, sl_lit("<"));

    if (kind == SL_DOC_XML)
        return xml ? SL_DOC_XML : SL_DOC_TEXT;
    if (kind != SL_DOC_INI)
        return kind;
    if (sl_str_starts(head, sl_lit("{")))
        return kind_in_braces(head);
    return sl_str_starts(head, sl_lit("<?xml")) ? SL_DOC_XML : SL_DOC_INI;
}

static sl_doc_kind kind_of(const sl_doc *doc)
{
    const sl_blob *blob = doc->blob;
    sl_doc_kind kind;

    if (blob->origin == SL_ORIGIN_MESSAGE)
        return SL_DOC_MESSAGE;
    if (blob->symlink)
        return SL_DOC_TEXT;
    kind = kind_refined(sl_doc_kind_of(blob->path), doc->text);
    return kind == SL_DOC_TEXT ? kind_by_bytes(doc) : kind;
}

/* UTF-16, as PowerShell's redirection writes it. */
static void decode(sl_doc *doc)
{
    sl_utf16 order = sl_utf16_detect(doc->text);
    sl_buf utf8 = {0};

    if (order == SL_UTF16_NONE)
        return;
    sl_utf16_decode(doc->text, order, &utf8);
    doc->text = sl_arena_str(doc->arena, sl_buf_str(&utf8));
    doc->decoded = true;
    sl_buf_free(&utf8);
    doc->content = sl_content_by_head(doc->text);
    if (doc->content.class_ != SL_CONTENT_VAULT)
        return;
    doc->content = (sl_content){
        .class_ = SL_CONTENT_VAULT_MISPLACED,
        .fault = SL_VAULT_HEADER,
        .where = {0, doc->text.len},
        .why = "encoded as utf-16, so ansible sees no vault",
    };
}

void sl_doc_open_unmarked(sl_doc *doc, const sl_blob *blob, sl_arena *arena)
{
    *doc = (sl_doc){.blob = blob, .text = blob->bytes, .arena = arena};
    doc->content = sl_content_by_head(doc->text);
    if (doc->content.class_ == SL_CONTENT_TEXT)
        decode(doc);
    doc->kind = kind_of(doc);
}

void sl_doc_marked(sl_doc *doc)
{
    if (doc->content.class_ == SL_CONTENT_TEXT && sl_sops_marked(doc->text))
        doc->content.class_ = SL_CONTENT_SOPS;
}

void sl_doc_open(sl_doc *doc, const sl_blob *blob, sl_arena *arena)
{
    sl_doc_open_unmarked(doc, blob, arena);
    sl_doc_marked(doc);
}

/* SOPS leaves keys and plain values readable: it is the one encrypted class that has
 * a tree. */
static bool is_readable(sl_content_class class_)
{
    switch (class_) {
    case SL_CONTENT_EMPTY:
    case SL_CONTENT_TEXT:
    case SL_CONTENT_SOPS:
    case SL_CONTENT_VAULT_BROKEN:
    case SL_CONTENT_VAULT_MISPLACED: return true;
    default: return false;
    }
}

static const sl_node *read_lines(sl_doc *doc)
{
    sl_builder builder;

    sl_builder_init(&builder, doc->text, doc->arena, NULL);
    sl_keyvalue_read(&builder);
    return sl_builder_done(&builder);
}

static void read_tree(sl_doc *doc)
{
    sl_subtree_log *log = doc->rest ? NULL : doc->parts;
    sl_parsed parsed = sl_parse_parts(doc->text, doc->kind, log, doc->arena);

    doc->parse_error = parsed.error;
    doc->parse_flaw = parsed.flaw;
    doc->parse_error_at = (sl_span){parsed.flaw_at, parsed.flaw_at};
    doc->templated = parsed.templated;
    doc->gaps = parsed.gaps;
    doc->lines = parsed.tree && !parsed.kept;
    doc->fallback = parsed.masked || doc->lines;
    doc->tree = doc->lines ? read_lines(doc) : parsed.tree;
}

static bool is_plain(const sl_parsed *parsed)
{
    return parsed->tree && parsed->error.code == SL_OK && !parsed->gaps;
}

static void read_rest(sl_doc *doc)
{
    sl_phase before = sl_timing_enter(doc->timing, SL_PHASE_DOCUMENTS);
    sl_subtree_base none = {0};
    sl_parsed parsed;

    doc->parts->flat = doc->parts->base.flat && doc->text.len < SL_MAX_NODES;
    doc->parts->passing = !doc->parts->base.flat;
    parsed = sl_parse_parts(doc->text, doc->kind, doc->parts, doc->arena);
    if (is_plain(&parsed) && !doc->parts->spoilt && doc->parts->unowned == 0)
        doc->rest = parsed.tree;
    else
        sl_subtree_begin(doc->parts, &none); /* the tree will tell why */
    doc->parts->passing = false;
    sl_timing_count(doc->timing, SL_PHASE_DOCUMENTS, doc->rest != NULL);
    sl_timing_leave(doc->timing, before);
}

const sl_node *sl_doc_rest(sl_doc *doc, unsigned judge)
{
    sl_subtree_log *log = doc->parts;

    if (!log)
        return sl_doc_tree(doc);
    if (!doc->parsed && !doc->rest && (log->base.len > 0 || log->base.flat) &&
        (log->base.judges & judge) == judge && is_readable(doc->content.class_) &&
        doc->text.len <= SL_MAX_TREE_SIZE)
        read_rest(doc);
    log->judges |= judge;
    if (doc->rest && (log->base.judges & judge) == judge)
        return doc->rest;
    return sl_doc_unparted(doc);
}

const sl_node *sl_doc_unparted(sl_doc *doc)
{
    if (doc->parts)
        doc->parts->spoilt = doc->parts->spoilt || doc->rest != NULL;
    return sl_doc_tree(doc);
}

bool sl_doc_parted(const sl_doc *doc)
{
    return doc->parts && doc->parts->judges != 0 && !doc->parts->spoilt &&
           (doc->rest || (doc->parsed && doc->tree && doc->parse_error.code == SL_OK &&
                          !doc->fallback && !doc->gaps));
}

bool sl_doc_flat(const sl_doc *doc)
{
    return !doc->parts->tied &&
           (doc->parts->flat || sl_flat_text(doc->text, doc->kind));
}

const sl_node *sl_doc_tree(sl_doc *doc)
{
    sl_phase before;

    if (doc->parsed)
        return doc->tree;
    doc->parsed = true;
    if (!sl_parse_known(doc->kind) || !is_readable(doc->content.class_))
        return NULL;
    if (doc->text.len > SL_MAX_TREE_SIZE) {
        sl_fail(&doc->parse_error, SL_ELIMIT, "larger than %u bytes", SL_MAX_TREE_SIZE);
        return NULL;
    }
    before = sl_timing_enter(doc->timing, SL_PHASE_DOCUMENTS);
    read_tree(doc);
    sl_timing_count(doc->timing, SL_PHASE_DOCUMENTS, 1);
    sl_timing_leave(doc->timing, before);
    return doc->tree;
}

const sl_node *sl_doc_lines_tree(sl_doc *doc)
{
    if (!is_readable(doc->content.class_) || doc->text.len > SL_MAX_TREE_SIZE)
        return NULL;
    if (!doc->lines_tree)
        doc->lines_tree = read_lines(doc);
    return doc->lines_tree;
}

const sl_lines *sl_doc_lines(sl_doc *doc)
{
    if (!doc->lines_known)
        doc->lines_table = sl_lines_index(doc->arena, doc->text);
    doc->lines_known = true;
    return &doc->lines_table;
}

const char *sl_doc_tree_sitter_version(void)
{
    return SL_TREE_SITTER_VERSION;
}

unsigned sl_doc_tree_sitter_abi(void)
{
    return TREE_SITTER_LANGUAGE_VERSION;
}
