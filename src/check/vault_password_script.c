/* vault_password_script.c - a script that gives Ansible another password than the one
 * meant, or one that everybody can read. */
#include "check/check.h"
#include "check/script_output.h"
#include "check/vault_password.h"

/* The name of the variable that value expands, or an empty slice. */
static sl_str variable(sl_str value)
{
    sl_str name = sl_str_drop(sl_str_drop(value, sl_lit("$")), sl_lit("{"));
    size_t len = 0;

    if (!sl_str_starts(value, sl_lit("$")))
        return (sl_str){0};
    while (len < name.len) {
        char c = name.ptr[len];

        if (c != '_' && !(c >= 'A' && c <= 'Z') && !(c >= 'a' && c <= 'z') &&
            !(c >= '0' && c <= '9'))
            break;
        len++;
    }
    return sl_str_sub(name, 0, len);
}

static bool holds_vault_password(sl_str name)
{
    return sl_str_find_nocase(name, sl_lit("vault")) != SIZE_MAX &&
           sl_str_find_nocase(name, sl_lit("pass")) != SIZE_MAX;
}

/* Blanks in a row become one, and '*' becomes file names. */
static void judge_outputs(const sl_rule *rule, sl_doc *doc, sl_sink *sink, bool named)
{
    sl_script_output output;
    size_t at = 0;

    while (!sink->full && sl_script_next_output(doc->text, &at, &output)) {
        sl_str name = variable(output.value);
        sl_hit hit = {.rule = rule};

        if (output.quoted || output.redirected || output.words != 1 || name.len == 0 ||
            !(named || holds_vault_password(name)))
            continue;
        hit.span = sl_span_in(doc->text, output.value);
        sl_sink_hit(
            sink, doc, &hit,
            "without quotes the shell collapses blanks and expands wildcards in "
            "the password");
    }
}

/* How Ansible uses a file depends on its executable bit, which is known of tracked
 * files. Of a password that git has in the clear, vault-password-committed tells. */
static void judge_mode(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    sl_str first = sl_str_sub(doc->text, 0, sl_str_chr(doc->text, '\n'));
    bool script = sl_str_starts(first, sl_lit("#!"));
    sl_hit hit = {.rule = rule, .span = sl_span_in(doc->text, first)};

    if (!doc->blob->state.tracked || doc->blob->symlink ||
        script == doc->blob->executable)
        return;
    if (script && sl_vault_script_name(doc->blob->path)) {
        sl_sink_hit(
            sink, doc, &hit,
            "without the executable bit Ansible takes the text of the script for "
            "the password");
    } else if (!script && sl_vault_password_name(doc->blob->path)) {
        hit.secret = sl_vault_password_literal(doc);
        if (sl_hit_is_secret(&hit))
            sl_sink_hit(sink, doc, &hit,
                        "with the executable bit Ansible runs the file, which is no "
                        "program");
    }
}

/* In what git has, vault-password-committed tells of it. */
static void judge_literal(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    sl_hit hit = {.rule = rule, .span = sl_vault_password_literal(doc)};

    hit.secret = hit.span;
    if (doc->blob->state.known && !doc->blob->state.tracked && sl_hit_is_secret(&hit))
        sl_sink_hit(sink, doc, &hit, "the script holds the password in plain text");
}

void sl_check_vault_password_script(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    bool named = sl_vault_script_name(doc->blob->path);

    if (doc->content.class_ != SL_CONTENT_TEXT)
        return;
    if (sl_shell_script(doc) && (named || sl_str_has(doc->text, sl_lit("vault")) ||
                                 sl_str_has(doc->text, sl_lit("VAULT"))))
        judge_outputs(rule, doc, sink, named);
    if (!named)
        return;
    judge_mode(rule, doc, sink);
    if (!sl_vault_password_name(doc->blob->path) ||
        sl_str_starts(doc->text, sl_lit("#!")))
        judge_literal(rule, doc, sink);
}
