/* node_test.c - finding one's way in a tree. */
#include "show.h"

#include "doc/builder.h"

static const sl_node *read(sl_doc *doc, sl_blob *blob, sl_arena *arena)
{
    *blob = (sl_blob){.path = sl_lit("a.yml"),
                      .bytes = sl_lit("a: {b: [x, {c: y}]}\nd: [[p, q]]\n'': z\n")};
    sl_doc_open(doc, blob, arena);
    return sl_doc_tree(doc);
}

static void get_finds_the_first_child_of_a_map(void **state)
{
    sl_arena arena = {0};
    sl_blob blob;
    sl_doc doc;
    const sl_node *top = read(&doc, &blob, &arena);

    (void)state;
    assert_non_null(sl_node_get(top, sl_lit("a")));
    assert_non_null(sl_node_get(sl_node_get(top, sl_lit("a")), sl_lit("b")));
    assert_non_null(sl_node_get(top, sl_lit("")));
    assert_null(sl_node_get(top, sl_lit("b")));
    assert_null(sl_node_get(sl_node_get(top, sl_lit("d")), sl_lit("p")));
    assert_null(sl_node_get(NULL, sl_lit("a")));
    sl_arena_free(&arena);
}

static void a_walk_visits_every_node_once_and_stays_below_its_top(void **state)
{
    static const struct {
        const char *path;
        const char *name;
        size_t below; /* nodes, itself included */
    } want[] = {
        {"", "", 11},        {"a", "a", 5},        {"a.b", "b", 4}, {"a.b[0]", "b", 1},
        {"a.b[1]", "b", 2},  {"a.b[1].c", "c", 1}, {"d", "d", 4},   {"d[0]", "d", 3},
        {"d[0][0]", "d", 1}, {"d[0][1]", "d", 1},  {"\"\"", "", 1},
    };
    sl_arena arena = {0};
    sl_blob blob;
    sl_doc doc;
    const sl_node *top = read(&doc, &blob, &arena);
    const sl_node *node = top;

    (void)state;
    for (size_t i = 0; i < COUNT(want); i++) {
        sl_buf path = {0};
        size_t below = 0;

        assert_non_null(node);
        sl_node_path(node, &path);
        assert_true(sl_str_eq(sl_buf_str(&path), sl_str_of(want[i].path)));
        assert_true(sl_str_eq(sl_node_name(node), sl_str_of(want[i].name)));
        for (const sl_node *at = node; at; at = sl_node_walk(node, at))
            below++;
        assert_int_equal(below, want[i].below);
        sl_buf_free(&path);
        node = sl_node_walk(top, node);
    }
    assert_null(node);
    sl_arena_free(&arena);
}

static void a_builder_stops_at_its_ceilings(void **state)
{
    sl_arena arena = {0};
    sl_builder builder;
    sl_err err = {0};
    size_t count = 0;

    (void)state;
    sl_builder_init(&builder, sl_lit(""), &arena, &err);
    while (sl_builder_enter(&builder, SL_NODE_SEQ, (sl_span){0}))
        count++;
    assert_int_equal(count, SL_MAX_DEPTH);
    assert_int_equal(err.code, SL_ELIMIT);
    while (sl_builder_add(&builder, SL_NODE_SCALAR, (sl_span){0}))
        count++;
    assert_int_equal(count, SL_MAX_NODES);
    assert_non_null(sl_builder_done(&builder));
    sl_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(get_finds_the_first_child_of_a_map),
        cmocka_unit_test(a_walk_visits_every_node_once_and_stays_below_its_top),
        cmocka_unit_test(a_builder_stops_at_its_ceilings),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
