#include "scan/memo.h"

#include "base/mem.h"
#include "match/gate.h"
#include "text/encoded.h"
#include "text/encoding.h"

#include <stdlib.h>
#include <string.h>

enum {
    LEAST = 64, /* bytes of a stretch: less is searched in no time */
    MOST = 8192,
    ROUND = SL_GATE_MAX, /* bytes on either side */
    SLOTS = 4096,
    TEXT = 2 * 1024 * 1024, /* bytes that are kept */
    ANCHORS = 32 * 1024,    /* and literals */
    SAMPLES = 8             /* places of which a hash is made */
};

/* Bytes and literals have numbers that go on for ever; the last ones are still there. */
typedef struct stretch {
    uint64_t text, anchors; /* the first of each */
    uint32_t len, anchors_len;
    uint32_t hash;
    uint8_t kind; /* of the document */
    bool begins, ends;
    bool unencoded; /* no encoded text begins there, as far as it can be told */
} stretch;

typedef struct question {
    sl_span span;
    uint32_t hash;
    bool answered;
    bool unencoded; /* that is known */
} question;

SL_VEC(questions, question);

struct sl_memo {
    stretch at[SLOTS]; /* by hash */
    uint64_t text_end, anchors_end;
    questions asked; /* in the document at hand, */
    size_t next;     /* the first that sl_memo_unencoded was not asked for; */
    uint8_t kind;    /* of the document */
    sl_anchor anchors[ANCHORS];
    char text[TEXT];
};

sl_memo *sl_memo_new(void)
{
    return sl_calloc(1, sizeof(sl_memo));
}

void sl_memo_free(sl_memo *memo)
{
    if (!memo)
        return;
    explicit_bzero(memo->text, memo->text_end < TEXT ? (size_t)memo->text_end : TEXT);
    sl_vec_free(&memo->asked);
    free(memo);
}

static sl_anchor_piece piece_round(sl_str text, sl_span span)
{
    size_t before = span.start < ROUND ? span.start : ROUND;
    size_t after = text.len - span.end < ROUND ? text.len - span.end : ROUND;

    return (sl_anchor_piece){.start = span.start - before,
                             .end = span.end + after,
                             .begins = before == span.start,
                             .ends = span.end + after == text.len};
}

static uint64_t eight_at(const char *p)
{
    uint64_t eight;

    memcpy(&eight, p, sizeof eight);
    return eight;
}

/* Of its length, its first and last bytes, and some between. */
static uint32_t hash_of(sl_str bytes)
{
    size_t step = (bytes.len - sizeof(uint64_t)) / SAMPLES;
    uint64_t hash = bytes.len * 0x9e3779b97f4a7c15;

    for (size_t i = 0; i <= SAMPLES; i++) {
        hash = (hash ^ eight_at(bytes.ptr + i * step)) * 0x9fb21c651e98df25;
        hash ^= hash >> 32;
    }
    return (uint32_t)(hash >> 20);
}

/* Bytes that were overwritten since are others, or the same; literals must be there. */
static const stretch *find(const sl_memo *memo, sl_str text,
                           const sl_anchor_piece *piece, uint32_t hash)
{
    const stretch *s = &memo->at[hash % SLOTS];
    size_t len = piece->end - piece->start;

    if (s->hash != hash || s->len != len || s->kind != memo->kind ||
        s->begins != piece->begins || s->ends != piece->ends ||
        memo->anchors_end - s->anchors > ANCHORS ||
        memcmp(memo->text + s->text % TEXT, text.ptr + piece->start, len) != 0)
        return NULL;
    return s;
}

void sl_memo_begin(sl_memo *memo, uint8_t kind)
{
    memo->asked.len = memo->next = 0;
    memo->kind = kind;
}

bool sl_memo_find(sl_memo *memo, sl_str text, sl_span span, size_t floor,
                  sl_anchors *anchors)
{
    sl_anchor_piece piece = piece_round(text, span);
    const stretch *s;
    uint32_t hash;

    if (span.end - span.start < LEAST || span.end - span.start > MOST)
        return false;
    hash = hash_of(sl_str_sub(text, span.start, span.end));
    s = find(memo, text, &piece, hash);
    *sl_vec_push(&memo->asked) = (question){span, hash, s != NULL, s && s->unencoded};
    if (!s)
        return false;
    for (uint32_t i = 0; i < s->anchors_len; i++) {
        sl_anchor anchor = memo->anchors[(s->anchors + i) % ANCHORS];

        anchor.at += (uint32_t)piece.start;
        if (anchor.at >= floor)
            sl_anchors_add(anchors, &anchor);
    }
    return true;
}

/* In one piece. Returns the number of the first byte. */
static uint64_t keep_text(sl_memo *memo, sl_str text)
{
    size_t left = TEXT - memo->text_end % TEXT;
    uint64_t first = memo->text_end + (left < text.len ? left : 0);

    memcpy(memo->text + first % TEXT, text.ptr, text.len);
    memo->text_end = first + text.len;
    return first;
}

static bool has_other(sl_str text, size_t start, size_t end)
{
    for (size_t i = start; i < end; i++)
        if (sl_base64_digit(text.ptr[i]) < 0)
            return true;
    return false;
}

/* Are the runs of digits at both ends of span over before those of the piece? */
static bool is_apart(sl_str text, sl_span span, const sl_anchor_piece *piece)
{
    return (piece->begins || has_other(text, piece->start, span.start)) &&
           (piece->ends || has_other(text, span.end, piece->end));
}

/* next: the first anchor that may touch what was asked for. */
static void learn(sl_memo *memo, sl_str text, question *q, const sl_anchors *anchors,
                  size_t next)
{
    sl_anchor_piece piece = piece_round(text, q->span);
    stretch s = {.text = keep_text(memo, sl_str_sub(text, piece.start, piece.end)),
                 .anchors = memo->anchors_end,
                 .len = (uint32_t)(piece.end - piece.start),
                 .hash = q->hash,
                 .kind = memo->kind,
                 .begins = piece.begins,
                 .ends = piece.ends};

    for (size_t i = next; i < anchors->len && anchors->at[i].at < q->span.end; i++) {
        sl_anchor anchor = anchors->at[i];

        if (anchor.at + (size_t)anchor.len <= q->span.start)
            continue;
        anchor.dull = sl_anchor_dull_in(&anchor, &piece);
        anchor.at -= (uint32_t)piece.start;
        memo->anchors[memo->anchors_end++ % ANCHORS] = anchor;
        s.anchors_len++;
    }
    q->unencoded = !sl_encoded_touches(text, q->span);
    s.unencoded = q->unencoded && is_apart(text, q->span, &piece);
    memo->at[q->hash % SLOTS] = s;
}

void sl_memo_learn(sl_memo *memo, sl_str text, const sl_anchors *anchors)
{
    size_t next = 0;

    for (size_t i = 0; i < memo->asked.len; i++) {
        question *q = &memo->asked.at[i];

        if (q->answered)
            continue;
        while (next < anchors->len &&
               anchors->at[next].at + (size_t)SL_GATE_MAX <= q->span.start)
            next++;
        learn(memo, text, q, anchors, next);
        q->answered = true;
    }
}

bool sl_memo_unencoded(sl_memo *memo, sl_span span)
{
    const question *q;

    while (memo->next < memo->asked.len &&
           memo->asked.at[memo->next].span.start < span.start)
        memo->next++;
    if (memo->next == memo->asked.len)
        return false;
    q = &memo->asked.at[memo->next];
    return q->unencoded && q->span.start == span.start && q->span.end == span.end;
}
