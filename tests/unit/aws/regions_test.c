/* regions_test.c - regions, partitions, and names that are like them. */
#include "aws/regions.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

static void assert_text(sl_str is, const char *should)
{
    char copy[128];

    assert_true(is.len < sizeof copy);
    memcpy(copy, is.ptr ? is.ptr : "", is.len);
    copy[is.len] = '\0';
    assert_string_equal(copy, should);
}

static void names_are_regions_or_like_them(void **state)
{
    static const struct {
        const char *name, *partition, *near, *shaped, *zone_of;
        bool pseudo;
    } cases[] = {
        {"us-east-1", "aws", "us-east-1", "aws", "", false},
        {"eu-central-2", "aws", "eu-central-2", "aws", "", false},
        {"cn-north-1", "aws-cn", "cn-north-1", "aws-cn", "", false},
        {"us-gov-west-1", "aws-us-gov", "us-gov-west-1", "aws-us-gov", "", false},
        {"us-isob-east-1", "aws-iso-b", "us-isob-east-1", "aws-iso-b", "", false},
        {"eusc-de-east-1", "aws-eusc", "eusc-de-east-1", "aws-eusc", "", false},
        {"eu-west-9", "", "eu-west-1", "aws", "", false},
        {"us-esat-1", "", "us-east-1", "aws", "", false},
        {"US-EAST-1", "", "us-east-1", "", "", false},
        {"us-east1", "", "us-east-1", "", "", false},
        {"useast-1", "", "us-east-1", "", "", false},
        {"us-east-1a", "", "us-east-1", "", "us-east-1", false},
        {"ap-northeast-1c", "", "ap-northeast-1", "", "ap-northeast-1", false},
        {"us-west-2-lax-1a", "", "", "", "us-west-2", false},
        {"us-east-1-wl1-bos-wlz-1", "", "", "", "us-east-1", false},
        {"us-east-1-x", "", "us-east-1", "", "", false},
        {"xx-east-1", "", "ap-east-1", "", "", false},
        {"aws-global", "", "", "", "", true},
        {"global", "", "", "", "", true},
        {"us", "", "", "", "", false},
        {"us-east-", "", "us-east-1", "", "", false},
        {"us-east", "", "us-east-1", "", "", false},
        {"", "", "", "", "", false},
        {"123456789012", "", "", "", "", false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_str name = sl_str_of(cases[i].name), zone_of = {0};
        sl_region region = {0}, near = {0};
        sl_partition shaped = {0};

        if (sl_region_find(name, &region))
            assert_text(sl_partition_at(region.partition).name, cases[i].partition);
        else
            assert_string_equal(cases[i].partition, "");
        sl_region_near(name, &near);
        assert_text(near.name, cases[i].near);
        assert_int_equal(sl_region_shaped(name, &shaped), cases[i].shaped[0] != '\0');
        assert_int_equal(sl_region_shaped(name, NULL), cases[i].shaped[0] != '\0');
        assert_text(shaped.name, cases[i].shaped);
        assert_int_equal(sl_region_is_zone(name, &zone_of),
                         cases[i].zone_of[0] != '\0');
        assert_text(zone_of, cases[i].zone_of);
        assert_int_equal(sl_region_is_pseudo(name), cases[i].pseudo);
    }
}

static void every_region_has_the_shape_of_its_partition(void **state)
{
    uint32_t at = 0;
    sl_region region;
    size_t count = 0;

    (void)state;
    for (; sl_region_next(&at, &region); count++) {
        sl_partition shaped;

        assert_true(sl_region_shaped(region.name, &shaped));
        assert_int_equal(shaped.index, region.partition);
        assert_true(region.title.len > 0);
        assert_false(sl_region_is_zone(region.name, NULL));
    }
    assert_true(count > 40);
}

static void patterns_fit_regions_of_a_partition(void **state)
{
    static const struct {
        const char *pattern, *partition;
        bool fits;
    } cases[] = {
        {"*", "", true},
        {"eu-*", "aws", true},
        {"eu-*", "aws-cn", false},
        {"eu-*", "aws-iso-e", true},
        {"cn-*", "aws-cn", true},
        {"cn-*", "aws", false},
        {"us-east-?", "aws", true},
        {"us-east-??", "aws", false},
        {"asia-*", "", false},
        {"", "", false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_partition partition;
        bool given = sl_partition_find(sl_str_of(cases[i].partition), &partition);

        assert_int_equal(given, cases[i].partition[0] != '\0');
        assert_int_equal(
            sl_region_any(sl_str_of(cases[i].pattern), given ? &partition : NULL),
            cases[i].fits);
    }
}

static void partitions_have_suffixes(void **state)
{
    static const struct {
        const char *name, *suffix, *near;
    } cases[] = {
        {"aws", "amazonaws.com", "aws"},
        {"aws-cn", "amazonaws.com.cn", "aws-cn"},
        {"aws-us-gov", "amazonaws.com", "aws-us-gov"},
        {"aws-eusc", "amazonaws.eu", "aws-eusc"},
        {"AWS", "", "aws"},
        {"aws-gov", "", ""},
        {"was", "", "aws"},
        {"amazon", "", ""},
        {"", "", ""},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_partition found = {0}, near = {0};

        sl_partition_find(sl_str_of(cases[i].name), &found);
        assert_text(found.dns_suffix, cases[i].suffix);
        sl_partition_near(sl_str_of(cases[i].name), &near);
        assert_text(near.name, cases[i].near);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_regions_or_like_them),
        cmocka_unit_test(every_region_has_the_shape_of_its_partition),
        cmocka_unit_test(patterns_fit_regions_of_a_partition),
        cmocka_unit_test(partitions_have_suffixes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
