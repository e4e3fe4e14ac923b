/* frame.h - messages out of a stream of bytes.
 *
 * Language Server Protocol 3.17, "Base Protocol": header lines that end with CRLF, an
 * empty one, then as many bytes as Content-Length says. Other headers mean nothing here. */
#ifndef SECLINT_LSP_FRAME_H
#define SECLINT_LSP_FRAME_H

#include "base/buf.h"

typedef enum sl_frame {
    SL_FRAME_NONE,    /* more bytes are needed */
    SL_FRAME_MESSAGE, /* the body of one */
    SL_FRAME_BAD,  /* headers without a length that makes sense; they are passed over */
    SL_FRAME_HUGE, /* a body above SL_MAX_LSP_MESSAGE, which is passed over */
    SL_FRAME_LOST  /* no end of headers within SL_MAX_LSP_HEADERS: nothing can follow */
} sl_frame;

/* A zeroed sl_frames is ready for use. */
typedef struct sl_frames {
    sl_buf bytes;
    size_t at;   /* what is before it was handed out */
    size_t skip; /* bytes of a body that still have to go by */
} sl_frames;

void sl_frames_add(sl_frames *frames, sl_str bytes);
/* The next message; its body is valid until more bytes are added. */
sl_frame sl_frames_next(sl_frames *frames, sl_str *body);
void sl_frames_free(sl_frames *frames);

#endif
