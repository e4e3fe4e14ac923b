#include "git/index.h"

#include "base/buf.h"
#include "git/index_view.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* A directory of its own, with an index written byte by byte. */
typedef struct fixture {
    char dir[64];
    char path[128];
    sl_buf bytes;
} fixture;

static void be(sl_buf *buf, unsigned size, uint64_t value)
{
    while (size-- > 0)
        sl_buf_char(buf, (char)(value >> 8 * size));
}

static void zeros(sl_buf *buf, size_t count)
{
    while (count-- > 0)
        sl_buf_char(buf, '\0');
}

static void header(sl_buf *buf, uint32_t version, uint32_t count)
{
    sl_buf_clear(buf);
    sl_buf_add(buf, sl_lit("DIRC"));
    be(buf, 4, version);
    be(buf, 4, count);
}

/* An entry of version 2, or of 3 when extended is not 0. */
static void entry(sl_buf *buf, const char *path, unsigned flags, unsigned extended)
{
    size_t start = buf->len;
    size_t len = strlen(path);

    zeros(buf, 24);
    be(buf, 4, 0100644);
    zeros(buf, 8);
    be(buf, 4, 7);
    for (int i = 0; i < 20; i++)
        sl_buf_char(buf, (char)(len ? path[0] : '?'));
    be(buf, 2, (flags | (extended ? 0x4000u : 0)) + (len < 0xfff ? len : 0xfff));
    if (extended)
        be(buf, 2, extended);
    sl_buf_add(buf, sl_str_of(path));
    zeros(buf, 8 - (buf->len - start) % 8);
}

static void extension(sl_buf *buf, const char *name, sl_str body)
{
    sl_buf_add(buf, sl_str_of(name));
    be(buf, 4, body.len);
    sl_buf_add(buf, body);
}

static void save(const char *path, sl_str bytes)
{
    FILE *file = fopen(path, "wb");

    assert_non_null(file);
    assert_int_equal(fwrite(bytes.ptr, 1, bytes.len, file), bytes.len);
    fclose(file);
}

static bool load(fixture *f, sl_index *index, sl_err *err)
{
    *err = (sl_err){0};
    save(f->path, sl_buf_str(&f->bytes));
    return sl_index_read(f->path, f->dir, 20, index, err);
}

static int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);

    snprintf(f->dir, sizeof f->dir, "/tmp/seclint-index-XXXXXX");
    if (!mkdtemp(f->dir))
        return -1;
    snprintf(f->path, sizeof f->path, "%s/index", f->dir);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;

    unlink(f->path);
    rmdir(f->dir);
    sl_buf_free(&f->bytes);
    free(f);
    return 0;
}

static void sample(fixture *f)
{
    header(&f->bytes, 3, 5);
    entry(&f->bytes, "a", 0x8000, 0);
    entry(&f->bytes, "d-x", 0, 0x4000);
    entry(&f->bytes, "d/e", 0x1000, 0);
    entry(&f->bytes, "d/e", 0x2000, 0);
    entry(&f->bytes, "z", 0, 0x2000);
    extension(&f->bytes, "TREE",
              sl_lit("\0"
                     "5 2\n"
                     "rrrrrrrrrrrrrrrrrrrr"
                     "d\0"
                     "-1 1\n"
                     "sub\0"
                     "1 0\n"
                     "ssssssssssssssssssss"
                     "d-x\0"
                     "-1 0\n"));
    extension(&f->bytes, "XXXX", sl_lit("skipped"));
    zeros(&f->bytes, 20);
}

static void entries_and_flags_are_read(void **state)
{
    fixture *f = *state;
    sl_index index;
    sl_err err;

    sample(f);
    assert_true(load(f, &index, &err));
    assert_int_equal(index.len, 5);
    assert_int_equal(index.entries[0].flags, SL_INDEX_ASSUME_UNCHANGED);
    assert_int_equal(index.entries[1].flags, SL_INDEX_SKIP_WORKTREE);
    assert_int_equal(index.entries[2].stage, 1);
    assert_int_equal(index.entries[4].flags, SL_INDEX_INTENT_TO_ADD);
    assert_int_equal(index.entries[4].mode, 0100644);
    assert_int_equal(index.entries[4].size, 7);
    assert_int_equal(index.entries[4].oid.raw[19], 'z');
    assert_false(index.sparse);
    assert_true(index.timestamp_seconds > 0);
    sl_index_free(&index);
}

/* The node of a directory ("" for the top), or one without a name. */
static sl_index_node node(const sl_index *index, sl_str path)
{
    sl_index_node at = sl_index_trees_at(&index->trees, 0);

    while (path.len > 0) {
        sl_str name = sl_str_sub(path, 0, sl_str_chr(path, '/'));
        size_t end = at.next;
        size_t i = at.below;

        for (; i < end; i = at.next) {
            at = sl_index_trees_at(&index->trees, i);
            if (sl_str_eq(at.name, name))
                break;
        }
        if (i == end)
            return (sl_index_node){0};
        path = sl_str_skip(path, name.len + 1);
    }
    return at;
}

static void paths_and_directories_are_found(void **state)
{
    fixture *f = *state;
    sl_index index;
    sl_err err;

    sample(f);
    assert_true(load(f, &index, &err));
    assert_ptr_equal(sl_index_find(&index, sl_lit("d/e")), &index.entries[2]);
    assert_ptr_equal(sl_index_find(&index, sl_lit("z")), &index.entries[4]);
    assert_null(sl_index_find(&index, sl_lit("d")));
    assert_null(sl_index_find(&index, sl_lit("zz")));
    assert_true(sl_index_has_below(&index, sl_lit("")));
    assert_true(sl_index_has_below(&index, sl_lit("d")));
    assert_false(sl_index_has_below(&index, sl_lit("d/e")));
    assert_false(sl_index_has_below(&index, sl_lit("d-")));
    assert_false(sl_index_has_below(&index, sl_lit("zz")));
    assert_int_equal(index.trees.len, 4);
    assert_non_null(node(&index, sl_lit("")).oid);
    assert_int_equal(node(&index, sl_lit("")).entries, 5);
    assert_null(node(&index, sl_lit("d")).oid);
    assert_int_equal(node(&index, sl_lit("d/sub")).oid[0], 's');
    assert_null(node(&index, sl_lit("d-x")).oid);
    assert_int_equal(node(&index, sl_lit("d-x")).name.len, 3);
    assert_int_equal(node(&index, sl_lit("e")).name.len, 0);
    sl_index_free(&index);
}

/* Asked for every path, and for what is not there, from every place on. */
static void a_place_is_found_wherever_the_search_begins(void **state)
{
    static const struct {
        const char *path;
        size_t place, first; /* first: the first entry that is not before it */
    } cases[] = {
        {"", SL_INDEX_NONE, 0},    {"a", 0, 0},
        {"b", SL_INDEX_NONE, 1},   {"d-x", 1, 1},
        {"d/", SL_INDEX_NONE, 2},  {"d/e", 2, 2},
        {"d/f", SL_INDEX_NONE, 4}, {"z", 4, 4},
        {"z0", SL_INDEX_NONE, 5},
    };
    fixture *f = *state;

    for (uint32_t version = 3; version <= 4; version++) {
        sl_index_view view;
        sl_err err = {0};

        sample(f);
        if (version == 4) { /* which is read whole */
            header(&f->bytes, 4, 0);
            zeros(&f->bytes, 20);
        }
        save(f->path, sl_buf_str(&f->bytes));
        assert_true(sl_index_view_open(f->path, f->dir, 20, &view, &err));
        assert_true(view.timestamp_seconds > 0);
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
            for (size_t from = 0; from <= view.len; from++) {
                size_t near = from;
                size_t found =
                    sl_index_view_place(&view, sl_str_of(cases[i].path), &near);

                if (found != (view.len ? cases[i].place : SL_INDEX_NONE) ||
                    near != (view.len ? cases[i].first : 0))
                    fail_msg("\"%s\" from %zu: %zu", cases[i].path, from, found);
            }
        sl_index_view_free(&view);
    }
}

/* Every proper prefix but those that end between two parts. */
static void a_truncated_index_is_refused(void **state)
{
    fixture *f = *state;
    sl_buf whole = {0};
    sl_index index;
    sl_err err;
    size_t read = 0;

    sample(f);
    sl_buf_add(&whole, sl_buf_str(&f->bytes));
    for (size_t len = 1; len < whole.len; len++) {
        sl_buf_clear(&f->bytes);
        sl_buf_add(&f->bytes, sl_str_sub(sl_buf_str(&whole), 0, len));
        if (load(f, &index, &err)) {
            read++;
        } else {
            assert_int_equal(err.code, SL_EFORMAT);
            assert_non_null(strstr(err.text, f->path));
        }
        sl_index_free(&index);
    }
    assert_int_equal(read, 2); /* without the last one or two extensions */
    sl_buf_free(&whole);
}

static void no_index_is_no_error_of_format(void **state)
{
    fixture *f = *state;
    sl_index index;
    sl_err err = {0};

    assert_false(sl_index_read("/nonexistent/index", "/nonexistent", 20, &index, &err));
    assert_int_equal(err.code, SL_ENOTFOUND);
    sl_index_free(&index);
    save(f->path, sl_lit(""));
    assert_false(sl_index_read(f->path, f->dir, 20, &index, &err));
    assert_int_equal(err.code, SL_EFORMAT);
    sl_index_free(&index);
    assert_false(sl_index_read(f->dir, f->dir, 20, &index, &err));
    assert_int_equal(err.code, SL_EFORMAT);
    sl_index_free(&index);
}

typedef struct broken {
    const char *paths[3];
    unsigned extended;
    const char *name; /* of an extension */
    sl_str body;
    const char *message;
} broken;

static const broken BROKEN[] = {
    {{"b", "a"}, 0, NULL, {"", 0}, "out of order"},
    {{"a", "a"}, 0, NULL, {"", 0}, "out of order"},
    {{""}, 0, NULL, {"", 0}, "no path"},
    {{"a"}, 1, NULL, {"", 0}, "unknown entry flags"},
    {{"a"}, 0, "mine", {"", 0}, "must be understood"},
    {{"a"}, 0, "link", {"abc", 3}, "truncated extension"},
    {{"a"}, 0, "link", {"abcdefghijklmnopqrst", 20}, "is missing"},
    {{"a"}, 0, "TREE", {"x", 1}, "cache tree"},
    {{"a"}, 0, "TREE", {"\0-1 1\n", 6}, "cache tree"},
    {{"a"}, 0, "TREE", {"\0-1 4000000000\n", 15}, "cache tree"},
    {{"a"}, 0, "TREE", {"\0x 0\n", 5}, "cache tree"},
};

static void a_corrupt_index_is_refused(void **state)
{
    fixture *f = *state;

    for (size_t i = 0; i < sizeof BROKEN / sizeof BROKEN[0]; i++) {
        const broken *b = &BROKEN[i];
        uint32_t count = 0;
        sl_index index;
        sl_err err;

        while (count < 3 && b->paths[count])
            count++;
        header(&f->bytes, 3, count);
        for (uint32_t j = 0; j < count; j++)
            entry(&f->bytes, b->paths[j], 0, b->extended);
        if (b->name)
            extension(&f->bytes, b->name, b->body);
        zeros(&f->bytes, 20);
        assert_false(load(f, &index, &err));
        assert_int_equal(err.code, SL_EFORMAT);
        if (!strstr(err.text, b->message))
            fail_msg("case %zu: %s", i, err.text);
        sl_index_free(&index);
    }
}

static void version_4_strips_prefixes(void **state)
{
    fixture *f = *state;
    static const sl_str paths[] = {{"\0dir/one\0", 9}, {"\3two\0", 5}, {"\7x\0", 3}};
    static const char *const full[] = {"dir/one", "dir/two", "x"};
    sl_index index;
    sl_err err;

    header(&f->bytes, 4, 3);
    for (size_t i = 0; i < 3; i++) {
        zeros(&f->bytes, 60);
        be(&f->bytes, 2, strlen(full[i]));
        sl_buf_add(&f->bytes, paths[i]);
    }
    zeros(&f->bytes, 20);
    assert_true(load(f, &index, &err));
    for (size_t i = 0; i < 3; i++)
        assert_true(sl_str_eq(index.entries[i].path, sl_str_of(full[i])));
    sl_index_free(&index);
    f->bytes.ptr[12 + 62 + 9 + 62] = 8; /* strips more than there is */
    assert_false(load(f, &index, &err));
    assert_non_null(strstr(err.text, "malformed path"));
    sl_index_free(&index);
}

/* One EWAH marker and one literal word. */
static void bitmap(sl_buf *buf, uint64_t word)
{
    be(buf, 4, 64);
    be(buf, 4, 2);
    be(buf, 8, UINT64_C(1) << 33);
    be(buf, 8, word);
    be(buf, 4, 0);
}

static void a_split_index_is_merged(void **state)
{
    fixture *f = *state;
    sl_buf link = {0};
    char shared[192];
    sl_index index;
    sl_err err;

    header(&f->bytes, 2, 3);
    entry(&f->bytes, "a", 0, 0);
    entry(&f->bytes, "b", 0, 0);
    entry(&f->bytes, "c", 0x1000, 0);
    for (int i = 0; i < 20; i++)
        sl_buf_char(&f->bytes, '\x11');
    snprintf(shared, sizeof shared, "%s/sharedindex.%s", f->dir,
             "1111111111111111111111111111111111111111");
    save(shared, sl_buf_str(&f->bytes));
    for (int i = 0; i < 20; i++)
        sl_buf_char(&link, '\x11');
    bitmap(&link, 1);
    bitmap(&link, 2);
    header(&f->bytes, 2, 3);
    entry(&f->bytes, "", 0x8000, 0); /* replaces b */
    entry(&f->bytes, "aa", 0, 0);
    entry(&f->bytes, "c", 0, 0); /* resolves the conflict */
    extension(&f->bytes, "link", sl_buf_str(&link));
    zeros(&f->bytes, 20);
    assert_true(load(f, &index, &err));
    assert_int_equal(index.len, 3);
    assert_true(sl_str_eq(index.entries[0].path, sl_lit("aa")));
    assert_true(sl_str_eq(index.entries[1].path, sl_lit("b")));
    assert_int_equal(index.entries[1].flags, SL_INDEX_ASSUME_UNCHANGED);
    assert_int_equal(index.entries[1].oid.raw[0], '?');
    assert_int_equal(index.entries[2].stage, 0);
    sl_index_free(&index);
    f->bytes.ptr[f->bytes.len - 20 - 5] = 6; /* the third has no replacement */
    assert_false(load(f, &index, &err));
    assert_non_null(strstr(err.text, "split index"));
    sl_index_free(&index);
    sl_buf_free(&link);
    unlink(shared);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(entries_and_flags_are_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(paths_and_directories_are_found, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_place_is_found_wherever_the_search_begins,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_truncated_index_is_refused, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(no_index_is_no_error_of_format, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_corrupt_index_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(version_4_strips_prefixes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_split_index_is_merged, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
