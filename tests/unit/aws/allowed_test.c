/* allowed_test.c - what one policy allows, Denies taken off. */
#include "aws/allowed.h"

#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* The answer for a policy of these statements. */
static sl_allowed ask(const char *statements, const char *action_name, sl_reach least)
{
    sl_arena arena = {0};
    sl_buf text = {0};
    sl_allowed answer;
    sl_denials denials;
    sl_policies policies;
    sl_action action;
    sl_blob blob;
    sl_doc doc;

    sl_buf_printf(&text, "{\"Version\":\"2012-10-17\",\"Statement\":[%s]}", statements);
    blob = (sl_blob){.path = sl_lit("p.json"), .bytes = sl_buf_str(&text)};
    sl_doc_open(&doc, &blob, &arena);
    policies = sl_doc_policies(&doc);
    assert_int_equal(policies.len, 1);
    assert_true(sl_action_find_whole(sl_str_of(action_name), &action));
    denials = sl_policy_denials(&policies.at[0]);
    answer = sl_policy_allows(&denials, &action, least, NULL);
    sl_buf_free(&text);
    sl_arena_free(&arena);
    return answer;
}

#define ALLOW(rest) "{\"Effect\":\"Allow\"," rest "}"
#define DENY(rest)  "{\"Effect\":\"Deny\"," rest "}"
#define ACT(list)   "\"Action\":[" list "],"
#define NOT(list)   "\"NotAction\":[" list "],"
#define RES(list)   "\"Resource\":[" list "]"
#define IF          ",\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"true\"}}"

static void a_deny_beats_an_allow(void **state)
{
    static const struct {
        const char *statements;
        sl_allowed allowed;
    } cases[] = {
        {ALLOW(ACT("\"s3:GetObject\"") RES("\"*\"")), SL_ALLOWED_YES},
        {ALLOW(ACT("\"s3:Get*\"") RES("\"*\"")), SL_ALLOWED_YES},
        {ALLOW(ACT("\"S3:*\"") RES("\"*\"")), SL_ALLOWED_YES},
        {ALLOW(ACT("\"*\"") RES("\"x\",\"*\"")), SL_ALLOWED_YES},
        {ALLOW(ACT("\"*:*\"") RES("\"*\"")), SL_ALLOWED_YES},
        {ALLOW(NOT("\"iam:*\"") RES("\"*\"")), SL_ALLOWED_YES},
        {ALLOW(NOT("\"s3:*\"") RES("\"*\"")), SL_ALLOWED_NO},
        {ALLOW(ACT("\"s3:Put*\"") RES("\"*\"")), SL_ALLOWED_NO},
        {ALLOW(ACT("\"s3:GetObject\"") RES("\"arn:aws:s3:::b/*\"")), SL_ALLOWED_NO},
        {ALLOW(ACT("\"s3:GetObject\"") RES("\"arn:aws:s3:::*\"")), SL_ALLOWED_YES},
        {ALLOW(ACT("\"s3:GetObject\"") RES("\"*\"") IF), SL_ALLOWED_UNKNOWN},
        {ALLOW(ACT("\"s3:GetObject\"") RES("\"*\"") ",\"Condition\":{}"),
         SL_ALLOWED_YES},
        {ALLOW(ACT("\"s3:GetObject\"") RES("\"${x}\"")), SL_ALLOWED_UNKNOWN},
        {ALLOW(ACT("\"${x}\"") RES("\"*\"")), SL_ALLOWED_UNKNOWN},
        {ALLOW(ACT("\"${x}\"") RES("\"arn:aws:s3:::b/*\"")), SL_ALLOWED_NO},
        {ALLOW(NOT("\"${x}\"") RES("\"*\"")), SL_ALLOWED_UNKNOWN},
        /* Denies */
        {ALLOW(ACT("\"s3:*\"") RES("\"*\"")) "," DENY(ACT("\"s3:*\"") RES("\"*\"")),
         SL_ALLOWED_NO},
        {DENY(ACT("\"*\"") RES("\"*\"")) "," ALLOW(ACT("\"s3:*\"") RES("\"*\"")),
         SL_ALLOWED_NO},
        {ALLOW(ACT("\"s3:*\"") RES("\"*\"")) "," DENY(ACT("\"s3:*\"") RES("\"*\"") IF),
         SL_ALLOWED_UNKNOWN},
        {ALLOW(ACT("\"s3:*\"") RES("\"*\"")) "," DENY(ACT("\"s3:Put*\"") RES("\"*\"")),
         SL_ALLOWED_YES},
        {ALLOW(ACT("\"s3:*\"") RES("\"*\"")) "," DENY(ACT("\"s3:*\"")
                                                          RES("\"arn:aws:s3:::b/*\"")),
         SL_ALLOWED_YES},
        {ALLOW(ACT("\"s3:*\"") RES("\"*\"")) "," DENY(ACT("\"s3:*\"")
                                                          RES("\"arn:aws:s3:::*\"")),
         SL_ALLOWED_NO},
        {ALLOW(ACT("\"s3:*\"") RES("\"*\"")) "," DENY(NOT("\"s3:Put*\"") RES("\"*\"")),
         SL_ALLOWED_NO},
        {ALLOW(ACT("\"s3:*\"") RES("\"*\"")) "," DENY(NOT("\"s3:Get*\"") RES("\"*\"")),
         SL_ALLOWED_YES},
        {ALLOW(ACT("\"s3:*\"") RES("\"*\"")) "," DENY(NOT("\"${x}\"") RES("\"*\"")),
         SL_ALLOWED_UNKNOWN},
        {ALLOW(ACT("\"s3:*\"") RES("\"*\"")) "," DENY(ACT("\"${x}\"") RES("\"*\"")),
         SL_ALLOWED_UNKNOWN},
        {ALLOW(ACT("\"s3:*\"") RES("\"*\"")) "," DENY(ACT("\"s3:*\"") RES("\"${x}\"")),
         SL_ALLOWED_UNKNOWN},
        {ALLOW(ACT("\"s3:*\"") RES("\"*\"")) "," DENY(
             ACT("\"s3:*\"") "\"NotResource\":\"arn:aws:s3:::b/*\""),
         SL_ALLOWED_NO},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        if (ask(cases[i].statements, "s3:GetObject", SL_REACH_ALL) != cases[i].allowed)
            fail_msg("%s", cases[i].statements);
}

static void all_but_a_few_resources_is_less_than_all(void **state)
{
    const char *but = ALLOW(ACT("\"s3:*\"") "\"NotResource\":\"arn:aws:s3:::b/*\"");

    (void)state;
    assert_int_equal(ask(but, "s3:GetObject", SL_REACH_OTHERS), SL_ALLOWED_YES);
    assert_int_equal(ask(but, "s3:GetObject", SL_REACH_ACCOUNT), SL_ALLOWED_NO);
}

/* --- Against a plain evaluation of one request, for small policies. A resource that no
 * policy names stands for all of them. */

static const char *const some_actions[] = {"s3:GetObject", "s3:PutObject",
                                           "sqs:SendMessage"};
static const char *const fresh[] = {"arn:aws:s3:::fresh/k", "arn:aws:s3:::fresh/k",
                                    "arn:aws:sqs:us-west-2:123456789012:fresh"};
static const char *const actions[] = {"s3:GetObject",    "s3:*", "*", "s3:Put*",
                                      "sqs:SendMessage", "${a}"};
static const char *const resources[] = {"*",
                                        "arn:aws:s3:::*",
                                        "arn:aws:s3:::b/*",
                                        "arn:aws:sqs:*:*:*",
                                        "arn:aws:sqs:us-west-2:123456789012:*",
                                        "${r}"};

typedef struct small {
    bool allow, not_action, not_resource, condition;
    size_t action, action2, resource, resource2;
} small;

static bool glob(const char *p, const char *t)
{
    if (*p == '\0')
        return *t == '\0';
    if (*p == '*')
        return glob(p + 1, t) || (*t && glob(p, t + 1));
    return *t && *p == *t && glob(p + 1, t + 1);
}

/* One way in which what is open may turn out. */
static bool plainly(const small *s, size_t len, size_t which, unsigned world)
{
    const char *open_action = world & 1 ? "*" : "sqs:DeleteQueue";
    const char *open_resource = world & 2 ? "*" : "arn:aws:s3:::other";
    bool allowed = false;

    for (size_t i = 0; i < len; i++) {
        const char *a[] = {actions[s[i].action], actions[s[i].action2]};
        const char *r[] = {resources[s[i].resource], resources[s[i].resource2]};
        bool takes = false, on = false;

        for (size_t k = 0; k < 2; k++) {
            takes |= glob(*a[k] == '$' ? open_action : a[k], some_actions[which]);
            on |= glob(*r[k] == '$' ? open_resource : r[k], fresh[which]);
        }
        if (takes == s[i].not_action || on == s[i].not_resource ||
            (s[i].condition && !(world & 4)))
            continue;
        if (!s[i].allow)
            return false;
        allowed = true;
    }
    return allowed;
}

static uint32_t roll(uint32_t *seed, uint32_t sides)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) % sides;
}

static size_t make(small *s, uint32_t *seed, sl_buf *text)
{
    size_t len = 1 + roll(seed, 3);

    for (size_t i = 0; i < len; i++) {
        s[i] = (small){.allow = roll(seed, 3) > 0,
                       .not_action = roll(seed, 5) == 0,
                       .not_resource = roll(seed, 6) == 0,
                       .condition = roll(seed, 5) == 0,
                       .action = roll(seed, COUNT(actions)),
                       .action2 = roll(seed, COUNT(actions) - 1),
                       .resource = roll(seed, COUNT(resources)),
                       .resource2 = roll(seed, COUNT(resources) - 1)};
        sl_buf_printf(
            text,
            "%s{\"Effect\":\"%s\",\"%s\":[\"%s\",\"%s\"],\"%s\":[\"%s\",\"%s\"]"
            "%s}",
            i ? "," : "", s[i].allow ? "Allow" : "Deny",
            s[i].not_action ? "NotAction" : "Action", actions[s[i].action],
            actions[s[i].action2], s[i].not_resource ? "NotResource" : "Resource",
            resources[s[i].resource], resources[s[i].resource2],
            s[i].condition ? IF : "");
    }
    return len;
}

static void an_answer_holds_however_the_open_turns_out(void **state)
{
    size_t told[3] = {0};
    uint32_t seed = 7;

    (void)state;
    for (size_t round = 0; round < 20000; round++) {
        small s[3];
        sl_buf text = {0};
        size_t len = make(s, &seed, &text);
        size_t which = roll(&seed, COUNT(some_actions));
        sl_allowed answer = ask(text.ptr, some_actions[which], SL_REACH_OTHERS);

        told[answer]++;
        for (unsigned world = 0; world < 8 && answer != SL_ALLOWED_UNKNOWN; world++)
            if (plainly(s, len, which, world) != (answer == SL_ALLOWED_YES))
                fail_msg("%s of %s in world %u: %d", some_actions[which], text.ptr,
                         world, (int)answer);
        sl_buf_free(&text);
    }
    assert_true(told[SL_ALLOWED_NO] > 2000 && told[SL_ALLOWED_YES] > 2000);
    assert_true(told[SL_ALLOWED_UNKNOWN] > 1000);
}

static void large_policies_take_no_longer_than_their_length(void **state)
{
    sl_buf text = {0};
    clock_t start = clock();

    (void)state;
    for (size_t i = 0; i < 4000; i++)
        sl_buf_printf(&text,
                      DENY(ACT("\"*:*%zu*\",\"ec2:*z%zu\"")
                               RES("\"arn:aws:s3:::*%zu\",\"*x*\"")) ",",
                      i, i, i);
    sl_buf_add(&text, sl_lit(ALLOW(ACT("\"s3:*\"") RES("\"*\""))));
    assert_int_equal(ask(text.ptr, "s3:GetObject", SL_REACH_ALL), SL_ALLOWED_YES);
    assert_true((clock() - start) / CLOCKS_PER_SEC < 20);
    sl_buf_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_deny_beats_an_allow),
        cmocka_unit_test(all_but_a_few_resources_is_less_than_all),
        cmocka_unit_test(an_answer_holds_however_the_open_turns_out),
        cmocka_unit_test(large_policies_take_no_longer_than_their_length),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
