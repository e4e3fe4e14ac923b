#include "base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool sl_fail(sl_err *err, sl_err_code code, const char *format, ...)
{
    const char *reason = code == SL_EIO && errno != 0 ? strerror(errno) : NULL;
    size_t room = sizeof err->text;
    size_t used;
    va_list args;

    if (!err)
        return false;
    err->code = code;
    if (reason) /* a name may be longer than all the text, and its end is dispensable */
        room -= strlen(reason) + 2;
    va_start(args, format);
    vsnprintf(err->text, room, format, args);
    va_end(args);
    used = strlen(err->text);
    if (reason)
        snprintf(err->text + used, sizeof err->text - used, ": %s", reason);
    return false;
}
