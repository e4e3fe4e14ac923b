/* program.c - finds the literals of a program. */
#include "doc/program.h"

#include <stdlib.h>

/* Shorter text is no document. */
enum { SHORTEST_TEXT = 20 };

SL_VEC(indexes, size_t);

typedef struct walking {
    sl_program *program;
    TSTreeCursor cursor;
    sl_str context;    /* of the top */
    indexes *assigned; /* passages whose context is a name that may be used */
} walking;

/* What a literal is assigned or passed to; *assigned: it is a variable. */
static sl_str context_at(const walking *walk, bool *assigned)
{
    enum { FAR = 8 };
    const sl_program *program = walk->program;
    TSTreeCursor cursor = ts_tree_cursor_copy(&walk->cursor);
    sl_str context = {0};
    bool going = true;

    *assigned = false;
    for (size_t i = 0; going && i < FAR; i++) {
        TSNode node;

        if (!ts_tree_cursor_goto_parent(&cursor)) {
            context = walk->context;
            break;
        }
        node = ts_tree_cursor_current_node(&cursor);
        going = sl_program_context(program, node, &context);
        *assigned = sl_program_role_of(program, node) == SL_PROGRAM_ASSIGN;
    }
    ts_tree_cursor_delete(&cursor);
    return context;
}

/* Adds the literal under the cursor. *taken: it has a key. */
static bool take_literal(walking *walk, TSNode node, bool *taken)
{
    sl_program *program = walk->program;
    sl_passage_work *work = program->work;
    sl_piece whole = {.text = {.text = program->text},
                      .carrier = SL_CARRIER_LITERAL,
                      .kind = work->doc->kind};
    size_t later = program->later.len;
    sl_err error = {0};
    const sl_node *tree;
    sl_passage *out;
    bool assigned;

    program->incomplete = false;
    sl_builder_init(&program->builder, program->text, work->doc->arena, &error);
    sl_program_value(program, node);
    tree = sl_builder_done(&program->builder);
    *taken = tree->first != NULL;
    if (!*taken) {
        program->later.len = later;
        return true;
    }
    out = sl_passage_add(&work->found, work->err);
    if (!out)
        return false;
    *out = (sl_passage){.tree = tree,
                        .carrier = SL_CARRIER_LITERAL,
                        .kind = work->doc->kind,
                        .span = tree->span,
                        .context = context_at(walk, &assigned),
                        .incomplete = program->incomplete,
                        .error = error,
                        .error_at = sl_program_span(node)};
    if (assigned)
        *sl_vec_push(walk->assigned) = work->found.len - 1;
    return sl_piece_values(work, &whole, tree);
}

/* The JSON in the string, or sum of strings, under the cursor. */
static bool take_text(walking *walk, TSNode node)
{
    sl_program *program = walk->program;
    sl_passage_work *work = program->work;
    sl_excerpt whole = {.text = program->text};
    sl_piece piece = {.carrier = SL_CARRIER_LITERAL, .kind = SL_DOC_JSON};
    size_t before = work->found.len;
    sl_program_text text;
    sl_excerpt_maker maker;
    bool assigned = false, taken = false, going = true;

    if (sl_program_join(program, node, &text) && text.bytes.len >= SHORTEST_TEXT) {
        maker = sl_excerpt_begin(work->doc->arena, &whole, text.bytes.len);
        for (size_t i = 0; i < text.bytes.len; i++)
            sl_excerpt_put(&maker, text.bytes.ptr[i], text.places.at[i]);
        piece.text = sl_excerpt_end(&maker);
        piece.context = context_at(walk, &assigned);
        piece.leeway = text.templated ? SL_LEEWAY_TEMPLATE : SL_LEEWAY_NONE;
        going = sl_piece_take(work, &piece, &taken);
    }
    if (taken && assigned)
        *sl_vec_push(walk->assigned) = before;
    sl_program_text_free(&text);
    return going;
}

/* Does a list hold what has keys? */
static bool is_list_of_containers(const sl_program *program, TSNode list)
{
    TSTreeCursor cursor = ts_tree_cursor_new(list);
    bool found = false;

    for (bool more = ts_tree_cursor_goto_first_child(&cursor); more && !found;
         more = ts_tree_cursor_goto_next_sibling(&cursor))
        found = sl_program_is_container(program, ts_tree_cursor_current_node(&cursor));
    ts_tree_cursor_delete(&cursor);
    return found;
}

/* *deeper: there may be literals below the node under the cursor. */
static bool visit(walking *walk, bool *deeper)
{
    sl_program *program = walk->program;
    TSNode node = ts_tree_cursor_current_node(&walk->cursor);
    bool taken = false, going = true;

    switch (sl_program_role_of(program, node)) {
    case SL_PROGRAM_LIST:
        if (is_list_of_containers(program, node))
            going = take_literal(walk, node, &taken);
        break;
    case SL_PROGRAM_DICT: going = take_literal(walk, node, &taken); break;
    case SL_PROGRAM_KEYWORD:
        sl_program_note_use(
            program, sl_program_written(program, sl_program_field(node, "name")),
            sl_program_passed(program, sl_program_field(node, "value")));
        break;
    case SL_PROGRAM_CALL:
        if (sl_program_is_container(program, node))
            going = take_literal(walk, node, &taken);
        break;
    default: break;
    }
    if (!taken && going && sl_program_is_text(program, node) &&
        sl_program_begins_brace(program, node)) {
        going = take_text(walk, node);
        taken = true; /* if it is none, then no part of it is */
    }
    *deeper = !taken;
    return going;
}

/* The literals in a part of the program; what is inside of one, but not of its value, is
 * put off. */
static bool walk_place(sl_program *program, const sl_program_place *place,
                       indexes *assigned)
{
    walking walk = {program, ts_tree_cursor_new(place->node), place->context, assigned};
    size_t level = 0;
    bool more = true, going = true;

    while (more && going) {
        bool deeper;

        going = visit(&walk, &deeper);
        if (!going || (deeper && ts_tree_cursor_goto_first_child(&walk.cursor))) {
            level++;
            continue;
        }
        while (level > 0 && !ts_tree_cursor_goto_next_sibling(&walk.cursor)) {
            ts_tree_cursor_goto_parent(&walk.cursor);
            level--;
        }
        more = level > 0;
    }
    ts_tree_cursor_delete(&walk.cursor);
    return going;
}

static int by_place(const void *a, const void *b)
{
    const sl_passage *left = a, *right = b;

    if (left->span.start != right->span.start)
        return left->span.start < right->span.start ? -1 : 1;
    if (left->span.end != right->span.end)
        return left->span.end > right->span.end ? -1 : 1;
    return (left->carrier == SL_CARRIER_VALUE) - (right->carrier == SL_CARRIER_VALUE);
}

/* policy = {..} and then f(PolicyDocument=policy): known by the keyword. */
static void rename_used(sl_program *program, const indexes *assigned)
{
    for (size_t i = 0; i < assigned->len; i++) {
        sl_passage *passage = &program->work->found.at[assigned->at[i]];
        const sl_str *use = sl_map_get(&program->uses, passage->context);

        if (use)
            passage->context = *use;
    }
}

static bool find(sl_program *program)
{
    sl_passage_vec *found = &program->work->found;
    size_t first = found->len;
    indexes assigned = {0};
    bool going = true;

    sl_program_note_strings(program);
    *sl_vec_push(&program->later) =
        (sl_program_place){.node = ts_tree_root_node(program->syntax.tree)};
    while (going && program->later.len > 0) {
        sl_program_place place = program->later.at[--program->later.len];

        going = walk_place(program, &place, &assigned);
    }
    rename_used(program, &assigned);
    if (found->len > first)
        qsort(found->at + first, found->len - first, sizeof *found->at, by_place);
    sl_vec_free(&assigned);
    return going;
}

/* Words of which every program has one whose literals anybody reads: policies, and
 * references to what AWS keeps. To parse all others would cost more than to scan them. */
static bool worth_parsing(sl_str text)
{
    static const char *const principals[] = {"IdentityPrincipal(", "ConnectPrincipal(",
                                             "FederatedPrincipal("};

    if (sl_str_has(text, sl_lit("arn:")) || sl_str_has(text, sl_lit("valueFrom")) ||
        sl_str_has(text, sl_lit("PolicyStatement")))
        return true;
    if (sl_str_has(text, sl_lit("Principal(")))
        for (size_t i = 0; i < sizeof principals / sizeof *principals; i++)
            if (sl_str_has(text, sl_str_of(principals[i])))
                return true;
    return sl_str_has(text, sl_lit("Statement")) &&
           (sl_str_has(text, sl_lit("Effect")) || sl_str_has(text, sl_lit("Action")) ||
            sl_str_has(text, sl_lit("2012-10-17")));
}

/* Minified code, and what webpack and its like make of many modules: nobody writes a
 * policy there. */
static bool is_packed(sl_str text)
{
    enum { BIG = 64 * 1024, LONG_LINE = 400 };
    size_t lines = 1;

    if (text.len < BIG)
        return false;
    for (size_t i = 0; i < text.len; i++)
        lines += text.ptr[i] == '\n';
    return text.len / lines > LONG_LINE || sl_str_has(text, sl_lit("__webpack_")) ||
           sl_str_has(text, sl_lit("__nccwpck_")) ||
           sl_str_has(text, sl_lit("var __commonJS"));
}

bool sl_source_passages(sl_passage_work *work)
{
    sl_doc *doc = work->doc;
    sl_program program = {.work = work, .text = doc->text};
    sl_str readable = doc->text;
    bool going;

    if (!sl_program_grammar_for(doc->blob->path, &program.grammar) ||
        !worth_parsing(doc->text) || is_packed(doc->text))
        return true;
    if (doc->text.len > SL_MAX_PROGRAM_SIZE)
        return sl_fail(work->err, SL_ELIMIT, "larger than %u bytes",
                       SL_MAX_PROGRAM_SIZE);
    if (!sl_program_readable(&program.grammar, doc->arena, &readable) ||
        !sl_syntax_open(&program.syntax, &program.grammar.syntax, readable, doc->arena))
        return sl_fail(work->err, SL_ELIMIT, "too far from a program to be read");
    going = find(&program);
    sl_syntax_close(&program.syntax);
    sl_map_free(&program.strings);
    sl_map_free(&program.uses);
    sl_vec_free(&program.later);
    return going;
}
