/* git_crypt_unknown_key.c - filter=git-crypt-NAME with a NAME that is no key. */
#include "check/attr_coverage.h"
#include "check/check.h"

enum { MAX_KEY_NAME = 128 }; /* as git-crypt has it */

/* Why git-crypt does not take the name for a key, or NULL. Source: validate_key_name in
 * key.cpp of git-crypt. */
static const char *refused(sl_str name)
{
    if (name.len == 0)
        return "the name of the key is missing";
    if (sl_str_eq(name, sl_lit("default")))
        return "the filter of the default key is git-crypt, without a name";
    if (name.len > MAX_KEY_NAME)
        return "a name longer than 128 bytes";
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];

        if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') &&
            !(c >= '0' && c <= '9') && c != '-' && c != '_')
            return "names of keys are made of letters, digits, '-' and '_'";
    }
    return NULL;
}

/* Does anything tell that somebody has the key: this clone, the keys of collaborators,
 * or a file encrypted with it? Nothing does, either, where no file has the filter. */
static bool may_exist(sl_facts facts, sl_str filter, sl_str name, sl_arena *arena)
{
    sl_str dir = sl_arena_printf(arena, ".git-crypt/keys/%.*s", sl_fmt(name));
    bool asked = false;

    if (sl_survey_dir(facts.survey, dir))
        return true;
    for (size_t i = 0; i < facts.len; i++) {
        const sl_fact *fact = &facts.at[i];
        const sl_treatment *here = &fact->state.here;

        if (!here->filtered || !sl_str_eq(here->filter.value, filter))
            continue;
        if (here->key_present || fact->content.class_ == SL_CONTENT_GITCRYPT)
            return true;
        asked = true;
    }
    for (size_t i = 0; i < facts.survey->probes_len; i++) {
        const sl_treatment *here = &facts.survey->probes[i].here;

        if (!here->filtered || !sl_str_eq(here->filter.value, filter))
            continue;
        if (here->key_present)
            return true;
        asked = true;
    }
    return !asked;
}

static bool said_before(sl_attr_lines lines, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (sl_attr_line_encrypts(&lines.at[i]) &&
            sl_str_eq(lines.at[i].value, lines.at[at].value))
            return true;
    return false;
}

void sl_check_git_crypt_unknown_key(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    sl_arena arena = {0};
    sl_attr_lines lines = sl_attr_lines_read(facts.survey, &arena);

    for (size_t i = 0; i < lines.len; i++) {
        const sl_attr_line *line = &lines.at[i];
        const char *why;
        sl_str name;

        if (!sl_attr_line_encrypts(line) ||
            sl_str_eq(line->value, sl_lit("git-crypt")) || said_before(lines, i))
            continue;
        name = sl_str_drop(line->value, sl_lit("git-crypt-"));
        why = refused(name);
        if (why)
            sl_sink_at(sink, rule, SL_LEVEL_OFF, &line->fact->place,
                       "git-crypt has no such key: %s", why);
        else if (!may_exist(facts, line->value, name, &arena))
            sl_sink_at(sink, rule, SL_LEVEL_OFF, &line->fact->place,
                       "git-crypt has no key %.*s, in this clone or below "
                       ".git-crypt/keys",
                       sl_fmt(name));
    }
    sl_arena_free(&arena);
}
