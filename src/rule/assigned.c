#include "rule/assigned.h"

#include "base/buf.h"

/* The name begins here: at a word's start, or at a capital inside a name (myOktaKey). */
#define BEGINS "(?:(?<![A-Za-z])|(?-i:(?<=[a-z])(?=[A-Z])))"

/* Names of values that look random and are none of a key's. */
#define OTHER_VALUE                                                                 \
    "(?![\\w.\\- ]{0,30}?(?:commit|sha_?\\d|checksum|digest|etag|revision|version|" \
    "fingerprint|md5|hash|public_?key|publishable|search[_-]?only|integrity|"       \
    "[_-](?:path|file|filename|name|url|uri|arn|dir)\\b))"                          \
    "(?!\\.(?:com|org|io)/[\\w.\\-/]{1,80}[@ \\t]{1,20}[0-9a-f]{40}\\b)" /* at a commit */

/* What the rest of the name says when it is a key's. */
#define KEY_WORDS                                                                \
    "key|token|secret|pass|pwd|auth|cred|api|pat\\b|sid\\b|bearer|login|access|" \
    "private|webhook|licen[sc]e|signature|client|account|sdk|dsn|id\\b"

/* Between name and value: quotes and brackets that close the name, a type, and an
 * operator of some language; or the item "value" that stands beside a "name"; an argument
 * in front: client("APPID", "KEY"); a property list. Quotes may be escaped or belong to a
 * kind of string (b"", r''). A value that has the next line to itself is joined too. No
 * form has more than one line end: SL_ASSIGNED_LINES. */
#define JOINED                                                                    \
    "\\\\?[\"'`\\])}]{0,3}"                                                       \
    "(?:(?:[ \\t]{0,4}:[ \\t]{0,2}\\w{1,12})?[ \\t]{0,20}[=:>|?,(+~<\\-]{1,5}"    \
    "|[ \\t]{0,4},?(?:\\r?\\n)?[ \\t]{0,30}[\"']?(?:value|content|default)[\"']?" \
    "[ \\t]{0,4}[=:]"                                                             \
    "|\\([ \\t]{0,4}(?:[\"'][^\"'\\r\\n]{1,60}[\"']|\\d{1,20}),"                  \
    "|</(?:key|name)>[ \\t]{0,8}(?:\\r?\\n)?[ "                                   \
    "\\t]{0,40}<(?:string|value)>|%3[ad]|&quot;:&quot;"                           \
    "|[ \\t]{0,2}>?\\r?\\n(?=[ \\t]{0,8}[^\\s\"'<>(){}]{12,400}[ "                \
    "\\t]{0,8}(?:\\r?\\n|\\z))"                                                   \
    "|[ \\t]{1,4}(?:is[ \\t]{1,2}|to[ \\t]{1,2})?)"                               \
    "[ \\t]{0,20}(?:(?:new "                                                      \
    "String\\()?[brfu@]{0,2}[\\\\\"'`(\\[{@]{1,5}|<!\\[CDATA\\[)?"                \
    "(?:(?:bearer|basic|token|apikey|api-key)[ \\t]{1,4})?"

/* The value ends where a word does. */
#define ENDS "(?![\\w\\-])"

static void add_words(sl_buf *out, sl_list words)
{
    for (size_t i = 0; i < words.len; i++) {
        if (i > 0)
            sl_buf_char(out, '|');
        for (size_t k = 0; k < words.at[i].len; k++) {
            char c = words.at[i].ptr[k];

            if (!((c | 0x20) >= 'a' && (c | 0x20) <= 'z') && !(c >= '0' && c <= '9') &&
                c != '_' && (unsigned char)c < 0x80)
                sl_buf_char(out, '\\');
            sl_buf_char(out, c);
        }
    }
}

enum { SHORT_NAME = 4 };

static const char *const follows[] = {
    "api",    "key",        "token",   "secret",   "access",  "auth",     "client",
    "app",    "pass",       "private", "user",     "admin",   "webhook",  "bot",
    "sdk",    "account",    "live",    "pat",      "master",  "service",  "server",
    "bearer", "password",   "oauth",   "consumer", "refresh", "security", "customer",
    "robot",  "encryption", "personal"};
static const char *const joints[] = {"_", "-", ".", ""};

static bool ends_word(sl_str name)
{
    char last = name.ptr[name.len - 1];

    return last == '_' || last == '-' || last == '.';
}

/* name, a joint unless it ends in one, a word. */
static size_t add_followed(sl_str name, sl_arena *arena, sl_str *out)
{
    size_t len = 0;

    for (size_t w = 0; w < sizeof follows / sizeof *follows; w++)
        for (size_t k = 0; k < sizeof joints / sizeof *joints; k++) {
            if (ends_word(name) && joints[k][0])
                continue;
            out[len++] =
                sl_arena_printf(arena, "%.*s%s%s", sl_fmt(name), joints[k], follows[w]);
        }
    return len;
}

sl_list sl_assigned_literals(const sl_assigned *assigned, sl_arena *arena)
{
    size_t most = sizeof follows / sizeof *follows * (sizeof joints / sizeof *joints);
    sl_str *at = sl_arena_calloc(arena, assigned->names.len * most, sizeof *at);
    size_t len = 0;

    for (size_t i = 0; i < assigned->names.len; i++) {
        sl_str name = assigned->names.at[i];

        if (name.len < SHORT_NAME)
            len += add_followed(name, arena, at + len);
        else
            at[len++] = name;
    }
    return (sl_list){at, len};
}

sl_str sl_assigned_regex(const sl_assigned *assigned, sl_arena *arena)
{
    sl_buf out = {0};
    sl_str kept;

    sl_buf_add(&out, sl_lit(BEGINS "(?:"));
    add_words(&out, assigned->names);
    sl_buf_add(&out,
               sl_lit(")" OTHER_VALUE "(?:[\\w.\\-/?&=:%@ ({\\[\"',$]{0,80}?(?:"));
    if (assigned->words.len > 0) {
        add_words(&out, assigned->words);
        sl_buf_add(&out, sl_lit("|client(?=\\()")); /* new AcmeClient("...") */
    } else
        sl_buf_add(&out, sl_lit(KEY_WORDS));
    sl_buf_add(&out, sl_lit(")[\\w.\\-]{0,20}?"));
    if (assigned->words.len == 0)
        sl_buf_add(&out, sl_lit("|[\\w.\\-]{0,15}?"));
    sl_buf_add(&out, sl_lit(")" JOINED "(?<secret>(?-i:"));
    sl_buf_add(&out, assigned->value);
    sl_buf_add(&out, sl_lit("))" ENDS));
    kept = sl_arena_str(arena, sl_buf_str(&out));
    sl_buf_free(&out);
    return kept;
}
