/* repository_test.c - the checks over the facts of all documents. */
#include "check/check.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

enum { FACTS = 3 };

/* Letters: t tracked, h committed, i ignored, l only locally, n included by a "!" line,
 * f filtered, u not of a secret class, e encrypted; in the other view: o ignored, x not.
 * A "w" is about the run: it saw the whole working tree. */
typedef struct given {
    sl_origin origin;
    const char *state; /* NULL: no fact */
    size_t secrets;
} given;

static bool has(const given *g, char letter)
{
    return strchr(g->state, letter) != NULL;
}

static sl_treatment treatment(bool ignored, bool negated, bool locally)
{
    return (sl_treatment){
        .known = true,
        .ignored = ignored,
        .ignored_locally_only = locally,
        .ignore = {.found = ignored || negated,
                   .ignored = ignored,
                   .home = locally ? SL_IGNORE_INFO : SL_IGNORE_TREE,
                   .file = sl_lit(".gitignore"),
                   .line = 3,
                   .pattern = negated ? sl_lit("!*.env") : sl_lit("*.env")},
    };
}

static sl_path_state state_of(const given *g)
{
    sl_path_state state = {.known = true,
                           .tracked = has(g, 't'),
                           .committed = has(g, 'h'),
                           .here = treatment(has(g, 'i'), has(g, 'n'), has(g, 'l'))};

    if (has(g, 'o') || has(g, 'x'))
        state.other = treatment(has(g, 'o'), false, false);
    state.here.filtered = has(g, 'f');
    return state;
}

static void every_state_of_a_secret_file_has_its_finding_or_none(void **state)
{
    static const struct {
        const char *check;
        given facts[FACTS];
        const char *told; /* in the message; NULL: no finding */
    } cases[] = {
        {"secret-tracked", {{SL_ORIGIN_WORKTREE, "th", 2}}, "2 plaintext secrets"},
        {"secret-tracked", {{SL_ORIGIN_WORKTREE, "t", 1}}, "staged, not committed"},
        {"secret-tracked", {{SL_ORIGIN_WORKTREE, "thi", 1}}, NULL},
        {"secret-tracked", {{SL_ORIGIN_WORKTREE, "thil", 1}}, "tracked file"},
        {"secret-tracked", {{SL_ORIGIN_WORKTREE, "", 1}}, NULL},
        {"secret-tracked", {{SL_ORIGIN_WORKTREE, "th", 0}}, NULL},
        {"secret-tracked", {{SL_ORIGIN_WORKTREE, "thf", 1}}, NULL},
        {"secret-tracked", {{SL_ORIGIN_WORKTREE, "thu", 1}}, NULL},
        /* the index decides where it was read */
        {"secret-tracked",
         {{SL_ORIGIN_WORKTREE, "th", 1}, {SL_ORIGIN_INDEX, "th", 0}},
         NULL},
        {"secret-not-ignored", {{SL_ORIGIN_WORKTREE, "", 1}}, "1 plaintext secret one"},
        {"secret-not-ignored", {{SL_ORIGIN_WORKTREE, "", 0}}, "meant for secrets"},
        {"secret-not-ignored", {{SL_ORIGIN_WORKTREE, "i", 1}}, NULL},
        {"secret-not-ignored", {{SL_ORIGIN_WORKTREE, "il", 1}}, NULL},
        {"secret-not-ignored", {{SL_ORIGIN_WORKTREE, "n", 1}}, NULL},
        {"secret-not-ignored", {{SL_ORIGIN_WORKTREE, "n", 0}}, "meant for secrets"},
        /* the other view saves a file from a commit, not from the next git add */
        {"secret-not-ignored", {{SL_ORIGIN_WORKTREE, "o", 1}}, NULL},
        {"secret-not-ignored",
         {{SL_ORIGIN_WORKTREE, "ow", 1}},
         "1 plaintext secret one"},
        {"secret-not-ignored", {{SL_ORIGIN_WORKTREE, "t", 1}}, NULL},
        {"secret-not-ignored", {{SL_ORIGIN_WORKTREE, "f", 1}}, NULL},
        {"secret-not-ignored", {{SL_ORIGIN_WORKTREE, "u", 1}}, NULL},
        {"secret-not-ignored", {{SL_ORIGIN_WORKTREE, "e", 0}}, NULL},
        {"ignore-negation-exposes", {{SL_ORIGIN_WORKTREE, "n", 2}}, "2 plaintext"},
        {"ignore-negation-exposes", {{SL_ORIGIN_WORKTREE, "n", 0}}, NULL},
        {"ignore-negation-exposes", {{SL_ORIGIN_WORKTREE, "", 1}}, NULL},
        {"ignore-negation-exposes", {{SL_ORIGIN_WORKTREE, "nt", 1}}, NULL},
        {"ignore-negation-exposes", {{SL_ORIGIN_WORKTREE, "nf", 1}}, NULL},
        {"ignore-negation-exposes", {{SL_ORIGIN_WORKTREE, "nu", 1}}, NULL},
        {"ignore-local-only", {{SL_ORIGIN_WORKTREE, "il", 1}}, "on this machine only"},
        {"ignore-local-only", {{SL_ORIGIN_WORKTREE, "il", 0}}, NULL},
        {"ignore-local-only", {{SL_ORIGIN_WORKTREE, "i", 1}}, NULL},
        {"ignore-local-only", {{SL_ORIGIN_WORKTREE, "ilt", 1}}, NULL},
        {"ignore-local-only", {{SL_ORIGIN_WORKTREE, "ilu", 1}}, NULL},
        {"ignore-uncommitted", {{SL_ORIGIN_WORKTREE, "ixw", 1}}, "is not staged"},
        {"ignore-uncommitted", {{SL_ORIGIN_WORKTREE, "iow", 1}}, NULL},
        {"ignore-uncommitted", {{SL_ORIGIN_WORKTREE, "iw", 1}}, NULL},
        {"ignore-uncommitted", {{SL_ORIGIN_WORKTREE, "ilxw", 1}}, NULL},
        {"ignore-uncommitted", {{SL_ORIGIN_WORKTREE, "xow", 1}}, NULL},
        {"ignore-uncommitted", {{SL_ORIGIN_WORKTREE, "o", 1}}, "edit of .gitignore"},
        {"ignore-uncommitted", {{SL_ORIGIN_INDEX, "to", 1}}, "edit of .gitignore"},
        {"ignore-uncommitted", {{SL_ORIGIN_INDEX, "tio", 1}}, NULL},
        {"ignore-uncommitted", {{SL_ORIGIN_INDEX, "tx", 1}}, NULL},
        {"ignore-uncommitted", {{SL_ORIGIN_INDEX, "to", 0}}, NULL},
        {"secret-tracked-but-ignored", {{SL_ORIGIN_WORKTREE, "thi", 1}}, "no effect"},
        {"secret-tracked-but-ignored", {{SL_ORIGIN_INDEX, "ti", 1}}, "staged, not"},
        {"secret-tracked-but-ignored", {{SL_ORIGIN_WORKTREE, "th", 1}}, NULL},
        {"secret-tracked-but-ignored", {{SL_ORIGIN_WORKTREE, "thil", 1}}, NULL},
        {"secret-tracked-but-ignored", {{SL_ORIGIN_WORKTREE, "thi", 0}}, NULL},
        {"secret-tracked-but-ignored", {{SL_ORIGIN_WORKTREE, "thiw", 0}}, NULL},
        {"secret-tracked-but-ignored", {{SL_ORIGIN_INDEX, "thifew", 0}}, "encrypted"},
        {"secret-tracked-but-ignored", {{SL_ORIGIN_INDEX, "tife", 0}}, NULL},
        {"secret-tracked-but-ignored", {{SL_ORIGIN_INDEX, "thifw", 1}}, NULL},
        {"encrypted-but-ignored", {{SL_ORIGIN_WORKTREE, "ifuw", 1}}, "git-crypt would"},
        {"encrypted-but-ignored", {{SL_ORIGIN_WORKTREE, "ifuw", 0}}, NULL},
        {"encrypted-but-ignored", {{SL_ORIGIN_WORKTREE, "iftuw", 1}}, NULL},
        {"encrypted-but-ignored", {{SL_ORIGIN_WORKTREE, "ilfuw", 1}}, NULL},
        {"encrypted-but-ignored", {{SL_ORIGIN_WORKTREE, "fuw", 1}}, NULL},
        {"encrypted-but-ignored", {{SL_ORIGIN_WORKTREE, "iuw", 1}}, NULL},
        {"tracked-source-ignored", {{SL_ORIGIN_WORKTREE, "thiuw", 0}}, "although"},
        {"tracked-source-ignored", {{SL_ORIGIN_WORKTREE, "thiu", 0}}, NULL},
        {"tracked-source-ignored", {{SL_ORIGIN_WORKTREE, "thiw", 0}}, NULL},
        {"tracked-source-ignored", {{SL_ORIGIN_WORKTREE, "thiuw", 1}}, NULL},
        {"tracked-source-ignored", {{SL_ORIGIN_WORKTREE, "thiluw", 0}}, NULL},
        {"tracked-source-ignored", {{SL_ORIGIN_WORKTREE, "iuw", 0}}, NULL},
        {"tracked-source-ignored", {{SL_ORIGIN_INDEX, "thiuew", 0}}, NULL},
        {"git-crypt-plaintext", {{SL_ORIGIN_INDEX, "tf", 1}}, "the staged version"},
        {"git-crypt-plaintext", {{SL_ORIGIN_INDEX, "thf", 0}}, "the committed version"},
        {"git-crypt-plaintext", {{SL_ORIGIN_INDEX, "thfe", 0}}, NULL},
        {"git-crypt-plaintext", {{SL_ORIGIN_WORKTREE, "thf", 1}}, NULL},
        {"secret-in-history",
         {{SL_ORIGIN_HISTORY, "", 3}},
         "1 version in history holds"},
        {"secret-in-history",
         {{SL_ORIGIN_HISTORY, "", 3}, {SL_ORIGIN_HISTORY, "", 1}},
         "2 versions in history hold up to 3"},
        {"secret-in-history", {{SL_ORIGIN_HISTORY, "", 0}}, NULL},
        {"secret-in-history", {{SL_ORIGIN_HISTORY, "u", 1}}, NULL},
        {"secret-in-history",
         {{SL_ORIGIN_WORKTREE, "th", 1}, {SL_ORIGIN_HISTORY, "", 1}},
         NULL},
        {"secret-in-history",
         {{SL_ORIGIN_WORKTREE, "th", 0}, {SL_ORIGIN_HISTORY, "", 1}},
         "1 version"},
        {"secret-in-history",
         {{SL_ORIGIN_WORKTREE, "i", 1}, {SL_ORIGIN_HISTORY, "", 1}},
         "1 version"},
    };
    static const sl_rule rule = {.id = {"a-rule", 6}, .level = SL_LEVEL_ERROR};
    const sl_known_path paths[] = {{.path = sl_lit(".gitignore"), .tracked = true}};
    sl_secret_class class_ = {.title = sl_lit("settings")};

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_survey survey = {.paths = paths, .paths_len = COUNT(paths)};
        sl_fact facts[FACTS] = {0};
        sl_sink sink = {0};
        size_t len = 0;

        for (; len < FACTS && cases[i].facts[len].state; len++) {
            const given *g = &cases[i].facts[len];
            sl_fact *fact = &facts[len];

            fact->place = (sl_place){.path = sl_lit("a.env"), .origin = g->origin};
            fact->state = state_of(g);
            fact->content.class_ = has(g, 'e') ? SL_CONTENT_GITCRYPT : SL_CONTENT_TEXT;
            fact->path_class = has(g, 'u') ? NULL : &class_;
            fact->secrets = g->secrets;
            fact->leaves.values = 5;
            survey.whole = has(g, 'w');
        }
        print_message("%s, case %zu\n", cases[i].check, i);
        sl_check_find(sl_str_of(cases[i].check))
            ->repository(&rule, (sl_facts){facts, len, &survey}, &sink);
        assert_int_equal(sink.findings.len, cases[i].told != NULL);
        if (cases[i].told)
            assert_true(
                sl_str_has(sink.findings.at[0].message, sl_str_of(cases[i].told)));
        sl_sink_free(&sink);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_state_of_a_secret_file_has_its_finding_or_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
