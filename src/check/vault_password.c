#include "check/vault_password.h"

#include "check/script_output.h"
#include "text/value.h"

enum { MAX_PASSWORD = 256, MIN_PASSWORD = 4 };

static const char *const programs[] = {
    ".sh",  ".bash", ".zsh", ".ksh", ".fish", ".py", ".rb",  ".pl",
    ".php", ".js",   ".mjs", ".ts",  ".go",   ".rs", ".c",   ".java",
    ".exe", ".ps1",  ".bat", ".cmd", ".lua",  ".mk", ".awk",
};

/* What is neither a password nor a program that prints one. */
static const char *const others[] = {
    ".md",     ".rst",   ".adoc", ".html",    ".yml",      ".yaml",       ".json",
    ".toml",   ".xml",   ".j2",   ".tmpl",    ".tpl",      ".dist",       ".example",
    ".sample", ".gpg",   ".asc",  ".enc",     ".age",      ".sops",       ".pub",
    ".log",    ".png",   ".svg",  ".service", ".template", ".tf",         ".h",
    ".css",    ".vault", ".cfg",  ".ini",     ".conf",     ".properties",
};

static bool ends_in(sl_str name, const char *const *endings, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (sl_str_ends_nocase(name, sl_str_of(endings[i])))
            return true;
    return false;
}

bool sl_program_name(sl_str path)
{
    return ends_in(path, programs, sizeof programs / sizeof *programs);
}

/* As nearly no file does. */
static bool names_vault(sl_str name)
{
    return sl_str_find_nocase(name, sl_lit("vault")) != SIZE_MAX;
}

/* "vault" and "pass" or "pw" directly behind it, or with one sign between them. */
static bool names_password(sl_str name)
{
    for (;;) {
        size_t at = sl_str_find_nocase(name, sl_lit("vault"));

        if (at == SIZE_MAX)
            return false;
        name = sl_str_skip(name, at + 5);
        if (name.len > 0 && sl_str_chr(sl_lit("_-."), name.ptr[0]) != SIZE_MAX)
            name = sl_str_skip(name, 1);
        if (sl_str_starts_nocase(name, sl_lit("pass")) ||
            sl_str_starts_nocase(name, sl_lit("pw")))
            return true;
    }
}

bool sl_vault_password_name(sl_str path)
{
    sl_str name = sl_path_base(path);

    return names_password(name) && !sl_program_name(name) &&
           !ends_in(name, others, sizeof others / sizeof *others);
}

bool sl_vault_script_name(sl_str path)
{
    sl_str name = sl_path_base(path);
    sl_str stem = sl_str_sub(name, 0, sl_str_rchr(name, '.'));

    if (!names_vault(name) || ends_in(name, others, sizeof others / sizeof *others))
        return false;
    return names_password(name) ||
           (sl_str_ends_nocase(stem, sl_lit("-client")) && names_vault(stem));
}

bool sl_ci_file(sl_str path)
{
    static const char *const names[] = {
        ".gitlab-ci.yml",
        ".travis.yml",
        "azure-pipelines.yml",
        "jenkinsfile",
        "appveyor.yml",
        ".drone.yml",
        "bitbucket-pipelines.yml",
        ".appveyor.yml",
        "buildspec.yml",
        ".cirrus.yml",
        "cloudbuild.yaml",
        ".woodpecker.yml",
        "buildspec.yaml",
        "cloudbuild.yml",
        "codemagic.yaml",
    };
    static const char *const folders[] = {
        ".github/",      ".circleci/",        ".gitlab/", ".buildkite/", ".woodpecker/",
        ".azuredevops/", ".azure-pipelines/", ".gitea/",  ".forgejo/"};
    sl_str name = sl_path_base(path);

    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        if (sl_str_starts(path, sl_str_of(folders[i])))
            return true;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (sl_str_eq_nocase(name, sl_str_of(names[i])))
            return true;
    return sl_str_starts_nocase(name, sl_lit("azure-pipelines"));
}

bool sl_runs_elsewhere(sl_str path)
{
    sl_str name = sl_path_base(path);

    return sl_ci_file(path) || sl_str_starts_nocase(name, sl_lit("dockerfile")) ||
           sl_str_ends_nocase(name, sl_lit(".dockerfile")) ||
           sl_str_starts_nocase(name, sl_lit("containerfile"));
}

bool sl_shell_script(const sl_doc *doc)
{
    sl_str name = sl_path_base(doc->blob->path);
    sl_str interpreter;

    if (!sl_str_starts(doc->text, sl_lit("#!")))
        return sl_str_ends(name, sl_lit(".sh")) || sl_str_ends(name, sl_lit(".bash"));
    interpreter = sl_str_sub(doc->text, 2, sl_str_chr(doc->text, '\n'));
    interpreter = sl_str_trim(interpreter);
    interpreter = sl_path_base(interpreter);
    interpreter = sl_str_trim(sl_str_drop(interpreter, sl_lit("env ")));
    interpreter = sl_str_sub(interpreter, 0, sl_str_chr(interpreter, ' '));
    return sl_str_eq(interpreter, sl_lit("sh")) ||
           sl_str_eq(interpreter, sl_lit("bash")) ||
           sl_str_eq(interpreter, sl_lit("dash")) ||
           sl_str_eq(interpreter, sl_lit("ksh"));
}

static bool printable(sl_str value)
{
    for (size_t i = 0; i < value.len; i++)
        if ((unsigned char)value.ptr[i] < ' ' || value.ptr[i] == 0x7f)
            return false;
    return true;
}

static bool literal(sl_str value)
{
    return value.len >= MIN_PASSWORD && value.len <= MAX_PASSWORD && printable(value) &&
           value.ptr[0] != '#' && !sl_placeholder(value) && !sl_reference(value);
}

/* The one thing that the script prints, if that is a literal without blanks: with
 * blanks it is a message. */
static sl_str printed(sl_str text)
{
    sl_script_output output;
    sl_str value = {0};
    size_t count = 0;
    size_t at = 0;

    while (sl_script_next_output(text, &at, &output)) {
        if (output.redirected)
            continue;
        if (++count > 1 || output.words != 1)
            return (sl_str){0};
        value = output.value;
    }
    for (size_t i = 0; i < value.len; i++)
        if (sl_str_chr(sl_lit(" \t$`\\"), value.ptr[i]) != SIZE_MAX)
            return (sl_str){0};
    return value;
}

sl_span sl_vault_password_literal(const sl_doc *doc)
{
    sl_str path = doc->blob->path;
    sl_str value = {0};

    if (doc->content.class_ != SL_CONTENT_TEXT || doc->blob->symlink ||
        !names_vault(sl_path_base(path)))
        return (sl_span){0};
    if (sl_str_starts(doc->text, sl_lit("#!")) || sl_program_name(path)) {
        if (sl_vault_script_name(path))
            value = printed(doc->text);
    } else if (sl_vault_password_name(path)) {
        value = sl_str_trim(doc->text);
    }
    return literal(value) ? sl_span_in(doc->text, value) : (sl_span){0};
}
