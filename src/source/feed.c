#include "source/feed.h"

void sl_feed_blob(const sl_feed *feed, unsigned worker, const sl_blob *blob)
{
    static const sl_feed_count units[] = {
        [SL_ORIGIN_FILE] = SL_FEED_FILES,       [SL_ORIGIN_WORKTREE] = SL_FEED_FILES,
        [SL_ORIGIN_INDEX] = SL_FEED_INDEX,      [SL_ORIGIN_HISTORY] = SL_FEED_OBJECTS,
        [SL_ORIGIN_MESSAGE] = SL_FEED_MESSAGES, [SL_ORIGIN_RANGE] = SL_FEED_OBJECTS,
        [SL_ORIGIN_HEAD] = SL_FEED_OBJECTS,
    };

    feed->count(feed->ctx, worker, units[blob->origin], 1);
    feed->count(feed->ctx, worker, SL_FEED_BYTES, blob->bytes.len);
    feed->blob(feed->ctx, worker, blob);
}
