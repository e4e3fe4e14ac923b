/* inflate.h - zlib and gzip streams (RFC 1950 to 1952) into buffers of known size.
 *
 * Whole streams go through libdeflate, which knows no partial output; for the first bytes
 * of a stream (how long is this loose object?) there is a small decoder of our own. The
 * same reads the first few short streams: libdeflate asks the processor four times what
 * it can do, which on a virtual machine takes longer than the objects of a hook. */
#ifndef SECLINT_GIT_INFLATE_H
#define SECLINT_GIT_INFLATE_H

#include "base/buf.h"

/* No stream is longer when inflated than this times its compressed length. */
enum { SL_INFLATE_RATIO = 1032 };

/* With so much room behind a text libdeflate goes on to its end in its fast loop, which
 * most objects of a pack, being shorter than that, would otherwise never see. */
enum { SL_INFLATE_ROOM = 320 };

/* Tables of a decoder; one per thread. Free with sl_inflate_free. */
typedef struct sl_inflate sl_inflate;

sl_inflate *sl_inflate_new(void);
void sl_inflate_free(sl_inflate *inflate);

/* Inflates the stream that starts at in.ptr to exactly size bytes at out (not
 * NULL, also for size 0). room: what may be written there, size or more; what lies behind
 * size is then undefined. Bytes behind the stream are ignored; *used (may be NULL) tells
 * where it ended. False if the stream is damaged, its Adler-32 is wrong, or its length is
 * not size; out is then undefined. */
bool sl_inflate_exact(sl_inflate *inflate, sl_str in, uint8_t *out, size_t size,
                      size_t room, size_t *used);

/* The same by our own decoder, for short streams. False also where something about the
 * stream is unusual: ask libdeflate then. */
bool sl_inflate_small(sl_str in, uint8_t *out, size_t size, size_t *used);

/* The same of a stream that holds at most cap bytes: *size tells how many, *used where it
 * ended. */
bool sl_inflate_short(sl_str in, uint8_t *out, size_t cap, size_t *size, size_t *used);

/* Appends what one gzip member (RFC 1952) holds, at most max bytes. False if it is
 * damaged, not alone, or says that it holds more; *size (never NULL) is what it says. */
bool sl_gunzip(sl_inflate *inflate, sl_str in, size_t max, sl_buf *out, size_t *size);

/* The version of libdeflate, as the headers have it. */
const char *sl_inflate_library_version(void);

/* Inflates at most cap bytes from the start of the stream and returns how many:
 * fewer if the stream ends there or is damaged. Checks no Adler-32. */
size_t sl_inflate_head(sl_str in, uint8_t *out, size_t cap);

#endif
