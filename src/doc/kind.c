/* kind.c - document kinds by name. */
#include "doc/doc.h"

#include "base/limits.h"

typedef enum place { WHOLE, END } place;

/* In place, see sl_str_in_rows. */
typedef struct row {
    char text[31];
    uint8_t len;
} row;

static sl_str str_of(const row *r)
{
    return (sl_str){r->text, r->len};
}

/* What base names end with, or are; the first row that fits counts. */
static const struct {
    row row;
    place where;
    sl_doc_kind kind;
} names[] = {
#define N(text)                \
    {                          \
        text, sizeof(text) - 1 \
    }
    {N(".gitignore"), WHOLE, SL_DOC_IGNORE},
    {N(".npmignore"), WHOLE, SL_DOC_IGNORE},
    {N(".dockerignore"), END, SL_DOC_IGNORE}, /* "api.Dockerfile.dockerignore" */
    {N(".gitattributes"), WHOLE, SL_DOC_ATTRIBUTES},
    {N("composer.lock"), WHOLE, SL_DOC_JSON},
    {N("pipfile.lock"), WHOLE, SL_DOC_JSON},
    {N(".dockercfg"), WHOLE, SL_DOC_JSON},
    {N(".dockerconfigjson"), WHOLE, SL_DOC_JSON},
    {N(".env"), WHOLE, SL_DOC_DOTENV},
    {N(".envrc"), WHOLE, SL_DOC_DOTENV},
    {N(".flaskenv"), WHOLE, SL_DOC_DOTENV},
    {N("pipfile"), WHOLE, SL_DOC_TOML},
    {N("credentials"), WHOLE, SL_DOC_INI},
    {N("hosts"), WHOLE, SL_DOC_INI},
    {N("inventory"), WHOLE, SL_DOC_INI},
    {N(".npmrc"), END, SL_DOC_INI},
    {N(".yarnrc"), WHOLE, SL_DOC_INI},
    {N(".pypirc"), END, SL_DOC_INI},
    {N(".gitconfig"), END, SL_DOC_INI},
    {N(".s3cfg"), END, SL_DOC_INI},
    {N(".boto"), END, SL_DOC_INI},
    {N(".hgrc"), END, SL_DOC_INI},
    {N(".netrc"), END, SL_DOC_LOGIN},
    {N("_netrc"), WHOLE, SL_DOC_LOGIN},
    {N(".authinfo"), END, SL_DOC_LOGIN},
    {N(".pgpass"), END, SL_DOC_LOGIN},
    {N("pgpass.conf"), WHOLE, SL_DOC_LOGIN},
    {N(".condarc"), WHOLE, SL_DOC_YAML},
    {N(".yml"), END, SL_DOC_YAML},
    {N(".yaml"), END, SL_DOC_YAML},
    {N(".eyaml"), END, SL_DOC_YAML},
    {N(".json"), END, SL_DOC_JSON},
    {N(".jsonc"), END, SL_DOC_JSON},
    {N(".json5"), END, SL_DOC_JSON},
    {N(".jsonl"), END, SL_DOC_JSON},
    {N(".ndjson"), END, SL_DOC_JSON},
    {N(".geojson"), END, SL_DOC_JSON},
    {N(".webmanifest"), END, SL_DOC_JSON},
    {N(".har"), END, SL_DOC_JSON},
    {N(".ipynb"), END, SL_DOC_JSON},
    {N(".tfstate"), END, SL_DOC_JSON},
    {N(".code-workspace"), END, SL_DOC_JSON},
    {N(".postman_collection"), END, SL_DOC_JSON},
    {N(".ftpconfig"), END, SL_DOC_JSON},
    {N(".properties"), END, SL_DOC_PROPERTIES},
    {N(".toml"), END, SL_DOC_TOML},
    {N(".tf"), END, SL_DOC_HCL},
    {N(".tfvars"), END, SL_DOC_HCL},
    {N(".tfbackend"), END, SL_DOC_HCL},
    {N(".hcl"), END, SL_DOC_HCL},
    {N(".nomad"), END, SL_DOC_HCL},
    {N(".terraformrc"), END, SL_DOC_HCL},
    {N(".xml"), END, SL_DOC_XML},
    {N(".config"), END, SL_DOC_XML},
    {N(".plist"), END, SL_DOC_XML},
    {N(".mobileconfig"), END, SL_DOC_XML},
    {N(".entitlements"), END, SL_DOC_XML},
    {N("proj"), END, SL_DOC_XML}, /* .csproj, .vbproj */
    {N("proj.user"), END, SL_DOC_XML},
    {N(".pubxml"), END, SL_DOC_XML},
    {N(".publishsettings"), END, SL_DOC_XML},
    {N(".settings"), END, SL_DOC_XML},
    {N(".props"), END, SL_DOC_XML},
    {N(".targets"), END, SL_DOC_XML},
    {N(".jmx"), END, SL_DOC_XML},
    {N(".ini"), END, SL_DOC_INI},
    {N(".cfg"), END, SL_DOC_INI},
    {N(".conf"), END, SL_DOC_INI},
    {N(".cnf"), END, SL_DOC_INI},
    {N(".inventory"), END, SL_DOC_INI},
    {N(".service"), END, SL_DOC_INI},
    {N(".container"), END, SL_DOC_INI},
    /* Programs and prose that only have ".env." in their name. */
    {N(".js"), END, SL_DOC_TEXT},
    {N(".mjs"), END, SL_DOC_TEXT},
    {N(".cjs"), END, SL_DOC_TEXT},
    {N(".ts"), END, SL_DOC_TEXT},
    {N(".tsx"), END, SL_DOC_TEXT},
    {N(".py"), END, SL_DOC_TEXT},
    {N(".rb"), END, SL_DOC_TEXT},
    {N(".go"), END, SL_DOC_TEXT},
    {N(".java"), END, SL_DOC_TEXT},
    {N(".php"), END, SL_DOC_TEXT},
    {N(".rs"), END, SL_DOC_TEXT},
    {N(".cs"), END, SL_DOC_TEXT},
    {N(".html"), END, SL_DOC_TEXT},
    {N(".md"), END, SL_DOC_TEXT},
    {N(".patch"), END, SL_DOC_TEXT},
    {N(".diff"), END, SL_DOC_TEXT},
    {N(".rst"), END, SL_DOC_TEXT},
    {N(".ps1"), END, SL_DOC_TEXT},
    {N(".gpg"), END, SL_DOC_TEXT},
    {N(".age"), END, SL_DOC_TEXT},
};

/* What is put behind the name of a template, a sample or an old copy: the kind is
 * that of the name without it. */
static const row decorations[] = {
    N(".j2"),  N(".jinja"),  N(".jinja2"),  N(".tmpl"),     N(".tpl"),
    N(".erb"), N(".dist"),   N(".example"), N(".template"), N(".sample"),
    N(".bak"), N(".backup"), N(".orig"),    N(".old"),      N("~"),
#undef N
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

/* last: of the name, in lower case. Every path is asked about a hundred rows. */
static bool ends_in(sl_str name, char last, const row *end)
{
    return end->text[end->len - 1] == last && sl_str_ends_nocase(name, str_of(end));
}

static bool undecorate(sl_str *name, char last)
{
    for (size_t i = 0; i < sizeof decorations / sizeof *decorations; i++)
        if (ends_in(*name, last, &decorations[i]) && name->len > decorations[i].len) {
            name->len -= decorations[i].len;
            return true;
        }
    return false;
}

/* .env.production, .env-local, production.env, x.env.local */
static bool is_dotenv(sl_str name)
{
    return sl_str_ends_nocase(name, sl_lit(".env")) ||
           sl_str_starts_nocase(name, sl_lit(".env-")) ||
           sl_str_starts_nocase(name, sl_lit(".env_")) ||
           sl_str_find_nocase(name, sl_lit(".env.")) != SIZE_MAX;
}

static char last_of(sl_str name)
{
    return name.len > 0 ? sl_char_lower(name.ptr[name.len - 1]) : '\0';
}

sl_doc_kind sl_doc_kind_of(sl_str path)
{
    sl_str name = sl_path_base(path);
    char last = last_of(name);

    while (undecorate(&name, last))
        last = last_of(name);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (ends_in(name, last, &names[i].row) &&
            (names[i].where == END || name.len == names[i].row.len))
            return names[i].kind;
    return is_dotenv(name) ? SL_DOC_DOTENV : SL_DOC_TEXT;
}

const char *sl_doc_kind_name(sl_doc_kind kind)
{
    return (unsigned)kind < SL_DOC_KINDS ? kind_names[kind] : "unknown";
}
