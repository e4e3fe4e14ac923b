/* wrapped_tokens.c - tokens that are base64 of something that can be read.
 *
 * Sentry: docs.sentry.io/account/auth-tokens; 1Password: developer.1password.com,
 * service accounts; Grafana, JFrog, Bitbucket Server, Jira: observed; Discord:
 * discord.com/developers/docs/reference, the snowflake of the bot comes first. */
#include "token/schemes.h"

#include "base/buf.h"
#include "text/encoding.h"
#include "token/object.h"

typedef enum inner { OBJECT, DIGITS, ID, TEXT } inner;

typedef struct wrapped {
    const char *prefix; /* dropped before decoding, unless the base64 begins with it */
    bool part_of_base64;
    char end; /* the base64 ends here; 0: at the end of the token */
    inner inner;
    const char *holds; /* OBJECT: a member it must have; TEXT: how it begins */
    const char *note;
} wrapped;

static const wrapped forms[] = {
    {"sntrys_", false, '_', OBJECT, "url", "Sentry organization token"},
    {"ops_", false, 0, OBJECT, "email", "1Password service account"},
    {"glc_", false, 0, OBJECT, "k", "Grafana Cloud access policy token"},
    {"BBDC-", false, 0, DIGITS, "", "Bitbucket Server token"},
    {"cmVmdGtu", true, 0, TEXT, "reftkn:", "JFrog reference token"},
    {"eyJrIjoi", true, 0, OBJECT, "n", "Grafana API key"},
    {"M", true, '.', DIGITS, "", "Discord bot"},
    {"N", true, '.', DIGITS, "", "Discord bot"},
    {"O", true, '.', DIGITS, "", "Discord bot"},
};

/* Digits up to the end, or up to a colon. */
static bool begins_with_digits(sl_str text)
{
    size_t n = 0;

    while (n < text.len && text.ptr[n] >= '0' && text.ptr[n] <= '9')
        n++;
    return n > 0 && (n == text.len || text.ptr[n] == ':');
}

static bool fits(const wrapped *form, sl_str text)
{
    sl_str holds = sl_str_of(form->holds), value;

    switch (form->inner) {
    case OBJECT: return sl_object_get(text, holds, &value);
    case DIGITS: return begins_with_digits(text);
    case ID: return begins_with_digits(text) && sl_str_chr(text, ':') != SIZE_MAX;
    case TEXT: return sl_str_starts(text, holds);
    }
    return false;
}

static void judge(const wrapped *form, sl_str token, sl_verdict *out)
{
    sl_buf text = {0};
    size_t end;

    if (!form->part_of_base64)
        token = sl_str_drop(token, sl_str_of(form->prefix));
    end = form->end ? sl_str_chr(token, form->end) : SIZE_MAX;
    if (end != SIZE_MAX)
        token = sl_str_sub(token, 0, end);
    if (sl_base64_decode(token, &text) && fits(form, sl_buf_str(&text)))
        sl_verdict_say(out, SL_VERDICT_VALID, "%s, structure valid", form->note);
    else
        sl_verdict_say(out, SL_VERDICT_MISMATCH,
                       "structure does not hold (edited or placeholder)");
    sl_buf_free(&text);
}

/* 44 characters that say "digits:" and random bytes: without these it is any base64. */
void sl_jira_judge(sl_str token, sl_verdict *out)
{
    static const wrapped form = {"", true, 0, ID, "", "Jira or Confluence token"};

    judge(&form, token, out);
    if (token.len != 44 || out->kind != SL_VERDICT_VALID)
        sl_verdict_say(out, SL_VERDICT_NOT_A_TOKEN, "%s", "");
}

void sl_wrapped_judge(sl_str token, sl_verdict *out)
{
    sl_verdict_say(out, SL_VERDICT_NONE, "%s", "");
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
        if (sl_str_starts(token, sl_str_of(forms[i].prefix))) {
            judge(&forms[i], token, out);
            return;
        }
}
