#include "scan/composite.h"

#include <string.h>

enum {
    MAX_WINDOW = 8192, /* bytes before and after the secret, however long lines are */
    MAX_TRIES = 64,    /* matches of one part's regex in its window */
    MAX_JOINS = 1000   /* composite hits of one document that are joined: no more are
                        * reported (SL_MAX_FINDINGS_PER_BLOB) */
};

typedef struct joining {
    sl_scanner *scanner;
    sl_doc *doc;
    const sl_hit *hit;
    sl_hit_part parts[SL_RULE_PARTS];
    size_t taken[SL_RULE_PARTS]; /* the hit that is the part now, or SIZE_MAX */
    size_t len;
} joining;

/* The lines round the secret. */
static sl_span window_of(sl_str text, sl_span secret, uint32_t lines)
{
    sl_span window = secret;
    uint32_t before = 0;
    uint32_t after = 0;

    while (window.start > 0 && secret.start - window.start < MAX_WINDOW) {
        before += text.ptr[window.start - 1] == '\n';
        if (before > lines)
            break;
        window.start--;
    }
    while (window.end < text.len && window.end - secret.end < MAX_WINDOW) {
        after += text.ptr[window.end] == '\n';
        if (after > lines)
            break;
        window.end++;
    }
    return window;
}

/* How far a part is from the secret, in lines; what precedes it is nearer than what
 * follows. SIZE_MAX if they share a byte. */
static size_t distance(sl_str text, sl_span part, sl_span secret)
{
    bool follows = part.start >= secret.end;
    sl_span gap =
        follows ? (sl_span){secret.end, part.start} : (sl_span){part.end, secret.start};
    size_t lines = 0;

    if (!follows && part.end > secret.start)
        return SIZE_MAX;
    for (size_t i = gap.start; i < gap.end; i++)
        lines += text.ptr[i] == '\n';
    return 2 * lines + follows;
}

static bool near_text(joining *j, const sl_part *part, sl_lazy_regex *lazy)
{
    const sl_regex *regex = sl_lazy_regex_get(lazy, NULL);
    sl_span window = window_of(j->doc->text, j->hit->secret, part->lines);
    sl_str subject = sl_str_sub(j->doc->text, 0, window.end);
    size_t best = SIZE_MAX;
    size_t from = window.start;
    size_t far;
    sl_match match;

    for (int i = 0; regex && i < MAX_TRIES && from < window.end; i++) {
        if (sl_regex_match(regex, j->scanner->matcher, subject, from, window.end,
                           &match) != SL_MATCH_FOUND)
            break;
        far = distance(j->doc->text, match.secret, j->hit->secret);
        if (far < best || (far == best && far % 2 == 0 && far != SIZE_MAX)) {
            best = far; /* of two before it in one line the second */
            j->parts[j->len] = (sl_hit_part){match.secret, part->secret, 0, part->name};
        }
        from = match.whole.end > from ? match.whole.end : from + 1;
    }
    return best != SIZE_MAX;
}

/* A hit that is a part already serves again only if there is no other. */
static bool near_hit(joining *j, const sl_part *part, const bool *taken)
{
    const sl_hit_vec *hits = &j->scanner->sink.hits;
    sl_span window = window_of(j->doc->text, j->hit->secret, part->lines);
    size_t best = SIZE_MAX;
    size_t at = 0;

    for (size_t i = 0; i < hits->len; i++) {
        const sl_hit *hit = &hits->at[i];
        size_t far;

        if (hit->span.start < window.start || hit->span.end > window.end ||
            !sl_str_eq(hit->rule->id, part->rule))
            continue;
        far = distance(j->doc->text, hit->span, j->hit->secret);
        if (far != SIZE_MAX && taken[i])
            far += MAX_WINDOW * 4;
        if (far >= best)
            continue;
        best = far;
        at = i;
    }
    if (best == SIZE_MAX)
        return false;
    j->taken[j->len] = at;
    j->parts[j->len] =
        (sl_hit_part){hits->at[at].span, true, hits->at[at].keep, hits->at[at].message};
    return true;
}

static bool missing(const joining *j, const sl_part *part)
{
    sl_trace *trace = j->scanner->sink.trace;

    if (trace) /* it had been found so far */
        sl_trace_forget(trace, j->hit->rule);
    sl_trace_step(trace, j->hit->rule, j->hit->secret, SL_GATE_PARTS,
                  "no %.*s within %u lines", sl_fmt(part->name), part->lines);
    return false;
}

/* Looks for the parts of one hit; false: one is missing that must be there. */
static bool join(joining *j, sl_hit *hit, bool *taken)
{
    sl_compiled_rule *compiled = sl_ruleset_at(j->scanner->set, hit->rule->index);
    sl_hit_part *kept;

    j->hit = hit;
    j->len = 0;
    for (size_t i = 0; i < hit->rule->parts_len; i++) {
        const sl_part *part = &hit->rule->parts[i];

        j->taken[j->len] = SIZE_MAX;
        if (part->rule.len > 0 ? near_hit(j, part, taken)
                               : near_text(j, part, &compiled->parts[i]))
            j->len++;
        else if (part->required)
            return missing(j, part);
    }
    if (j->len == 0)
        return true;
    for (size_t i = 0; i < j->len; i++)
        if (j->taken[i] != SIZE_MAX)
            taken[j->taken[i]] = true;
    kept = sl_arena_calloc(j->doc->arena, j->len, sizeof *kept);
    memcpy(kept, j->parts, j->len * sizeof *kept);
    hit->parts = kept;
    hit->parts_len = j->len;
    hit->rank++; /* what knows more of a secret than others do */
    return true;
}

/* What no rule of its own knows, and a part of the hit explains, is said with it. */
static void absorb(const sl_hit_vec *hits, const sl_hit *whole, bool *taken)
{
    for (size_t i = 0; i < hits->len; i++) {
        const sl_hit *hit = &hits->at[i];

        for (size_t k = 0; k < whole->parts_len && hit->rank == 0 && hit != whole; k++)
            taken[i] |= hit->span.start < whole->parts[k].span.end &&
                        hit->span.end > whole->parts[k].span.start;
    }
}

static bool any_composite(const sl_hit_vec *hits)
{
    for (size_t i = 0; i < hits->len; i++)
        if (hits->at[i].rule->parts_len > 0)
            return true;
    return false;
}

void sl_composite_join(sl_scanner *scanner, sl_doc *doc)
{
    sl_hit_vec *hits = &scanner->sink.hits;
    joining j = {.scanner = scanner, .doc = doc};
    size_t kept = 0;
    size_t joins = 0;
    bool *taken;

    if (!any_composite(hits))
        return;
    taken = sl_arena_calloc(doc->arena, hits->len, sizeof *taken);
    for (size_t i = 0; i < hits->len; i++) {
        if (hits->at[i].rule->parts_len == 0 || joins++ >= MAX_JOINS)
            continue;
        if (!join(&j, &hits->at[i], taken))
            taken[i] = true;
    }
    for (size_t i = 0; i < hits->len; i++)
        if (hits->at[i].parts_len > 0 && !taken[i])
            absorb(hits, &hits->at[i], taken);
    for (size_t i = 0; i < hits->len; i++)
        if (!taken[i])
            hits->at[kept++] = hits->at[i];
    hits->len = kept;
}
