/* cache_record_test.c - what is written is read again, and nothing else is. */
#include "scan/cache_record.h"

#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static const uint8_t seal[SL_SHA256_SIZE] = "not a secret, only for this test";

static sl_oid oid_of(int byte, size_t len)
{
    sl_oid oid = {.len = (uint8_t)len};

    memset(oid.raw, byte, len);
    return oid;
}

static sl_cache_record sample(void)
{
    static const sl_attribution others[] = {
        {.path = {"b/.env", 6}, .time = 9, .branches_total = 3},
        {.path = {"c/.env", 6}, .unreachable = true}};
    sl_cache_record record = {.totals = {1, 2, 300, 4}};

    memset(record.scan, 7, sizeof record.scan);
    memset(record.repo, 8, sizeof record.repo);
    memset(record.answers, 9, sizeof record.answers);
    *sl_vec_push(&record.packs) = 5;
    *sl_vec_push(&record.objects) = (sl_cache_object){
        .object = {oid_of(1, SL_OID_SHA1), SL_OBJ_BLOB, sl_lit(".env"), true},
        .attributed = true,
        .place = {.blob = oid_of(1, SL_OID_SHA1),
                  .path = sl_lit("a/.env"),
                  .commit = oid_of(2, SL_OID_SHA1),
                  .time = -5,
                  .unreachable = true,
                  .asked = true,
                  .others = others,
                  .others_len = 2}};
    *sl_vec_push(&record.objects) =
        (sl_cache_object){.object = {oid_of(3, SL_OID_MAX), SL_OBJ_TAG, {0}}};
    *sl_vec_push(&record.objects) = (sl_cache_object){
        .object = {oid_of(4, SL_OID_SHA1), SL_OBJ_BLOB, sl_lit("x.yml")},
        .echo = true,
        .size = 5000000000,
        .secrets = 6,
        .attributed = true,
        .place = {.blob = oid_of(4, SL_OID_SHA1), .path = sl_lit("d/x.yml")}};
    *sl_vec_push(&record.notices) =
        (sl_notice){sl_lit("subject"), sl_lit("text"), true};
    *sl_vec_push(&record.notices) = (sl_notice){sl_lit(""), sl_lit("other"), false};
    *sl_vec_push(&record.keys) = 0x0123456789abcdef;
    *sl_vec_push(&record.keys) = 0xfedcba9876543210;
    return record;
}

/* Both parts of bytes, as a reader takes them. */
static bool decode(sl_str bytes, sl_cache_record *out)
{
    size_t front, back;

    *out = (sl_cache_record){0};
    return sl_cache_record_lengths(bytes, &front, &back) && front + back == bytes.len &&
           sl_cache_record_decode(sl_str_sub(bytes, 0, front), seal, out) &&
           sl_cache_record_decode_keys(sl_str_sub(bytes, 0, front),
                                       sl_str_skip(bytes, front), seal, out);
}

static void what_is_written_is_read(void **state)
{
    sl_cache_record record = sample(), read;
    sl_buf bytes = {0};

    (void)state;
    sl_cache_record_encode(&record, seal, &bytes);
    assert_true(decode(sl_buf_str(&bytes), &read));
    assert_memory_equal(read.scan, record.scan, sizeof read.scan);
    assert_memory_equal(read.repo, record.repo, sizeof read.repo);
    assert_memory_equal(read.answers, record.answers, sizeof read.answers);
    assert_memory_equal(&read.totals, &record.totals, sizeof read.totals);
    assert_int_equal(read.packs.len, 1);
    assert_int_equal(read.packs.at[0], 5);
    assert_int_equal(read.objects.len, 3);
    assert_true(read.objects.at[0].object.again);
    assert_false(read.objects.at[1].object.again);
    assert_true(read.objects.at[0].attributed);
    assert_true(read.objects.at[0].place.unreachable);
    assert_int_equal(read.objects.at[0].place.time, -5);
    assert_true(sl_str_eq(read.objects.at[0].place.path, sl_lit("a/.env")));
    assert_true(sl_str_eq(read.objects.at[0].object.name, sl_lit(".env")));
    assert_true(sl_oid_eq(&read.objects.at[0].place.commit,
                          &record.objects.at[0].place.commit));
    assert_true(read.objects.at[0].place.asked);
    assert_int_equal(read.objects.at[0].place.others_len, 2);
    assert_true(sl_str_eq(read.objects.at[0].place.others[0].path, sl_lit("b/.env")));
    assert_int_equal(read.objects.at[0].place.others[0].time, 9);
    assert_int_equal(read.objects.at[0].place.others[0].branches_total, 3);
    assert_false(read.objects.at[0].place.others[0].unreachable);
    assert_true(sl_str_eq(read.objects.at[0].place.others[1].path, sl_lit("c/.env")));
    assert_true(read.objects.at[0].place.others[1].unreachable);
    assert_false(read.objects.at[1].attributed);
    assert_int_equal(read.objects.at[1].object.type, SL_OBJ_TAG);
    assert_int_equal(read.objects.at[1].object.oid.len, SL_OID_MAX);
    assert_false(read.objects.at[0].echo);
    assert_true(read.objects.at[2].echo);
    assert_int_equal(read.objects.at[2].size, 5000000000);
    assert_int_equal(read.objects.at[2].secrets, 6);
    assert_true(sl_str_eq(read.objects.at[2].place.path, sl_lit("d/x.yml")));
    assert_int_equal(read.notices.len, 2);
    assert_true(read.notices.at[0].incomplete);
    assert_true(sl_str_eq(read.notices.at[1].text, sl_lit("other")));
    assert_int_equal(read.keys.len, 2);
    assert_int_equal(read.keys.at[1], record.keys.at[1]);
    sl_cache_record_free(&read);
    sl_cache_record_free(&record);
    sl_buf_free(&bytes);
}

static void no_byte_can_be_changed_and_none_left_out(void **state)
{
    sl_cache_record record = sample(), read;
    sl_buf bytes = {0};

    (void)state;
    sl_cache_record_encode(&record, seal, &bytes);
    for (size_t i = 0; i < bytes.len; i++) {
        bytes.ptr[i] ^= 1;
        assert_false(decode(sl_buf_str(&bytes), &read));
        sl_cache_record_free(&read);
        bytes.ptr[i] ^= 1;
        assert_false(decode(sl_str_sub(sl_buf_str(&bytes), 0, i), &read));
        sl_cache_record_free(&read);
    }
    sl_cache_record_free(&record);
    sl_buf_free(&bytes);
}

/* Sealed, and yet wrong: nobody but a mistake of ours makes such a file. */
static void a_sealed_file_is_checked_all_the_same(void **state)
{
    sl_cache_record record = sample(), read;
    sl_buf bytes = {0};

    (void)state;
    record.keys.at[0] = UINT64_MAX; /* not ascending */
    sl_cache_record_encode(&record, seal, &bytes);
    assert_false(decode(sl_buf_str(&bytes), &read));
    sl_cache_record_free(&read);
    sl_cache_record_free(&record);
    sl_buf_free(&bytes);
}

static size_t bytes_of(const sl_attribution *place)
{
    size_t sum = 0;

    for (size_t i = 0; i < place->path.len; i++)
        sum += (uint8_t)place->path.ptr[i];
    for (size_t i = 0; i < place->author.len; i++)
        sum += (uint8_t)place->author.ptr[i];
    for (size_t i = 0; i < place->branches_len; i++)
        sum += place->branches[i].len;
    for (size_t i = 0; i < place->others_len; i++)
        sum += bytes_of(&place->others[i]);
    return sum;
}

/* Whatever one byte says under a seal that is right: what is read lies in the bytes. */
static void no_length_leads_out_of_the_bytes(void **state)
{
    static const uint8_t values[] = {0, 1, 2, 5, 0x7f, 0x80, 0xff};
    sl_cache_record record = sample(), read;
    sl_buf bytes = {0};
    size_t front, back, sum = 0;
    char *copy;

    (void)state;
    sl_cache_record_encode(&record, seal, &bytes);
    assert_true(sl_cache_record_lengths(sl_buf_str(&bytes), &front, &back));
    copy = malloc(front); /* with nothing behind it */
    for (size_t i = 0; i < (front - SL_SHA256_SIZE) * sizeof values; i++) {
        memcpy(copy, bytes.ptr, front);
        copy[i / sizeof values] = (char)values[i % sizeof values];
        sl_hmac_sha256(sl_str_make((const char *)seal, sizeof seal),
                       sl_str_make(copy, front - SL_SHA256_SIZE),
                       (uint8_t *)copy + front - SL_SHA256_SIZE);
        if (sl_cache_record_decode(sl_str_make(copy, front), seal, &read))
            for (size_t k = 0; k < read.objects.len; k++)
                sum += bytes_of(&read.objects.at[k].place);
        sl_cache_record_free(&read);
    }
    assert_true(sum > 0);
    free(copy);
    sl_cache_record_free(&record);
    sl_buf_free(&bytes);
}

static void of_another_version_nothing_is_read(void **state)
{
    sl_cache_record record = sample();
    sl_buf bytes = {0};
    size_t front, back;

    (void)state;
    sl_cache_record_encode(&record, seal, &bytes);
    assert_memory_equal(bytes.ptr, "slcache3", 8);
    bytes.ptr[7] = '2';
    assert_false(sl_cache_record_lengths(sl_buf_str(&bytes), &front, &back));
    sl_cache_record_free(&record);
    sl_buf_free(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read),
        cmocka_unit_test(no_byte_can_be_changed_and_none_left_out),
        cmocka_unit_test(a_sealed_file_is_checked_all_the_same),
        cmocka_unit_test(no_length_leads_out_of_the_bytes),
        cmocka_unit_test(of_another_version_nothing_is_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
