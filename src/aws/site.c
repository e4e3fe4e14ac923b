#include "aws/site.h"

#include "aws/fold.h"
#include "base/limits.h"
#include "doc/script.h"

static bool is_sign(char c)
{
    return c == '_' || c == '-' || c == ':' || c == '.';
}

bool sl_site_is(sl_str name, const char *word)
{
    size_t at = 0;

    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];

        if (is_sign(c))
            continue;
        if (word[at] == '*')
            return true;
        if (c >= 'A' && c <= 'Z')
            c = (char)(c + 32);
        if (word[at] != c)
            return false;
        at++;
    }
    return word[at] == '\0' || word[at] == '*';
}

/* A key that says nothing about the value: a function of a template, a list in which
 * Terraform and Pulumi wrap one object. */
static bool is_function(sl_str key)
{
    return sl_str_starts(key, sl_lit("Fn::"));
}

static void note_key(sl_site *site, sl_str key)
{
    if (key.len == 0 || is_function(key) || site->outer.len > 0)
        return;
    if (site->attribute.len == 0)
        site->attribute = key;
    else
        site->outer = key;
}

/* sl_node_get in a map of few members: one that has many is no resource, and is asked
 * about once for every policy in it. */
static const sl_node *member(const sl_node *map, sl_str key)
{
    enum { MOST = 32 };
    size_t count = 0;

    if (!map || map->type != SL_NODE_MAP)
        return NULL;
    for (const sl_node *child = map->first; child && count < MOST;
         child = child->next, count++)
        if (sl_str_eq(child->key, key))
            return child;
    return NULL;
}

/* {Type: AWS::IAM::Role, Properties: {..}} */
static bool note_cloudformation(sl_site *site, const sl_node *map, const sl_node *below)
{
    const sl_node *type = member(map, sl_lit("Type"));

    if (!type || type->type != SL_NODE_SCALAR ||
        !(sl_str_starts(type->value, sl_lit("AWS::")) ||
          sl_str_starts(type->value, sl_lit("Alexa::"))))
        return false;
    site->type = type->value;
    site->label = map->key;
    site->body = below->type == SL_NODE_MAP ? below : map;
    return true;
}

/* resource "aws_iam_role" "app" { .. }: maps under these keys. */
static bool note_terraform(sl_site *site, const sl_node *map)
{
    const sl_node *type = map->parent;
    const sl_node *word = type ? type->parent : NULL;

    if (!word || !(sl_str_eq(word->key, sl_lit("resource")) ||
                   sl_str_eq(word->key, sl_lit("data"))))
        return false;
    site->type = type->key;
    site->label = map->key;
    site->body = map;
    site->terraform = true;
    return true;
}

/* - name: ..\n  amazon.aws.iam_role: {..} */
static bool note_ansible(sl_site *site, const sl_node *map)
{
    const sl_node *task = map->parent;
    const sl_node *name = member(task, sl_lit("name"));

    if (!task || !task->parent || task->parent->type != SL_NODE_SEQ || !name ||
        sl_str_eq(map->key, sl_lit("vars")))
        return false;
    site->type = map->key;
    site->label = name->value;
    site->body = map;
    return true;
}

/* below: the child of map that holds the value. */
static bool note_resource(sl_site *site, const sl_passage *passage, const sl_node *map,
                          const sl_node *below)
{
    if (map->type != SL_NODE_MAP || !below)
        return false;
    if (passage && passage->kind == SL_DOC_HCL)
        return note_terraform(site, map);
    return note_cloudformation(site, map, below) ||
           (passage && passage->kind == SL_DOC_YAML && map->key.len > 0 &&
            note_ansible(site, map));
}

/* The command, up to its last line, in which text[at] stands. */
static sl_str command_at(sl_str text, size_t at)
{
    size_t start = at, end = at;

    for (;;) {
        sl_str before = sl_str_sub(text, 0, start);
        size_t line = sl_str_rchr(before, '\n');

        start = line == SIZE_MAX ? 0 : line;
        if (start == 0 || text.ptr[start - 1] != '\\')
            break;
    }
    do {
        size_t length = sl_str_chr(sl_str_skip(text, end), '\n');

        end = length == SIZE_MAX ? text.len : end + length + 1;
    } while (end > at + 1 && end < text.len && text.ptr[end - 2] == '\\');
    return sl_str_trim(sl_str_sub(text, start, end));
}

/* The command that is given, as file://, the file which context writes; or context. */
static sl_str reader_of(const sl_doc *doc, sl_str context)
{
    enum { LARGEST = 256 * 1024 };
    sl_str file = sl_path_base(sl_command_file(context));
    size_t at = 0;

    if (file.len == 0 || doc->text.len > LARGEST)
        return context;
    for (;;) {
        size_t found = sl_str_find(sl_str_skip(doc->text, at), sl_lit("file://"));
        sl_str word;
        size_t end = 0;

        if (found == SIZE_MAX)
            return context;
        at += found + 7;
        word = sl_str_skip(doc->text, at);
        while (end < word.len &&
               sl_str_chr(sl_lit(" \t\r\n\"'\\"), word.ptr[end]) == SIZE_MAX)
            end++;
        if (sl_str_eq(sl_path_base(sl_str_sub(word, 0, end)), file))
            return command_at(doc->text, at);
    }
}

sl_site sl_site_of(sl_doc *doc, const sl_passage *passage, const sl_node *node)
{
    sl_site site = {0};
    const sl_node *below = NULL;
    bool found = false;
    size_t nested = 0;

    while (node) {
        note_key(&site, node->key);
        found = found || note_resource(&site, passage, node, below);
        below = node;
        node = node->parent;
        if (node || !passage)
            continue;
        if (passage->carrier == SL_CARRIER_LITERAL)
            note_key(&site, passage->context);
        else if (passage->carrier != SL_CARRIER_BLOCK && site.command.len == 0)
            site.command = reader_of(doc, passage->context);
        node = passage->leaf;
        below = NULL;
        passage = node && nested++ <= SL_MAX_NESTED ? sl_passage_of(doc, node) : NULL;
    }
    return site;
}

sl_str sl_site_address(const sl_site *site, sl_arena *arena)
{
    if (site->terraform)
        return sl_arena_printf(arena, "%.*s.%.*s", sl_fmt(site->type),
                               sl_fmt(site->label));
    if (sl_str_starts(site->type, sl_lit("AWS::")))
        return site->label;
    return (sl_str){0};
}
