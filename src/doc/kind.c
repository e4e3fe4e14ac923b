/* kind.c - document kinds by name. */
#include "doc/doc.h"

#include "base/limits.h"

typedef enum place { WHOLE, START, END, INSIDE } place;

/* A row fits the base name; WHOLE rows first, then by how certain they are. */
static const struct {
    place where;
    const char *text;
    sl_doc_kind kind;
} names[] = {
    {WHOLE, ".gitignore", SL_DOC_IGNORE},
    {WHOLE, ".dockerignore", SL_DOC_IGNORE},
    {WHOLE, ".gitattributes", SL_DOC_ATTRIBUTES},
    {WHOLE, "composer.lock", SL_DOC_JSON},
    {WHOLE, "pipfile.lock", SL_DOC_JSON},
    {WHOLE, ".dockercfg", SL_DOC_JSON},
    {WHOLE, ".dockerconfigjson", SL_DOC_JSON},
    {WHOLE, ".env", SL_DOC_DOTENV},
    {WHOLE, ".envrc", SL_DOC_DOTENV},
    {WHOLE, ".flaskenv", SL_DOC_DOTENV},
    {END, ".yml", SL_DOC_YAML},
    {END, ".yaml", SL_DOC_YAML},
    {END, ".eyaml", SL_DOC_YAML},
    {END, ".json", SL_DOC_JSON},
    {END, ".jsonc", SL_DOC_JSON},
    {END, ".json5", SL_DOC_JSON},
    {END, ".jsonl", SL_DOC_JSON},
    {END, ".ndjson", SL_DOC_JSON},
    {END, ".geojson", SL_DOC_JSON},
    {END, ".webmanifest", SL_DOC_JSON},
    {END, ".har", SL_DOC_JSON},
    {END, ".ipynb", SL_DOC_JSON},
    {END, ".tfstate", SL_DOC_JSON},
    {END, ".code-workspace", SL_DOC_JSON},
    {END, ".postman_collection", SL_DOC_JSON},
    /* Programs and prose that only have ".env." in their name. */
    {END, ".js", SL_DOC_TEXT},
    {END, ".mjs", SL_DOC_TEXT},
    {END, ".cjs", SL_DOC_TEXT},
    {END, ".ts", SL_DOC_TEXT},
    {END, ".tsx", SL_DOC_TEXT},
    {END, ".py", SL_DOC_TEXT},
    {END, ".rb", SL_DOC_TEXT},
    {END, ".go", SL_DOC_TEXT},
    {END, ".java", SL_DOC_TEXT},
    {END, ".php", SL_DOC_TEXT},
    {END, ".rs", SL_DOC_TEXT},
    {END, ".cs", SL_DOC_TEXT},
    {END, ".tf", SL_DOC_TEXT},
    {END, ".toml", SL_DOC_TEXT},
    {END, ".xml", SL_DOC_TEXT},
    {END, ".html", SL_DOC_TEXT},
    {END, ".md", SL_DOC_TEXT},
    {END, ".rst", SL_DOC_TEXT},
    {END, ".ps1", SL_DOC_TEXT},
    {END, ".gpg", SL_DOC_TEXT},
    {END, ".age", SL_DOC_TEXT},
    {START, ".env.", SL_DOC_DOTENV},
    {START, ".env-", SL_DOC_DOTENV},
    {START, ".env_", SL_DOC_DOTENV},
    {END, ".env", SL_DOC_DOTENV},
    {INSIDE, ".env.", SL_DOC_DOTENV},
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
