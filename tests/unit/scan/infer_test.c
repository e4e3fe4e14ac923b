/* infer_test.c - which strategy a layout follows, and what says so. */
#include "scan/infer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

enum { FACTS = 3, LINES = 2 };

typedef enum what {
    NOTHING, /* no more facts */
    PLAIN,   /* values in the clear */
    POINTS,  /* only references */
    VAULT,
    GIT_CRYPT
} what;

/* A file of the layout; letters: u of another layout, h in history, n not tracked,
 * f filtered by git-crypt. */
typedef struct given {
    what what;
    const char *how;
} given;

static bool has(const given *g, char letter)
{
    return strchr(g->how, letter) != NULL;
}

static sl_fact fact_of(const given *g, const sl_secret_class *ours,
                       const sl_secret_class *other)
{
    static const sl_content_class classes[] = {
        [PLAIN] = SL_CONTENT_TEXT,
        [POINTS] = SL_CONTENT_TEXT,
        [VAULT] = SL_CONTENT_VAULT,
        [GIT_CRYPT] = SL_CONTENT_GITCRYPT,
    };
    sl_fact fact = {.path_class = has(g, 'u') ? other : ours};

    fact.place.path = sl_lit("a.env");
    fact.place.origin = has(g, 'h') ? SL_ORIGIN_HISTORY : SL_ORIGIN_WORKTREE;
    fact.content.class_ = classes[g->what];
    fact.leaves.values = g->what == PLAIN;
    fact.leaves.references = g->what == POINTS;
    fact.state.tracked = !has(g, 'n');
    fact.state.here.filtered = has(g, 'f');
    return fact;
}

static const struct {
    const char *about;
    const char *lines[LINES]; /* of .gitattributes */
    const char *path;         /* that exists */
    given facts[FACTS];
    sl_strategy said;
    sl_strategy want;
    const char *evidence;
} cases[] = {
    {"nothing at all",
     {0},
     "x",
     {{0}},
     0,
     SL_STRATEGY_LOCAL_ONLY,
     "nothing in the repository is encrypted"},
    {"plain files",
     {0},
     "x",
     {{PLAIN, ""}, {PLAIN, "n"}},
     0,
     SL_STRATEGY_LOCAL_ONLY,
     "nothing in the repository is encrypted"},
    {"a vault",
     {0},
     "x",
     {{PLAIN, ""}, {VAULT, ""}},
     0,
     SL_STRATEGY_ANSIBLE_VAULT,
     "a.env is encrypted by Ansible Vault"},
    {"a vault that is not tracked yet",
     {0},
     "x",
     {{VAULT, "n"}},
     0,
     SL_STRATEGY_ANSIBLE_VAULT,
     "a.env is encrypted by Ansible Vault"},
    {"a git-crypt blob",
     {0},
     "x",
     {{GIT_CRYPT, ""}},
     0,
     SL_STRATEGY_GIT_CRYPT,
     "a.env is encrypted by git-crypt"},
    {"a filtered file",
     {0},
     "x",
     {{PLAIN, "f"}},
     0,
     SL_STRATEGY_GIT_CRYPT,
     "a.env is encrypted by git-crypt"},
    {"references",
     {0},
     "x",
     {{POINTS, ""}, {PLAIN, "n"}},
     0,
     SL_STRATEGY_SECRETS_MANAGER,
     "a.env is tracked and holds references only"},
    {"references on one machine",
     {0},
     "x",
     {{POINTS, "n"}},
     0,
     SL_STRATEGY_LOCAL_ONLY,
     "nothing in the repository is encrypted"},
    {"an encrypted file beside references",
     {0},
     "x",
     {{POINTS, ""}, {VAULT, ""}},
     0,
     SL_STRATEGY_ANSIBLE_VAULT,
     "a.env is encrypted by Ansible Vault"},
    {"what history holds, and other layouts",
     {0},
     "x",
     {{VAULT, "h"}, {GIT_CRYPT, "u"}, {POINTS, "h"}},
     0,
     SL_STRATEGY_LOCAL_ONLY,
     "nothing in the repository is encrypted"},
    {"an active line, before every file",
     {"# note", "  *.env filter=git-crypt diff=git-crypt"},
     "x",
     {{VAULT, ""}},
     0,
     SL_STRATEGY_GIT_CRYPT,
     ".gitattributes:2 sets the git-crypt filter"},
    {"a line with a key of its own",
     {"*.env filter=git-crypt-ops"},
     "x",
     {{0}},
     0,
     SL_STRATEGY_GIT_CRYPT,
     ".gitattributes:1 sets the git-crypt filter"},
    {"a line that is commented out",
     {"#*.env filter=git-crypt", "*.sh text eol=lf"},
     "x",
     {{0}},
     0,
     SL_STRATEGY_LOCAL_ONLY,
     "nothing in the repository is encrypted"},
    {"the directory of git-crypt",
     {0},
     ".git-crypt/keys/default/0/A.gpg",
     {{0}},
     0,
     SL_STRATEGY_GIT_CRYPT,
     "there is a .git-crypt directory"},
    {"files before that directory",
     {0},
     ".git-crypt/.gitattributes",
     {{VAULT, ""}},
     0,
     SL_STRATEGY_ANSIBLE_VAULT,
     "a.env is encrypted by Ansible Vault"},
    {"a neighbour of that directory",
     {0},
     ".git-crypt-notes",
     {{0}},
     0,
     SL_STRATEGY_LOCAL_ONLY,
     "nothing in the repository is encrypted"},
    {"what the user says",
     {"*.env filter=git-crypt"},
     "x",
     {{VAULT, ""}},
     SL_STRATEGY_LOCAL_ONLY,
     SL_STRATEGY_LOCAL_ONLY,
     ""},
};

static void the_strongest_evidence_decides_unless_the_user_does(void **state)
{
    sl_layout ours = {.id = sl_lit("ours"), .certain = true};
    sl_layout others = {.id = sl_lit("others")};
    const sl_secret_class class_ = {.layout = &ours};
    const sl_secret_class other = {.layout = &others};

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_layout_use use = {.layout = &ours};
        sl_known_path path = {.path = sl_str_of(cases[i].path)};
        sl_line_fact lines[LINES] = {0};
        sl_fact facts[FACTS] = {0};
        sl_survey survey = {.paths = &path,
                            .paths_len = 1,
                            .lines = lines,
                            .uses = &use,
                            .uses_len = 1};
        sl_arena arena = {0};
        size_t len = 0;

        for (; survey.lines_len < LINES && cases[i].lines[survey.lines_len];
             survey.lines_len++) {
            sl_line_fact *line = &lines[survey.lines_len];

            line->kind = SL_LINE_ATTRIBUTE;
            line->text = sl_str_of(cases[i].lines[survey.lines_len]);
            line->place = sl_survey_place(sl_lit(".gitattributes"));
            line->place.start.line = survey.lines_len + 1;
        }
        for (; len < FACTS && cases[i].facts[len].what != NOTHING; len++)
            facts[len] = fact_of(&cases[i].facts[len], &class_, &other);
        print_message("%s\n", cases[i].about);
        sl_infer_strategies(&use, (sl_facts){facts, len, &survey}, cases[i].said,
                            &arena);
        assert_string_equal(sl_strategy_name(use.strategy),
                            sl_strategy_name(cases[i].want));
        assert_true(sl_str_eq(use.evidence, sl_str_of(cases[i].evidence)));
        assert_int_equal(use.inferred, cases[i].said == SL_STRATEGY_NONE);
        sl_arena_free(&arena);
    }
}

/* A line about somebody's secrets says nothing of what may lie in any project. */
static void lines_and_directories_decide_for_certain_layouts_only(void **state)
{
    sl_layout layout = {.id = sl_lit("dotenv")};
    sl_layout_use use = {.layout = &layout};
    sl_known_path path = {.path = sl_lit(".git-crypt/keys/default/0/a.gpg")};
    sl_line_fact line = {.kind = SL_LINE_ATTRIBUTE,
                         .text = sl_lit("* filter=git-crypt")};
    sl_survey survey = {.paths = &path,
                        .paths_len = 1,
                        .lines = &line,
                        .lines_len = 1,
                        .uses = &use,
                        .uses_len = 1};
    sl_arena arena = {0};

    (void)state;
    sl_infer_strategies(&use, (sl_facts){NULL, 0, &survey}, SL_STRATEGY_NONE, &arena);
    assert_int_equal(use.strategy, SL_STRATEGY_LOCAL_ONLY);
    sl_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_strongest_evidence_decides_unless_the_user_does),
        cmocka_unit_test(lines_and_directories_decide_for_certain_layouts_only),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
