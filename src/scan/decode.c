#include "scan/decode.h"

#include "base/limits.h"
#include "git/inflate.h"
#include "scan/composite.h"
#include "scan/patterns.h"
#include "text/encoded.h"
#include "text/encoding.h"
#include "text/escaped.h"
#include "text/offsets.h"

/* One run of the document, decoded. */
typedef struct stretch {
    size_t at;    /* where it begins in the text of its layer */
    sl_span run;  /* in the document: none of it may be shown */
    sl_str chain; /* "base64, gzip" */
} stretch;

SL_VEC(stretch_vec, stretch);

/* Everything that is decoded so many times. */
typedef struct layer {
    sl_buf text; /* of all stretches, with separators */
    stretch_vec stretches;
    sl_offset_pieces pieces;
} layer;

typedef struct decoding {
    sl_scanner *scanner;
    sl_doc *doc;
    layer layers[SL_MAX_DECODE_DEPTH];
    size_t depth;        /* the layer being filled */
    size_t left;         /* bytes that may still be decoded */
    sl_inflate *inflate; /* NULL: not needed so far */
    bool full;           /* a notice was given */
} decoding;

/* The end of one stretch and the beginning of the next are no neighbours. */
#define SEPARATOR sl_lit("\n\0\n")

static sl_str text_of(const decoding *d, size_t depth)
{
    return depth == 0 ? d->doc->text : sl_buf_str(&d->layers[depth - 1].text);
}

/* From the text above layer depth (0: the document's own) down to the document. */
static sl_span map_down(const decoding *d, size_t depth, sl_span span)
{
    while (depth-- > 0)
        span = sl_offsets_map(&d->layers[depth].pieces, span);
    return span;
}

/* The last stretch that begins at or before at. */
static const stretch *stretch_of(const layer *top, size_t at)
{
    size_t low = 0;
    size_t high = top->stretches.len;

    while (low + 1 < high) {
        size_t middle = low + (high - low) / 2;

        if (top->stretches.at[middle].at <= at)
            low = middle;
        else
            high = middle;
    }
    return &top->stretches.at[low];
}

static void notice(decoding *d, const char *text)
{
    if (!d->full)
        sl_sink_notice(&d->scanner->sink, d->doc->blob->path, text, true);
    d->full = true;
}

static bool spend(decoding *d, size_t bytes)
{
    if (bytes > d->left)
        notice(d, "too much encoded text, the rest is not decoded");
    else
        d->left -= bytes;
    return !d->full;
}

static void add_piece(decoding *d, sl_span from, uint32_t in, uint32_t out)
{
    layer *top = &d->layers[d->depth];

    sl_offsets_add(&top->pieces, &(sl_offset_piece){top->text.len, from, in, out});
}

/* Appends the bytes of so many base64 digits in a row. */
static void add_digits(const char *p, size_t len, sl_buf *out)
{
    uint32_t bits = 0;
    char *to;

    sl_buf_reserve(out, len / 4 * 3 + 3);
    to = out->ptr + out->len;
    for (size_t i = 0; i < len; i++) {
        bits = bits << 6 | (uint32_t)sl_base64_digit(p[i]);
        if (i % 4 > 0)
            *to++ = (char)(bits >> (6 - 2 * (i % 4)) & 0xff);
    }
    out->len = (size_t)(to - out->ptr);
    *to = '\0';
}

/* Line by line, because each is a piece of its own. */
static void add_base64(decoding *d, sl_str text, sl_span span, sl_buf *out, bool map)
{
    size_t at = span.start;

    while (at < span.end) {
        size_t end = at;

        while (end < span.end && sl_base64_digit(text.ptr[end]) >= 0)
            end++;
        if (map && end > at)
            add_piece(d, (sl_span){at, end}, 3, 4);
        add_digits(text.ptr + at, end - at, out);
        at = end;
        while (at < span.end && sl_base64_digit(text.ptr[at]) < 0)
            at++;
    }
}

static sl_inflate *inflate_of(decoding *d)
{
    if (!d->inflate)
        d->inflate = sl_inflate_new();
    return d->inflate;
}

/* What must be decoded twice before it is text: its secrets stand for the whole. */
static void add_wrapped(decoding *d, sl_str text, const sl_encoded *found)
{
    layer *top = &d->layers[d->depth];
    sl_buf bytes = {0};
    size_t size;

    add_base64(d, text, found->span, &bytes, false);
    add_piece(d, found->span, 0, 0);
    if (found->code == SL_CODE_BASE64_WIDE)
        sl_utf16_decode(sl_buf_str(&bytes), SL_UTF16_LE, &top->text);
    else if (sl_gunzip(inflate_of(d), sl_buf_str(&bytes), d->left, &top->text, &size) ||
             (size > d->left && size <= bytes.len * SL_INFLATE_RATIO))
        spend(d, size);
    sl_buf_free(&bytes);
}

static void add_hex(decoding *d, sl_str text, sl_span span)
{
    layer *top = &d->layers[d->depth];

    add_piece(d, span, 1, 2);
    sl_hex_decode(sl_str_sub(text, span.start, span.end), &top->text);
}

static void begin(decoding *d, sl_span span, const char *name)
{
    layer *top = &d->layers[d->depth];
    stretch *new = sl_vec_push(&top->stretches);

    new->at = top->text.len;
    new->run = map_down(d, d->depth, span);
    new->chain = sl_str_of(name);
    if (d->depth > 0) {
        const stretch *around = stretch_of(&d->layers[d->depth - 1], span.start);

        new->run = around->run;
        new->chain =
            sl_arena_printf(d->doc->arena, "%.*s, %s", sl_fmt(around->chain), name);
    }
}

static void end(decoding *d)
{
    sl_buf_add(&d->layers[d->depth].text, SEPARATOR);
}

static void collect_encoded(decoding *d, sl_str text)
{
    static const char *const names[] = {
        [SL_CODE_BASE64] = "base64",
        [SL_CODE_BASE64_WIDE] = "base64, UTF-16",
        [SL_CODE_BASE64_GZIP] = "base64, gzip",
        [SL_CODE_HEX] = "hex",
    };
    sl_encoded found;
    size_t at = 0;

    while (sl_encoded_next(text, &at, &found) &&
           spend(d, found.span.end - found.span.start)) {
        begin(d, found.span, names[found.code]);
        switch (found.code) {
        case SL_CODE_BASE64:
            add_base64(d, text, found.span, &d->layers[d->depth].text, true);
            break;
        case SL_CODE_HEX: add_hex(d, text, found.span); break;
        default: add_wrapped(d, text, &found); break;
        }
        end(d);
    }
}

static void add_escaped(decoding *d, sl_str text, sl_span span, sl_escape_kind kind)
{
    layer *top = &d->layers[d->depth];
    size_t len;

    for (size_t at = span.start; at < span.end; at += len) {
        size_t before = top->text.len;
        uint32_t c = sl_escaped_read(sl_str_sub(text, at, span.end), kind, &len);
        sl_offset_piece piece = {before, {at, at + len}, 0, (uint32_t)len};

        if (len == 1 || c < 0x80)
            sl_buf_char(&top->text, (char)c);
        else
            sl_utf8_add(c, &top->text);
        piece.in = (uint32_t)(top->text.len - before);
        sl_offsets_add(&top->pieces, &piece);
    }
}

static void collect_escaped(decoding *d, sl_str text, sl_escape_kind kind)
{
    static const char *const names[SL_ESCAPE_KINDS] = {
        [SL_ESCAPE_PERCENT] = "percent-encoding",
        [SL_ESCAPE_BACKSLASH] = "backslash escapes",
        [SL_ESCAPE_ENTITY] = "HTML entities",
        [SL_ESCAPE_JOINT] = "joined literals",
    };
    sl_span span;
    size_t at = 0;

    while (sl_escaped_next(text, kind, &at, &span) && spend(d, span.end - span.start)) {
        begin(d, span, names[kind]);
        add_escaped(d, text, span, kind);
        end(d);
    }
}

/* The same for the document itself, which may tell by its base that there is nothing,
 * and tells so to those that are made from it. */
static void collect_first(decoding *d)
{
    const sl_doc *doc = d->doc;
    void **legacy = doc->decoded ? NULL : doc->blob->legacy;
    size_t before = d->layers[0].stretches.len;
    sl_heir heir;
    bool none = sl_patterns_heir(d->scanner, doc, &heir) && sl_legacy_unencoded(&heir);

    if (!none)
        collect_encoded(d, doc->text);
    none = none || (!d->full && d->layers[0].stretches.len == before);
    if (legacy && *legacy)
        ((sl_legacy *)*legacy)->unencoded = none;
}

/* Fills the layer above the text of so many layers. */
static bool collect(decoding *d)
{
    sl_str text = text_of(d, d->depth);
    const uint8_t *woken = d->scanner->woken + d->scanner->set->len;

    for (unsigned kind = 0; kind < SL_ESCAPE_KINDS && !d->full; kind++)
        if (woken[kind])
            collect_escaped(d, text, kind);
    if (!d->full && d->depth == 0)
        collect_first(d);
    else if (!d->full)
        collect_encoded(d, text);
    return d->layers[d->depth].stretches.len > 0;
}

/* The hit as one of the document; false if it is none. */
static bool translate(decoding *d, sl_hit *hit)
{
    const layer *top = &d->layers[d->depth];
    bool secret = sl_hit_is_secret(hit);
    sl_span named = secret ? hit->secret : hit->span;
    const stretch *in = stretch_of(top, hit->span.start);
    sl_hit_part *parts;

    if (hit->span.end <= hit->span.start || named.end <= named.start ||
        stretch_of(top, named.start) != in || stretch_of(top, named.end - 1) != in)
        return false;
    parts = sl_arena_calloc(d->doc->arena, hit->parts_len, sizeof *parts);
    for (size_t i = 0; i < hit->parts_len; i++) {
        parts[i] = hit->parts[i];
        parts[i].keep = 0;
        parts[i].span = map_down(d, d->depth + 1, parts[i].span);
    }
    hit->value = sl_arena_str(
        d->doc->arena, sl_str_sub(sl_buf_str(&top->text), named.start, named.end));
    hit->span = map_down(d, d->depth + 1, hit->span);
    if (secret)
        hit->secret = map_down(d, d->depth + 1, hit->secret);
    hit->veil = in->run;
    hit->parts = parts;
    hit->keep = 0;
    hit->rank = 0; /* who knows the encoded form knows better */
    hit->message = sl_arena_printf(d->doc->arena, "%.*s, inside %.*s",
                                   sl_fmt(hit->message), sl_fmt(in->chain));
    return true;
}

/* Runs the patterns over the layer, with its hits in a list of their own. */
static void scan_layer(decoding *d)
{
    sl_sink *sink = &d->scanner->sink;
    sl_hit_vec outer = sink->hits;
    sl_doc inner = {.blob = d->doc->blob,
                    .text = sl_buf_str(&d->layers[d->depth].text),
                    .decoded = true,
                    .kind = SL_DOC_TEXT,
                    .content = {.class_ = SL_CONTENT_TEXT},
                    .arena = d->doc->arena};

    sink->hits = (sl_hit_vec){0};
    sl_patterns_run(d->scanner, &inner);
    sl_composite_join(d->scanner, &inner);
    for (size_t i = 0; i < sink->hits.len; i++)
        if (translate(d, &sink->hits.at[i]))
            *sl_vec_push(&outer) = sink->hits.at[i];
    sl_vec_free(&sink->hits);
    sink->hits = outer;
}

void sl_decode_run(sl_scanner *s, sl_doc *doc)
{
    decoding d = {.scanner = s, .doc = doc, .left = SL_MAX_DECODED};
    sl_encoded ignored;
    size_t at = 0;

    for (; d.depth < SL_MAX_DECODE_DEPTH && collect(&d); d.depth++)
        scan_layer(&d);
    if (d.depth == SL_MAX_DECODE_DEPTH &&
        sl_encoded_next(text_of(&d, d.depth), &at, &ignored))
        notice(&d, "encoded more than 4 times, the innermost is not decoded");
    for (size_t i = 0; i < SL_MAX_DECODE_DEPTH; i++) {
        sl_buf_free(&d.layers[i].text);
        sl_vec_free(&d.layers[i].stretches);
        sl_vec_free(&d.layers[i].pieces);
    }
    if (d.inflate)
        sl_inflate_free(d.inflate);
}
