#include "scan/reading.h"

#include "base/buf.h"
#include "check/key_file.h"
#include "check/plaintext_table.h"
#include "check/plaintext_trap.h"
#include "check/prose.h"
#include "check/setting.h"
#include "check/vault_password.h"
#include "doc/script.h"
#include "scan/builtin_set.h"
#include "scan/wanted.h"

bool sl_reading_named(const sl_ruleset *set, sl_str base_name)
{
    if (base_name.len == 0 || sl_config_excludes_name(set->config, base_name))
        return false;
    return !sl_source_ending(base_name) || sl_doc_kind_of(base_name) != SL_DOC_TEXT ||
           sl_vault_script_name(base_name) || sl_key_file_named(base_name) ||
           sl_file_named(&set->names, base_name);
}

/* What the ending of a text says. */
static void add_ending(sl_str name, sl_buf *out)
{
    bool ends = sl_str_rchr(sl_str_skip(name, 1), '.') != SIZE_MAX;
    bool script = sl_script_known(name, (sl_str){0});

    sl_buf_char(out, (char)(ends | script << 1 | sl_prose_file(name) << 2));
    sl_buf_char(out, (char)(script ? sl_script_kind(name) : 0));
    sl_buf_char(out, (char)sl_table_form(name));
}

/* All that a check of old versions may ask of a base name. */
static void add_checks(sl_str name, sl_buf *out)
{
    sl_doc_kind kind = sl_doc_kind_of(name);

    sl_buf_char(out, (char)kind);
    sl_buf_char(out, (char)sl_setting_of(name));
    sl_buf_char(out, (char)(sl_trap_file(name) | sl_ci_file(name) << 1 |
                            sl_program_name(name) << 2 |
                            sl_str_ends_nocase(name, sl_lit(".ipynb")) << 3));
    sl_buf_char(out,
                (char)(sl_vault_password_name(name) | sl_vault_script_name(name) << 1));
    if (kind == SL_DOC_TEXT)
        add_ending(name, out);
    sl_buf_char(out, '\0');
    if (sl_key_file_named(name))
        sl_buf_add(out, name);
}

uint64_t sl_reading_way(sl_readings *readings, sl_str base_name)
{
    const sl_ruleset *set = readings->set;
    uintptr_t way;
    sl_buf text = {0};

    if (base_name.len == 0)
        return 0;
    way = (uintptr_t)sl_map_get(&readings->ways, base_name);
    if (way != 0 || !sl_reading_named(set, base_name))
        return way;
    add_checks(base_name, &text);
    sl_buf_char(&text, '\0');
    for (size_t i = 0; i < set->choosy.len; i++) {
        const sl_rule *rule = sl_ruleset_at(set, set->choosy.at[i])->rule;

        sl_buf_char(&text, (char)sl_pattern_may_want(&rule->pattern, base_name));
    }
    way = (uintptr_t)sl_siphash(readings->key, sl_buf_str(&text)) | 1;
    *sl_map_put(&readings->ways, sl_arena_str(&readings->arena, base_name)) =
        (void *)way;
    sl_buf_free(&text);
    return way;
}

void sl_readings_free(sl_readings *readings)
{
    sl_map_free(&readings->ways);
    sl_arena_free(&readings->arena);
}
