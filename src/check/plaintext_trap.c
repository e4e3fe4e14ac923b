#include "check/plaintext_trap.h"

#include "text/randomness.h"
#include "text/known_form.h"

enum { DRAWN = 24 };

static bool among(const char *const *table, size_t len, sl_str word)
{
    for (size_t i = 0; i < len; i++)
        if (sl_str_eq_nocase(sl_str_of(table[i]), word))
            return true;
    return false;
}

#define AMONG(table, word) among(table, sizeof(table) / sizeof *(table), word)

/* Two-letter codes of ISO 639-1 that software is translated to. */
static bool is_language(sl_str code)
{
    static const char codes[] =
        " aa af am ar as az be bg bn bs ca cs cy da de el en eo es et eu fa fi fo fr "
        "ga gd "
        "gl gu he hi hr hu hy id is it ja jv ka kk km kn ko ku ky lb lo lt lv mg mi mk "
        "ml "
        "mn mr ms mt my nb ne nl nn no oc or pa pl ps pt ro ru rw sd si sk sl sq sr sv "
        "sw "
        "ta te tg th tk tl tr tt ug uk ur uz vi wo xh yi yo zh zu ";
    char padded[4] = {' ', 0, 0, ' '};

    if (code.len < 2 || (code.len > 2 && code.ptr[2] != '-' && code.ptr[2] != '_') ||
        code.len > 7)
        return false;
    padded[1] = (char)(code.ptr[0] | 0x20);
    padded[2] = (char)(code.ptr[1] | 0x20);
    return sl_str_has(sl_str_of(codes), sl_str_make(padded, sizeof padded));
}

bool sl_trap_file(sl_str path)
{
    static const char *const folders[] = {
        "locale",    "locales",     "i18n",         "lang", "langs",    "language",
        "languages", "translation", "translations", "l10n", "_locales", "localization"};
    static const char *const bases[] = {"strings.xml", "messages.properties",
                                        "labels.properties", "messages.json"};
    static const char *const formats[] = {"json", "yml", "yaml", "properties", "toml"};
    sl_str base = sl_path_base(path);
    sl_str stem = sl_str_sub(base, 0, sl_str_chr(base, '.'));
    size_t underscore = sl_str_chr(stem, '_');
    sl_str rest = sl_path_dir(path);
    sl_str middle = sl_str_skip(base, stem.len + 1);

    if (AMONG(bases, base) || (AMONG(formats, middle) && is_language(stem)))
        return true;
    /* messages_de.properties, validation_pt_BR.properties, devise.fr.yml */
    if (sl_str_ends(base, sl_lit(".properties")) && underscore != SIZE_MAX &&
        is_language(sl_str_skip(stem, underscore + 1)))
        return true;
    if (sl_str_chr(middle, '.') != SIZE_MAX && !sl_str_eq(stem, sl_lit("values")) &&
        is_language(sl_str_sub(middle, 0, sl_str_chr(middle, '.'))))
        return true;
    while (rest.len > 0) {
        if (AMONG(folders, sl_path_base(rest)) ||
            (sl_str_starts(sl_path_base(rest), sl_lit("values-")) && /* of Android */
             sl_str_ends(base, sl_lit(".xml"))))
            return true;
        rest = sl_path_dir(rest);
    }
    return false;
}

bool sl_trap_drawn(sl_str value)
{
    sl_randomness r = sl_randomness_of(value);

    return r.random && r.len >= DRAWN && r.digit && (r.lower || r.upper) &&
           !sl_trap_uuid(value);
}

static bool has_among(const sl_node *map, const char *const *keys, size_t count)
{
    for (const sl_node *at = map->first; at; at = at->next)
        if (sl_str_among(keys, count, at->key))
            return true;
    return false;
}

#define HAS_AMONG(map, keys) has_among(map, keys, sizeof(keys) / sizeof *(keys))

/* key: names a cache of a workflow, and opens nothing. A cache is also what a program
 * signs in to: only what says which files are kept makes it one of a workflow. */
static bool is_cache_key(const sl_node *leaf)
{
    static const char *const steps[] = {"restore_cache", "save_cache"};
    static const char *const beside[] = {"path",      "paths",  "fallback_keys",
                                         "untracked", "policy", "unprotect"};
    const sl_node *step = leaf->parent;
    const sl_node *uses;

    if (!sl_str_eq(leaf->key, sl_lit("key")) || !step || step->type != SL_NODE_MAP)
        return false;
    if (AMONG(steps, sl_node_name(step)))
        return true;
    if (sl_str_eq(sl_node_name(step), sl_lit("cache")))
        return HAS_AMONG(step, beside);
    if (!sl_str_eq(step->key, sl_lit("with")) || !step->parent)
        return false;
    uses = sl_node_get(step->parent, sl_lit("uses"));
    return uses && sl_str_has(uses->value, sl_lit("cache"));
}

static const char *const search_keys[] = {"apiKey", "api_key"};

/* {appId: .., apiKey: .., indexName: ..}: what DocSearch gives to every browser. The keys
 * of other services that have indexes have another form. */
static bool is_search_key(const sl_node *leaf)
{
    static const char *const beside[] = {"indexName", "index_name"};

    return AMONG(search_keys, leaf->key) && sl_known_form_search_key(leaf->value) &&
           leaf->parent && leaf->parent->type == SL_NODE_MAP &&
           HAS_AMONG(leaf->parent, beside);
}

/* <dict><key>NAME</key> of a property list */
static bool is_entry_name(const sl_node *leaf)
{
    if (!sl_str_eq(leaf->key, sl_lit("key")) || !leaf->parent ||
        !sl_str_eq(leaf->parent->key, sl_lit("dict")))
        return false;
    for (const sl_node *node = leaf->parent; node; node = node->parent)
        if (sl_str_eq(node->key, sl_lit("plist")))
            return true;
    return false;
}

/* with: {secrets: "DEPLOY-ID,DEPLOY-KEY2"}: what an action fetches, by name. With a '='
 * it is the secret itself. */
static bool is_list_of_names(const sl_node *leaf)
{
    return sl_str_eq(leaf->key, sl_lit("secrets")) && leaf->parent &&
           sl_str_eq(leaf->parent->key, sl_lit("with")) &&
           sl_str_chr(leaf->value, '=') == SIZE_MAX && !sl_trap_drawn(leaf->value);
}

bool sl_trap_looks_beside(const sl_node *leaf)
{
    return sl_str_eq(leaf->key, sl_lit("key")) || AMONG(search_keys, leaf->key);
}

bool sl_trap_place(const sl_node *leaf)
{
    static const char *const places[] = {"example",        "examples",
                                         "x-example",      "encryptedData",
                                         "enum",           "integrity",
                                         "translations",   "patternProperties",
                                         "secretKeyRef",   "configMapKeyRef",
                                         "valueFrom",      "SecretsManager",
                                         "x-placeholder",  "requestedCapabilities",
                                         "remoteRef",      "dataFrom",
                                         "encrypted",      "secrets-manager",
                                         "parameter-store"};
    static const char *const schema[] = {"default", "const", "pattern", "title"};
    /* in a list under these there are names of secrets */
    static const char *const lists[] = {"secrets", "credentials", "tokens",
                                        "imagePullSecrets"};
    bool value_of_schema = AMONG(schema, leaf->key);

    if (leaf->key.len == 0 && leaf->parent && leaf->parent->type == SL_NODE_SEQ &&
        AMONG(lists, sl_node_name(leaf)) && !sl_trap_drawn(leaf->value))
        return true;
    if (is_entry_name(leaf) || is_cache_key(leaf) || is_search_key(leaf) ||
        is_list_of_names(leaf))
        return true;
    for (const sl_node *node = leaf; node; node = node->parent) {
        if (AMONG(places, node->key))
            return true;
        if (value_of_schema && sl_str_eq(node->key, sl_lit("properties")))
            return true;
    }
    return false;
}

static bool is_selector(sl_str value)
{
    if (value.len < 2 ||
        (value.ptr[0] != '#' && value.ptr[0] != '.' && value.ptr[0] != '['))
        return false;
    for (size_t i = 1; i < value.len; i++) {
        char c = value.ptr[i];

        if (!((c | 0x20) >= 'a' && (c | 0x20) <= 'z') && !(c >= '0' && c <= '9') &&
            sl_str_chr(sl_lit("-_.#[]='\":> "), c) == SIZE_MAX)
            return false;
    }
    return true;
}

/* @DB_PASSWORD, @DB_PASSWORD@: to be filled in by a script. */
static bool is_mark(sl_str value)
{
    value = sl_str_drop_end(sl_str_drop(value, sl_lit("@")), sl_lit("@"));
    for (size_t i = 0; i < value.len; i++)
        if (!(value.ptr[i] >= 'A' && value.ptr[i] <= 'Z') &&
            !(value.ptr[i] >= '0' && value.ptr[i] <= '9') && value.ptr[i] != '_')
            return false;
    return true;
}

/* {base64}: what Maven and Jenkins have encrypted. */
static bool is_in_braces(sl_str value)
{
    enum { SHORTEST = 20 };

    if (value.len < SHORTEST || value.ptr[0] != '{' || value.ptr[value.len - 1] != '}')
        return false;
    for (size_t i = 1; i + 1 < value.len; i++) {
        char c = value.ptr[i];

        if (!((c | 0x20) >= 'a' && (c | 0x20) <= 'z') && !(c >= '0' && c <= '9') &&
            c != '+' && c != '/' && c != '=')
            return false;
    }
    return true;
}

bool sl_trap_uuid(sl_str value)
{
    static const char form[] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";

    if (value.len != sizeof form - 1)
        return false;
    for (size_t i = 0; i < value.len; i++) {
        char c = value.ptr[i];
        bool hex = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');

        if (form[i] == '-' ? c != '-' : !hex)
            return false;
    }
    return true;
}

bool sl_trap_value(sl_str value)
{
    static const char *const begins[] = {"-----BEGIN",
                                         "LS0tLS1CRUdJTi",
                                         "$2a$",
                                         "$2b$",
                                         "$2y$",
                                         "$1$",
                                         "$5$",
                                         "$6$",
                                         "$apr1$",
                                         "$y$",
                                         "$argon2",
                                         "$pbkdf2",
                                         "pbkdf2_",
                                         "{SSHA",
                                         "{SHA",
                                         "{bcrypt}",
                                         "{CRYPT}",
                                         "AQICAH",
                                         "vault:v",
                                         "ENC[",
                                         "ENC(",
                                         "{cipher}",
                                         "$ANSIBLE_VAULT",
                                         "scram-sha-",
                                         "SCRAM-SHA-",
                                         "{{",
                                         "ssh-rsa ",
                                         "ssh-ed25519 "};

    value = sl_str_trim(value);
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
        if (sl_str_starts(value, sl_str_of(begins[i])))
            return true;
    return is_selector(value) || is_in_braces(value) ||
           (sl_str_starts(value, sl_lit("@")) && is_mark(value));
}

bool sl_trap_tag(const sl_node *leaf)
{
    return leaf->tag.len > 0 && !sl_str_starts(leaf->tag, sl_lit("!!"));
}

bool sl_trap_entry(sl_str key)
{
    static const char *const names[] = {"user",  "login", "host", "port",   "name",
                                        "email", "url",   "uri",  "region", "id",
                                        "addr",  "type",  "mode", "cert",   "bucket",
                                        "crt",   "path",  "ca.",  ".ca"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (sl_str_find_nocase(key, sl_str_of(names[i])) != SIZE_MAX)
            return true;
    return false;
}

bool sl_trap_prose(sl_str key)
{
    static const char *const keys[] = {"description", "summary", "readme",   "help",
                                       "title",       "comment", "longDesc", "notes",
                                       "message",     "doc",     "changelog"};

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (sl_str_eq_nocase(key, sl_str_of(keys[i])))
            return true;
    return false;
}
