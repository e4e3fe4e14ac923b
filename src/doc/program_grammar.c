/* program_grammar.c - tree-sitter-python and tree-sitter-tsx, which reads JavaScript and
 * TypeScript, too. */
#include "doc/program.h"

const TSLanguage *tree_sitter_python(void);
const TSLanguage *tree_sitter_tsx(void);

static const sl_syntax_row python[] = {
    {"parenthesized_expression", SL_PROGRAM_PAREN},
    {"string", SL_PROGRAM_STRING},
    {"interpolation", SL_PROGRAM_HOLE},
    {"concatenated_string", SL_PROGRAM_CONCAT},
    {"binary_operator", SL_PROGRAM_BINARY},
    {"+", SL_PROGRAM_PLUS},
    {"%", SL_PROGRAM_PERCENT},
    {"identifier", SL_PROGRAM_NAME},
    {"integer", SL_PROGRAM_NUMBER},
    {"float", SL_PROGRAM_NUMBER},
    {"unary_operator", SL_PROGRAM_SIGN},
    {"true", SL_PROGRAM_TRUE},
    {"false", SL_PROGRAM_FALSE},
    {"none", SL_PROGRAM_NULL},
    {"dictionary", SL_PROGRAM_DICT},
    {"pair", SL_PROGRAM_PAIR},
    {"dictionary_splat", SL_PROGRAM_SPREAD},
    {"list", SL_PROGRAM_LIST},
    {"tuple", SL_PROGRAM_LIST},
    {"set", SL_PROGRAM_LIST},
    {"list_comprehension", SL_PROGRAM_EACH},
    {"set_comprehension", SL_PROGRAM_EACH},
    {"generator_expression", SL_PROGRAM_EACH},
    {"call", SL_PROGRAM_CALL},
    {"attribute", SL_PROGRAM_MEMBER},
    {"argument_list", SL_PROGRAM_ARGUMENTS},
    {"keyword_argument", SL_PROGRAM_KEYWORD},
    {"assignment", SL_PROGRAM_ASSIGN},
    {"default_parameter", SL_PROGRAM_ASSIGN},
    {"typed_default_parameter", SL_PROGRAM_ASSIGN},
    {"conditional_expression", SL_PROGRAM_CHOICE},
    {"list_splat", SL_PROGRAM_SPREAD},
    {"expression_statement", SL_PROGRAM_STATEMENT},
    {"comment", SL_PROGRAM_IGNORED},
};

static const sl_syntax_row tsx[] = {
    {"parenthesized_expression", SL_PROGRAM_PAREN},
    {"as_expression", SL_PROGRAM_PAREN},
    {"satisfies_expression", SL_PROGRAM_PAREN},
    {"non_null_expression", SL_PROGRAM_PAREN},
    {"string", SL_PROGRAM_STRING},
    {"template_string", SL_PROGRAM_TEMPLATE},
    {"template_substitution", SL_PROGRAM_HOLE},
    {"binary_expression", SL_PROGRAM_BINARY},
    {"+", SL_PROGRAM_PLUS},
    {"identifier", SL_PROGRAM_NAME},
    {"property_identifier", SL_PROGRAM_NAME},
    {"number", SL_PROGRAM_NUMBER},
    {"unary_expression", SL_PROGRAM_SIGN},
    {"true", SL_PROGRAM_TRUE},
    {"false", SL_PROGRAM_FALSE},
    {"null", SL_PROGRAM_NULL},
    {"undefined", SL_PROGRAM_NULL},
    {"object", SL_PROGRAM_DICT},
    {"pair", SL_PROGRAM_PAIR},
    {"shorthand_property_identifier", SL_PROGRAM_SHORT},
    {"spread_element", SL_PROGRAM_SPREAD},
    {"array", SL_PROGRAM_LIST},
    {"call_expression", SL_PROGRAM_CALL},
    {"new_expression", SL_PROGRAM_CALL},
    {"member_expression", SL_PROGRAM_MEMBER},
    {"arguments", SL_PROGRAM_ARGUMENTS},
    {"variable_declarator", SL_PROGRAM_ASSIGN},
    {"assignment_expression", SL_PROGRAM_ASSIGN},
    {"public_field_definition", SL_PROGRAM_ASSIGN},
    {"ternary_expression", SL_PROGRAM_CHOICE},
    {"expression_statement", SL_PROGRAM_STATEMENT},
    {"lexical_declaration", SL_PROGRAM_STATEMENT},
    {"variable_declaration", SL_PROGRAM_STATEMENT},
    {"export_statement", SL_PROGRAM_STATEMENT},
    {"comment", SL_PROGRAM_IGNORED},
    {"type_identifier", SL_PROGRAM_IGNORED},
    {"nested_type_identifier", SL_PROGRAM_IGNORED},
    {"predefined_type", SL_PROGRAM_IGNORED},
    {"generic_type", SL_PROGRAM_IGNORED},
    {"union_type", SL_PROGRAM_IGNORED},
    {"array_type", SL_PROGRAM_IGNORED},
    {"literal_type", SL_PROGRAM_IGNORED},
    {"object_type", SL_PROGRAM_IGNORED},
    {"lookup_type", SL_PROGRAM_IGNORED},
    {"type_query", SL_PROGRAM_IGNORED},
};

/* What people write costs far less than this; what costs more is made to. */
enum { PATIENCE = 64 };

static const sl_program_grammar grammars[] = {
    {{tree_sitter_python, python, sizeof python / sizeof *python, PATIENCE},
     true,
     false},
    {{tree_sitter_tsx, tsx, sizeof tsx / sizeof *tsx, PATIENCE}, false, false},
    {{tree_sitter_tsx, tsx, sizeof tsx / sizeof *tsx, PATIENCE}, false, true},
};

static const struct {
    const char *suffix;
    size_t grammar; /* index */
} suffixes[] = {
    {".py", 0},  {".js", 1}, {".mjs", 1}, {".cjs", 1}, {".jsx", 1},
    {".tsx", 1}, {".ts", 2}, {".mts", 2}, {".cts", 2},
};

bool sl_program_grammar_for(sl_str path, sl_program_grammar *out)
{
    if (sl_str_ends_nocase(path, sl_lit(".d.ts"))) /* types, and no values */
        return false;
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        if (!sl_str_ends_nocase(path, sl_str_of(suffixes[i].suffix)))
            continue;
        *out = grammars[suffixes[i].grammar];
        return true;
    }
    return false;
}

bool sl_source_known(sl_str path)
{
    sl_program_grammar grammar;

    return sl_program_grammar_for(path, &grammar);
}

static bool in_type(char c)
{
    return c == '_' || c == '$' || c == '.' || c == '[' || c == ']' ||
           (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* The end of "<Type>" at text[at], or at. */
static size_t past_cast(sl_str text, size_t at)
{
    size_t end = at + 1;

    while (end < text.len && in_type(text.ptr[end]))
        end++;
    return end > at + 1 && end < text.len && text.ptr[end] == '>' ? end + 1 : at;
}

/* In TypeScript without JSX "<Type>" where a value begins is a cast, and without it the
 * value is the same; for tree-sitter-tsx it is an element, to the end of the file. */
static sl_str without_casts(sl_arena *arena, sl_str text)
{
    char *out = NULL;
    char before = '\0'; /* the last byte that is not blank */

    for (size_t at = 0, end; at < text.len; at = end) {
        char c = text.ptr[at];

        end = at + 1;
        if (c == '<' && sl_str_chr(sl_lit("=(,:?&|[{;>"), before) != SIZE_MAX)
            end = past_cast(text, at) > end ? past_cast(text, at) : end;
        if (end > at + 1 && !out)
            out = (char *)(uintptr_t)sl_arena_str(arena, text).ptr;
        for (size_t i = at; i < end && end > at + 1; i++)
            out[i] = ' ';
        if (end == at + 1 && c != ' ' && c != '\t' && c != '\n' && c != '\r')
            before = c;
    }
    return out ? (sl_str){out, text.len} : text;
}

/* The scanner of tree-sitter-python keeps its levels of indentation in a buffer that it
 * may overrun by one byte when there are more than 383. As each is deeper than the one
 * before, text without such lines cannot have them. */
static bool is_indented_far(sl_str text)
{
    enum { FAR = 256, TAB = 8 };
    size_t columns = 0;
    bool start = true; /* nothing but blanks so far */

    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];

        if (c == '\n') {
            columns = start && i > 0 && text.ptr[i - 1] == '\\' ? columns : 0;
            start = true;
        } else if (start && (c == ' ' || c == '\t')) {
            columns += c == '\t' ? TAB : 1;
        } else if (c != '\\' && c != '\r') {
            start = false;
        }
        if (columns >= FAR)
            return true;
    }
    return false;
}

bool sl_program_readable(const sl_program_grammar *grammar, sl_arena *arena,
                         sl_str *text)
{
    if (grammar->python)
        return !is_indented_far(*text);
    if (grammar->casts)
        *text = without_casts(arena, *text);
    return true;
}
