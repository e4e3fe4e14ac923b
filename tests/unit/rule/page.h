/* page.h - a document around a text, for tests of what is said about it. */
#ifndef SECLINT_TESTS_UNIT_RULE_PAGE_H
#define SECLINT_TESTS_UNIT_RULE_PAGE_H

#include "doc/doc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* Free with page_close. */
typedef struct page {
    sl_arena arena;
    sl_blob blob;
    sl_doc doc;
} page;

static inline void page_open(page *p, const char *path, sl_str text)
{
    *p = (page){0};
    p->blob =
        (sl_blob){.path = sl_str_of(path), .bytes = text, .origin = SL_ORIGIN_WORKTREE};
    sl_doc_open(&p->doc, &p->blob, &p->arena);
}

static inline void page_close(page *p)
{
    sl_arena_free(&p->arena);
}

/* Where part stands in the text; the n-th time, from 0. */
static inline sl_span span_of(sl_str text, const char *part, size_t n)
{
    size_t at = 0;

    for (;;) {
        size_t found = sl_str_find(sl_str_skip(text, at), sl_str_of(part));

        assert_true(found != SIZE_MAX);
        at += found;
        if (n-- == 0)
            return (sl_span){at, at + strlen(part)};
        at++;
    }
}

static inline void assert_text(sl_str is, const char *should)
{
    char copy[1024];

    assert_true(is.len < sizeof copy);
    memcpy(copy, is.ptr ? is.ptr : "", is.len);
    copy[is.len] = '\0';
    assert_string_equal(copy, should);
}

#endif
