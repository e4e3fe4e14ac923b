/* collect_vault_password.c - every place that says where Ansible gets a vault password.
 *
 * A file is named relative to the root of the repository: in ansible.cfg, in Makefiles
 * and the like beside the file itself; in scripts below the directory that the last
 * `cd` or `pushd` with a plain name went to, else below the root (the survey prefers a
 * file of that name beside the script, where there is one). Names that nobody can
 * follow ($VARIABLE, ~, absolute), "prompt" and programs leave a line that names
 * nothing: there is a source. So do documents of all other kinds. */
#include "base/limits.h"
#include "check/check.h"
#include "check/vault_password.h"

#include <string.h>

enum { MAX_NAMES = 64, MAX_DIR_LINES = 4096, MAX_COMMANDS = 1000 };

typedef enum where { IN_TEXT, IN_CONFIG, IN_SCRIPT, IN_PYTHON, IN_OTHER } where;

typedef enum form {
    OPTION,    /* --option F, --option=F, "--option", "F" */
    SETTING,   /* name = F, name: F */
    LABELLED,  /* an OPTION with label@F */
    IDENTITIES /* a SETTING with label@F,label@F */
} form;

static const struct {
    const char *key;
    form form;
} keys[] = {
    {"--vault-password-file", OPTION},
    {"--vault-pass-file", OPTION},
    {"--vault-id", LABELLED},
    {"vault_password_file", SETTING},
    {"ANSIBLE_VAULT_PASSWORD_FILE", SETTING},
    {"vault_identity_list", IDENTITIES},
    {"ANSIBLE_VAULT_IDENTITY_LIST", IDENTITIES},
};

/* What else shows that somebody thought of the password. */
static const char *const mentions[] = {
    "--ask-vault-pass",      "ansible-vault-password", "ANSIBLE_VAULT_PASSWORD",
    "--vault-password-file", "--vault-pass-file",      "--vault-id",
    "vault_password_file",   "vault_identity_list",    "ANSIBLE_VAULT_IDENTITY_LIST",
    "ask_vault_pass",        "ANSIBLE_ASK_VAULT_PASS", "--ask-vault-password",
    "vault password",        "Vault password",         "Vault Password",
};

typedef struct collecting {
    sl_doc *doc;
    sl_sink *sink;
    where where;
    size_t names;
} collecting;

static where where_of(const sl_doc *doc)
{
    static const struct {
        const char *name;
        where where;
    } names[] = {
        {"ansible.cfg", IN_CONFIG}, {".ansible.cfg", IN_CONFIG},
        {"makefile", IN_OTHER},     {"gnumakefile", IN_OTHER},
        {"justfile", IN_OTHER},     {".justfile", IN_OTHER},
        {"tox.ini", IN_OTHER},      {"package.json", IN_OTHER},
        {"molecule.yml", IN_OTHER}, {"molecule.yaml", IN_OTHER},
        {"taskfile.yml", IN_OTHER}, {"taskfile.yaml", IN_OTHER},
        {".envrc", IN_OTHER},       {"compose.yml", IN_OTHER},
        {"compose.yaml", IN_OTHER}, {"vagrantfile", IN_OTHER},
    };
    static const char *const scripts[] = {".sh",  ".bash", ".zsh", ".ksh",
                                          ".bat", ".cmd",  ".ps1"};
    sl_str name = sl_path_base(doc->blob->path);

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (sl_str_eq_nocase(name, sl_str_of(names[i].name)))
            return names[i].where;
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++)
        if (sl_str_ends_nocase(name, sl_str_of(scripts[i])))
            return IN_SCRIPT;
    if (sl_str_ends(name, sl_lit(".py")))
        return IN_PYTHON;
    if (sl_str_starts(doc->text, sl_lit("#!")))
        return sl_shell_script(doc) ? IN_SCRIPT : IN_PYTHON;
    if (doc->kind == SL_DOC_DOTENV || sl_str_ends(name, sl_lit(".mk")) ||
        sl_str_starts(name, sl_lit("docker-compose")) ||
        sl_runs_elsewhere(doc->blob->path))
        return IN_OTHER;
    return IN_TEXT;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '_';
}

/* Blanks, and line ends with a backslash before them; a line that goes on behind a
 * comment mark goes on. */
static sl_str skip_gap(sl_str text)
{
    while (text.len > 0) {
        sl_str next;

        if (is_blank(text.ptr[0])) {
            text = sl_str_skip(text, 1);
            continue;
        }
        next = sl_str_drop(sl_str_drop(text, sl_lit("\\")), sl_lit("\r"));
        if (text.ptr[0] != '\\' || !sl_str_starts(next, sl_lit("\n")))
            break;
        text = sl_str_skip(next, 1);
        while (text.len > 0 && (is_blank(text.ptr[0]) || text.ptr[0] == '#'))
            text = sl_str_skip(text, 1);
    }
    return text;
}

/* The word at the start of text, out of its quotes. bare: it may stand without. */
static sl_str word_at(sl_str text, bool bare)
{
    char quote = text.len > 0 ? text.ptr[0] : 0;
    size_t end = 0;

    if (quote == '"' || quote == '\'') {
        text = sl_str_skip(text, 1);
        end = sl_str_chr(sl_str_sub(text, 0, SL_MAX_PATH), quote);
        return end == SIZE_MAX ? (sl_str){0} : sl_str_sub(text, 0, end);
    }
    while (bare && end < text.len && end < SL_MAX_PATH &&
           !strchr(" \t\r\n\"'`;&|<>()]}\\", text.ptr[end]))
        end++;
    return sl_str_sub(text, 0, end);
}

/* What stands behind an option: F, =F, or a list item of its own. */
static sl_str option_value(const collecting *c, sl_str rest)
{
    char first = rest.len > 0 ? rest.ptr[0] : 0;

    if (first == '=')
        return word_at(sl_str_skip(rest, 1), true);
    if (first == '"' || first == '\'') {
        rest = skip_gap(sl_str_skip(rest, 1));
        if (!sl_str_starts(rest, sl_lit(",")))
            return (sl_str){0};
        return word_at(sl_str_trim(sl_str_sub(sl_str_skip(rest, 1), 0, SL_MAX_PATH)),
                       false);
    }
    if (first == ':' && c->where == IN_OTHER) /* a key of molecule.yml */
        return word_at(skip_gap(sl_str_skip(rest, 1)), true);
    if (is_blank(first))
        return word_at(skip_gap(rest), true);
    return (sl_str){0};
}

/* The rest of the line, without a comment that ansible.cfg takes for one. */
static sl_str line_value(sl_str rest)
{
    sl_str line =
        sl_str_sub(rest, 0, sl_str_chr(sl_str_sub(rest, 0, SL_MAX_PATH), '\n'));

    line = sl_str_sub(line, 0, sl_str_find(line, sl_lit(" ;")));
    return sl_str_trim(sl_str_sub(line, 0, sl_str_find(line, sl_lit(" #"))));
}

/* What is assigned to a name: the key of a map and an item of os.environ have their
 * quotes and brackets. */
static sl_str setting_value(const collecting *c, sl_str rest)
{
    while (rest.len > 0 && strchr("\"'] \t", rest.ptr[0]))
        rest = sl_str_skip(rest, 1);
    if (rest.len > 1 && strchr("?:", rest.ptr[0]) && rest.ptr[1] == '=')
        rest = sl_str_skip(rest, 1);
    if (rest.len < 2 || !strchr("=:", rest.ptr[0]) || rest.ptr[1] == '=')
        return (sl_str){0};
    rest = sl_str_skip(rest, 1);
    if (c->where == IN_CONFIG)
        return line_value(rest);
    return word_at(skip_gap(rest), c->where != IN_PYTHON);
}

/* The line up to at, without what the script does after it. */
static sl_str line_before(sl_str text, size_t at)
{
    size_t start = at > SL_MAX_PATH ? at - SL_MAX_PATH : 0;
    sl_str before = sl_str_sub(text, start, at);
    size_t newline = sl_str_rchr(before, '\n');

    return newline == SIZE_MAX ? before : sl_str_skip(before, newline + 1);
}

static bool commented(sl_str before)
{
    sl_str head = before;

    while (head.len > 0 && is_blank(head.ptr[0]))
        head = sl_str_skip(head, 1);
    return sl_str_starts(head, sl_lit("#")) || sl_str_starts(head, sl_lit(";")) ||
           sl_str_starts(head, sl_lit("//")) ||
           sl_str_starts_nocase(head, sl_lit("rem ")) ||
           sl_str_has(before, sl_lit(" # "));
}

/* A setting must be the whole name: at the start of its line in ansible.cfg, and no
 * expansion anywhere. */
static bool is_name(const collecting *c, size_t at)
{
    sl_str before = line_before(c->doc->text, at);
    char last = before.len > 0 ? before.ptr[before.len - 1] : ' ';

    if (c->where == IN_CONFIG) {
        while (before.len > 0 && strchr(" \t#;", before.ptr[0]))
            before = sl_str_skip(before, 1);
        return before.len == 0;
    }
    return !is_word(last) && last != '$' && last != '{';
}

/* The directory that the script is in when it comes to the line of at. */
static sl_str directory_at(const collecting *c, size_t at)
{
    sl_str own = sl_path_dir(c->doc->blob->path);
    sl_str text = sl_str_sub(c->doc->text, 0, at);
    sl_str before = line_before(c->doc->text, at);
    sl_str dir = {0};

    if (c->where == IN_PYTHON || sl_runs_elsewhere(c->doc->blob->path))
        return dir;
    if (c->where != IN_SCRIPT)
        return own;
    for (size_t i = 0; i < MAX_DIR_LINES && text.len > 0; i++) {
        bool last = text.len == before.len;
        sl_str line = sl_str_trim(sl_str_line(&text));
        bool inside = sl_str_starts(line, sl_lit("("));
        sl_str command = sl_str_drop(line, sl_lit("("));
        sl_str to = sl_str_drop(sl_str_drop(command, sl_lit("cd ")), sl_lit("pushd "));

        if (sl_str_eq(command, sl_lit("popd")))
            dir.len = 0;
        if (to.len == command.len || (inside && !last))
            continue;
        to = sl_str_trim(to);
        if (sl_str_has(to, sl_lit("dirname")) || sl_str_has(to, sl_lit("BASH_SOURCE")))
            dir = own;
        else
            dir = word_at(to, true);
        if (sl_str_has(dir, sl_lit("$")) || sl_str_starts(dir, sl_lit("..")) ||
            sl_str_starts(dir, sl_lit("/")) || sl_str_starts(dir, sl_lit("~")) ||
            sl_str_starts(dir, sl_lit("-")))
            dir.len = 0;
    }
    return dir;
}

/* Goes on from out to path; false if that leaves the root. */
static bool add_components(sl_buf *out, sl_str path)
{
    while (path.len > 0) {
        sl_str part = sl_str_sub(path, 0, sl_str_chr(path, '/'));

        path = sl_str_skip(path, part.len + 1);
        if (part.len == 0 || sl_str_eq(part, sl_lit(".")))
            continue;
        if (!sl_str_eq(part, sl_lit(".."))) {
            sl_buf_printf(out, "%s%.*s", out->len > 0 ? "/" : "", sl_fmt(part));
            continue;
        }
        if (out->len == 0)
            return false;
        out->len = sl_path_dir(sl_buf_str(out)).len;
        out->ptr[out->len] = '\0';
    }
    return true;
}

/* Nobody knows where it is, or it is no file. */
static bool nowhere(sl_str name)
{
    static const char *const words[] = {
        "prompt", "prompt_ask_vault_pass", "file", "path", "none", "null", "true",
        "false"};

    bool capitals = true; /* VAULT_PASSWORD_FILES: a stand-in */

    if (name.len == 0 || name.len > SL_MAX_PATH || strchr("/~-@", name.ptr[0]))
        return true;
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];

        if ((unsigned char)c <= ' ' || strchr("$`<>{}*?[]()%!|&;:\"'\\=,#", c))
            return true;
        capitals = capitals && ((c >= 'A' && c <= 'Z') || c == '_');
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (sl_str_eq_nocase(name, sl_str_of(words[i])))
            return true;
    return capitals || sl_str_starts(name, sl_lit("path/to/")) || sl_program_name(name);
}

static void leave_path(collecting *c, sl_str value, size_t at, bool labelled)
{
    sl_str before = line_before(c->doc->text, at);
    sl_str name = sl_str_trim(value);
    size_t sign = labelled ? sl_str_chr(name, '@') : SIZE_MAX;
    sl_buf path = {0};

    if (sign != SIZE_MAX)
        name = sl_str_skip(name, sign + 1);
    while (name.len > 0 && strchr(".,", name.ptr[name.len - 1]))
        name.len--;
    if (nowhere(name) || c->names++ >= MAX_NAMES)
        return;
    if (add_components(&path, directory_at(c, at)) && add_components(&path, name) &&
        path.len > 0)
        sl_sink_line(c->sink, SL_LINE_VAULT_PASSWORD, sl_span_in(c->doc->text, name),
                     sl_arena_str(c->doc->arena, sl_buf_str(&path)), commented(before));
    sl_buf_free(&path);
}

/* label@F,label@F: a word may end at a comma only here. */
static void leave_list(collecting *c, sl_str list, size_t at)
{
    while (list.len > 0) {
        sl_str one = sl_str_sub(list, 0, sl_str_chr(list, ','));

        leave_path(c, one, at, true);
        list = sl_str_skip(list, one.len + 1);
    }
}

static void look_for(collecting *c, sl_str key, form kind)
{
    sl_str text = c->doc->text;
    bool setting = kind == SETTING || kind == IDENTITIES;
    size_t from = 0;

    while (c->names < MAX_NAMES) {
        size_t found = sl_str_find(sl_str_skip(text, from), key);
        size_t at = from + found;
        sl_str rest, value;

        if (found == SIZE_MAX)
            return;
        from = at + key.len;
        if (setting && !is_name(c, at))
            continue;
        rest = sl_str_skip(text, from);
        value = setting ? setting_value(c, rest) : option_value(c, rest);
        if (kind == IDENTITIES)
            leave_list(c, value, at);
        else
            leave_path(c, value, at, kind == LABELLED);
    }
}

/* -J, also among other letters: short for --ask-vault-pass. */
static bool asks(sl_str command)
{
    sl_str word = {0};

    for (bool more = true; more;) {
        more = sl_str_split(command, ' ', &word, &command);
        if (!more)
            word = command;
        word = sl_str_trim(word);
        if (word.len > 1 && word.ptr[0] == '-' && word.ptr[1] != '-' &&
            sl_str_chr(word, 'J') != SIZE_MAX)
            return true;
    }
    return false;
}

static bool has_asking_command(sl_str text)
{
    static const sl_str play = {"ansible-playbook", 16};

    for (size_t i = 0; i < MAX_COMMANDS; i++) {
        size_t at = sl_str_find(text, play);

        if (at == SIZE_MAX)
            return false;
        text = sl_str_skip(text, at + play.len);
        if (asks(sl_str_line(&text)))
            return true;
    }
    return false;
}

/* One line for the whole document, at its end: what it quotes must not matter. */
static void leave_mention(collecting *c)
{
    sl_str text = c->doc->text;
    bool found = has_asking_command(text);

    for (size_t i = 0; !found && i < sizeof mentions / sizeof *mentions; i++)
        found = sl_str_has(text, sl_str_of(mentions[i]));
    if (found)
        sl_sink_line(c->sink, SL_LINE_VAULT_PASSWORD, (sl_span){text.len, text.len},
                     (sl_str){0}, false);
}

void sl_collect_vault_password(sl_doc *doc, sl_sink *sink)
{
    collecting c = {.doc = doc, .sink = sink};

    leave_mention(&c);
    if (!sl_str_has(doc->text, sl_lit("vault")) &&
        !sl_str_has(doc->text, sl_lit("VAULT")))
        return;
    c.where = where_of(doc);
    for (size_t i = 0; c.where != IN_TEXT && i < sizeof keys / sizeof *keys; i++)
        look_for(&c, sl_str_of(keys[i].key), keys[i].form);
}
