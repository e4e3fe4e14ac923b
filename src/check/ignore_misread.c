/* ignore_misread.c - lines of a .gitignore that git reads otherwise than they are meant,
 * so that a secret file is not ignored.
 *
 * Source: gitignore(5). A comment has a line of its own, only blanks at the end are taken
 * off, a backslash is no separator, a pattern begins at the file's own directory, and
 * there are no quotes, braces, lists or regular expressions. */
#include "check/check.h"

#include <string.h>

/* Does it have the ending behind a dot, or in braces, as in "*.{pem,key}"? */
static bool has_ending(sl_str meant, sl_str ending)
{
    size_t at;

    while ((at = sl_str_find_nocase(meant, ending)) != SIZE_MAX) {
        if (at > 0 && strchr(".{,", meant.ptr[at - 1]))
            return true;
        meant = sl_str_skip(meant, at + 1);
    }
    return false;
}

/* Is what the line was meant to ignore a file for secrets? */
static bool is_secret(sl_str meant)
{
    static const char *const words[] = {"secret", "credential", "passw", "vault",
                                        "id_rsa", "id_ed25519", "token"};
    static const char *const endings[] = {"env",   "pem",  "key",    "p12",
                                          "pfx",   "jks",  "tfvars", "tfstate",
                                          "npmrc", "kdbx", "netrc",  "pgpass"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (sl_str_find_nocase(meant, sl_str_of(words[i])) != SIZE_MAX)
            return true;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (has_ending(meant, sl_str_of(endings[i])))
            return true;
    return false;
}

static bool is_alnum(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Words between blanks, of which each looks like a pattern of its own. */
static bool is_list(sl_str line)
{
    size_t words = 0;

    while (line.len > 0) {
        size_t end = sl_str_chr(line, ' ');
        sl_str word = sl_str_sub(line, 0, end);

        if (word.len > 0 && strchr(".*/", word.ptr[0]) == NULL)
            return false;
        words += word.len > 0;
        line = sl_str_skip(line, word.len + 1);
    }
    return words > 1;
}

/* "dir\name": a letter or digit needs no escape, so that the backslash is meant as a
 * separator; "\d" and the like behind a dot or star are of regular expressions, too. */
static bool has_separator(sl_str line)
{
    for (size_t i = 1; i + 1 < line.len; i++)
        if (line.ptr[i] == '\\' && line.ptr[i - 1] != '\\' && is_alnum(line.ptr[i + 1]))
            return true;
    return false;
}

static bool has_braces(sl_str line)
{
    size_t open = sl_str_chr(line, '{');
    size_t close = sl_str_rchr(line, '}');
    size_t comma = sl_str_chr(line, ',');

    return open < comma && comma < close && close != SIZE_MAX;
}

static bool from_above(sl_str line)
{
    return sl_str_starts(line, sl_lit("~/")) || sl_str_starts(line, sl_lit("../")) ||
           sl_str_starts(line, sl_lit("$HOME/")) ||
           sl_str_starts(line, sl_lit("${HOME}/")) ||
           sl_str_starts(line, sl_lit("/Users/"));
}

/* U+00A0, U+200B or U+FEFF at either end. */
static bool has_unseen(sl_str line)
{
    static const char *const unseen[] = {"\xc2\xa0", "\xe2\x80\x8b", "\xef\xbb\xbf"};

    for (size_t i = 0; i < sizeof unseen / sizeof *unseen; i++)
        if (sl_str_ends(line, sl_str_of(unseen[i])) ||
            (line.len > 3 && sl_str_starts(line, sl_str_of(unseen[i]))))
            return true;
    return false;
}

/* A '#' behind a blank that is not escaped. */
static bool has_comment(sl_str line)
{
    for (size_t i = 1; i < line.len; i++)
        if (line.ptr[i] == '#' && (line.ptr[i - 1] == ' ' || line.ptr[i - 1] == '\t') &&
            (i < 2 || line.ptr[i - 2] != '\\'))
            return true;
    return false;
}

/* Why git does not read the line as it is meant; NULL if it does. line: without blanks
 * at its end. */
static const char *fault_of(sl_str line)
{
    if (line.ptr[0] == ' ' || line.ptr[0] == '\t')
        return "the blanks in front of it belong to the name";
    if (line.ptr[line.len - 1] == '\t')
        return "the tab at the end belongs to the name";
    if (has_comment(line))
        return "a comment needs a line of its own, and this one belongs to the name";
    if (line.len > 2 && (line.ptr[0] == '"' || line.ptr[0] == '\'') &&
        line.ptr[line.len - 1] == line.ptr[0])
        return "the quotes belong to the name";
    if (sl_str_starts(line, sl_lit("./")))
        return "no path begins with \"./\": write \"/\" for this directory";
    if (from_above(line))
        return "patterns begin at the directory of the .gitignore, and reach nothing "
               "outside of it";
    if (line.len > 1 && line.ptr[line.len - 1] == '$' &&
        sl_str_has(line, sl_lit("\\.")))
        return "it is a regular expression, and git takes patterns of the shell";
    if (has_separator(line))
        return "a backslash is no separator: it goes away";
    if (has_braces(line))
        return "there are no braces: each name needs a line of its own";
    if (sl_str_has(line, sl_lit(", .")) || sl_str_has(line, sl_lit(",.")) ||
        sl_str_has(line, sl_lit(", *")) || is_list(line))
        return "each pattern needs a line of its own";
    if (sl_str_has(line, sl_lit("//")))
        return "no path has two slashes in a row";
    if (sl_str_chr(line, '\r') != SIZE_MAX)
        return "a carriage return alone ends no line";
    if (has_unseen(line))
        return "a character that nobody sees belongs to the name";
    return NULL;
}

void sl_check_ignore_misread(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    sl_str rest = sl_str_drop(doc->text, sl_lit("\xef\xbb\xbf")); /* as git does */

    if (!sl_str_eq(sl_path_base(doc->blob->path), sl_lit(".gitignore")))
        return;
    while (rest.len > 0 && !sink->full) {
        sl_str line = sl_str_line(&rest);
        sl_hit hit = {.rule = rule};
        const char *fault;

        while (line.len > 0 && line.ptr[line.len - 1] == ' ')
            line.len--;
        if (sl_str_trim(line).len == 0 || sl_str_trim(line).ptr[0] == '#' ||
            !is_secret(line))
            continue;
        fault = fault_of(line);
        if (!fault)
            continue;
        hit.span = sl_span_in(doc->text, sl_str_trim(line));
        sl_sink_hit(sink, doc, &hit, "git does not read the line as it is meant: %s",
                    fault);
    }
}
