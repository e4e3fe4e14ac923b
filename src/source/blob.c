#include "source/blob.h"

void sl_treatment_keep(sl_treatment *treatment, sl_arena *arena)
{
    sl_attr *attrs[] = {&treatment->filter, &treatment->diff, &treatment->conversion};

    treatment->ignore.file = sl_arena_str(arena, treatment->ignore.file);
    treatment->ignore.pattern = sl_arena_str(arena, treatment->ignore.pattern);
    for (size_t i = 0; i < sizeof attrs / sizeof *attrs; i++) {
        attrs[i]->name = sl_arena_str(arena, attrs[i]->name);
        attrs[i]->value = sl_arena_str(arena, attrs[i]->value);
        attrs[i]->file = sl_arena_str(arena, attrs[i]->file);
    }
}

const char *sl_origin_name(sl_origin origin)
{
    static const char *const names[] = {
        [SL_ORIGIN_FILE] = "file",       [SL_ORIGIN_WORKTREE] = "worktree",
        [SL_ORIGIN_INDEX] = "index",     [SL_ORIGIN_HISTORY] = "history",
        [SL_ORIGIN_MESSAGE] = "message", [SL_ORIGIN_RANGE] = "range",
        [SL_ORIGIN_HEAD] = "head",
    };

    return names[origin];
}
