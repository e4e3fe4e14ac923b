/* ansible_cfg.c - settings of an ansible.cfg about vault passwords that Ansible does not
 * read, or reads otherwise than they are meant.
 *
 * Sources: ansible.constants and Python's configparser: sections are case-sensitive, names
 * are not; what is in [DEFAULT] counts where there is a [defaults]; behind a value only
 * ';' begins a comment. Compared with `ansible-config dump`. */
#include "check/check.h"
#include "text/suggest.h"

static const char *const names[] = {"vault_password_file", "vault_identity_list",
                                    "vault_identity",      "vault_encrypt_identity",
                                    "vault_id_match",      "ask_vault_pass"};

enum { NAMES = sizeof names / sizeof *names, FILES = 2 /* of them name files */ };

typedef struct config {
    const sl_rule *rule;
    sl_doc *doc;
    sl_sink *sink;
    sl_str section;
    bool defaults; /* there is a [defaults] */
} config;

static void tell(const config *c, sl_str where, sl_str what)
{
    sl_hit hit = {.rule = c->rule, .span = sl_span_in(c->doc->text, where)};

    sl_sink_hit(c->sink, c->doc, &hit, "%.*s", sl_fmt(what));
}

static size_t name_of(sl_str key)
{
    size_t i = 0;

    while (i < NAMES && !sl_str_eq_nocase(key, sl_str_of(names[i])))
        i++;
    return i;
}

static bool is_read(const config *c)
{
    return sl_str_eq(c->section, sl_lit("defaults")) ||
           (c->defaults && sl_str_eq(c->section, sl_lit("DEFAULT")));
}

/* A name with "vault" in it that Ansible does not know. */
static void judge_name(const config *c, sl_str key)
{
    sl_suggestion near = {.word = key};

    if (sl_str_find_nocase(key, sl_lit("vault")) == SIZE_MAX)
        return;
    for (size_t i = 0; i < NAMES; i++)
        sl_suggest(&near, sl_str_of(names[i]));
    if (near.best.len > 0)
        tell(c, key,
             sl_arena_printf(c->doc->arena,
                             "Ansible has no such setting: did you mean %.*s?",
                             sl_fmt(near.best)));
}

static void judge_value(const config *c, sl_str value)
{
    if (value.len > 1 && (value.ptr[0] == '"' || value.ptr[0] == '\'') &&
        value.ptr[value.len - 1] == value.ptr[0])
        tell(c, value, sl_lit("the quotes belong to the name of the file"));
    else if (sl_str_has(value, sl_lit(" #")))
        tell(
            c, value,
            sl_lit("what stands behind the # belongs to the name of the file: behind a "
                   "value only ; begins a comment"));
}

static void judge_line(const config *c, sl_str line)
{
    size_t sign = sl_str_chr(line, '=');
    size_t colon = sl_str_chr(line, ':');
    sl_str key = sl_str_trim(sl_str_sub(line, 0, sign < colon ? sign : colon));
    size_t name = name_of(key);

    if (key.len == line.len || key.len == 0)
        return;
    if (name < NAMES && !is_read(c))
        tell(
            c, key,
            c->section.len > 0
                ? sl_arena_printf(c->doc->arena,
                                  "Ansible reads %s in [defaults], and not in [%.*s]",
                                  names[name], sl_fmt(sl_str_sub(c->section, 0, 40)))
                : sl_lit("Ansible reads no file that has no [defaults] in front of its "
                         "settings"));
    else if (name < FILES)
        judge_value(c,
                    sl_str_trim(sl_str_skip(line, (sign < colon ? sign : colon) + 1)));
    else if (name == NAMES && is_read(c))
        judge_name(c, key);
}

/* The name of the section that the line begins, or an empty one. */
static sl_str section_of(sl_str line)
{
    size_t end = sl_str_chr(line, ']');

    return sl_str_starts(line, sl_lit("[")) && end != SIZE_MAX
               ? sl_str_sub(line, 1, end)
               : (sl_str){0};
}

void sl_check_ansible_cfg(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    config c = {.rule = rule, .doc = doc, .sink = sink};
    sl_str name = sl_path_base(doc->blob->path);
    sl_str rest = doc->text;

    if (!sl_str_eq(name, sl_lit("ansible.cfg")) &&
        !sl_str_eq(name, sl_lit(".ansible.cfg")))
        return;
    while (rest.len > 0)
        c.defaults =
            sl_str_eq(section_of(sl_str_line(&rest)), sl_lit("defaults")) || c.defaults;
    rest = doc->text;
    while (rest.len > 0 && !sink->full) {
        sl_str line = sl_str_line(&rest);
        sl_str section = section_of(line);

        if (section.len > 0)
            c.section = section;
        else if (line.len > 0 && sl_str_chr(sl_lit("#; \t"), line.ptr[0]) == SIZE_MAX)
            judge_line(&c, line);
    }
}
