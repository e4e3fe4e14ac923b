#include "check/vault_node.h"

bool sl_vault_tag(sl_str tag)
{
    return sl_str_eq(tag, sl_lit("!vault")) ||
           sl_str_eq(tag, sl_lit("!vault-encrypted"));
}

bool sl_vault_tag_misspelt(sl_str tag)
{
    static const char *const tags[] = {
        "!vault",         "!vault-encrypted", "!!vault",    "!vault_encrypted",
        "!ansible-vault", "!ansible_vault",   "!encrypted", "!vaulted"};

    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (sl_str_eq_nocase(tag, sl_str_of(tags[i])))
            return !sl_vault_tag(tag);
    return false;
}

bool sl_vault_example(sl_str path)
{
    static const char *const words[] = {"example", "sample", "template", ".dist"};
    sl_str name = sl_path_base(path);

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (sl_str_find_nocase(name, sl_str_of(words[i])) != SIZE_MAX)
            return true;
    return false;
}

sl_span sl_vault_place(const sl_doc *doc, const sl_node *leaf)
{
    sl_str value = sl_str_sub(doc->text, leaf->span.start, leaf->span.end);

    if (leaf->key.len > 0)
        return leaf->key_span;
    return sl_span_in(doc->text, sl_str_sub(value, 0, sl_str_chr(value, '\n')));
}
