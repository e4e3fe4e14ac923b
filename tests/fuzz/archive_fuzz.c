/* Any bytes as an archive: names stay inside, the budget is kept. */
#include "fuzz.h"

#include "base/limits.h"
#include "source/archive.h"

static bool wanted(void *ctx, sl_str head)
{
    (void)ctx;
    return head.len % 2 == 0;
}

static void member(void *ctx, sl_str path, sl_str bytes)
{
    size_t *total = ctx;

    must(path.len > 0 && path.ptr[0] != '/');
    must(!sl_str_starts(path, sl_lit("../")) && !sl_str_has(path, sl_lit("/../")));
    must(bytes.len <= SL_MAX_ARCHIVE_MEMBER);
    *total += bytes.len;
}

static void notice(void *ctx, const char *text, bool incomplete)
{
    (void)ctx;
    (void)incomplete;
    must(text[0] != '\0');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t total = 0;
    sl_archive_visitor visitor = {&total, wanted, member, notice};
    sl_archive_budget budget = {.bytes = SL_MIB, .members = 100};

    sl_archive_read(input(data, size), sl_lit("a/b.gz"), &budget, &visitor);
    must(total <= SL_MIB);
    return 0;
}
