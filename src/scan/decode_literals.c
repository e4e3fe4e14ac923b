/* decode_literals.c - what stands in every text that is written with escapes or joints. */
#include "scan/decode.h"

#include "text/escaped.h"

/* Of a token of thirty characters one is among these almost certainly; few literals
 * make a fast gate. */
static const char frequent[] = "aeiosntrAEIOSK012345";

/* One character as an escape, and what follows it in a dense text. */
static const struct {
    const char *before;
    const char *after;
    bool decimal;
    sl_escape_kind kind;
} forms[] = {
    {"%", "%", false, SL_ESCAPE_PERCENT},
    {"\\x", "\\", false, SL_ESCAPE_BACKSLASH},
    {"&#", ";", true, SL_ESCAPE_ENTITY},
    {"&#x", ";", false, SL_ESCAPE_ENTITY},
};

static const struct {
    const char *text;
    sl_escape_kind kind;
} others[] = {
    {"%3a%2f%2f", SL_ESCAPE_PERCENT}, /* :// */
    {"BEGIN%20", SL_ESCAPE_PERCENT},  /* of a PEM block */
    {"\\u004", SL_ESCAPE_BACKSLASH},  {"\\u005", SL_ESCAPE_BACKSLASH},
    {"\\u006", SL_ESCAPE_BACKSLASH},  {"\\u007", SL_ESCAPE_BACKSLASH},
};

/* With what a quote behind it says: tokens are taken apart behind their prefix, for those
 * who look for them. */
static const char *const prefixes[] = {
    "ghp_",     "gho_",        "ghs_",
    "ghu_",     "github_pat_", "glpat-",
    "AKIA",     "ASIA",        "AIza",
    "xoxb-",    "xoxp-",       "xapp-",
    "sk_live_", "sk_test_",    "rk_live_",
    "sk-proj-", "sk-ant-",     "sk-ant-api03-",
    "SG.",      "npm_",        "pypi-",
    "hf_",      "dop_v1_",     "shpat_",
    "whsec_",   "GOCSPX-",     "ya29.",
    "hvs.",     "dckr_pat_",   "https://hooks.slack.com/services/"};

enum {
    PREFIXES = sizeof prefixes / sizeof *prefixes,
    QUOTES = 2,
    FORMS = sizeof forms / sizeof *forms,
    FREQUENT = sizeof frequent - 1,
    OTHERS = sizeof others / sizeof *others
};

_Static_assert((int)FORMS *(int)FREQUENT + (int)OTHERS + (int)PREFIXES * (int)QUOTES ==
                   SL_DECODE_LITERALS,
               "the header counts them");

static sl_gate_literal literal_of(uint32_t owner, sl_escape_kind kind, sl_str text)
{
    return (sl_gate_literal){.text = text, .ignore_case = true, .owner = owner + kind};
}

void sl_decode_literals(sl_arena *arena, uint32_t owner, sl_gate_literal *out)
{
    for (size_t f = 0; f < FORMS; f++)
        for (size_t i = 0; i < FREQUENT; i++) {
            unsigned c = (unsigned)frequent[i];
            sl_str number = forms[f].decimal ? sl_arena_printf(arena, "%u", c)
                                             : sl_arena_printf(arena, "%02x", c);

            *out++ = literal_of(owner, forms[f].kind,
                                sl_arena_printf(arena, "%s%.*s%s", forms[f].before,
                                                sl_fmt(number), forms[f].after));
        }
    for (size_t i = 0; i < OTHERS; i++)
        *out++ = literal_of(owner, others[i].kind, sl_str_of(others[i].text));
    for (size_t i = 0; i < PREFIXES; i++)
        for (size_t q = 0; q < QUOTES; q++)
            *out++ = literal_of(owner, SL_ESCAPE_JOINT,
                                sl_arena_printf(arena, "%s%c", prefixes[i], "\"'"[q]));
}
