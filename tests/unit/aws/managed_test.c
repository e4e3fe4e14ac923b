/* managed_test.c - names of policies that AWS keeps, and those that were meant. */
#include "aws/managed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

static void a_name_that_is_not_there_is_taken_for_the_one_that_was_meant(void **state)
{
    static const struct {
        const char *name, *meant;
    } cases[] = {
        {"AmazonS3ReedOnlyAccess", "AmazonS3ReadOnlyAccess"},
        {"AmazonS3ReadOnlyAcces", "AmazonS3ReadOnlyAccess"},
        {"AdministratorAcess", "AdministratorAccess"},
        {"AdminsitratorAccess", "AdministratorAccess"},
        {"AmazonS3RedOnlyAcces", NULL}, /* in two words */
        {"AmazonEKSCNIPolicy", "AmazonEKS_CNI_Policy"},
        {"AmazonEKS-CNI-Policy", "AmazonEKS_CNI_Policy"},
        {"AdministratorAccess-", "AdministratorAccess"},
        {"AWSS3ReadOnlyAccess", "AmazonS3ReadOnlyAccess"},
        {"S3ReadOnlyAccess", "AmazonS3ReadOnlyAccess"},
        {"AmazonS3ReadOnlyAccessPolicy", "AmazonS3ReadOnlyAccess"},
        {"AmazonEKSWorkerNodesPolicy", "AmazonEKSWorkerNodePolicy"},
        {"AmazonEKSWorkrNodePolicy", "AmazonEKSWorkerNodePolicy"},
        {"AmazonEKSWorkeNodePolicy", "AmazonEKSWorkerNodePolicy"},
        {"AmazonEKSWorkerNodes", NULL},
        {"AmazonS4ReadOnlyAccess", NULL}, /* digits and capitals tell policies apart */
        {"AmazonS3ReadonlyAccesses", NULL},
        {"AWSNewThingFullAccess", NULL},
        {"S3Full", NULL}, /* too short */
        {"", NULL},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_managed_policy meant = {0};
        bool found = sl_managed_policy_near(sl_str_of(cases[i].name), &meant);

        if (found != (cases[i].meant != NULL))
            fail_msg("%s: %.*s", cases[i].name, sl_fmt(meant.name));
        if (found && !sl_str_eq(meant.name, sl_str_of(cases[i].meant)))
            fail_msg("%s: %.*s and not %s", cases[i].name, sl_fmt(meant.name),
                     cases[i].meant);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_that_is_not_there_is_taken_for_the_one_that_was_meant),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
