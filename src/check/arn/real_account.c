/* real_account.c - somebody's account id in a file that everybody gets. It is no secret,
 * but with it role names can be guessed and buckets found, and in an example it is what
 * people copy. */
#include "aws/account.h"
#include "aws/accounts.h"
#include "base/map.h"
#include "check/arn/each.h"
#include "check/arn/expected.h"

static bool published(const sl_blob *blob)
{
    return !blob->state.known || blob->state.tracked || !blob->state.here.ignored;
}

void sl_check_arn_real_account(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    sl_arn_walk walk;
    sl_arn_report report = {rule, &walk, sink};
    sl_arn_seen seen;
    sl_map met = {0};

    if (!published(doc->blob))
        return;
    sl_arn_walk_begin(&walk, doc);
    while (!sink->full && sl_arn_walk_next_whole(&walk, &seen)) {
        sl_str account = seen.arn.account;
        sl_aws_account known;

        if (!sl_account_valid(account) || sl_account_is_example(account) ||
            !sl_arn_amazon(&seen.arn) || sl_aws_account_find(account, &known) ||
            sl_map_has(&met, account))
            continue;
        sl_map_put(&met, account);
        sl_arn_hit(&report, &seen, account, SL_LEVEL_OFF,
                   "the id of a real account, %.*s, in a file that is shared",
                   sl_fmt(account));
    }
    sl_map_free(&met);
}
