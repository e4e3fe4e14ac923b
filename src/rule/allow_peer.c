/* allow_peer.c - comments with which other scanners are told to pass a line over.
 *
 * They are looked for wherever they stand on the line: those scanners do so, too. */
#include "rule/allow.h"

/* A comment. In pragma a blank matches one blank, a hyphen, or (behind a colon)
 * nothing: detect-secrets takes all of these. */
typedef struct peer {
    const char *pragma;
    sl_allower allower;
    bool above; /* it is about the line that follows */
} peer;

static const peer peers[] = {
    {"gitleaks:allow", SL_ALLOWER_GITLEAKS, false},
    {"betterleaks:allow", SL_ALLOWER_BETTERLEAKS, false},
    {"trufflehog:ignore", SL_ALLOWER_TRUFFLEHOG, false},
    {"kingfisher:ignore", SL_ALLOWER_KINGFISHER, false},
    {"ggignore", SL_ALLOWER_GITGUARDIAN, false},
    {"pragma: allowlist secret", SL_ALLOWER_DETECT_SECRETS, false},
    {"pragma: allowlist nextline secret", SL_ALLOWER_DETECT_SECRETS, true},
    {"secretlint-disable-line", SL_ALLOWER_SECRETLINT, false},
    {"secretlint-disable-next-line", SL_ALLOWER_SECRETLINT, true},
};

static bool joins(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
           c == '_' || c == '-';
}

/* The length of the pragma at the start of text, or 0. */
static size_t length_at(sl_str text, sl_str pragma)
{
    size_t at = 0;

    for (size_t i = 0; i < pragma.len; i++) {
        char c = at < text.len ? text.ptr[at] : '\0';

        if (pragma.ptr[i] != ' ' && c != pragma.ptr[i])
            return 0;
        if (pragma.ptr[i] != ' ' || c == ' ' || (c == '-' && pragma.ptr[i - 1] != ':'))
            at++;
        else if (pragma.ptr[i - 1] != ':')
            return 0;
    }
    return at;
}

static bool stands_in(sl_str line, sl_str pragma)
{
    size_t blank = sl_str_chr(pragma, ' ');
    sl_str first = sl_str_sub(pragma, 0, blank);
    size_t from = 0;

    for (;;) {
        size_t at = sl_str_find(sl_str_skip(line, from), first);
        size_t len;

        if (at == SIZE_MAX)
            return false;
        at += from;
        len = length_at(sl_str_skip(line, at), pragma);
        if (len > 0 && (at == 0 || !joins(line.ptr[at - 1])) &&
            (at + len == line.len || !joins(line.ptr[at + len])))
            return true;
        from = at + first.len;
    }
}

/* What every pragma holds one of. Most lines hold none, and are done. */
static bool may_speak(sl_str line)
{
    return sl_str_has(line, sl_lit("allow")) || sl_str_has(line, sl_lit("ignore")) ||
           sl_str_has(line, sl_lit("secretlint-"));
}

sl_allower sl_allow_peer(sl_str line, bool above)
{
    if (!may_speak(line))
        return SL_ALLOWER_NONE;
    for (size_t i = 0; i < sizeof peers / sizeof *peers; i++)
        if (peers[i].above == above && stands_in(line, sl_str_of(peers[i].pragma)))
            return peers[i].allower;
    return SL_ALLOWER_NONE;
}
