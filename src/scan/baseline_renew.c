/* baseline_renew.c - a baseline brought up to date. */
#include "base/map.h"
#include "scan/baseline.h"

static bool stale(const sl_baseline *baseline, const sl_baseline_entry *entry)
{
    return baseline->whole && !entry->used;
}

/* Where history was read, an entry says whether its place is one of history. */
static sl_baseline_entry renewed(const sl_baseline_entry *entry,
                                 const sl_baseline_scope *scope)
{
    sl_baseline_entry out = *entry;

    if (entry->now.len > 0)
        out.path = entry->now;
    if (entry->taken)
        out.history = false;
    else if (entry->used && scope->tree && scope->history)
        out.history = true;
    return out;
}

/* The same secret by its rule and hash. */
static sl_str key_of(sl_baseline *baseline, sl_str rule, uint32_t hash)
{
    return sl_arena_printf(&baseline->arena, "%.*s %x", sl_fmt(rule), hash);
}

static void add(sl_baseline *baseline, const sl_finding *finding, bool history,
                const sl_baseline_words *words, sl_baseline_entries *out)
{
    sl_baseline_entry entry = {
        .rule = finding->rule->id,
        .hash = sl_baseline_hash(baseline, finding),
        .path = sl_arena_str(&baseline->arena, finding->place.path),
        .history = history,
        .reason = words->reason,
        .owner = words->owner,
        .until = words->until,
        .used = true,
    };

    *sl_vec_push(out) = entry;
}

/* What has an entry already: rules with hashes, and secrets. */
typedef struct known {
    sl_map hashes;
    sl_map secrets;
} known;

static bool covered(const known *k, sl_str key, const sl_finding *f)
{
    return sl_map_has(&k->hashes, key) ||
           (f->secret != 0 && sl_map_has(&k->secrets, sl_baseline_secret(f)));
}

static void learn(known *k, sl_str key, const sl_finding *f)
{
    sl_map_put(&k->hashes, key);
    if (f->secret != 0)
        sl_map_put(&k->secrets, sl_baseline_secret(f));
}

/* Findings without an entry: what stands in the tree first, so that what stood there once
 * needs an entry only where nothing else has the secret. */
static size_t add_new(sl_baseline *baseline, const sl_finding *findings, size_t len,
                      const sl_baseline_words *words, sl_baseline_entries *out)
{
    size_t before = out->len;
    known k = {0};

    for (size_t i = 0; i < out->len; i++)
        sl_map_put(&k.hashes, key_of(baseline, out->at[i].rule, out->at[i].hash));
    for (int past = 0; past <= 1; past++)
        for (size_t i = 0; i < len; i++) {
            const sl_finding *f = &findings[i];
            sl_str key;

            if (baseline->owners[i] || !sl_baseline_concerns(f) ||
                (sl_baseline_where(f, &baseline->scope) == SL_STOOD) != (past == 1))
                continue;
            key = key_of(baseline, f->rule->id, sl_baseline_hash(baseline, f));
            if (past == 0 || !covered(&k, key, f))
                add(baseline, f, past == 1, words, out);
            learn(&k, key, f);
        }
    sl_map_free(&k.hashes);
    sl_map_free(&k.secrets);
    return out->len - before;
}

void sl_baseline_renew(sl_baseline *baseline, const sl_finding *findings, size_t len,
                       const sl_baseline_words *words, size_t *added, size_t *removed)
{
    sl_baseline_entries kept = {0};

    *removed = 0;
    for (size_t i = 0; i < baseline->entries.len; i++) {
        const sl_baseline_entry *entry = &baseline->entries.at[i];

        if (stale(baseline, entry))
            ++*removed;
        else
            *sl_vec_push(&kept) = renewed(entry, &baseline->scope);
    }
    *added = add_new(baseline, findings, len, words, &kept);
    sl_vec_free(&baseline->entries);
    baseline->entries = kept;
}

size_t sl_baseline_prune(sl_baseline *baseline)
{
    sl_baseline_entries *entries = &baseline->entries;
    size_t kept = 0, len = entries->len;

    for (size_t i = 0; i < len; i++)
        if (!stale(baseline, &entries->at[i]))
            entries->at[kept++] = entries->at[i];
    entries->len = kept;
    return len - kept;
}
