#include "base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool sl_fail(sl_err *err, sl_err_code code, const char *format, ...)
{
    int saved = errno;
    size_t used;
    va_list args;

    if (!err)
        return false;
    err->code = code;
    va_start(args, format);
    vsnprintf(err->text, sizeof err->text, format, args);
    va_end(args);
    used = strlen(err->text);
    if (code == SL_EIO && saved != 0)
        snprintf(err->text + used, sizeof err->text - used, ": %s", strerror(saved));
    return false;
}
