/* yaml_grown_test.c - documents grown by a grammar are read alike by both readers. */
#include "yaml_same.h"

enum { CHOICES = 18, LETTERS = 'Z' };

/* What the capital letters stand for; the first is the shortest. '(' indents, '^' begins
 * a line, '~' one with any indentation. */
static const char *const grammar[LETTERS][CHOICES] = {
    ['M'] = {"K:V", "K:V^M", "K:V^# n^M", "K : W^M", "? K^:V", "? k # c^:V^M",
             "? k^: (K:V)"},
    ['K'] = {"k", "k k", "'Q'", "\"E\"", "<<"},
    ['S'] = {"-V", "-V^S", "- (K:V)^S", "- - w^S"},
    ['V'] = {"", " W", " W", " &a W", " &a(^M)", " &a(^S)", " &a(^W)", "(^M)", "(^S)",
             "^S", " # c", "(^W)", " !t W", " !u:v(^M)", " !t(^S)", "(^!t W)",
             "(^!!t^M)"},
    ['W'] = {"w", "T", "'Q'", "\"D\"", "F", "|B", ">B", "*a", "> # c(^L)"},
    ['T'] = {"w", "w  w", "w#w", "w(^w)", "w(^T)", "w #w", "w:w", "-w", "w(~w)"},
    ['B'] = {"(^L)", "-(^L)", "+(^L)", "(^^L)", "2(^L)", "-1(^ L)"},
    ['L'] = {"w", "w^L", " w^L", "^L", "w~L", "~w", "w: w^# w"},
    ['Q'] = {"", "w", "QQ", "Q''", " Q", "Q~Q", "Q^w", "\\", "# \""},
    ['D'] = {"", "w", "DD", " D", "D~D", "D\\~D", "\\n", "\\x4a", "\\u00e9", "\\\"",
             "D\\ ", "\\0", "'", "D^w"},
    ['E'] = {"e", "E\\n", "E\\\\", "E E"},
    ['F'] = {"[]", "[G]", "{H}", "[ ^G^]", "{H, }"},
    ['G'] = {"P", "P, G", "P,~G", "P ,# c~G", "P # c~,P"},
    ['H'] = {"w: P", "N: P, H", "N:~P,~H", "'w':P"},
    ['N'] = {"n", "n n", "'n'", "\"E\"", "\"n\" "},
    ['P'] = {"w", "w w", "'Q'", "\"D\"", "F", "*a", "-w", "-", "w:w", "w'w", "*a ",
             "!t w", "!t F", "!u 'Q'"},
    ['R'] = {"M\n", "S\n", "---\nM\n", "M\n---\nR", "M\n...\n", "S\n... # c\n---\nR"},
};

typedef struct growth {
    uint32_t seed;
    size_t indent;
    size_t left; /* letters that may stand for more than the shortest */
    sl_buf text;
} growth;

static void put_line_end(growth *g, size_t spaces)
{
    sl_buf_char(&g->text, '\n');
    while (spaces-- > 0)
        sl_buf_char(&g->text, ' ');
}

static const char *choose(growth *g, char letter)
{
    const char *const *choices = grammar[letter < LETTERS ? (size_t)letter : 0];
    size_t count = 0;

    if (!choices[0] || g->left == 0)
        return choices[0];
    g->left--;
    while (count < CHOICES && choices[count])
        count++;
    return choices[next_random(&g->seed) % count];
}

static void grow(growth *g, const char *rule)
{
    size_t outer = g->indent;

    for (; *rule; rule++) {
        const char *chosen = choose(g, *rule);

        if (chosen)
            grow(g, chosen);
        else if (*rule == '(')
            g->indent += 1 + next_random(&g->seed) % 3;
        else if (*rule == ')')
            g->indent = outer;
        else if (*rule == '^')
            put_line_end(g, g->indent);
        else if (*rule == '~')
            put_line_end(g, next_random(&g->seed) % 4);
        else
            sl_buf_char(&g->text, *rule);
    }
}

/* Whole documents, and the same with one byte that is another. */
static void documents_of_all_kinds_have_the_same_trees(void **state)
{
    sl_str bytes = sl_lit(" \n:-,[]{}'\"#&*|>\\?.w!%0");
    growth g = {.seed = 11};
    size_t taken = 0, bent = 0;

    (void)state;
    for (size_t round = 0; round < 40000; round++) {
        sl_buf_clear(&g.text);
        g.left = 4 + next_random(&g.seed) % 40;
        grow(&g, "R");
        taken += same_if_plain(sl_buf_str(&g.text));
        g.text.ptr[next_random(&g.seed) % g.text.len] =
            bytes.ptr[next_random(&g.seed) % bytes.len];
        bent += same_if_plain(sl_buf_str(&g.text));
    }
    sl_buf_free(&g.text);
    assert_true(taken > 10000);
    assert_true(bent > 5000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(documents_of_all_kinds_have_the_same_trees),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
