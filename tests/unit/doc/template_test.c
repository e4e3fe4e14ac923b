/* template_test.c - YAML and JSON that are such only when rendered. */
#include "show.h"

#include "doc/template.h"

static void a_template_is_read_around_its_marks(void **state)
{
    static const shown cases[] = {
        /* YAML as it stands */
        {"a.yml", "a: \"{{ x }}\"\n", "= {}\na = \"{{ x }}\n", NULL, false},
        {"a.yml", "a: {{ x }}\nb: [{{ y }}]\n",
         "= {}\na = {{ x }}\nb = []\nb[0] = {{ y }}\n", NULL, false},
        /* not so */
        {"a.yml", "a: {{ x[\"k\"] }}\nb: c\n", "= {}\na = {{ x[\"k\"] }}\nb = c\n",
         "line 1: ", true},
        {"a.yml.j2", "{% if x %}\na: b\n{% endif %}\n", "= {}\na = b\n",
         "line 1: ", true},
        {"t.yaml",
         "{{- if .V }}\na:\n  b: !vault x{{ .V }}\n  {{- toYaml . | nindent 2 }}\n",
         "= {}\na = {}\na.b = !vault x{{ .V }}\n", "line 1: ", true},
        {"t.yaml", "a: |\n  x {{ y }}\n  z\n{{ end }}\n",
         "= {}\na = |x {{ y }}\\n  z\n", "line 5: ", true},
        {"a.json", "{\"a\": {{ x | tojson }}, \"b\": \"c {{ d }}\"}",
         "= {}\na = {{ x | tojson }}\nb = \"c {{ d }}\n",
         "line 1: expected a key in double quotes", true},
        {"a.json", "{\"a\": {{ x }},}", "= {}\na = {{ x }}\n", "line 1: expected a key",
         true},
        {"t.yml", "a:{{range .X}}\n  - {{.Y}}{{end}}\nb: c{{$d := .D}}\n",
         "= {}\na = []\na[0] = {{.Y}}\nb = c\n", "line ", true},
        {"t.yml", "{{- if .V}}{{$v := .V}}{{range .W}}\na: [{{$v}}]{{end}}{{end}}\n",
         "= {}\na = []\na[0] = {{$v}}\n", "line ", true},
        {"t.yml", "a:\n  b: 1\n  {{ if .V }}c: 2{{ end }}\nd: 3\n",
         "= {}\na = {}\na.b = 1\na.\"{{ if .V }}c\" = 2{{ end }}\nd = 3\n", "line ",
         true},
        /* not even then */
        {"a.yml", "a: {{ x }}: [\nb: c\n", "= {}\na = {{ x }}: [\nb = c\n", "line ",
         true},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_shown(&cases[i], false);
}

static void a_mask_keeps_every_byte_in_its_place(void **state)
{
    static const struct {
        const char *text;
        const char *mask;
    } cases[] = {
        {"a: {{ x }}\n", "a: 1111111\n"},
        {"  {{- x -}} \ny", "            \ny"},
        {"{% a\nb %}c", "    \n    c"},
        {"a{# c #}b", "a       b"},
        {"<%= x %>-y", "11111111-y"},
        {"{{ a", "{{ a"},
        {"}} {{", "}} {{"},
        {"{{{ x }}}", "11111111}"},
        {"a:{{range .X}}\n", "a:            \n"},
        {"a: {{ if x }}b{{else}}c{{- end -}}\n",
         "a:           b        c           \n"},
        {"a: {{ .x }}{{/* c */}}\n", "a: 11111111           \n"},
        {"  {{ .x }} {{ .y }}\nz", "                   \nz"},
        {"a: {{ $x }}{{$y := 1}}", "a: 11111111           "},
        {"a: {{ iffy }}{{ endpoint }}{{ range(3) }}",
         "a: 11111111111111111111111111111111111111"},
        {"", ""},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_arena arena = {0};
        sl_str text = sl_str_of(cases[i].text);

        assert_true(
            sl_str_eq(sl_template_mask(&arena, text, true), sl_str_of(cases[i].mask)));
        assert_int_equal(sl_template_marked(text),
                         strcmp(cases[i].text, cases[i].mask) != 0);
        sl_arena_free(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_template_is_read_around_its_marks),
        cmocka_unit_test(a_mask_keeps_every_byte_in_its_place),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
