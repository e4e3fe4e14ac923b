/* passage_take.c - from a piece of a document to a passage. */
#include "doc/parse.h"
#include "doc/passage_work.h"

bool sl_passage_spend(sl_passage_work *work, size_t bytes)
{
    if (work->patience >= bytes) {
        work->patience -= bytes;
        return true;
    }
    work->patience = 0;
    return sl_fail(work->err, SL_ELIMIT, "too much in it that begins like a document");
}

/* At most enough are counted. */
static size_t keys_of(const sl_node *tree, size_t enough)
{
    size_t keys = 0;

    for (const sl_node *node = tree; node && keys < enough;
         node = sl_node_walk(tree, node))
        keys += node->key.len > 0 && !node->commented;
    return keys;
}

/* A word and a colon are often just that. */
static size_t keys_wanted(const sl_piece *piece)
{
    return piece->kind == SL_DOC_YAML && !piece->meant ? 2 : 1;
}

/* A policy that does not parse is worth saying so; a hash of Ruby is none. */
static bool is_policy_like(sl_str text)
{
    return sl_str_has(text, sl_lit("Statement")) &&
           !sl_str_has(text, sl_lit("\" =>")) && !sl_str_has(text, sl_lit("\"=>"));
}

static bool is_passage(const sl_piece *piece, const sl_parsed *parsed)
{
    size_t wanted = keys_wanted(piece);

    if (!parsed->tree || keys_of(parsed->tree, wanted) < wanted)
        return false;
    if (parsed->error.code == SL_OK || parsed->masked || piece->meant)
        return true;
    return piece->kind == SL_DOC_JSON && is_policy_like(piece->text.text);
}

/* People leave things out, and say so with dots. */
static bool has_ellipsis(sl_str text)
{
    return sl_str_has(text, sl_lit("...")) || sl_str_has(text, sl_lit("\u2026"));
}

static void set_error(const sl_piece *piece, const sl_parsed *parsed, sl_passage *out)
{
    size_t end = parsed->flaw_at + (parsed->flaw_at < piece->text.text.len);

    if (parsed->error.code == SL_OK || parsed->templated)
        return;
    out->error = parsed->error;
    out->error_at = sl_excerpt_span(&piece->text, (sl_span){parsed->flaw_at, end});
    if (parsed->flaw)
        sl_fail(&out->error, SL_EFORMAT, "%s", parsed->flaw);
}

/* The nodes are ours: nobody has seen them yet. */
void sl_passage_place(const sl_excerpt *text, const sl_node *tree)
{
    for (const sl_node *node = tree; node; node = sl_node_walk(tree, node)) {
        sl_node *mine = (sl_node *)(uintptr_t)node;

        mine->span = sl_excerpt_span(text, node->span);
        mine->key_span =
            node->key.len > 0 ? sl_excerpt_span(text, node->key_span) : (sl_span){0, 0};
    }
}

static sl_span trimmed(sl_str text)
{
    return sl_span_in(text, sl_str_trim(text));
}

bool sl_piece_take(sl_passage_work *work, const sl_piece *piece, bool *taken)
{
    sl_parsed parsed =
        sl_parse(piece->text.text, piece->kind, piece->leeway, work->doc->arena);
    sl_passage *out;
    bool going;

    *taken = is_passage(piece, &parsed);
    if (!*taken)
        return true;
    out = sl_passage_add(&work->found, work->err);
    if (!out)
        return false;
    *out = (sl_passage){
        .tree = parsed.tree,
        .carrier = piece->carrier,
        .kind = piece->kind,
        .span = sl_excerpt_span(&piece->text, trimmed(piece->text.text)),
        .leaf = piece->leaf,
        .context = piece->context,
        .prose = piece->prose,
        .incomplete = parsed.masked || parsed.gaps ||
                      (piece->prose && has_ellipsis(piece->text.text)),
    };
    set_error(piece, &parsed, out);
    going = sl_piece_values(work, piece, parsed.tree);
    sl_passage_place(&piece->text, parsed.tree);
    return going;
}
