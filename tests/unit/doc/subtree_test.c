/* subtree_test.c - what is passed over in a tree is what nobody would have found. */
#include "show.h"

#include "doc/subtree.h"

enum { JUDGE = 1, ROUNDS = 500 };

typedef struct dice {
    uint64_t state;
} dice;

static unsigned roll(dice *d, unsigned below)
{
    d->state = d->state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(d->state >> 33) % below;
}

/* Random collections of one format: one that ends, or has a word too many. */
typedef struct writing {
    dice *dice;
    sl_doc_kind kind;
    sl_buf *out;
    size_t column; /* YAML: of the keys that are written, */
    bool dash;     /* the first of which stands behind a '-' */
} writing;

static void write_blanks(writing *w)
{
    for (size_t i = 0; i < w->column && !w->dash; i++)
        sl_buf_add(w->out, sl_lit(" "));
    w->dash = false;
}

/* A key and its value, in one of the forms that end differently. */
static void write_yaml_leaf(writing *w, const char *key, const char *value)
{
    int deep = (int)w->column + 2;

    write_blanks(w);
    switch (roll(w->dice, 9)) {
    case 0: sl_buf_printf(w->out, "%s: |\n%*s%s\n", key, deep, "", value); break;
    case 1: sl_buf_printf(w->out, "%s: >+\n%*s%s\n\n", key, deep, "", value); break;
    case 2: sl_buf_printf(w->out, "%s: more\n%*s%s\n", key, deep, "", value); break;
    case 3: sl_buf_printf(w->out, "%s: \"%s\"\n  # note\n", key, value); break;
    case 4: sl_buf_printf(w->out, "%s: [%s, {a: 1}]\n\n", key, value); break;
    case 5: sl_buf_printf(w->out, "%s:\n", key); break;
    case 6: sl_buf_printf(w->out, "%s:\n%*s%s\n", key, deep, "", value); break;
    default: sl_buf_printf(w->out, "%s: %s\n", key, value); break;
    }
}

static void write_leaf(writing *w, const char *key)
{
    static const char *const values[] = {
        "one two three four",         "hit", "plain", "plain",
        "some longer text of no use", "none"};
    const char *value = values[roll(w->dice, COUNT(values))];

    if (w->kind == SL_DOC_YAML)
        write_yaml_leaf(w, key, value);
    else if (w->kind == SL_DOC_XML)
        sl_buf_printf(w->out, "<%s>%s</%s>\n", key, value, key);
    else if (w->kind == SL_DOC_JSON)
        sl_buf_printf(w->out, "\"%s\": \"%s\",\n", key, value);
    else /* in parentheses, it is for tree-sitter */
        sl_buf_printf(w->out, roll(w->dice, 60) ? "%s = \"%s\"\n" : "%s = (\"%s\")\n",
                      key, value);
}

static void write_branch(writing *w, size_t depth);

/* A mapping, or a sequence, perhaps in the column of its key. */
static void write_yaml_branch(writing *w, const char *key, size_t depth)
{
    size_t column = w->column;
    bool list = roll(w->dice, 3) == 0;

    write_blanks(w);
    sl_buf_printf(w->out, roll(w->dice, 4) ? "%s:\n" : "%s: !t\n", key);
    w->column += list && roll(w->dice, 2) ? 0 : 2;
    for (size_t left = 1 + roll(w->dice, 4); left > 0; left--) {
        if (list) {
            write_blanks(w);
            sl_buf_add(w->out, sl_lit("- "));
            w->dash = true;
            w->column += 2;
        }
        write_branch(w, depth - 1);
        if (list && roll(w->dice, 2))
            write_leaf(w, "value");
        w->column -= list ? 2 : 0;
    }
    w->column = column;
    if (column == 0 && roll(w->dice, 8) == 0)
        sl_buf_add(w->out, sl_lit("---\n"));
}

static void write_branch(writing *w, size_t depth)
{
    static const char *const keys[] = {"a",     "bee",   "bee", "trap",
                                       "value", "value", "dee"};
    const char *key = keys[roll(w->dice, COUNT(keys))];

    if (depth == 0 || (depth < 4 && roll(w->dice, 3) == 0)) {
        write_leaf(w, key);
        return;
    }
    if (w->kind == SL_DOC_YAML) {
        write_yaml_branch(w, key, depth);
        return;
    }
    if (w->kind == SL_DOC_XML)
        sl_buf_printf(w->out, "<%s x='y'>\n", key);
    else if (w->kind == SL_DOC_JSON)
        sl_buf_printf(w->out, "\"%s\": {\n", key);
    else
        sl_buf_printf(w->out, "block \"%s\" {\n", key);
    for (size_t left = 1 + roll(w->dice, 4); left > 0; left--)
        write_branch(w, depth - 1);
    if (w->kind == SL_DOC_XML)
        sl_buf_printf(w->out, roll(w->dice, 12) ? "</%s>\n" : "</dee>\n", key);
    else
        sl_buf_printf(w->out, w->kind == SL_DOC_JSON ? "\"z\": 1},\n" : "}\n");
}

/* One collection of many. */
static void write_text(writing *w)
{
    sl_buf_printf(w->out, w->kind == SL_DOC_XML    ? "<top>\n"
                          : w->kind == SL_DOC_JSON ? "{\n"
                                                   : "\n");
    for (size_t left = 3 + roll(w->dice, 12); left > 0; left--)
        write_branch(w, 4);
    sl_buf_printf(w->out, w->kind == SL_DOC_XML    ? "</top>\n"
                          : w->kind == SL_DOC_JSON ? "\"z\": 1}\n"
                                                   : "\n");
}

static void copy(writing *w, sl_str base, sl_span part, sl_copies *copies)
{
    if (part.end - part.start >= SL_COPY_MIN)
        *sl_vec_push(copies) =
            (sl_copy){w->out->len, part.start, part.end - part.start};
    sl_buf_add(w->out, sl_str_sub(base, part.start, part.end));
}

/* The same with another name in one place. */
static void rename_one(writing *w, sl_str base, sl_copies *copies)
{
    size_t from = roll(w->dice, (unsigned)base.len);
    size_t at = sl_str_find(sl_str_skip(base, from), sl_lit("bee"));

    copies->len = 0;
    at = at == SIZE_MAX ? base.len : from + at;
    copy(w, base, (sl_span){0, at}, copies);
    sl_buf_add(w->out, roll(w->dice, 2) ? sl_lit("a") : sl_lit("dee"));
    copy(w, base, (sl_span){at < base.len ? at + 3 : at, base.len}, copies);
}

/* The same with the line that begins somewhere deeper, or less deep. */
static void dent_one(writing *w, sl_str base, sl_copies *copies)
{
    size_t at = roll(w->dice, (unsigned)base.len);
    size_t left = 1 + roll(w->dice, 3);

    copies->len = 0;
    at += sl_str_chr(sl_str_skip(base, at), '\n') + 1;
    copy(w, base, (sl_span){0, at}, copies);
    if (roll(w->dice, 2))
        sl_buf_printf(w->out, "%*s", (int)left, "");
    else
        while (left-- > 0 && at < base.len && base.ptr[at] == ' ')
            at++;
    copy(w, base, (sl_span){at, base.len}, copies);
}

/* The lines of base, some of which are gone or new; copies say which are not. */
static void edit(writing *w, sl_str base, sl_copies *copies)
{
    size_t at = 0;

    copies->len = 0;
    for (size_t steps = 1 + roll(w->dice, 3); at<base.len; steps -= steps> 1) {
        size_t end =
            steps > 1 ? at + roll(w->dice, (unsigned)(base.len - at)) : base.len;

        while (end < base.len && base.ptr[end - (end > 0)] != '\n')
            end++;
        copy(w, base, (sl_span){at, end}, copies);
        at = end;
        w->column = roll(w->dice, 4) * 2;
        if (w->kind == SL_DOC_YAML && roll(w->dice, 3) == 0) /* or a line of a block */
            sl_buf_printf(w->out, "%*s# hit\n", (int)w->column, "");
        else if (at < base.len && roll(w->dice, 2))
            write_branch(w, roll(w->dice, 3));
        else if (at < base.len && roll(w->dice, 2))
            at += sl_str_chr(sl_str_skip(base, at), '\n') + 1;
    }
}

/* A leaf counts where no node above it is a trap; "value" has the name of what is above,
 * where "a" is worth something. Writes what it finds. */
static void judge(sl_doc *doc, const sl_node *tree, sl_buf *found)
{
    for (const sl_node *leaf = tree; leaf; leaf = sl_node_walk(tree, leaf)) {
        bool hit = sl_str_has(leaf->value, sl_lit("hit"));
        bool trap = false;

        if (leaf->type != SL_NODE_SCALAR)
            continue;
        sl_subtree_leaf(doc->parts, leaf);
        if (sl_str_eq(leaf->key, sl_lit("value")) && leaf->parent) {
            hit = hit || (sl_str_eq(leaf->value, sl_lit("plain")) &&
                          sl_str_eq(leaf->parent->key, sl_lit("a")));
            sl_subtree_lean(doc->parts, leaf, leaf->parent);
        }
        for (const sl_node *at = leaf; at; at = at->parent)
            trap = trap || sl_str_eq(at->key, sl_lit("trap"));
        if (hit)
            sl_subtree_enliven(doc->parts, leaf);
        if (hit && !trap) {
            sl_node_path(leaf, found);
            sl_buf_printf(found, " %zu-%zu\n", leaf->span.start, leaf->span.end);
        }
    }
}

typedef struct looked {
    sl_arena arena;
    sl_doc doc;
    sl_blob blob;
    sl_subtree_log log;
    sl_buf found;
} looked;

static void look(looked *l, const char *path, sl_str text, const sl_subtree_base *base)
{
    const sl_node *tree;

    l->blob = (sl_blob){.path = sl_str_of(path), .bytes = text};
    sl_doc_open(&l->doc, &l->blob, &l->arena);
    sl_subtree_begin(&l->log, base);
    l->doc.parts = &l->log;
    tree = sl_doc_rest(&l->doc, JUDGE);
    if (tree && !l->doc.fallback)
        judge(&l->doc, tree, &l->found);
}

static void release(looked *l)
{
    sl_buf_free(&l->found);
    sl_subtree_free(&l->log);
    sl_arena_free(&l->arena);
}

/* Returns how many bytes of the text were passed over. */
static size_t compare(writing *w, const char *path)
{
    static void (*const edits[])(writing *, sl_str,
                                 sl_copies *) = {edit, edit, dent_one, rename_one};
    sl_buf before = {0}, after = {0};
    sl_copies copies = {0};
    sl_subtree_base none = {0}, base;
    looked first = {0}, whole = {0}, rest = {0};
    size_t passed = 0;

    w->out = &before;
    write_text(w);
    look(&first, path, sl_buf_str(&before), &none);
    if (sl_doc_parted(&first.doc)) {
        size_t len = sl_subtree_barren(&first.log);

        w->out = &after;
        edits[roll(w->dice, COUNT(edits))](w, sl_buf_str(&before), &copies);
        base = (sl_subtree_base){
            .at = first.log.list.at, .len = len, .judges = JUDGE, .copies = &copies};
        look(&whole, path, sl_buf_str(&after), &none);
        look(&rest, path, sl_buf_str(&after), &base);
        assert_true(sl_str_eq(sl_buf_str(&whole.found), sl_buf_str(&rest.found)));
        for (const sl_node *at = rest.doc.rest; at;
             at = sl_node_walk(rest.doc.rest, at))
            passed += sl_subtree_passed(at) ? at->span.end - at->span.start : 0;
    }
    sl_vec_free(&copies);
    sl_buf_free(&before);
    sl_buf_free(&after);
    release(&first);
    release(&whole);
    release(&rest);
    return passed;
}

static void the_rest_holds_all_that_the_tree_does(void **state)
{
    static const struct {
        const char *path;
        sl_doc_kind kind;
    } cases[] = {{"a.xml", SL_DOC_XML},
                 {"a.json", SL_DOC_JSON},
                 {"a.tf", SL_DOC_HCL},
                 {"a.yml", SL_DOC_YAML}};

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        size_t passed = 0;

        for (unsigned round = 0; round < ROUNDS; round++) {
            dice d = {round * 7919u + 1};
            writing w = {.dice = &d, .kind = cases[i].kind};

            roll(&d, 2);
            passed += compare(&w, cases[i].path);
        }
        assert_true(passed > (size_t)ROUNDS * 100);
    }
}

/* "</c>" closes nothing in the base, and in the other text, where it is as deep, the
 * element that was renamed. */
static void a_stray_end_tag_is_never_passed_over(void **state)
{
    sl_str before =
        sl_lit("<top>\n<x><a y='z'><b>two words</b></c><b>some more words"
               "</b><b>and others of no use</b></a></x><d>hit</d>\n</top>\n");
    size_t head = sl_lit("<top>\n<x>").len;
    sl_buf after = {0};
    sl_copy copy = {.from = head, .len = before.len - head};
    sl_copies copies = {&copy, 1, 1};
    sl_subtree_base none = {0}, base;
    looked first = {0}, rest = {0};

    (void)state;
    sl_buf_add(&after, sl_lit("<top>\n<c>"));
    copy.at = after.len;
    sl_buf_add(&after, sl_str_skip(before, head));
    look(&first, "a.xml", before, &none);
    assert_true(sl_doc_parted(&first.doc));
    base = (sl_subtree_base){.at = first.log.list.at,
                             .len = sl_subtree_barren(&first.log),
                             .judges = JUDGE,
                             .copies = &copies};
    look(&rest, "a.xml", sl_buf_str(&after), &base);
    assert_true(sl_str_starts(sl_buf_str(&rest.found), sl_lit("top.d ")));
    sl_buf_free(&after);
    release(&first);
    release(&rest);
}

/* What stands behind a block of YAML may belong to it; the copy ends before it does. */
static void a_block_of_yaml_is_read_again_where_it_may_go_on(void **state)
{
    static const struct {
        const char *head; /* in one copy */
        const char *before, *after;
    } cases[] = {
        {"a:\n  b: some words of no use\n  c: |\n    and two more words\n", "d: hit\n",
         "    # hit\nd: hit\n"},
        {"a:\n  b: some words of no use\n  c: >\n    and two more words\n    ",
         "# none\n", "hit\n"},
        {"a:\n  b: some words of no use\n  c: and two more words\n  ", "# none\n",
         "  hit\n"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_buf texts[2] = {{0}, {0}};
        sl_copy copy = {.len = strlen(cases[i].head)};
        sl_copies copies = {&copy, 1, 1};
        sl_subtree_base none = {0}, base;
        looked first = {0}, rest = {0};

        sl_buf_printf(&texts[0], "%s%se: 1\n", cases[i].head, cases[i].before);
        sl_buf_printf(&texts[1], "%s%se: 1\n", cases[i].head, cases[i].after);
        look(&first, "a.yml", sl_buf_str(&texts[0]), &none);
        assert_true(sl_doc_parted(&first.doc));
        base = (sl_subtree_base){.at = first.log.list.at,
                                 .len = sl_subtree_barren(&first.log),
                                 .judges = JUDGE,
                                 .copies = &copies};
        look(&rest, "a.yml", sl_buf_str(&texts[1]), &base);
        assert_true(sl_str_starts(sl_buf_str(&rest.found), sl_lit("a.c ")));
        sl_buf_free(&texts[0]);
        sl_buf_free(&texts[1]);
        release(&first);
        release(&rest);
    }
}

/* A tag stands in front of its block, so it may be another one. */
static void a_block_that_is_passed_over_has_the_tag_it_has_now(void **state)
{
    static const char body[] =
        "\n  b: some words of no use\n  c: and three more words\n";
    sl_buf texts[2] = {{0}, {0}};
    sl_copy copy = {.from = 5, .at = 6, .len = sizeof body - 1 + 4};
    sl_copies copies = {&copy, 1, 1};
    sl_subtree_base none = {0}, base;
    looked first = {0}, rest = {0};

    (void)state;
    sl_buf_printf(&texts[0], "a: !t%sd: 1\n", body);
    sl_buf_printf(&texts[1], "a: !uv%sd: 1\n", body);
    look(&first, "a.yml", sl_buf_str(&texts[0]), &none);
    assert_true(sl_doc_parted(&first.doc));
    base = (sl_subtree_base){.at = first.log.list.at,
                             .len = sl_subtree_barren(&first.log),
                             .judges = JUDGE,
                             .copies = &copies};
    look(&rest, "a.yml", sl_buf_str(&texts[1]), &base);
    assert_non_null(rest.doc.rest);
    assert_true(sl_subtree_passed(rest.doc.rest->first));
    assert_true(sl_str_eq(rest.doc.rest->first->tag, sl_lit("!uv")));
    sl_buf_free(&texts[0]);
    sl_buf_free(&texts[1]);
    release(&first);
    release(&rest);
}

/* What was passed over as a block is something else now: no node is its own. */
static void a_block_that_became_an_object_is_read_again(void **state)
{
    static const char head[] = "a = 0x1\nlocals ";
    static const char body[] =
        "{\n  b = \"some words of no use\"\n  c = \"and two more "
        "words\"\n}\n";
    sl_buf texts[2] = {{0}, {0}};
    sl_copy copy = {.from = sizeof head - 1, .len = sizeof body - 1};
    sl_copies copies = {&copy, 1, 1};
    sl_subtree_base none = {0}, base;
    looked first = {0}, rest = {0};

    (void)state;
    sl_buf_printf(&texts[0], "%s%s", head, body);
    sl_buf_printf(&texts[1], "%s= %s", head, body);
    copy.at = copy.from + 2;
    look(&first, "a.tf", sl_buf_str(&texts[0]), &none);
    assert_true(sl_doc_parted(&first.doc));
    base = (sl_subtree_base){.at = first.log.list.at,
                             .len = sl_subtree_barren(&first.log),
                             .judges = JUDGE,
                             .copies = &copies};
    assert_int_equal(base.len, 1);
    look(&rest, "a.tf", sl_buf_str(&texts[1]), &base);
    assert_null(rest.doc.rest);
    assert_non_null(
        sl_node_get(sl_node_get(rest.doc.tree, sl_lit("locals")), sl_lit("c")));
    sl_buf_free(&texts[0]);
    sl_buf_free(&texts[1]);
    release(&first);
    release(&rest);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_block_of_yaml_is_read_again_where_it_may_go_on),
        cmocka_unit_test(a_block_that_is_passed_over_has_the_tag_it_has_now),
        cmocka_unit_test(a_block_that_became_an_object_is_read_again),
        cmocka_unit_test(a_stray_end_tag_is_never_passed_over),
        cmocka_unit_test(the_rest_holds_all_that_the_tree_does),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
