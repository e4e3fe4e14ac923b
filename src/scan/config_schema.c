#include "scan/config_schema.h"

#include "scan/config_keys.h"
#include "text/json.h"

#define HOME "https://github.com/CloudReactor/seclint"

/* A part of $defs that no table of the reader says. */
typedef struct definition {
    const char *name;
    const char *schema; /* as in config_keys.h */
} definition;

/* Keys of a rule, or of something in it. */
typedef struct rule_key {
    char owner[12]; /* name in $defs */
    char key[16];
    char schema[96];
    char what[96];
} rule_key;

static const definition plain[] = {
    {"glob",
     "{'description': '* and ? do not cross /, ** does; {a,b} and [a-z] are known. "
     "Without / it is compared with the file name.', 'type': 'string', "
     "'minLength': 1}"},
    {"globs", "{'anyOf': [{'$ref': '#/$defs/glob'}, {'type': 'array', 'minItems': 1, "
              "'items': {'$ref': '#/$defs/glob'}}]}"},
    {"texts",
     "{'anyOf': [{'type': 'string'}, {'type': 'array', 'minItems': 1, 'items': "
     "{'type': 'string'}}]}"},
    {"commit", "{'type': 'string', 'pattern': '^[0-9A-Fa-f]{7,}$'}"},
    {"commits",
     "{'anyOf': [{'$ref': '#/$defs/commit'}, {'type': 'array', 'minItems': 1, "
     "'items': {'$ref': '#/$defs/commit'}}]}"},
    {"level", "{'enum': ['error', 'warning', 'note', 'off']}"},
    {"levels", "{'description': 'From the id of a rule, a glob of ids, provider:NAME "
               "or tag:NAME to a "
               "level. An id counts before the others, and of those the last that "
               "fits.', 'type': "
               "'object', 'maxProperties': 2000, 'additionalProperties': {'$ref': "
               "'#/$defs/level'}}"},
    {"list", "{'type': 'array', 'items': {'type': 'string'}}"},
    {"example", "{'anyOf': [{'type': 'string'}, {'$ref': '#/$defs/sample'}]}"},
};

#define TEXT   "{'type': 'string'}"
#define LIST   "{'$ref': '#/$defs/list'}"
#define BOOL   "{'type': 'boolean'}"
#define COUNT  "{'type': 'integer', 'minimum': 0}"
#define PARSED "{'type': 'array', 'items': {'$ref': '#/$defs/example'}}"

static const rule_key rule_keys[] = {
    {"rule", "id", "{'type': 'string', 'pattern': '^[a-z0-9]+(-[a-z0-9]+)*$'}",
     "Its name in kebab-case."},
    {"rule", "title", TEXT, "What it finds, in few words."},
    {"rule", "provider", TEXT, "Whose secrets they are."},
    {"rule", "level", "{'$ref': '#/$defs/level'}", "How bad a finding is."},
    {"rule", "confidence", "{'enum': ['high', 'medium', 'low']}",
     "How sure it is that a finding is one."},
    {"rule", "cwe", COUNT, "The number of the weakness, such as 798."},
    {"rule", "severity", "{'type': ['string', 'number']}",
     "0.1 to 10, as CVSS counts."},
    {"rule", "tags", LIST, "Words to find it by."},
    {"rule", "profile", "{'enum': ['default', 'iam', 'pedantic']}",
     "The least profile that has it."},
    {"rule", "scope", "{'enum': ['text', 'document', 'repository']}",
     "What it looks at; a pattern looks at text."},
    {"rule", "match", "{'$ref': '#/$defs/match'}", "The pattern."},
    {"rule", "with",
     "{'type': 'array', 'maxItems': 4, 'items': {'$ref': '#/$defs/part'}}",
     "What else belongs to the secret and stands near it."},
    {"rule", "check", TEXT, "A check of the program in place of a pattern."},
    {"rule", "why", TEXT, "Why a finding is a problem."},
    {"rule", "fix", TEXT, "What to do about it."},
    {"rule", "references", LIST, "Where more is said."},
    {"rule", "fixable", BOOL, "--fix-gitignore settles its findings."},
    {"rule", "examples", "{'$ref': '#/$defs/examples'}", "Texts to try it on."},
    {"match", "assigned", "{'$ref': '#/$defs/assigned'}",
     "A value without a form of its own, known by the name that it is given to."},
    {"match", "literals", LIST,
     "One of them stands in the match; at least 3 bytes each."},
    {"match", "regex", TEXT, "PCRE2, on bytes; the group named secret is the secret."},
    {"match", "ignore-case", BOOL, "For literals and regex."},
    {"match", "before", COUNT,
     "The match begins at most so many bytes before the literal."},
    {"match", "after", COUNT, "It ends at most so many bytes behind its start."},
    {"match", "keep", COUNT, "So many first bytes of the secret are public."},
    {"match", "entropy", "{'type': 'number', 'minimum': 0}",
     "Bits per character that the secret must have."},
    {"match", "verify", TEXT, "How a checksum in it is verified."},
    {"match", "paths", "{'type': 'array', 'items': {'$ref': '#/$defs/glob'}}",
     "Only in files that one of these globs fits."},
    {"match", "not-paths", "{'type': 'array', 'items': {'$ref': '#/$defs/glob'}}",
     "Not in files that one of these globs fits."},
    {"match", "not-values", LIST, "Regexes of secrets that are none."},
    {"match", "frequent", TEXT, "Why a literal that much text has is worth it."},
    {"assigned", "names", LIST, "Words of the name."},
    {"assigned", "value", TEXT, "A regex of the value."},
    {"assigned", "words", LIST, "Words that may follow the name."},
    {"part", "name", TEXT, "What it is."},
    {"part", "regex", TEXT, "How it is found, or:"},
    {"part", "rule", TEXT, "the rule that finds it."},
    {"part", "lines", "{'type': 'integer', 'minimum': 0, 'maximum': 100}",
     "At most so many lines before or behind the secret."},
    {"part", "required", BOOL, "Without it the secret is not reported."},
    {"part", "secret", BOOL, "It must not be shown either."},
    {"examples", "match", PARSED, "What it must find."},
    {"examples", "ignore", PARSED, "What it must not find."},
    {"sample", "path", TEXT, "The name of the file."},
    {"sample", "text", TEXT, "What stands in it; placeholders stand for tokens."},
    {"sample", "also", LIST, "Other rules that find something there."},
};

static const definition required[] = {
    {"rule", "['id', 'title', 'level', 'confidence', 'cwe', 'severity', 'why', 'fix']"},
    {"assigned", "['names', 'value']"},
    {"part", "['name']"},
    {"sample", "['path', 'text']"},
};

/* What no single key says. */
#define ONE_OF_PATHS "'anyOf': [{'required': ['path']}, {'required': ['paths']}]"
static const char override_rest[] =
    "'allOf': [{" ONE_OF_PATHS "}, {'anyOf': [{'required': ['rules']}, {'required': "
    "['exclude-rules']}]}], 'not': {'required': ['path', 'paths']}";
static const char allow_rest[] =
    "'required': ['reason'], 'minProperties': 2, 'anyOf': [{'required': ['rule']}, "
    "{'required': ['rules']}, {'required': ['path']}, {'required': ['paths']}, "
    "{'required': ['value']}, {'required': ['line']}, {'required': ['commit']}, "
    "{'required': ['commits']}, {'required': ['fingerprint']}], 'allOf': [{'not': "
    "{'required': ['rule', 'rules']}}, {'not': {'required': ['path', 'paths']}}, "
    "{'not': {'required': ['commit', 'commits']}}]";

static void add_json(const char *text, sl_buf *out)
{
    for (; *text; text++)
        sl_buf_char(out, *text == '\'' ? '"' : *text);
}

/* "KEY": {"description": WHAT, ...}, on a line of its own. */
static void add_key(const char *key, const char *what, const char *schema, bool first,
                    const char *indent, sl_buf *out)
{
    sl_json json = sl_json_open(out, false);

    sl_buf_printf(out, "%s\n%s\"%s\": {\"description\": ", first ? "" : ",", indent,
                  key);
    sl_json_cstr(&json, what);
    sl_buf_add(out, sl_lit(", "));
    add_json(schema + 1, out); /* without its brace */
}

static void add_keys(sl_config_keys keys, const char *indent, sl_buf *out)
{
    for (size_t i = 0; i < keys.len; i++)
        add_key(keys.at[i].field.key, keys.at[i].what, keys.at[i].schema, i == 0,
                indent, out);
}

static void open_definition(const char *name, sl_buf *out)
{
    sl_buf_printf(out,
                  ",\n    \"%s\": {\n      \"type\": \"object\",\n"
                  "      \"additionalProperties\": false,\n      \"properties\": {",
                  name);
}

static void close_definition(const char *rest, sl_buf *out)
{
    sl_buf_add(out, sl_lit("\n      }"));
    if (rest) {
        sl_buf_add(out, sl_lit(",\n      "));
        add_json(rest, out);
    }
    sl_buf_add(out, sl_lit("\n    }"));
}

static void add_rule_definitions(sl_buf *out)
{
    size_t len = sizeof rule_keys / sizeof *rule_keys;

    for (size_t i = 0; i < len; i++) {
        const rule_key *key = &rule_keys[i];
        sl_str owner = sl_str_of(key->owner);
        bool first = i == 0 || !sl_str_eq(owner, sl_str_of(rule_keys[i - 1].owner));
        bool last =
            i + 1 == len || !sl_str_eq(owner, sl_str_of(rule_keys[i + 1].owner));
        sl_buf rest = {0};

        if (first)
            open_definition(key->owner, out);
        add_key(key->key, key->what, key->schema, first, "        ", out);
        if (!last)
            continue;
        for (size_t k = 0; k < sizeof required / sizeof *required; k++)
            if (sl_str_eq(owner, sl_str_of(required[k].name)))
                sl_buf_printf(&rest, "'required': %s", required[k].schema);
        close_definition(rest.ptr, out);
        sl_buf_free(&rest);
    }
}

void sl_config_schema_write(sl_buf *out)
{
    sl_buf_add(out,
               sl_lit("{\n  \"$schema\": "
                      "\"https://json-schema.org/draft/2020-12/schema\",\n"
                      "  \"$id\": \"" HOME
                      "/blob/main/docs/schema/seclint.schema.json\",\n"
                      "  \"title\": \"seclint\",\n"
                      "  \"description\": \"The file .seclint.yml of a project.\",\n"
                      "  \"type\": [\"object\", \"null\"],\n"
                      "  \"additionalProperties\": false,\n  \"properties\": {"));
    add_keys(sl_config_top_keys(), "    ", out);
    sl_buf_add(out, sl_lit("\n  },\n  \"$defs\": {"));
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        sl_buf_printf(out, "%s\n    \"%s\": ", i ? "," : "", plain[i].name);
        add_json(plain[i].schema, out);
    }
    open_definition("override", out);
    add_keys(sl_config_override_keys(), "        ", out);
    close_definition(override_rest, out);
    open_definition("allow", out);
    add_keys(sl_config_allow_keys(), "        ", out);
    close_definition(allow_rest, out);
    add_rule_definitions(out);
    sl_buf_add(out, sl_lit("\n  }\n}\n"));
}
