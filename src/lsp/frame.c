#include "lsp/frame.h"

#include "base/limits.h"

static size_t pass_over(sl_frames *frames, size_t len)
{
    size_t now = frames->skip < len ? frames->skip : len;

    frames->skip -= now;
    return now;
}

void sl_frames_add(sl_frames *frames, sl_str bytes)
{
    bytes = sl_str_skip(bytes, pass_over(frames, bytes.len));
    if (frames->at > 0) {
        frames->bytes.len -= frames->at;
        memmove(frames->bytes.ptr, frames->bytes.ptr + frames->at, frames->bytes.len);
        frames->at = 0;
    }
    sl_buf_add(&frames->bytes, bytes);
}

/* Digits only; what is too long to be a length is above every ceiling. */
static bool parse_length(sl_str text, size_t *out)
{
    size_t length = 0;

    text = sl_str_trim(text);
    if (text.len == 0)
        return false;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return false;
        if (length < SIZE_MAX / 20)
            length = length * 10 + (size_t)(text.ptr[i] - '0');
    }
    *out = length;
    return true;
}

/* The one length that the header lines agree on. */
static bool read_headers(sl_str headers, size_t *length)
{
    bool found = false;

    while (headers.len > 0) {
        sl_str line = sl_str_line(&headers);
        sl_str name, value;
        size_t one;

        if (line.len == 0)
            continue;
        if (!sl_str_split(line, ':', &name, &value))
            return false;
        if (!sl_str_eq_nocase(sl_str_trim(name), sl_lit("Content-Length")))
            continue;
        if (!parse_length(value, &one) || (found && one != *length))
            return false;
        *length = one;
        found = true;
    }
    return found;
}

sl_frame sl_frames_next(sl_frames *frames, sl_str *body)
{
    sl_str rest = sl_str_skip(sl_buf_str(&frames->bytes), frames->at);
    size_t end =
        sl_str_find(sl_str_sub(rest, 0, SL_MAX_LSP_HEADERS), sl_lit("\r\n\r\n"));
    size_t length = 0;

    if (end == SIZE_MAX)
        return rest.len < SL_MAX_LSP_HEADERS ? SL_FRAME_NONE : SL_FRAME_LOST;
    if (!read_headers(sl_str_sub(rest, 0, end), &length)) {
        frames->at += end + 4;
        return SL_FRAME_BAD;
    }
    rest = sl_str_skip(rest, end + 4);
    if (length > SL_MAX_LSP_MESSAGE) {
        frames->skip = length;
        frames->at += end + 4;
        frames->at += pass_over(frames, rest.len);
        return SL_FRAME_HUGE;
    }
    if (rest.len < length)
        return SL_FRAME_NONE;
    *body = sl_str_sub(rest, 0, length);
    frames->at += end + 4 + length;
    return SL_FRAME_MESSAGE;
}

void sl_frames_free(sl_frames *frames)
{
    sl_buf_free(&frames->bytes);
    *frames = (sl_frames){0};
}
