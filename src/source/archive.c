#include "source/archive.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"
#include "source/libarchive.h"

#include <locale.h>
#include <stdio.h>

enum {
    HEAD = 8192,       /* bytes of a member that decide whether it is wanted */
    PIECE = 4096,      /* what libarchive unpacks at a time: the head needs few */
    ENTRY_COST = 512,  /* of the budget, for a member without a byte */
    MAX_REASON = 100,  /* characters of libarchive's own words */
    TAR_MAGIC_AT = 257 /* of the POSIX and the GNU header */
};

typedef enum support { NONE, ZIP, AR, TAR, RAW, GZIP, BZIP2, XZ, ZSTD } support;

/* What libarchive is told to know when the bytes begin so. */
typedef struct kind {
    const char *magic;
    size_t len;
    size_t at;
    support format;
    support filter; /* then a tar is looked for inside, and anything else taken raw */
} kind;

/* zip: APPNOTE.TXT 4.3; gzip: RFC 1952 (method 8); xz: xz-file-format.txt; zstd: RFC
 * 8878; bzip2: the block magic follows a digit. */
#define MAGIC(literal) "" literal, sizeof(literal) - 1
static const kind kinds[] = {
    {MAGIC("PK\003\004"), 0, ZIP, NONE},
    {MAGIC("PK\005\006"), 0, ZIP, NONE},
    {MAGIC("\037\213\010"), 0, NONE, GZIP},
    {MAGIC("BZh"), 0, NONE, BZIP2},
    {MAGIC("\3757zXZ\0"), 0, NONE, XZ},
    {MAGIC("\050\265\057\375"), 0, NONE, ZSTD},
    {MAGIC("!<arch>\ndebian-binary"), 0, AR, NONE},
    {MAGIC("ustar"), TAR_MAGIC_AT, TAR, NONE},
};
#undef MAGIC

/* Letters that no compressor writes: "BZh" and 0x1f8b08 begin other things too. */
static bool plausible(const kind *k, sl_str bytes)
{
    if (k->filter == BZIP2)
        return bytes.len > 9 && bytes.ptr[3] >= '1' && bytes.ptr[3] <= '9' &&
               (sl_str_starts(sl_str_skip(bytes, 4), sl_lit("1AY&SY")) ||
                sl_str_starts(sl_str_skip(bytes, 4), sl_lit("\027rE8P\220")));
    if (k->filter == GZIP)
        return bytes.len > 17 && ((uint8_t)bytes.ptr[3] & 0xe0) == 0;
    return true;
}

static const kind *kind_of(sl_str bytes)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (sl_str_starts(sl_str_skip(bytes, kinds[i].at),
                          sl_str_make(kinds[i].magic, kinds[i].len)) &&
            plausible(&kinds[i], bytes))
            return &kinds[i];
    return NULL;
}

bool sl_archive_marked(sl_str bytes)
{
    return kind_of(bytes) != NULL;
}

sl_archive_budget sl_archive_budget_of(size_t size)
{
    uint64_t bytes = SL_MAX_ARCHIVE_SLACK + (uint64_t)size * SL_MAX_ARCHIVE_RATIO;
    bool by_ratio = bytes < SL_MAX_ARCHIVE_BYTES;

    return (sl_archive_budget){by_ratio ? bytes : SL_MAX_ARCHIVE_BYTES,
                               SL_MAX_ARCHIVE_MEMBERS, by_ratio};
}

typedef struct reading {
    const sl_libarchive *lib;
    struct archive *archive;
    const kind *kind;
    sl_str name;
    sl_archive_budget *budget;
    const sl_archive_visitor *visitor;
    sl_buf bytes; /* of the member at hand */
    sl_buf path;
    size_t number; /* of the member at hand, from 1 */
    size_t encrypted;
    bool stopped; /* a notice says why */
    bool done;    /* there is nothing else worth reading */
} reading;

static void stop(reading *r, const char *text)
{
    if (!r->stopped)
        r->visitor->notice(r->visitor->ctx, text, true);
    r->stopped = true;
}

/* libarchive's words without what a stranger may have put into them. */
static void tell_damage(reading *r, const char *what)
{
    const char *reason = r->lib->archive_error_string(r->archive);
    char text[MAX_REASON + 80];
    char safe[MAX_REASON + 1];
    size_t len = 0;

    for (; reason && reason[len] && len < MAX_REASON; len++)
        safe[len] =
            (char)(reason[len] >= ' ' && reason[len] < 0x7f ? reason[len] : '?');
    safe[len] = '\0';
    snprintf(text, sizeof text, "%s not scanned: %s", what, len ? safe : "damaged");
    r->visitor->notice(r->visitor->ctx, text, true);
}

static bool spend(reading *r, uint64_t bytes)
{
    char text[120];

    if (bytes <= r->budget->bytes) {
        r->budget->bytes -= bytes;
        return true;
    }
    r->budget->bytes = 0;
    if (r->budget->by_ratio)
        snprintf(text, sizeof text,
                 "unpacks to more than %u times its size, the rest is not scanned",
                 SL_MAX_ARCHIVE_RATIO);
    else
        snprintf(text, sizeof text,
                 "unpacks to more than %u MiB, the rest is not scanned",
                 SL_MAX_ARCHIVE_BYTES / SL_MIB);
    stop(r, text);
    return false;
}

/* The name without its suffix: "dump.sql.gz" holds "dump.sql". */
static void name_raw(reading *r)
{
    sl_str base = sl_path_base(r->name);
    size_t dot = sl_str_rchr(base, '.');

    sl_buf_add(&r->path, dot == SIZE_MAX || dot == 0 ? base : sl_str_sub(base, 0, dot));
}

/* No member can be named as if it lay elsewhere. */
static void name_member(reading *r, struct archive_entry *entry)
{
    const char *name = r->lib->archive_entry_pathname(entry);
    sl_str rest = sl_str_sub(sl_str_of(name), 0, SL_MAX_PATH);

    sl_buf_clear(&r->path);
    if (r->lib->archive_format(r->archive) == ARCHIVE_FORMAT_RAW) {
        name_raw(r);
        rest.len = 0;
    }
    while (rest.len > 0) {
        size_t slash = sl_str_chr(rest, '/');
        sl_str part = sl_str_sub(rest, 0, slash);

        rest = slash == SIZE_MAX ? (sl_str){0} : sl_str_skip(rest, slash + 1);
        if (part.len == 0 || sl_str_eq(part, sl_lit(".")) ||
            sl_str_eq(part, sl_lit("..")))
            continue;
        if (r->path.len > 0)
            sl_buf_char(&r->path, '/');
        sl_buf_add(&r->path, part);
    }
    if (r->path.len == 0)
        sl_buf_printf(&r->path, "member-%zu", r->number);
}

/* A zip knows where the next member begins, and one compressed file has no other. What
 * is left of a tar's member would be unpacked all the same, but uncounted. */
static bool can_skip(reading *r)
{
    r->done = r->lib->archive_format(r->archive) == ARCHIVE_FORMAT_RAW;
    return r->done || r->kind->format == ZIP;
}

/* Reads the member at hand, or its head if that is enough. False if its data are
 * damaged or too many. */
static bool read_data(reading *r)
{
    const sl_archive_visitor *visitor = r->visitor;
    bool asked = false;
    bool wanted = true;
    const void *block;
    size_t len;
    la_int64_t offset;
    int status;

    /* Blocks are put one behind the other: the holes of a sparse file hold nothing. */
    while ((status = r->lib->archive_read_data_block(r->archive, &block, &len,
                                                     &offset)) == ARCHIVE_OK ||
           status == ARCHIVE_WARN) {
        if (!spend(r, len))
            return false;
        if (wanted)
            sl_buf_add(&r->bytes, sl_str_make(block, len));
        if (!asked && r->bytes.len >= HEAD) {
            asked = true;
            wanted = visitor->wanted(visitor->ctx, sl_buf_str(&r->bytes));
        }
        if (!wanted && can_skip(r))
            return true;
    }
    if (status == ARCHIVE_FATAL) {
        tell_damage(r, "the rest of the archive is");
        r->stopped = true;
    }
    return status == ARCHIVE_EOF;
}

static void read_member(reading *r, struct archive_entry *entry)
{
    const sl_archive_visitor *visitor = r->visitor;

    r->number++;
    if (!spend(r, ENTRY_COST))
        return;
    if (r->budget->members == 0) {
        stop(r, "too many members, the rest is not scanned");
        return;
    }
    r->budget->members--;
    if (r->lib->archive_entry_filetype(entry) != AE_IFREG)
        return;
    if (r->lib->archive_entry_is_encrypted(entry)) {
        r->encrypted++;
        return;
    }
    name_member(r, entry);
    sl_buf_clear(&r->bytes);
    if (!read_data(r) && !r->stopped)
        tell_damage(r, "a member of the archive is");
    if (r->bytes.truncated)
        visitor->notice(visitor->ctx,
                        "a member of the archive is too large, only its "
                        "first part is scanned",
                        true);
    if (r->bytes.len > 0)
        visitor->member(visitor->ctx, sl_buf_str(&r->path), sl_buf_str(&r->bytes));
}

static void read_members(reading *r)
{
    struct archive_entry *entry;
    char text[80];
    int status = ARCHIVE_OK;

    while (!r->stopped && !r->done) {
        status = r->lib->archive_read_next_header(r->archive, &entry);
        if (status == ARCHIVE_RETRY)
            continue;
        if (status != ARCHIVE_OK && status != ARCHIVE_WARN)
            break;
        read_member(r, entry);
    }
    if (!r->stopped && !r->done && status != ARCHIVE_EOF)
        tell_damage(r, r->number > 0 ? "the rest of the archive is" : "the archive is");
    if (r->encrypted > 0) {
        snprintf(text, sizeof text, "%zu encrypted members are not scanned",
                 r->encrypted);
        r->visitor->notice(r->visitor->ctx, text, false);
    }
}

static int tell_support(reading *r, support what)
{
    const sl_libarchive *lib = r->lib;

    switch (what) {
    case ZIP: return lib->archive_read_support_format_zip_seekable(r->archive);
    case AR: return lib->archive_read_support_format_ar(r->archive);
    case TAR: return lib->archive_read_support_format_tar(r->archive);
    case RAW: return lib->archive_read_support_format_raw(r->archive);
    case GZIP: return lib->archive_read_support_filter_gzip(r->archive);
    case BZIP2: return lib->archive_read_support_filter_bzip2(r->archive);
    case XZ: return lib->archive_read_support_filter_xz(r->archive);
    case ZSTD: return lib->archive_read_support_filter_zstd(r->archive);
    default: return ARCHIVE_OK;
    }
}

/* False if libarchive was built without the format, or would run a program for it. */
static bool prepare(reading *r)
{
    support wanted[] = {r->kind->filter, r->kind->format, r->kind->filter ? TAR : NONE,
                        r->kind->filter ? RAW : NONE};

    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        if (tell_support(r, wanted[i]) != ARCHIVE_OK)
            return false;
    return true;
}

/* With names in UTF-8: in the charset of "C" those beyond ASCII are lost. */
static void read_archive(reading *r, sl_str bytes)
{
    locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    locale_t before = utf8 ? uselocale(utf8) : (locale_t)0;

    r->archive = r->lib->archive_read_new();
    if (!r->archive)
        sl_out_of_memory();
    if (!prepare(r))
        stop(r, "libarchive cannot read this kind of archive, it is not scanned");
    else if (r->lib->archive_read_open_memory2(r->archive, bytes.ptr, bytes.len,
                                               PIECE) != ARCHIVE_OK)
        tell_damage(r, "the archive is");
    else
        read_members(r);
    r->lib->archive_read_free(r->archive);
    if (utf8) {
        uselocale(before);
        freelocale(utf8);
    }
}

void sl_archive_read(sl_str bytes, sl_str name, sl_archive_budget *budget,
                     const sl_archive_visitor *visitor)
{
    sl_libarchive lib;
    reading r = {.lib = &lib,
                 .kind = kind_of(bytes),
                 .name = name,
                 .budget = budget,
                 .visitor = visitor,
                 .bytes = {.max = SL_MAX_ARCHIVE_MEMBER}};
    char text[200];
    sl_err err = {0};

    if (!r.kind)
        return;
    if (sl_libarchive_load(&lib, &err)) {
        read_archive(&r, bytes);
    } else {
        snprintf(text, sizeof text, "the archive is not scanned: %.150s", err.text);
        stop(&r, text);
    }
    sl_buf_free(&r.bytes);
    sl_buf_free(&r.path);
}
