#include "doc/syntax.h"

#include "base/limits.h"
#include "base/timing.h"

#include <string.h>

/* Progress calls come once for about 100 steps of the parser. What people write costs one
 * for 50 bytes or more, and one for 13 where it is dense ("a,a,a"); the lexer reads a byte
 * once or twice. */
enum { FREE_CALLS = 6000, CHUNK = 4096, FREE_READS = 1000, READS_PER_CHUNK = 64 };

/* Several times what text without an error takes. Not all errors show while they are
 * mended, but they cost time, and more with each: then nobody waits for the end. */
enum { TRUST_NS = 5 * 1000 * 1000, TRUST_NS_PER_BYTE = 400 };

typedef struct parsing {
    sl_str text;
    bool trusting;  /* that there is no error: nobody counts */
    uint64_t until; /* sl_timing_own, if so */
    bool disappointed;
    size_t calls_left;
    size_t reads_left;
    size_t errors_left;
} parsing;

static bool spent(const parsing *in)
{
    return in->calls_left == 0 || in->reads_left == 0 || in->errors_left == 0;
}

/* Once the reads are spent the text is at its end, which ends the step, too. */
static const char *read_chunk(void *payload, uint32_t at, TSPoint point, uint32_t *len)
{
    parsing *in = payload;
    sl_str rest = sl_str_sub(in->text, at, at / CHUNK * (size_t)CHUNK + CHUNK);

    (void)point;
    in->reads_left -= in->reads_left > 0;
    *len = spent(in) ? 0 : (uint32_t)rest.len;
    return *len > 0 ? rest.ptr : "";
}

static bool out_of_patience(TSParseState *state)
{
    parsing *in = state->payload;

    in->disappointed =
        in->disappointed ||
        (in->trusting && (state->has_error || sl_timing_own() > in->until));
    if (in->disappointed)
        return true;
    in->calls_left -= in->calls_left > 0;
    return spent(in);
}

/* Behind each recovery the parser walks over those before it: their number alone makes
 * it slow, and its log is the only place that tells. */
static void count_recovery(void *payload, TSLogType type, const char *message)
{
    static const char resume[] = "resume version";
    parsing *in = payload;

    if (type == TSLogTypeParse && strncmp(message, resume, sizeof resume - 1) == 0)
        in->errors_left -= in->errors_left > 0;
}

static TSTree *parse_with(const sl_syntax_grammar *grammar, parsing *in)
{
    TSLogger logger = {in, count_recovery};
    TSInput input = {in, read_chunk, TSInputEncodingUTF8, NULL};
    TSParseOptions options = {in, out_of_patience};
    TSParser *parser = ts_parser_new();
    TSTree *tree = NULL;

    if (!in->trusting)
        ts_parser_set_logger(parser, logger);
    if (ts_parser_set_language(parser, grammar->language()))
        tree = ts_parser_parse_with_options(parser, NULL, input, options);
    ts_parser_delete(parser);
    in->disappointed =
        in->trusting &&
        (in->disappointed || (tree && ts_node_has_error(ts_tree_root_node(tree))));
    if (tree && (spent(in) || in->disappointed)) {
        ts_tree_delete(tree);
        return NULL;
    }
    return tree;
}

/* The log costs half of all time, so it is kept only where there is an error. The clock
 * decides how long that takes, never what comes of it. */
static TSTree *parse(const sl_syntax_grammar *grammar, sl_str text)
{
    parsing fresh = {.text = text,
                     .trusting = true,
                     .until = sl_timing_own() + TRUST_NS +
                              (uint64_t)text.len * TRUST_NS_PER_BYTE,
                     .calls_left = FREE_CALLS + text.len / grammar->patience,
                     .reads_left = FREE_READS + text.len / CHUNK * READS_PER_CHUNK,
                     .errors_left = SL_MAX_RECOVERIES};
    parsing in = fresh;
    TSTree *tree = parse_with(grammar, &in);

    if (!in.disappointed)
        return tree;
    fresh.trusting = false;
    return parse_with(grammar, &fresh);
}

static bool is_named(const char *type)
{
    return (type[0] >= 'a' && type[0] <= 'z') || (type[0] >= 'A' && type[0] <= 'Z');
}

static uint8_t role_for(const sl_syntax_grammar *grammar, TSSymbol symbol)
{
    const TSLanguage *language = grammar->language();
    const sl_syntax_row *rows = grammar->rows;
    bool named = ts_language_symbol_type(language, symbol) == TSSymbolTypeRegular;
    const char *type = ts_language_symbol_name(language, symbol);

    for (size_t i = 0; i < grammar->len; i++)
        if (type[0] == rows[i].type[0] && named == is_named(rows[i].type) &&
            strcmp(type, rows[i].type) == 0)
            return rows[i].role;
    return 0;
}

bool sl_syntax_open(sl_syntax *syntax, const sl_syntax_grammar *grammar, sl_str text,
                    sl_arena *arena)
{
    uint32_t symbols = ts_language_symbol_count(grammar->language());
    uint8_t *roles;

    syntax->tree = text.len < UINT32_MAX ? parse(grammar, text) : NULL;
    if (!syntax->tree)
        return false;
    roles = sl_arena_alloc(arena, symbols + 1);
    for (uint32_t i = 0; i < symbols; i++)
        roles[i] = role_for(grammar, (TSSymbol)i);
    syntax->roles = roles;
    syntax->cursor = ts_tree_cursor_new(ts_tree_root_node(syntax->tree));
    return true;
}

void sl_syntax_close(sl_syntax *syntax)
{
    ts_tree_cursor_delete(&syntax->cursor);
    ts_tree_delete(syntax->tree);
}

bool sl_syntax_down(sl_syntax *syntax)
{
    return ts_tree_cursor_goto_first_child(&syntax->cursor);
}

bool sl_syntax_next(sl_syntax *syntax)
{
    if (ts_tree_cursor_goto_next_sibling(&syntax->cursor))
        return true;
    ts_tree_cursor_goto_parent(&syntax->cursor);
    return false;
}

void sl_syntax_up(sl_syntax *syntax)
{
    ts_tree_cursor_goto_parent(&syntax->cursor);
}

TSNode sl_syntax_here(const sl_syntax *syntax)
{
    return ts_tree_cursor_current_node(&syntax->cursor);
}

uint8_t sl_syntax_role_of(const sl_syntax *syntax, TSNode node)
{
    TSSymbol symbol = ts_node_symbol(node);

    return symbol == (TSSymbol)-1 ? SL_SYNTAX_ERROR : syntax->roles[symbol];
}

uint8_t sl_syntax_role(const sl_syntax *syntax)
{
    return sl_syntax_role_of(syntax, sl_syntax_here(syntax));
}

sl_span sl_syntax_span(const sl_syntax *syntax)
{
    TSNode node = sl_syntax_here(syntax);

    return (sl_span){ts_node_start_byte(node), ts_node_end_byte(node)};
}
