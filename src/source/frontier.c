#include "source/frontier.h"

#include "base/limits.h"

static bool newer(const void *ctx, uint32_t a, uint32_t b)
{
    const sl_commit_record *records = ((const sl_frontier *)ctx)->commits.records.at;

    if (records[a].commit_time != records[b].commit_time)
        return records[a].commit_time > records[b].commit_time;
    return a < b;
}

void sl_frontier_open(sl_frontier *front, sl_odb *odb, size_t oid_len)
{
    *front = (sl_frontier){.odb = odb,
                           .numbers = {.oid_len = oid_len},
                           .queue = {.before = newer, .ctx = front}};
}

void sl_frontier_close(sl_frontier *front)
{
    sl_commits_free(&front->commits);
    sl_oidmap_free(&front->numbers);
    sl_heap_free(&front->queue);
}

uint32_t sl_frontier_number(const sl_frontier *front, const sl_oid *oid)
{
    return sl_oidmap_get(&front->numbers, oid);
}

uint32_t sl_frontier_meet(sl_frontier *front, const sl_oid *oid)
{
    uint32_t number = (uint32_t)front->commits.records.len;
    sl_buf bytes = {0};
    sl_object_type type;
    bool ok = sl_odb_read(front->odb, oid, SL_MAX_FILE_SIZE, &type, &bytes, NULL) &&
              type == SL_OBJ_COMMIT &&
              sl_commits_add(&front->commits, oid, sl_buf_str(&bytes));

    sl_buf_free(&bytes);
    return ok ? sl_oidmap_put(&front->numbers, oid, number) : SL_OIDMAP_NONE;
}
