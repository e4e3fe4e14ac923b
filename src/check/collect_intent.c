/* collect_intent.c - a comment in which a file says of itself that it should be
 * encrypted: "This file should be encrypted by Ansible Vault".
 *
 * Only a plain demand counts: "If you put secrets in here, ...", "unless this file is
 * encrypted", "should not be" and instructions ("to encrypt this file, run") do not. A
 * file with inline !vault values does what it says in its own way. */
#include "check/check.h"

static bool has(sl_str text, const char *word)
{
    return sl_str_find_nocase(text, sl_str_of(word)) != SIZE_MAX;
}

static bool ends_in_any(sl_str text, const char *const *words, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (sl_str_ends_nocase(text, sl_str_of(words[i])))
            return true;
    return false;
}

/* "<the file> should be [vault-]encrypted"; empty before: the comment begins so. */
static bool demands(sl_str comment)
{
    static const char *const demand[] = {"should be",   "must be",  "has to be",
                                         "needs to be", "shall be", "ought to be",
                                         "is to be",    "to be"};
    static const char *const subjects[] = {"file",         "file's contents", "this",
                                           "of this file", "file always",     "which"};
    static const char *const kinds[] = {"vault-", "vault ", "ansible-vault-",
                                        "ansible-vault ", "always "};
    size_t at = sl_str_find_nocase(comment, sl_lit("encrypted"));
    sl_str before = sl_str_trim(sl_str_sub(comment, 0, at));

    if (at == SIZE_MAX)
        return false;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (sl_str_ends_nocase(sl_str_sub(comment, 0, at), sl_str_of(kinds[i])))
            before = sl_str_trim(sl_str_sub(comment, 0, at - sl_str_of(kinds[i]).len));
    for (size_t i = 0; i < sizeof demand / sizeof *demand; i++) {
        sl_str words = sl_str_of(demand[i]);
        sl_str subject;

        if (!sl_str_ends_nocase(before, words))
            continue;
        subject = sl_str_trim(sl_str_sub(before, 0, before.len - words.len));
        return subject.len == 0 ||
               ends_in_any(subject, subjects, sizeof subjects / sizeof *subjects);
    }
    return false;
}

/* "Encrypt this file with ansible-vault", as an order. */
static bool orders(sl_str comment)
{
    static const char *const before[] = {
        "",         "please",   "important!",  "important:",
        "note:",    "always",   "remember to", "must",
        "warning:", "you must", "you should"};
    size_t at = sl_str_find_nocase(comment, sl_lit("encrypt this file"));
    sl_str head = sl_str_trim(sl_str_sub(comment, 0, at));

    for (size_t i = 0; at != SIZE_MAX && i < sizeof before / sizeof *before; i++)
        if (sl_str_eq_nocase(head, sl_str_of(before[i])))
            return true;
    return false;
}

static bool conditional(sl_str comment)
{
    static const char *const words[] = {"if ",      "unless ", "when ",
                                        "whether ", "how ",    "?"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (has(comment, words[i]))
            return true;
    return false;
}

void sl_collect_intent(sl_doc *doc, sl_sink *sink)
{
    sl_str rest = doc->text;

    if ((!sl_str_has(doc->text, sl_lit("ncrypt")) &&
         !sl_str_has(doc->text, sl_lit("NCRYPT"))) ||
        sl_str_has(doc->text, sl_lit("!vault")))
        return;
    while (rest.len > 0) {
        sl_str line = sl_str_trim(sl_str_line(&rest));
        sl_str comment = line;

        if (!sl_str_starts(line, sl_lit("#")) || !has(line, "encrypt"))
            continue;
        while (sl_str_starts(comment, sl_lit("#")))
            comment = sl_str_trim(sl_str_skip(comment, 1));
        if (conditional(comment) || (!demands(comment) && !orders(comment)))
            continue;
        sl_sink_intent(sink, sl_span_in(doc->text, comment));
        return;
    }
}
