#include "rule/allow.h"

enum { TRIES = 16 }; /* words of one line that are looked at: it may be 5 MB long */

const char *sl_allower_name(sl_allower allower)
{
    static const char *const names[SL_ALLOWERS] = {
        [SL_ALLOWER_NONE] = "none",
        [SL_ALLOWER_INLINE] = "inline",
        [SL_ALLOWER_CONFIG] = "config",
        [SL_ALLOWER_BASELINE] = "baseline",
        [SL_ALLOWER_SINCE] = "--new-since",
        [SL_ALLOWER_GITLEAKSIGNORE] = ".gitleaksignore",
        [SL_ALLOWER_SECRETS_BASELINE] = ".secrets.baseline",
        [SL_ALLOWER_GITLEAKS] = "gitleaks:allow",
        [SL_ALLOWER_BETTERLEAKS] = "betterleaks:allow",
        [SL_ALLOWER_TRUFFLEHOG] = "trufflehog:ignore",
        [SL_ALLOWER_KINGFISHER] = "kingfisher:ignore",
        [SL_ALLOWER_GITGUARDIAN] = "ggignore",
        [SL_ALLOWER_DETECT_SECRETS] = "pragma: allowlist secret",
        [SL_ALLOWER_SECRETLINT] = "secretlint-disable",
    };

    return names[allower];
}

bool sl_allower_external(sl_allower allower)
{
    return allower >= SL_ALLOWER_CONFIG && allower <= SL_ALLOWER_SECRETS_BASELINE;
}

static bool is_id(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

static bool is_word(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
           c == '_';
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static sl_str skip_blanks(sl_str text)
{
    while (text.len > 0 && is_blank(text.ptr[0]))
        text = sl_str_skip(text, 1);
    return text;
}

/* The length of what begins a comment at the start of text, or 0. */
static size_t opener(sl_str text)
{
    static const char *const openers[] = {"<!--", "{{/*", "//", "/*", "--",
                                          "{#",   "#",    ";",  "%",  "*"};

    for (size_t i = 0; i < sizeof openers / sizeof *openers; i++)
        if (sl_str_starts(text, sl_str_of(openers[i])))
            return sl_str_of(openers[i]).len;
    return 0;
}

/* A comment may begin here: not within a word, an address or a string. */
static bool can_open(sl_str head, size_t at)
{
    static const sl_str before = {" \t;,)}]>", 8};

    return !is_word(head.ptr[at]) &&
           (at == 0 || sl_str_chr(before, head.ptr[at - 1]) != SIZE_MAX);
}

/* Does a comment begin in head, the line in front of the mark? *alone: and nothing
 * stands before it. A "*" only goes on with one, at the start of a line. */
static bool in_comment(sl_str head, bool *alone)
{
    size_t first = head.len - skip_blanks(head).len;

    for (size_t i = 0; i < head.len; i++) {
        if (!can_open(head, i))
            continue;
        if (opener(sl_str_skip(head, i)) == 0 || (head.ptr[i] == '*' && i > first))
            continue;
        *alone = i == first;
        return true;
    }
    return false;
}

/* Is the word at this place meant, or only spoken of? */
static bool stands_alone(sl_str line, size_t at)
{
    sl_str before = sl_str_sub(line, 0, at);
    sl_str behind = sl_str_skip(line, at + SL_ALLOW_MARK.len);
    static const sl_str marks = {" \t#/*-;%", 8}; /* ends of openers */

    if (sl_str_ends(before, sl_lit("-")) && !sl_str_ends(before, sl_lit("--")))
        return false;
    if (before.len > 0 && sl_str_chr(marks, before.ptr[before.len - 1]) == SIZE_MAX)
        return false;
    if (behind.len == 0 || sl_str_starts(behind, sl_lit("--")))
        return true;
    return !is_word(behind.ptr[0]) &&
           sl_str_chr(sl_lit("-`\"'"), behind.ptr[0]) == SIZE_MAX;
}

/* Takes the word of id characters at the start of *rest; "--" begins the reason. */
static sl_str take_id(sl_str *rest)
{
    sl_str text = *rest;
    size_t len = 0;

    while (len < text.len && is_id(text.ptr[len]) &&
           !sl_str_starts(sl_str_skip(text, len), sl_lit("--")))
        len++;
    *rest = sl_str_skip(text, len);
    return sl_str_sub(text, 0, len);
}

static bool take_until(sl_str *rest, sl_str *until)
{
    sl_str text = sl_str_drop(*rest, sl_lit("until="));
    size_t len = 0;

    if (text.len == rest->len)
        return false;
    while (len < text.len && !is_blank(text.ptr[len]) && text.ptr[len] != ',' &&
           !sl_str_starts(sl_str_skip(text, len), sl_lit("--")))
        len++;
    *until = sl_str_sub(text, 0, len);
    if (len == 0) /* is told as a date that is none */
        *until = sl_str_sub(*rest, 0, text.ptr ? rest->len - text.len : 0);
    *rest = sl_str_skip(text, len);
    return true;
}

static bool take_comma(sl_str *rest)
{
    sl_str text = skip_blanks(*rest);

    if (text.len == 0 || text.ptr[0] != ',')
        return false;
    *rest = sl_str_skip(text, 1);
    return true;
}

/* Reads ids and a date off *rest, up to what is neither. */
static void take_list(sl_str *rest, sl_allow_mark *out)
{
    bool comma = true; /* the next word can belong to the list */

    for (;;) {
        sl_str id;

        *rest = skip_blanks(*rest);
        if (take_until(rest, &out->until)) {
            comma |= take_comma(rest);
            continue;
        }
        if (!comma)
            break;
        id = take_id(rest);
        if (id.len == 0)
            break;
        if (out->ids.len == 0)
            out->ids = id;
        out->ids.len = (size_t)(id.ptr + id.len - out->ids.ptr);
        comma = take_comma(rest);
    }
}

/* What follows the "--" in rest, without the end of the comment it stands in. */
static sl_str reason_in(sl_str rest)
{
    static const char *const ends[] = {"-->", "*/}}", "*/", "#}"};
    size_t dashes = sl_str_find(rest, sl_lit("--"));

    if (dashes == SIZE_MAX || sl_str_starts(sl_str_skip(rest, dashes), sl_lit("-->")))
        return (sl_str){0};
    rest = sl_str_trim(sl_str_skip(rest, dashes + 2));
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        rest = sl_str_drop_end(rest, sl_str_of(ends[i]));
    return sl_str_trim(rest);
}

/* Is the mark the first thing that the comment says? */
static bool comes_first(sl_str head)
{
    while (head.len > 0 && is_blank(head.ptr[head.len - 1]))
        head.len--;
    return head.len == 0 ||
           sl_str_chr(sl_lit("#/*-;%"), head.ptr[head.len - 1]) != SIZE_MAX;
}

static void read_mark(sl_str rest, sl_allow_mark *out)
{
    rest = skip_blanks(sl_str_drop(rest, sl_lit(":")));
    take_list(&rest, out);
    rest = skip_blanks(rest);
    out->vague = rest.len > 0 && is_word(rest.ptr[0]);
    out->every = out->ids.len == 0 && !out->vague;
    if (!sl_date_parse(out->until, &out->date))
        out->date = 0;
    out->reason = reason_in(rest);
}

bool sl_allow_find(sl_str line, sl_allow_mark *out)
{
    size_t from = 0;

    for (unsigned tries = 0; tries < TRIES; tries++) {
        size_t at = sl_str_find(sl_str_skip(line, from), SL_ALLOW_MARK);

        if (at == SIZE_MAX)
            return false;
        at += from;
        from = at + SL_ALLOW_MARK.len;
        *out = (sl_allow_mark){.span = {at, from}};
        if (!stands_alone(line, at) ||
            !in_comment(sl_str_sub(line, 0, at), &out->alone))
            continue;
        read_mark(sl_str_skip(line, from), out);
        out->vague |= !comes_first(sl_str_sub(line, 0, at));
        return true;
    }
    return false;
}

bool sl_allow_next_id(sl_str *rest, sl_str *id)
{
    sl_str until;

    while (rest->len > 0) {
        if (take_until(rest, &until))
            continue;
        *id = take_id(rest);
        if (id->len > 0)
            return true;
        *rest = sl_str_skip(*rest, 1);
    }
    return false;
}

bool sl_allow_lists(const sl_allow_mark *mark, sl_str rule_id)
{
    sl_str rest = mark->ids;
    sl_str id;

    while (sl_allow_next_id(&rest, &id))
        if (sl_str_eq(id, rule_id))
            return true;
    return mark->every;
}

bool sl_allow_expired(const sl_allow_mark *mark, sl_date today)
{
    return mark->until.len > 0 && mark->date < today;
}
