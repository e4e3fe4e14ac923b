#include "rule/allowing.h"

void sl_allowing_open(sl_allowing *a, const sl_allow_policy *policy, sl_doc *doc)
{
    *a = (sl_allowing){.policy = policy, .doc = doc};
}

void sl_allowing_close(sl_allowing *a)
{
    sl_vec_free(&a->used);
    sl_vec_free(&a->asked);
}

/* What the line that holds the offset says; it may be huge, and full of hits. */
static const sl_allow_line *line_at(sl_allowing *a, size_t offset)
{
    sl_span span = sl_lines_around(sl_doc_lines(a->doc), offset);
    sl_str text = sl_str_sub(a->doc->text, span.start, span.end);
    sl_allow_line *line;

    for (size_t i = 0; i < sizeof a->lines / sizeof *a->lines; i++)
        if (a->lines[i].known && a->lines[i].start == span.start)
            return &a->lines[i];
    line = &a->lines[a->turn++ % (sizeof a->lines / sizeof *a->lines)];
    *line = (sl_allow_line){.known = true, .start = span.start};
    line->marked = sl_allow_find(text, &line->mark);
    if (a->policy->peers) {
        line->peer = sl_allow_peer(text, false);
        line->peer_above = sl_allow_peer(text, true);
    }
    return line;
}

/* Copies of the lines that can speak for a hit: a pointer to one is good only until
 * the next is read. */
typedef struct around {
    sl_allow_line first; /* where the hit begins */
    sl_allow_line last;  /* and ends */
    sl_allow_line above;
} around;

static around lines_around(sl_allowing *a, const sl_hit *hit)
{
    size_t end = hit->span.end > hit->span.start ? hit->span.end - 1 : hit->span.start;
    around out = {.first = *line_at(a, hit->span.start)};

    out.last = *line_at(a, end);
    if (out.first.start > 0)
        out.above = *line_at(a, out.first.start - 1);
    return out;
}

static bool by_mark(sl_allowing *a, const sl_allow_line *line, const sl_rule *rule,
                    sl_permit *out)
{
    const sl_allow_mark *mark = &line->mark;

    if (!line->marked || !sl_allow_lists(mark, rule->id) ||
        sl_allow_expired(mark, a->policy->today))
        return false;
    out->by = SL_ALLOWER_INLINE;
    if (mark->reason.len > 0)
        out->reason = sl_span_in(a->doc->text, mark->reason);
    out->at = line->start + mark->span.start;
    *sl_vec_push(&a->used) = out->at;
    return true;
}

static bool by_comment(sl_allowing *a, const around *lines, const sl_hit *hit,
                       sl_permit *out)
{
    return by_mark(a, &lines->first, hit->rule, out) ||
           by_mark(a, &lines->last, hit->rule, out) ||
           (lines->above.mark.alone && by_mark(a, &lines->above, hit->rule, out));
}

static bool by_peer(const around *lines, const sl_hit *hit, sl_permit *out)
{
    if (!sl_hit_is_secret(hit)) /* of anything else they know nothing */
        return false;
    out->by = lines->first.peer  ? lines->first.peer
              : lines->last.peer ? lines->last.peer
                                 : lines->above.peer_above;
    out->at = lines->first.peer  ? lines->first.start
              : lines->last.peer ? lines->last.start
                                 : lines->above.start;
    return out->by != SL_ALLOWER_NONE;
}

static sl_place place_of(const sl_allowing *a, const sl_hit *hit)
{
    return (sl_place){
        .origin = a->doc->blob->origin,
        .path = a->doc->blob->path,
        .commit = a->doc->blob->commit,
        .start = sl_lines_position(sl_doc_lines(a->doc), hit->span.start),
    };
}

static void ask_list(sl_allowing *a, const sl_hit *hit)
{
    sl_doc *doc = a->doc;
    sl_span line = sl_lines_around(sl_doc_lines(doc), hit->span.start);
    sl_allow_subject subject = {
        .rule = hit->rule,
        .secret = sl_str_sub(doc->text, hit->secret.start, hit->secret.end),
        .line = sl_str_sub(doc->text, line.start, line.end),
    };

    a->asked.len = 0;
    sl_allow_list_ask(a->policy->list, a->policy->matcher, &subject, &a->asked);
}

static bool by_list(sl_allowing *a, const sl_hit *hit, sl_permit *out)
{
    sl_place place = place_of(a, hit);

    ask_list(a, hit);
    for (size_t i = 0; i < a->asked.len && !out->entry; i++)
        if (sl_allow_entry_fits(a->asked.at[i], hit->rule, &place))
            out->entry = a->asked.at[i];
    if (!out->entry && sl_hit_is_secret(hit))
        out->entry = sl_allow_list_place(a->policy->list, &place);
    if (out->entry)
        out->by = out->entry->by;
    return out->entry;
}

static void keep_candidates(sl_allowing *a, const sl_hit *hit, sl_permit *out)
{
    const sl_allow_entry **kept;

    ask_list(a, hit);
    kept = (const sl_allow_entry **)sl_arena_calloc(a->doc->arena, a->asked.len,
                                                    sizeof *kept);
    for (size_t i = 0; i < a->asked.len; i++)
        kept[i] = a->asked.at[i];
    out->candidates = kept;
    out->candidates_len = a->asked.len;
}

sl_permit sl_allowing_decide(sl_allowing *a, const sl_hit *hit)
{
    const sl_allow_policy *policy = a->policy;
    bool old = a->doc->blob->origin == SL_ORIGIN_HISTORY;
    sl_permit permit = {0};
    around lines;

    if (policy->comments) {
        lines = lines_around(a, hit);
        if (by_comment(a, &lines, hit, &permit))
            return permit;
    }
    if (policy->list && !old && by_list(a, hit, &permit))
        return permit;
    if (policy->comments && by_peer(&lines, hit, &permit))
        return permit;
    if (policy->list && old)
        keep_candidates(a, hit, &permit);
    return permit;
}

bool sl_allowing_judges(const sl_allowing *a)
{
    const sl_doc *doc = a->doc;

    const sl_path_state *state = &doc->blob->state;

    if (state->known && !state->tracked && state->here.ignored)
        return false; /* built, not written */
    if (!a->policy->comments || doc->decoded ||
        (doc->content.class_ != SL_CONTENT_TEXT &&
         doc->content.class_ != SL_CONTENT_SOPS))
        return false;
    switch (doc->blob->origin) {
    case SL_ORIGIN_FILE:
    case SL_ORIGIN_WORKTREE:
    case SL_ORIGIN_INDEX:
    case SL_ORIGIN_RANGE: return sl_str_has(doc->text, SL_ALLOW_MARK);
    default: return false;
    }
}

bool sl_allowing_next(sl_allowing *a, size_t *at, size_t *start, sl_allow_mark *mark)
{
    sl_str text = a->doc->text;

    while (*at < text.len) {
        size_t found = sl_str_find(sl_str_skip(text, *at), SL_ALLOW_MARK);
        sl_span line;

        if (found == SIZE_MAX)
            break;
        line = sl_lines_around(sl_doc_lines(a->doc), *at + found);
        *at = line.end + 1;
        *start = line.start;
        if (sl_allow_find(sl_str_sub(text, line.start, line.end), mark))
            return true;
    }
    return false;
}

bool sl_allowing_used(const sl_allowing *a, size_t at)
{
    for (size_t i = 0; i < a->used.len; i++)
        if (a->used.at[i] == at)
            return true;
    return false;
}
