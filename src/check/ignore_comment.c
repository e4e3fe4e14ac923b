/* ignore_comment.c - a comment of a .gitignore that tells to uncomment its lines in
 * order to commit encrypted files: it is the other way round. */
#include "base/buf.h"
#include "check/check.h"

enum {
    MAX_LINE = 400, /* bytes of a comment that are looked at */
    MAX_PROSE = 6,  /* comment lines that are read together */
    MAX_GAP = 3     /* lines behind them in which a pattern must come */
};

typedef struct words {
    const char *const *at;
    size_t len;
} words;

#define WORDS(...)                                                            \
    {                                                                         \
        (const char *const[]){__VA_ARGS__},                                   \
            sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *) \
    }

static bool has_any(sl_str text, words list)
{
    for (size_t i = 0; i < list.len; i++)
        if (sl_str_find_nocase(text, sl_str_of(list.at[i])) != SIZE_MAX)
            return true;
    return false;
}

/* What tells to take the '#' away. */
static const words uncomment =
    WORDS("uncomment", "un-comment", "remove the #", "remove the '#'",
          "remove the leading #", "remove the hash", "delete the #");
static const words encryption =
    WORDS("encrypt", "ansible-vault", "ansible vault", "git-crypt", "gitcrypt", "sops");
/* What the files are to become part of; or the encryption as a condition. */
static const words purpose =
    WORDS("commit", "check in", "checking in", "checked in", "check them in",
          "source control", "version control", "push", "using", " use ", "if you",
          "when you", "once ");
/* What turns the meaning round, or speaks of something else: keys and passwords stay
 * out of git with every encryption. */
static const words other = WORDS(
    " not ", "n't", "unless", "without", "otherwise", "never", "no longer", "instead",
    "unencrypted", "plaintext", "plain text", "plain-text", "in the clear", "decrypt",
    "password", "passphrase", " key", "exclude", " comment", "keep out", "leave out");

/* Comment marks and blanks off; false for other lines. */
static bool comment_text(sl_str line, sl_str *text)
{
    *text = sl_str_trim(line);
    if (!sl_str_starts(*text, sl_lit("#")))
        return false;
    while (sl_str_starts(*text, sl_lit("#")))
        *text = sl_str_skip(*text, 1);
    *text = sl_str_trim(*text);
    return true;
}

/* Prose has words with blanks between them, or introduces what comes; a pattern that is
 * commented out does neither. */
static bool is_prose(sl_str text)
{
    return sl_str_chr(text, ' ') != SIZE_MAX || sl_str_ends(text, sl_lit(":"));
}

/* The end of the sentence that at stands in. ".env" and "e.g" end none. */
static size_t sentence_end(sl_str text, size_t at)
{
    for (; at + 1 < text.len; at++)
        if ((text.ptr[at] == '.' || text.ptr[at] == ';' || text.ptr[at] == '!') &&
            text.ptr[at + 1] == ' ')
            return at;
    return text.len;
}

/* "Uncomment to ignore ..." is right. "Uncomment the lines that ignore secret files" only
 * says which lines. */
static bool wants_ignored(sl_str sentence)
{
    sl_str word = sl_lit(" ignor");

    for (size_t at = 0;;) {
        size_t next = sl_str_find_nocase(sl_str_skip(sentence, at), word);
        sl_str before;

        if (next == SIZE_MAX)
            return false;
        before = sl_str_sub(sentence, 0, at + next);
        if (!sl_str_ends_nocase(before, sl_lit(" that")) &&
            !sl_str_ends_nocase(before, sl_lit(" which")))
            return true;
        at += next + word.len;
    }
}

static bool inverted(sl_str sentence)
{
    return has_any(sentence, uncomment) && has_any(sentence, encryption) &&
           has_any(sentence, purpose) && !has_any(sentence, other) &&
           !wants_ignored(sentence);
}

static bool says_it(sl_str text)
{
    for (size_t start = 0; start < text.len;) {
        size_t end = sentence_end(text, start);

        if (inverted(sl_str_sub(text, start, end)))
            return true;
        start = end + 1;
    }
    return false;
}

static bool begins_sentence(sl_str text)
{
    return text.len > 0 && text.ptr[0] >= 'A' && text.ptr[0] <= 'Z';
}

/* Joins the prose at the head of rest, and moves rest behind it. Many a comment line
 * ends a sentence without a full stop. Returns the first line that tells to uncomment,
 * empty if none does. */
static sl_str take_prose(sl_str *rest, sl_buf *joined)
{
    sl_str telling = {0};

    joined->len = 0;
    for (size_t i = 0; i < MAX_PROSE && rest->len > 0; i++) {
        sl_str after = *rest;
        sl_str line = sl_line_take(&after);
        sl_str text;

        if (!comment_text(line, &text) || !is_prose(text))
            break;
        *rest = after;
        text = sl_str_sub(text, 0, MAX_LINE);
        if (telling.len == 0 && has_any(text, uncomment))
            telling = line;
        sl_buf_printf(joined, "%s%.*s", begins_sentence(text) ? ". " : " ",
                      sl_fmt(text));
    }
    return telling;
}

/* The pattern, active or commented out, that the prose speaks of; or empty. */
static sl_str next_pattern(sl_str rest)
{
    for (size_t i = 0; i < MAX_GAP && rest.len > 0; i++) {
        sl_str line = sl_line_take(&rest);
        sl_str text;

        if (!comment_text(line, &text))
            text = sl_str_trim(line);
        else if (is_prose(text))
            continue;
        if (text.len > 0)
            return text;
    }
    return (sl_str){0};
}

void sl_check_ignore_comment(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    sl_str rest = doc->text;
    sl_buf joined = {0};

    if (!sl_str_eq(sl_path_base(doc->blob->path), sl_lit(".gitignore")))
        return;
    while (rest.len > 0 && !sink->full) {
        size_t before = rest.len;
        sl_str telling = take_prose(&rest, &joined);
        sl_hit hit = {.rule = rule};

        if (telling.len > 0 && says_it(sl_buf_str(&joined)) &&
            next_pattern(rest).len > 0) {
            hit.span = sl_span_in(doc->text, telling);
            sl_sink_hit(sink, doc, &hit,
                        "the comment has it backwards: an active ignore line keeps "
                        "encrypted files out of git as well");
        }
        if (rest.len == before)
            sl_line_take(&rest);
    }
    sl_buf_free(&joined);
}
