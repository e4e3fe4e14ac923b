/* shaped_tokens.c - tokens without a checksum, but with something in a fixed place.
 *
 * OpenAI: T3BlbkFJ, the base64 of "OpenAI", with as many characters before as behind
 * it; Anthropic: AA at the end, both observed. Telegram: core.telegram.org/bots/api,
 * the bot's id and AA... Slack: api.slack.com/authentication/token-types, numbers of
 * team and bot. */
#include "token/schemes.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static sl_str take_digits(sl_str *rest)
{
    size_t n = 0;
    sl_str digits;

    while (n < rest->len && is_digit(rest->ptr[n]))
        n++;
    digits = sl_str_sub(*rest, 0, n);
    *rest = sl_str_skip(*rest, n);
    return digits;
}

/* 1234567890, 9876543210, 1111111111: what people type instead of a number. */
static bool is_typed(sl_str digits)
{
    size_t up = 0, down = 0, same = 0;

    for (size_t i = 1; i < digits.len; i++) {
        int step = digits.ptr[i] - digits.ptr[i - 1];

        up += step == 1 || step == -9;
        down += step == -1 || step == 9;
        same += step == 0;
    }
    return up + 1 >= digits.len || down + 1 >= digits.len || same + 1 >= digits.len;
}

void sl_openai_judge(sl_str token, sl_verdict *out)
{
    static const char *const prefixes[] = {"sk-proj-",  "sk-svcacct-", "sk-service-",
                                           "sk-admin-", "sk-None-",    "sk-"};
    size_t at;

    sl_verdict_say(out, SL_VERDICT_NONE, "%s", "");
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        sl_str prefix = sl_str_of(prefixes[i]);

        if (!sl_str_starts(token, prefix))
            continue;
        token = sl_str_skip(token, prefix.len);
        break;
    }
    at = sl_str_find(token, sl_lit("T3BlbkFJ"));
    if (at == SIZE_MAX)
        return;
    if (at >= 20 && token.len == 2 * at + 8)
        sl_verdict_say(out, SL_VERDICT_VALID, "structure valid");
    else
        sl_verdict_say(out, SL_VERDICT_MISMATCH,
                       "marker out of place (edited or placeholder)");
}

void sl_anthropic_judge(sl_str token, sl_verdict *out)
{
    if (!sl_str_starts(token, sl_lit("sk-ant-")))
        sl_verdict_say(out, SL_VERDICT_NONE, "%s", "");
    else if (sl_str_ends(token, sl_lit("AA")))
        sl_verdict_say(out, SL_VERDICT_VALID, "structure valid");
    else
        sl_verdict_say(out, SL_VERDICT_MISMATCH,
                       "does not end in AA (edited or placeholder)");
}

void sl_telegram_judge(sl_str token, sl_verdict *out)
{
    sl_str rest = token, bot = take_digits(&rest);

    sl_verdict_say(out, SL_VERDICT_NONE, "%s", "");
    if (bot.len < 6 || bot.len > 12 || rest.len != 36 || rest.ptr[0] != ':')
        return;
    if (is_typed(bot))
        sl_verdict_say(out, SL_VERDICT_MISMATCH, "the bot's number is a placeholder");
    else if (sl_str_starts(rest, sl_lit(":AA")))
        sl_verdict_say(out, SL_VERDICT_VALID, "bot %.*s", sl_fmt(bot));
}

void sl_slack_judge(sl_str token, sl_verdict *out)
{
    sl_str rest = token, digits;
    size_t numbers = 0, typed = 0;

    sl_verdict_say(out, SL_VERDICT_NONE, "%s", "");
    if (!sl_str_starts(token, sl_lit("xox")) || token.len < 6)
        return;
    rest = sl_str_skip(token, 4);
    while (rest.len && rest.ptr[0] == '-') {
        rest = sl_str_skip(rest, 1);
        digits = take_digits(&rest);
        if (digits.len < 8 || (rest.len && rest.ptr[0] != '-'))
            break;
        numbers++;
        typed += is_typed(digits);
    }
    if (typed > 0)
        sl_verdict_say(out, SL_VERDICT_MISMATCH,
                       "the team's or bot's number is a placeholder");
    else if (numbers >= 2)
        sl_verdict_say(out, SL_VERDICT_VALID, "structure valid");
}
