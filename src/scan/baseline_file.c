/* baseline_file.c - the bytes of a baseline:
 *
 *     # comment
 *     version 1
 *     salt 32 hexadecimal digits
 *     RULE HASH PATH [history] [until=YYYY-MM-DD] [owner=NAME] [reason="TEXT"]
 *
 * PATH is percent-encoded ("." for the top), HASH five hexadecimal digits, in TEXT \" and
 * \\ stand for the character behind the backslash. Entries are sorted as lines are; what a
 * merge by lines left in another order is read as well. No entry says anything of another
 * one, and nothing is counted. */
#include "scan/baseline.h"

#include <stdarg.h>
#include <stdio.h>

typedef struct reading {
    sl_baseline *out;
    sl_str file;
    size_t line;
    bool versioned;
    bool salted;
    sl_err *err;
} reading;

static bool complain(const reading *in, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static bool complain(const reading *in, const char *format, ...)
{
    char text[256];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    return sl_fail(in->err, SL_EUSAGE, "%.*s:%zu: %s",
                   sl_fmt(sl_str_sub(in->file, 0, 200)), in->line, text);
}

static int digit_of(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool read_version(reading *in, sl_str word)
{
    if (sl_str_eq(word, sl_lit("1"))) {
        in->versioned = true;
        return true;
    }
    for (size_t i = 0; i < word.len; i++)
        if (word.ptr[i] < '0' || word.ptr[i] > '9')
            return complain(in, "'version' needs a number");
    return complain(in,
                    "version %.*s of a baseline is not known to this seclint, which "
                    "reads version %d",
                    sl_fmt(sl_str_sub(word, 0, 20)), SL_BASELINE_VERSION);
}

static bool read_salt(reading *in, sl_str word)
{
    if (in->salted)
        return complain(in, "a second salt: two baselines were put together; keep one "
                            "of them, then run seclint baseline update");
    if (word.len != 2 * sizeof in->out->salt)
        return complain(in, "'salt' needs %zu hexadecimal digits",
                        2 * sizeof in->out->salt);
    for (size_t i = 0; i < sizeof in->out->salt; i++) {
        int high = digit_of(word.ptr[2 * i]), low = digit_of(word.ptr[2 * i + 1]);

        if (high < 0 || low < 0)
            return complain(in, "'salt' needs %zu hexadecimal digits",
                            2 * sizeof in->out->salt);
        in->out->salt[i] = (uint8_t)(high << 4 | low);
    }
    in->salted = true;
    return true;
}

/* The word up to the next blank, off *rest. */
static sl_str take_word(sl_str *rest)
{
    size_t end = sl_str_chr(*rest, ' ');
    sl_str word = sl_str_sub(*rest, 0, end);

    *rest = sl_str_skip(*rest, end == SIZE_MAX ? rest->len : end + 1);
    return word;
}

static bool is_rule(sl_str word)
{
    for (size_t i = 0; i < word.len; i++) {
        char c = word.ptr[i];

        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '-')
            return false;
    }
    return word.len > 0;
}

static bool read_hash(const reading *in, sl_str word, uint32_t *hash)
{
    bool ok = word.len == SL_BASELINE_BITS / 4;

    *hash = 0;
    for (size_t i = 0; ok && i < word.len; i++) {
        int digit = digit_of(word.ptr[i]);

        ok = digit >= 0;
        *hash = *hash << 4 | (uint32_t)(digit & 15);
    }
    return ok || complain(in, "the hash behind the rule needs %d hexadecimal digits",
                          SL_BASELINE_BITS / 4);
}

static int upper_digit(char c)
{
    return digit_of(c >= 'A' && c <= 'F' ? (char)(c + 32) : c);
}

static bool read_path(const reading *in, sl_str word, sl_str *path)
{
    sl_buf text = {0};
    bool ok = word.len > 0;

    if (sl_str_eq(word, sl_lit(".")))
        return true;
    word = sl_str_drop(word, sl_lit("./"));
    for (size_t i = 0; ok && i < word.len; i++) {
        int high, low;

        if (word.ptr[i] != '%') {
            ok = word.ptr[i] > ' ' && word.ptr[i] < 127 && word.ptr[i] != '"';
            sl_buf_char(&text, word.ptr[i]);
            continue;
        }
        high = i + 2 < word.len ? upper_digit(word.ptr[i + 1]) : -1;
        low = i + 2 < word.len ? upper_digit(word.ptr[i + 2]) : -1;
        ok = high >= 0 && low >= 0 && high + low > 0;
        if (ok)
            sl_buf_char(&text, (char)(high << 4 | low));
        i += 2;
    }
    *path = sl_arena_str(&in->out->arena, sl_buf_str(&text));
    sl_buf_free(&text);
    return ok || complain(in, "the path behind the hash must be percent-encoded, as in "
                              "a%%20b.txt");
}

/* reason="..." off *rest. */
static bool read_reason(const reading *in, sl_str *rest, sl_baseline_entry *entry)
{
    sl_str text = sl_str_drop(*rest, sl_lit("reason=\""));
    sl_buf reason = {0};
    size_t i = 0;

    while (i < text.len && text.ptr[i] != '"') {
        if (text.ptr[i] == '\\')
            i++;
        if (i < text.len)
            sl_buf_char(&reason, text.ptr[i++]);
    }
    entry->reason = sl_arena_str(&in->out->arena, sl_buf_str(&reason));
    sl_buf_free(&reason);
    if (i >= text.len)
        return complain(in, "the reason lacks its closing quote");
    *rest = sl_str_skip(text, i + 1);
    if (rest->len > 0 && rest->ptr[0] != ' ')
        return complain(in, "expected a blank behind the reason");
    *rest = sl_str_skip(*rest, 1);
    return true;
}

static bool is_owner(sl_str word)
{
    for (size_t i = 0; i < word.len; i++)
        if (word.ptr[i] <= ' ' || word.ptr[i] == '"' || word.ptr[i] == 127)
            return false;
    return word.len > 0;
}

static bool read_until(const reading *in, sl_str word, sl_baseline_entry *entry)
{
    entry->until = sl_arena_str(&in->out->arena, word);
    return sl_date_parse(word, &entry->date) ||
           complain(in, "'until' is no date (YYYY-MM-DD)");
}

static bool read_option(const reading *in, sl_str *rest, sl_baseline_entry *entry)
{
    sl_str word;

    if (sl_str_starts(*rest, sl_lit("reason=\"")))
        return entry->reason.len == 0 ? read_reason(in, rest, entry)
                                      : complain(in, "'reason' stands twice");
    word = take_word(rest);
    if (sl_str_eq(word, sl_lit("history"))) {
        entry->history = true;
        return true;
    }
    if (sl_str_starts(word, sl_lit("until=")))
        return entry->until.len == 0 ? read_until(in, sl_str_skip(word, 6), entry)
                                     : complain(in, "'until' stands twice");
    if (sl_str_starts(word, sl_lit("owner="))) {
        if (entry->owner.len > 0)
            return complain(in, "'owner' stands twice");
        entry->owner = sl_arena_str(&in->out->arena, sl_str_skip(word, 6));
        return is_owner(entry->owner) || complain(in, "'owner' needs a name");
    }
    return complain(in, "expected history, until=YYYY-MM-DD, owner=NAME or "
                        "reason=\"TEXT\" behind the path");
}

static bool read_entry(reading *in, sl_str line)
{
    sl_baseline_entry *entry = sl_vec_push(&in->out->entries);
    sl_str rule = take_word(&line);

    if (!is_rule(rule))
        return complain(in, "expected RULE HASH PATH");
    entry->line = in->line;
    entry->rule = sl_arena_str(&in->out->arena, rule);
    if (!read_hash(in, take_word(&line), &entry->hash) ||
        !read_path(in, take_word(&line), &entry->path))
        return false;
    while (line.len > 0)
        if (!read_option(in, &line, entry))
            return false;
    return true;
}

static bool is_conflict(sl_str line)
{
    return sl_str_starts(line, sl_lit("<<<<<<<")) ||
           sl_str_starts(line, sl_lit("=======")) ||
           sl_str_starts(line, sl_lit(">>>>>>>")) ||
           sl_str_starts(line, sl_lit("|||||||"));
}

static bool read_line(reading *in, sl_str line)
{
    sl_str rest = line;
    sl_str word;

    if (sl_str_trim(line).len == 0 || line.ptr[0] == '#')
        return true;
    if (is_conflict(line))
        return complain(in, "a merge conflict: keep the entries of both sides, then "
                            "run seclint baseline update");
    word = take_word(&rest);
    if (!in->versioned)
        return sl_str_eq(word, sl_lit("version"))
                   ? read_version(in, rest)
                   : complain(in,
                              "this is no baseline of seclint: expected 'version "
                              "%d'",
                              SL_BASELINE_VERSION);
    if (sl_str_eq(word, sl_lit("salt")) && sl_str_chr(rest, ' ') == SIZE_MAX)
        return read_salt(in, rest);
    if (!in->salted)
        return complain(in, "expected 'salt' and %zu hexadecimal digits",
                        2 * sizeof in->out->salt);
    return read_entry(in, line);
}

bool sl_baseline_parse(sl_str file, sl_str text, sl_baseline *out, sl_err *err)
{
    reading in = {.out = out, .file = file, .err = err};

    while (text.len > 0) {
        in.line++;
        if (!read_line(&in, sl_str_line(&text)))
            return false;
    }
    in.line += in.line == 0;
    if (!in.versioned)
        return complain(&in, "this is no baseline of seclint: expected 'version %d'",
                        SL_BASELINE_VERSION);
    if (!in.salted)
        return complain(&in, "expected 'salt' and %zu hexadecimal digits",
                        2 * sizeof out->salt);
    out->there = true;
    sl_baseline_derive(out);
    return true;
}
