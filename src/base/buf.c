#include "base/buf.h"

#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void sl_buf_reserve(sl_buf *buf, size_t more)
{
    size_t need;

    if (more > SIZE_MAX / 2 - buf->len)
        sl_out_of_memory();
    need = buf->len + more + 1;
    if (need <= buf->cap)
        return;
    if (need < buf->cap * 2)
        need = buf->cap * 2;
    buf->ptr = sl_realloc(buf->ptr, need < 64 ? 64 : need);
    buf->cap = need < 64 ? 64 : need;
}

void sl_buf_add(sl_buf *buf, sl_str bytes)
{
    if (buf->max && bytes.len > buf->max - buf->len) {
        bytes.len = buf->max - buf->len;
        buf->truncated = true;
    }
    sl_buf_reserve(buf, bytes.len);
    if (bytes.len > 0)
        memcpy(buf->ptr + buf->len, bytes.ptr, bytes.len);
    buf->len += bytes.len;
    buf->ptr[buf->len] = '\0';
}

void sl_buf_char(sl_buf *buf, char c)
{
    sl_buf_add(buf, (sl_str){&c, 1});
}

void sl_buf_number(sl_buf *buf, uint64_t number, size_t digits)
{
    char text[20];
    size_t at = sizeof text;

    for (; at > 0 && (number > 0 || at + digits > sizeof text); number /= 10)
        text[--at] = (char)('0' + number % 10);
    sl_buf_add(buf, (sl_str){text + at, sizeof text - at});
}

void sl_buf_vprintf(sl_buf *buf, const char *format, va_list args)
{
    va_list again;
    int len;

    va_copy(again, args);
    len = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (len <= 0)
        return;
    if (buf->max && (size_t)len > buf->max - buf->len) {
        buf->truncated = true;
        return;
    }
    sl_buf_reserve(buf, (size_t)len);
    vsnprintf(buf->ptr + buf->len, (size_t)len + 1, format, args);
    buf->len += (size_t)len;
}

void sl_buf_printf(sl_buf *buf, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    sl_buf_vprintf(buf, format, args);
    va_end(args);
}

sl_str sl_buf_str(const sl_buf *buf)
{
    return (sl_str){buf->ptr, buf->len};
}

void sl_buf_clear(sl_buf *buf)
{
    buf->len = 0;
    buf->truncated = false;
    if (buf->ptr)
        buf->ptr[0] = '\0';
}

void sl_buf_free(sl_buf *buf)
{
    if (buf->ptr)
        explicit_bzero(buf->ptr, buf->cap);
    free(buf->ptr);
    *buf = (sl_buf){.max = buf->max};
}
