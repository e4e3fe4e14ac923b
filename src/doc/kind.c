/* kind.c - document kinds by name. */
#include "doc/doc.h"

#include "base/limits.h"

typedef enum place { WHOLE, START, END, INSIDE } place;

/* A row fits the base name; WHOLE rows first, then by how certain they are. */
static const struct {
    const char *text;
    place where;
    sl_doc_kind kind;
} names[] = {
    {".gitignore", WHOLE, SL_DOC_IGNORE},
    {".dockerignore", END, SL_DOC_IGNORE}, /* "api.Dockerfile.dockerignore" */
    {".gitattributes", WHOLE, SL_DOC_ATTRIBUTES},
    {"composer.lock", WHOLE, SL_DOC_JSON},
    {"pipfile.lock", WHOLE, SL_DOC_JSON},
    {".dockercfg", WHOLE, SL_DOC_JSON},
    {".dockerconfigjson", WHOLE, SL_DOC_JSON},
    {".env", WHOLE, SL_DOC_DOTENV},
    {".envrc", WHOLE, SL_DOC_DOTENV},
    {".flaskenv", WHOLE, SL_DOC_DOTENV},
    {"pipfile", WHOLE, SL_DOC_TOML},
    {"credentials", WHOLE, SL_DOC_INI},
    {"hosts", WHOLE, SL_DOC_INI},
    {"inventory", WHOLE, SL_DOC_INI},
    {".npmrc", END, SL_DOC_INI},
    {".yarnrc", WHOLE, SL_DOC_INI},
    {".pypirc", END, SL_DOC_INI},
    {".gitconfig", END, SL_DOC_INI},
    {".s3cfg", END, SL_DOC_INI},
    {".boto", END, SL_DOC_INI},
    {".hgrc", END, SL_DOC_INI},
    {".netrc", END, SL_DOC_LOGIN},
    {"_netrc", WHOLE, SL_DOC_LOGIN},
    {".authinfo", END, SL_DOC_LOGIN},
    {".pgpass", END, SL_DOC_LOGIN},
    {"pgpass.conf", WHOLE, SL_DOC_LOGIN},
    {".condarc", WHOLE, SL_DOC_YAML},
    {".yml", END, SL_DOC_YAML},
    {".yaml", END, SL_DOC_YAML},
    {".eyaml", END, SL_DOC_YAML},
    {".json", END, SL_DOC_JSON},
    {".jsonc", END, SL_DOC_JSON},
    {".json5", END, SL_DOC_JSON},
    {".jsonl", END, SL_DOC_JSON},
    {".ndjson", END, SL_DOC_JSON},
    {".geojson", END, SL_DOC_JSON},
    {".webmanifest", END, SL_DOC_JSON},
    {".har", END, SL_DOC_JSON},
    {".ipynb", END, SL_DOC_JSON},
    {".tfstate", END, SL_DOC_JSON},
    {".code-workspace", END, SL_DOC_JSON},
    {".postman_collection", END, SL_DOC_JSON},
    {".ftpconfig", END, SL_DOC_JSON},
    {".properties", END, SL_DOC_PROPERTIES},
    {".toml", END, SL_DOC_TOML},
    {".tf", END, SL_DOC_HCL},
    {".tfvars", END, SL_DOC_HCL},
    {".tfbackend", END, SL_DOC_HCL},
    {".hcl", END, SL_DOC_HCL},
    {".nomad", END, SL_DOC_HCL},
    {".terraformrc", END, SL_DOC_HCL},
    {".xml", END, SL_DOC_XML},
    {".config", END, SL_DOC_XML},
    {".plist", END, SL_DOC_XML},
    {"proj", END, SL_DOC_XML}, /* .csproj, .vbproj */
    {"proj.user", END, SL_DOC_XML},
    {".pubxml", END, SL_DOC_XML},
    {".publishsettings", END, SL_DOC_XML},
    {".settings", END, SL_DOC_XML},
    {".props", END, SL_DOC_XML},
    {".targets", END, SL_DOC_XML},
    {".jmx", END, SL_DOC_XML},
    {".ini", END, SL_DOC_INI},
    {".cfg", END, SL_DOC_INI},
    {".conf", END, SL_DOC_INI},
    {".cnf", END, SL_DOC_INI},
    {".inventory", END, SL_DOC_INI},
    {".service", END, SL_DOC_INI},
    {".container", END, SL_DOC_INI},
    /* Programs and prose that only have ".env." in their name. */
    {".js", END, SL_DOC_TEXT},
    {".mjs", END, SL_DOC_TEXT},
    {".cjs", END, SL_DOC_TEXT},
    {".ts", END, SL_DOC_TEXT},
    {".tsx", END, SL_DOC_TEXT},
    {".py", END, SL_DOC_TEXT},
    {".rb", END, SL_DOC_TEXT},
    {".go", END, SL_DOC_TEXT},
    {".java", END, SL_DOC_TEXT},
    {".php", END, SL_DOC_TEXT},
    {".rs", END, SL_DOC_TEXT},
    {".cs", END, SL_DOC_TEXT},
    {".html", END, SL_DOC_TEXT},
    {".md", END, SL_DOC_TEXT},
    {".rst", END, SL_DOC_TEXT},
    {".ps1", END, SL_DOC_TEXT},
    {".gpg", END, SL_DOC_TEXT},
    {".age", END, SL_DOC_TEXT},
    {".env.", START, SL_DOC_DOTENV},
    {".env-", START, SL_DOC_DOTENV},
    {".env_", START, SL_DOC_DOTENV},
    {".env", END, SL_DOC_DOTENV},
    {".env.", INSIDE, SL_DOC_DOTENV},
};

/* What is put behind the name of a template, a sample or an old copy: the kind is
 * that of the name without it. */
static const char *const decorations[] = {
    ".j2",       ".jinja",  ".jinja2", ".tmpl",   ".tpl",  ".erb", ".dist", ".example",
    ".template", ".sample", ".bak",    ".backup", ".orig", ".old", "~",
};

static const char *const kind_names[SL_DOC_KINDS] = {
    [SL_DOC_TEXT] = "text",       [SL_DOC_DOTENV] = "dotenv",
    [SL_DOC_YAML] = "yaml",       [SL_DOC_JSON] = "json",
    [SL_DOC_INI] = "ini",         [SL_DOC_PROPERTIES] = "properties",
    [SL_DOC_TOML] = "toml",       [SL_DOC_HCL] = "hcl",
    [SL_DOC_XML] = "xml",         [SL_DOC_LOGIN] = "login",
    [SL_DOC_IGNORE] = "ignore",   [SL_DOC_ATTRIBUTES] = "attributes",
    [SL_DOC_MESSAGE] = "message",
};

static bool undecorate(sl_str *name)
{
    for (size_t i = 0; i < sizeof decorations / sizeof *decorations; i++) {
        sl_str tail = sl_str_of(decorations[i]);

        if (name->len > tail.len && sl_str_ends_nocase(*name, tail)) {
            name->len -= tail.len;
            return true;
        }
    }
    return false;
}

static bool fits(sl_str name, place where, sl_str text)
{
    switch (where) {
    case WHOLE: return sl_str_eq_nocase(name, text);
    case START: return sl_str_starts_nocase(name, text);
    case END: return sl_str_ends_nocase(name, text);
    case INSIDE: return sl_str_find_nocase(name, text) != SIZE_MAX;
    }
    return false;
}

sl_doc_kind sl_doc_kind_of(sl_str path)
{
    sl_str name = sl_path_base(path);

    while (undecorate(&name))
        ;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (fits(name, names[i].where, sl_str_of(names[i].text)))
            return names[i].kind;
    }
    return SL_DOC_TEXT;
}

const char *sl_doc_kind_name(sl_doc_kind kind)
{
    return (unsigned)kind < SL_DOC_KINDS ? kind_names[kind] : "unknown";
}
