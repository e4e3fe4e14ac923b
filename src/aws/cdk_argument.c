#include "aws/cdk_argument.h"

#include <string.h>

enum { MAX_TEXT = 128 };

/* Index of what stands behind "(", blanks, the name of the argument, a function of Go;
 * SIZE_MAX if it is no call. */
static size_t before_text(sl_str text, size_t at)
{
    static const char *const between[] = {"jsii.String(", "managed_policy_name=",
                                          "managedPolicyName:", "service=", "service:"};
    sl_str rest = sl_str_skip(text, at);

    if (!sl_str_starts(rest, sl_lit("(")))
        return SIZE_MAX;
    rest = sl_str_trim(sl_str_skip(rest, 1));
    for (size_t i = 0; i < sizeof between / sizeof *between; i++)
        rest = sl_str_trim(sl_str_drop(rest, sl_str_of(between[i])));
    return rest.len > 0 ? (size_t)(rest.ptr - text.ptr) : SIZE_MAX;
}

/* Behind the next of the methods, or SIZE_MAX. */
static size_t behind_method(sl_str text, const char *const *methods, size_t count)
{
    size_t first = SIZE_MAX, length = 0;

    for (size_t i = 0; i < count; i++) {
        size_t found = sl_str_find(text, sl_str_of(methods[i]));

        if (found < first) {
            first = found;
            length = strlen(methods[i]);
        }
    }
    return first == SIZE_MAX ? SIZE_MAX : first + length;
}

bool sl_cdk_argument_next(sl_str text, const char *const *methods, size_t count,
                          size_t *at, sl_str *argument)
{
    while (*at < text.len) {
        size_t behind = behind_method(sl_str_skip(text, *at), methods, count);
        size_t start, end;
        sl_str rest;

        if (behind == SIZE_MAX)
            break;
        *at += behind;
        start = before_text(text, *at);
        if (start == SIZE_MAX ||
            sl_str_chr(sl_lit("\"'`"), text.ptr[start]) == SIZE_MAX)
            continue;
        rest = sl_str_skip(text, start + 1);
        end = sl_str_chr(rest, text.ptr[start]);
        if (end > MAX_TEXT)
            continue;
        *argument = sl_str_sub(rest, 0, end);
        *at = start + 1 + end;
        return true;
    }
    *at = text.len;
    return false;
}
