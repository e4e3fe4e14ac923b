/* A reftable, with ids of 32 bytes if its first byte is not that of a table: the refs one
 * by one, each of them looked up, and names that are not there. Header and checksum of
 * the footer are made to fit, or nothing behind them would ever be read. */
#include "fuzz.h"

#include "base/hash.h"
#include "git/reftable.h"

#include <string.h>

enum { FOOTER_1 = 68, FOOTER_2 = 72, CRC = 4, LOOKED_UP = 100 };

static void make_fit(char *bytes, size_t size)
{
    size_t footer = size > 4 && bytes[4] == 2 ? FOOTER_2 : FOOTER_1;
    size_t header = footer - FOOTER_1 + 24;
    uint32_t sum;

    if (size < header + footer)
        return;
    memcpy(bytes, "REFT", 4);
    memcpy(bytes + size - footer, bytes, header);
    sum = sl_crc32(sl_str_make(bytes + size - footer, footer - CRC));
    for (int i = 0; i < CRC; i++)
        bytes[size - CRC + (size_t)i] = (char)(sum >> (24 - 8 * i));
}

static bool same(const sl_ref_record *a, const sl_ref_record *b)
{
    return sl_str_eq(a->name, b->name) && a->kind == b->kind &&
           sl_oid_eq(&a->oid, &b->oid) && sl_str_eq(a->target, b->target);
}

/* What an index says of a table is not compared with the table: it may lead astray. */
static void look_up(const sl_reftable *table, const sl_ref_record *record)
{
    sl_ref_record found;
    sl_err err = {0};
    bool there = sl_reftable_find(table, record->name, &found, &err);

    must(!there || err.code == SL_OK);
    must(table->index > 0 || (there && same(&found, record)));
}

static void read_all(const sl_reftable *table)
{
    sl_reftable_walk walk = {.table = table};
    sl_buf before = {0};
    sl_ref_record record;
    sl_err err = {0};

    for (size_t i = 0; sl_reftable_next(&walk, &record, &err); i++) {
        must(record.name.len > 0);
        must(sl_str_cmp(record.name, sl_buf_str(&before)) > 0);
        must_be_slice(record.target, table->bytes);
        if (i < LOOKED_UP)
            look_up(table, &record);
        sl_buf_clear(&before);
        sl_buf_add(&before, record.name);
    }
    must(err.code == SL_OK || err.code == SL_EFORMAT);
    sl_reftable_walk_free(&walk);
    sl_buf_free(&before);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const others[] = {"HEAD", "refs/heads/main", "refs/zzz", "\xff"};
    size_t oid_len = size > 0 && data[0] != 'R' ? SL_OID_MAX : SL_OID_SHA1;
    char *bytes = malloc(size + 1);
    sl_ref_record record;
    sl_reftable table;
    sl_err err = {0};

    must(bytes != NULL);
    if (size > 0)
        memcpy(bytes, data, size);
    make_fit(bytes, size);
    if (sl_reftable_parse(sl_str_make(bytes, size), oid_len, "x.ref", &table, &err)) {
        read_all(&table);
        for (size_t i = 0; i < sizeof others / sizeof *others; i++)
            sl_reftable_find(&table, sl_str_of(others[i]), &record, &err);
    } else {
        must(err.code == SL_EFORMAT);
    }
    free(bytes);
    return 0;
}
