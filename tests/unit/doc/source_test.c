/* source_test.c - literals of Python, JavaScript and TypeScript. */
#include "show.h"

#include "doc/passage.h"

#include <time.h>

/* "NAME:" (what it is assigned or passed to) and the tree of each passage; or (spans)
 * what the spans of its nodes hold; "..." behind the name if it is incomplete. */
static void show_passages(sl_doc *doc, bool spans, sl_buf *out)
{
    sl_passages passages = sl_doc_passages(doc);

    for (size_t i = 0; i < passages.len; i++) {
        const sl_passage *passage = &passages.at[i];

        sl_buf_printf(out, "%.*s%s:%s\n", sl_fmt(passage->context),
                      passage->incomplete ? "..." : "",
                      passage->carrier == SL_CARRIER_LITERAL ? "" : " in a value");
        for (const sl_node *node = passage->tree; node;
             node = sl_node_walk(passage->tree, node)) {
            if (spans) {
                show_escaped(
                    sl_str_sub(doc->text, node->key_span.start, node->key_span.end),
                    out);
                sl_buf_char(out, '<');
                show_escaped(sl_str_sub(doc->text, node->span.start, node->span.end),
                             out);
                sl_buf_add(out, sl_lit(">\n"));
            } else {
                sl_buf line = {0};

                show_node(node, &line);
                sl_buf_add(out, sl_buf_str(&line));
                sl_buf_free(&line);
            }
        }
    }
    sl_buf_char(out, '\0');
}

static void assert_passages(const shown *row, bool spans)
{
    sl_arena arena = {0};
    sl_buf got = {0};
    sl_blob blob = {.path = sl_str_of(row->path)};
    sl_doc doc;

    /* programs without a word of AWS are not parsed */
    blob.bytes = sl_arena_printf(&arena, "%s%s arn:", row->text,
                                 strcmp(row->path, "a.py") == 0 ? "#" : "//");
    sl_doc_open(&doc, &blob, &arena);
    show_passages(&doc, spans, &got);
    if (strcmp(got.ptr, row->want) != 0)
        print_error("%s: %s\n", row->path, row->text);
    assert_string_equal(got.ptr, row->want);
    sl_buf_free(&got);
    sl_arena_free(&arena);
}

static void literals_with_keys_become_trees(void **state)
{
    static const shown cases[] = {
        {"a.py", "a = 1\nb = 'c'\nd = []\ne = {}\nf = [1, (2,)]\n", "", NULL, false},
        {"a.py", "p = {'a': [1, -2.5, True, False, None], \"b\": ('c', {}), d: e.F}\n",
         "p:\n= {}\na = []\na[0] = 1\na[1] = -2.5\na[2] = true\na[3] = false\na[4] = "
         "null\nb = []\nb[0] = \"c\nb[1] = {}\nd = !expr e.F\n",
         NULL, false},
        {"a.js", "const p = { a: [1, -2.5, true, null], 'b': \"c\", d: e.F, g };\n",
         "p:\n= {}\na = []\na[0] = 1\na[1] = -2.5\na[2] = true\na[3] = null\nb = "
         "\"c\nd "
         "= !expr e.F\ng = !expr g\n",
         NULL, false},
        {"a.ts", "export const p: Q<R> = [{ a: 'b' as const }] as S[];\n",
         "p:\n= []\n[0] = {}\n[0].a = \"b\n", NULL, false},
        {"a.ts", "const p = <any>{ a: <string>b };\nconst q = { c: 1 };\n",
         "p:\n= {}\na = !expr b\nq:\n= {}\nc = 1\n", NULL, false},
        {"a.tsx", "const v = <A b={{ c: 'd' }}>e</A>;\n", ":\n= {}\nc = \"d\n", NULL,
         false},
        {"a.rb", "p = {'a': 1}\n", "", NULL, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_passages(&cases[i], false);
}

static void text_is_put_together(void **state)
{
    static const shown cases[] = {
        {"a.py",
         "p = {'a': r'\\d', 'b': '\\x41\\u00e9\\t\\q', 'c': '''d\n'e' ''', 'f': "
         "b'g'}\n",
         "p:\n= {}\na = \"\\d\nb = \"A\xC3\xA9\t\\q\nc = \"d\\n'e' \nf = \"g\n", NULL,
         false},
        {"a.py",
         "p = {'a': f'b{c}{{d}}', 'e': 'f' 'g', 'h': ('i' + j.k), 'l': 'm%s' % n}\n",
         "p:\n= {}\na = !template \"b{c}{d}\ne = \"fg\nh = !template \"i${j.k}\nl = "
         "!template \"m%s\n",
         NULL, false},
        {"a.py",
         "N = 'b'\nM = N + 'c'\np = {'a': N, 'd': f'{N}', 'e': 'x' + M, 'f': "
         "'{}{{'.format(N)}\n",
         "p:\n= {}\na = \"b\nd = !template \"{N}\ne = \"xbc\nf = !template \"{}{\n",
         NULL, false},
        {"a.py", "N = 'b'\nN = 'c'\np = {'a': N, 'd': 1 + 2}\n",
         "p:\n= {}\na = !expr N\nd = !expr 1 + 2\n", NULL, false},
        {"a.js",
         "const N = `b`;\nf({ a: `c${d.e}\\u{41}`, g: N + '/' + h(1), i: "
         "'\\'\\q' })\n",
         "f:\n= {}\na = !template \"c${d.e}A\ng = !template \"b/${h(1)}\ni = \"'q\n",
         NULL, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_passages(&cases[i], false);
}

static void calls_make_objects(void **state)
{
    static const shown cases[] = {
        {"a.py", "c.f(A=json.dumps({'a': 1}), B=g({'b': 2}))\n",
         "A:\n= {}\na = 1\ng:\n= {}\nb = 2\n", NULL, false},
        {"a.py",
         "p = {'a': 1}\nt = json.dumps(q)\nq = {'b': 2}\nc.f(D=json.dumps(p), "
         "E=q)\n",
         "D:\n= {}\na = 1\nE:\n= {}\nb = 2\n", NULL, false},
        {"a.py",
         "r.add(iam.PolicyStatement(actions=['s3:*'], effect=iam.Effect.DENY))\n",
         "add:\n= !PolicyStatement {}\nactions = []\nactions[0] = \"s3:*\neffect = "
         "!expr iam.Effect.DENY\n",
         NULL, false},
        {"a.py", "p = f(A=json.dumps( # b\n  {'a': ( # c\n 'd')}, # e\n  indent=2))\n",
         "A:\n= {}\na = \"d\n", NULL, false},
        {"a.js", "f(JSON.stringify(/* b */ { a: ( /* c */ 'd') }))\n",
         "f:\n= {}\na = \"d\n", NULL, false},
        {"a.py", "p = dict(a=1, b=Doc(c=[S(d='e')]))\n",
         "p:\n= {}\na = 1\nb = !Doc {}\nb.c = []\nb.c[0] = !S {}\nb.c[0].d = \"e\n",
         NULL, false},
        {"a.ts",
         "this.r.add(new iam.PolicyStatement({ actions: ['s3:*'], effect: "
         "iam.Effect.DENY }));\n",
         "add:\n= !PolicyStatement {}\nactions = []\nactions[0] = \"s3:*\neffect = "
         "!expr iam.Effect.DENY\n",
         NULL, false},
        {"a.ts",
         "new Role(this, 'R', { by: new P('q'), in: { d: new Doc({ s: [new S({ a: "
         "1 })] }) } });\n",
         "Role:\n= {}\nby = !expr new P('q')\nin = {}\nin.d = !Doc {}\nin.d.s = []\n"
         "in.d.s[0] = !S {}\nin.d.s[0].a = 1\n",
         NULL, false},
        {"a.js",
         "f({ a: g(1, { b: 2 }), c() { return { d: 3 }; }, ...e, h: i ? { j: 4 } "
         ": k })\n",
         "f...:\n= {}\na = !expr g(1, { b: 2 })\nh = !If []\nh[0] = !expr i\nh[1] = "
         "{}\n"
         "h[1].j = 4\nh[2] = !expr k\ng:\n= {}\nb = 2\n:\n= {}\nd = 3\n",
         NULL, false},
        {"a.py",
         "p = {'s': [{'a': b} for b in c], 'd': {'e': 1} if f else {}, 'g': [*h]}\n",
         "p...:\n= {}\ns = !for []\ns[0] = {}\ns[0].a = !expr b\nd = !If []\nd[0] = "
         "!expr "
         "f\nd[1] = {}\nd[1].e = 1\nd[2] = {}\ng = []\ng[0] = !expr *h\n",
         NULL, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_passages(&cases[i], false);
}

static void json_in_strings_is_read(void **state)
{
    static const shown cases[] = {
        {"a.py", "p = '''\n{\"Version\": \"2012-10-17\", \"a\": [\"b\"]}\n'''\n",
         "p:\n= {}\nVersion = \"2012-10-17\na = []\na[0] = \"b\n", NULL, false},
        {"a.py", "c.f(D='{\"Version\": \"' + v + '\", \"a\": \"b\"}')\n",
         "D:\n= {}\nVersion = \"${v}\na = \"b\n", NULL, false},
        {"a.py", "p = f'{{\"Version\": \"{v}\", \"a\": \"b\"}}'\n",
         "p:\n= {}\nVersion = \"{v}\na = \"b\n", NULL, false},
        {"a.js", "const p = `{\"Version\": \"${v}\", \"a\": \"b\"}`;\n",
         "p:\n= {}\nVersion = \"${v}\na = \"b\n", NULL, false},
        {"a.js", "f(\"{\\\"Version\\\": 1, \\\"a\\\": \\\"b\\\"}\")\n",
         "f:\n= {}\nVersion = 1\na = \"b\n", NULL, false},
        {"a.py", "p = {'a': '{\"b\": \"cccccccccccc\"}'}\n",
         "p:\n= {}\na = \"{\"b\": \"cccccccccccc\"}\n: in a value\n= {}\nb = "
         "\"cccccccccccc\n",
         NULL, false},
        {"a.js",
         "const p = JSON.parse(a ? b : `{\"Version\": 1, \"a\": "
         "\"bbbbbb\"}`.trim());\n",
         "p:\n= {}\nVersion = 1\na = \"bbbbbb\n", NULL, false},
        {"a.py", "p = '{not json at all, really not}'\n", "", NULL, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_passages(&cases[i], false);
}

static void spans_are_those_of_the_program(void **state)
{
    static const shown cases[] = {
        {"a.py", "p = f({'a': \"b\", c: ['d' 'e', N]})\n",
         "f:\n<{'a': \"b\", c: ['d' 'e', N]}>\na<b>\nc<['d' 'e', N]>\n<d' 'e>\n<N>\n",
         NULL, false},
        {"a.py", "p = ('{\"aaaaa\": '\n     '[\"b\\\\n\", \"cccccc\"]}')\n",
         "p:\n<{\"aaaaa\": '\\n     '[\"b\\\\n\", \"cccccc\"]}>\naaaaa<[\"b\\\\n\", "
         "\"cccccc\"]>\n<b\\\\n>\n<cccccc>\n",
         NULL, false},
        {"a.js", "f('{\\'a\\': 1, \\u0022bbbbbbb\\\": \"c\"}')\n", "", NULL, false},
        {"a.js", "f('{\\u0022aaaaaaa\\x22: \"b\\u0063\", \"d\": 1}')\n",
         "f:\n<{\\u0022aaaaaaa\\x22: \"b\\u0063\", \"d\": "
         "1}>\naaaaaaa<b\\u0063>\nd<1>\n",
         NULL, false},
        {"a.ts", "f(new S({ a: [`b${c}`] }))\n",
         "f:\n<new S({ a: [`b${c}`] })>\na<[`b${c}`]>\n<b${c}>\n", NULL, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_passages(&cases[i], true);
}

static void broken_programs_keep_their_literals(void **state)
{
    static const shown cases[] = {
        {"a.py", "def f(:\n    p = {'a': 1}\n  x = )\nq = {'b': 2}\n",
         "p:\n= {}\na = 1\nq:\n= {}\nb = 2\n", NULL, false},
        {"a.js", "function ( { ;\nconst p = { a: 1 };\n} }\nq = { b: 2 };\n",
         "p:\n= {}\na = 1\nq:\n= {}\nb = 2\n", NULL, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_passages(&cases[i], false);
}

/* Patterns that take a grammar minutes, or that are as deep as they are long. */
static void adversarial_programs_end_soon(void **state)
{
    static const struct {
        const char *path, *start, *unit;
        size_t repeat;
        const char *error;
    } cases[] = {
        {"a.py", "", "{", 100000, NULL},
        {"a.py", "", "{'a':", 20000, NULL},
        {"a.py", "x = [", "{'a':1},", 2100, "more than 2000 documents in it"},
        {"a.py", "x = ", "f({'a':", 10000, NULL},
        {"a.py", "x = {'a': ", "'b'+", 20000, NULL},
        {"a.py", "x = {'a': ", "'b' ", 20000, NULL},
        {"a.py", "", "a?b:", 20000, NULL},
        {"a.py", "", "f\"{", 20000, NULL},
        {"a.py", "if a:\n", " ", 255, NULL},
        {"a.py", "if a:\n", " ", 256, "too far from a program to be read"},
        {"a.py", "if a:\n", " \\\n", 256, "too far from a program to be read"},
        {"a.py", "", "a\n", 600000, "larger than 1048576 bytes"},
        {"a.py", "", "N='a'+N\n", 10000, NULL},
        {"a.ts", "", "{", 60000, NULL},
        {"a.ts", "", "f({a:", 12000, NULL},
        {"a.ts", "x = {a: ", "'b'+", 15000, NULL},
        {"a.ts", "", "`${", 20000, NULL},
        {"a.ts", "a\n", "//\n", 20000, NULL},
        {"a.ts", "", "x<y<", 10000, NULL},
        {"a.ts", "", "=<a", 20000, NULL},
        {"a.tsx", "", "<a b={", 10000, NULL},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_arena arena = {0};
        sl_buf text = {0};
        sl_blob blob = {.path = sl_str_of(cases[i].path)};
        clock_t start = clock();
        sl_passages passages;
        sl_doc doc;

        sl_buf_add(&text, sl_str_of(cases[i].start));
        for (size_t k = 0; k < cases[i].repeat; k++)
            sl_buf_add(&text, sl_str_of(cases[i].unit));
        sl_buf_add(&text, sl_lit("\narn:"));
        blob.bytes = sl_buf_str(&text);
        sl_doc_open(&doc, &blob, &arena);
        passages = sl_doc_passages(&doc);
        if ((double)(clock() - start) / CLOCKS_PER_SEC > 40)
            print_error("%s: %s\n", cases[i].path, cases[i].unit);
        assert_true((double)(clock() - start) / CLOCKS_PER_SEC <= 40);
        if (cases[i].error)
            assert_string_equal(passages.error.text, cases[i].error);
        sl_buf_free(&text);
        sl_arena_free(&arena);
    }
}

/* What is only in values that are computed is found, too, at any depth. */
static void literals_in_calls_in_literals_are_found(void **state)
{
    enum { DEPTH = 300 };
    sl_arena arena = {0};
    sl_buf text = {0};
    sl_blob blob = {.path = sl_lit("a.js")};
    sl_passages passages;
    sl_doc doc;

    (void)state;
    for (size_t i = 0; i < DEPTH; i++)
        sl_buf_add(&text, sl_lit("{ a: f(1, "));
    for (size_t i = 0; i < DEPTH; i++)
        sl_buf_add(&text, sl_lit(") }"));
    sl_buf_add(&text, sl_lit("\n// arn:"));
    blob.bytes = sl_arena_printf(&arena, "x = %s", text.ptr);
    sl_doc_open(&doc, &blob, &arena);
    passages = sl_doc_passages(&doc);
    assert_int_equal(passages.len, DEPTH);
    assert_true(sl_str_eq(passages.at[0].context, sl_lit("x")));
    assert_true(sl_str_eq(passages.at[DEPTH - 1].context, sl_lit("f")));
    sl_buf_free(&text);
    sl_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(literals_with_keys_become_trees),
        cmocka_unit_test(text_is_put_together),
        cmocka_unit_test(calls_make_objects),
        cmocka_unit_test(json_in_strings_is_read),
        cmocka_unit_test(spans_are_those_of_the_program),
        cmocka_unit_test(broken_programs_keep_their_literals),
        cmocka_unit_test(literals_in_calls_in_literals_are_found),
        cmocka_unit_test(adversarial_programs_end_soon),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
