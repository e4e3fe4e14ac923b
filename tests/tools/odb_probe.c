/* odb_probe.c - prints what the object database reader finds, for the tests.
 *
 *     odb_probe walk DIR THREADS [OID_LEN [TYPES [MAX_SIZE]]]
 *         "<hex> <type> <size> <crc>" for each object, "lost <hex or -> <why>"
 *         for each that cannot be read; unsorted
 *     odb_probe time DIR THREADS [...]   the same walk, printing only totals
 *     odb_probe read DIR [OID_LEN]       the same lines for the ids on standard
 *         input, by random access
 *
 * DIR is an object directory. TYPES is a sum of 1 << type: 8 for blobs. */
#include "base/hash.h"
#include "base/limits.h"
#include "git/odb.h"

#include <inttypes.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const types[] = {"none", "commit", "tree", "blob", "tag"};

typedef struct totals {
    atomic_size_t objects;
    atomic_size_t bytes;
    atomic_size_t lost;
} totals;

static void print_object(void *ctx, unsigned worker, const sl_object *object)
{
    char hex[SL_OID_HEX_MAX + 1];

    (void)ctx;
    (void)worker;
    printf("%s %s %zu %08" PRIx32 "\n", sl_oid_hex(&object->oid, hex),
           types[object->type], object->bytes.len, sl_crc32(object->bytes));
}

static void print_lost(void *ctx, unsigned worker, const sl_oid *oid, const sl_err *err)
{
    char hex[SL_OID_HEX_MAX + 1];

    (void)ctx;
    (void)worker;
    printf("lost %s %s\n", oid->len ? sl_oid_hex(oid, hex) : "-", err->text);
}

static void count_object(void *ctx, unsigned worker, const sl_object *object)
{
    totals *sum = ctx;

    (void)worker;
    sum->objects++;
    sum->bytes += object->bytes.len;
}

static void count_lost(void *ctx, unsigned worker, const sl_oid *oid, const sl_err *err)
{
    totals *sum = ctx;

    (void)worker;
    (void)oid;
    (void)err;
    sum->lost++;
}

static unsigned long number(char **argv, int argc, int i, unsigned long otherwise)
{
    return i < argc ? strtoul(argv[i], NULL, 10) : otherwise;
}

static void read_ids(sl_odb *odb)
{
    char line[SL_OID_HEX_MAX + 2];
    sl_buf out = {0};

    while (fgets(line, sizeof line, stdin)) {
        sl_object object = {0};
        sl_err err = {0};

        if (!sl_oid_parse(sl_str_trim(sl_str_of(line)), &object.oid))
            continue;
        if (sl_odb_read(odb, &object.oid, SL_MAX_FILE_SIZE, &object.type, &out, &err)) {
            object.bytes = sl_buf_str(&out);
            print_object(NULL, 0, &object);
        } else {
            print_lost(NULL, 0, &object.oid, &err);
        }
    }
    sl_buf_free(&out);
}

int main(int argc, char **argv)
{
    bool walk = argc > 3 && strcmp(argv[1], "walk") == 0;
    bool timed = argc > 3 && strcmp(argv[1], "time") == 0;
    bool read = argc > 2 && strcmp(argv[1], "read") == 0;
    totals sum = {0};
    sl_odb_visitor printer = {.object = print_object, .lost = print_lost};
    sl_odb_visitor counter = {.ctx = &sum, .object = count_object, .lost = count_lost};
    sl_err err = {0};
    sl_odb *odb;

    if (!walk && !timed && !read)
        return 2;
    odb = sl_odb_open(argv[2], NULL, 0, number(argv, argc, read ? 3 : 4, 20), &err);
    if (!odb) {
        fprintf(stderr, "%s\n", err.text);
        return 2;
    }
    if (read)
        read_ids(odb);
    else
        sl_odb_walk(odb, (unsigned)number(argv, argc, 5, 30),
                    (unsigned)number(argv, argc, 3, 1),
                    number(argv, argc, 6, SL_MAX_FILE_SIZE),
                    walk ? &printer : &counter);
    if (timed)
        printf("%zu objects, %zu bytes, %zu lost, %zu known\n", sum.objects, sum.bytes,
               sum.lost, sl_odb_count(odb));
    sl_odb_close(odb);
    return 0;
}
