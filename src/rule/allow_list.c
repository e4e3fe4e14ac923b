#include "rule/allow_list.h"

#include "rule/layout.h"

sl_allow_entry *sl_allow_list_add(sl_allow_list *list, sl_allower by)
{
    sl_allow_entry *entry = sl_arena_alloc(&list->arena, sizeof *entry);

    entry->by = by;
    entry->met = sl_arena_calloc(&list->arena, 1, sizeof *entry->met);
    *sl_vec_push(by == SL_ALLOWER_CONFIG ? &list->config : &list->peers) = entry;
    return entry;
}

static sl_str hash_key(const uint8_t sha1[SL_SHA1_SIZE])
{
    return sl_str_make((const char *)sha1, SL_SHA1_SIZE);
}

void sl_allow_list_close(sl_allow_list *list)
{
    for (size_t i = list->peers.len; i-- > 0;) { /* chains in the order of the files */
        sl_allow_entry *entry = list->peers.at[i];
        void **slot = entry->hashed ? sl_map_put(&list->by_hash, hash_key(entry->sha1))
                                    : sl_map_put(&list->by_path, entry->path);

        entry->next = *slot;
        *slot = entry;
    }
}

void sl_allow_list_free(sl_allow_list *list)
{
    for (size_t i = 0; i < list->config.len; i++) {
        sl_regex_free(list->config.at[i]->value);
        sl_regex_free(list->config.at[i]->on_line);
    }
    sl_vec_free(&list->config);
    sl_vec_free(&list->peers);
    sl_map_free(&list->by_path);
    sl_map_free(&list->by_hash);
    sl_arena_free(&list->arena);
}

static bool has(sl_list list, sl_str text)
{
    for (size_t i = 0; i < list.len; i++)
        if (sl_str_eq(list.at[i], text))
            return true;
    return false;
}

/* A limit that is hit allows nothing. */
static bool matches(const sl_regex *regex, sl_matcher *matcher, sl_str text)
{
    sl_match match;

    return matcher &&
           sl_regex_match(regex, matcher, text, 0, text.len, &match) == SL_MATCH_FOUND;
}

static bool asks_for(const sl_allow_entry *entry, sl_matcher *matcher,
                     const sl_allow_subject *subject)
{
    if (entry->expired || entry->fingerprint.len > 0)
        return false;
    if (entry->rules.len > 0 && !has(entry->rules, subject->rule->id))
        return false;
    if (entry->value &&
        (subject->secret.len == 0 || !matches(entry->value, matcher, subject->secret)))
        return false;
    return !entry->on_line || matches(entry->on_line, matcher, subject->line);
}

void sl_allow_list_ask(const sl_allow_list *list, sl_matcher *matcher,
                       const sl_allow_subject *subject, sl_allow_candidates *out)
{
    uint8_t sha1[SL_SHA1_SIZE];
    const sl_allow_entry *entry;

    for (size_t i = 0; i < list->config.len; i++)
        if (asks_for(list->config.at[i], matcher, subject))
            *sl_vec_push(out) = list->config.at[i];
    if (subject->secret.len == 0 || list->by_hash.len == 0)
        return;
    sl_sha1(subject->secret, sha1);
    for (entry = sl_map_get(&list->by_hash, hash_key(sha1)); entry; entry = entry->next)
        *sl_vec_push(out) = entry;
}

static bool has_commit(sl_list commits, const sl_oid *commit)
{
    char hex[SL_OID_HEX_MAX + 1];
    sl_str id;

    if (commit->len == 0)
        return false;
    id = sl_str_of(sl_oid_hex(commit, hex));
    for (size_t i = 0; i < commits.len; i++)
        if (sl_str_starts_nocase(id, commits.at[i]))
            return true;
    return false;
}

bool sl_allow_entry_fits(const sl_allow_entry *entry, const sl_rule *rule,
                         const sl_place *place)
{
    sl_path_room room;

    if (entry->expired || (entry->rules.len > 0 && !has(entry->rules, rule->id)))
        return false;
    if (entry->paths.len > 0 &&
        !sl_list_match(entry->paths, sl_path_seen(entry->origin, place->path, &room)))
        return false;
    if (entry->path.len > 0 && !sl_str_eq(entry->path, place->path))
        return false;
    if (entry->at_line > 0 && entry->at_line != place->start.line)
        return false;
    return entry->commits.len == 0 || has_commit(entry->commits, &place->commit);
}

const sl_allow_entry *sl_allow_list_place(const sl_allow_list *list,
                                          const sl_place *place)
{
    const sl_allow_entry *entry = sl_map_get(&list->by_path, place->path);

    while (entry &&
           (entry->at_line != place->start.line ||
            (entry->commits.len > 0 && !has_commit(entry->commits, &place->commit))))
        entry = entry->next;
    return entry;
}

void sl_allow_apply(sl_finding *finding, const sl_allow_entry *entry)
{
    finding->suppressed = true;
    finding->allowed_by = entry->by;
    finding->allowed_entry = entry;
    finding->justification = entry->reason;
}
