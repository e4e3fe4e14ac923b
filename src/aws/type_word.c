/* type_word.c - what an ARN's resource begins with; the tool that makes the table has
 * need of it as well. */
#include "aws/resources.h"

sl_str sl_type_word(sl_str resource)
{
    for (size_t i = 1; i < resource.len; i++) {
        if (resource.ptr[i] == ':' || resource.ptr[i] == '/')
            return sl_str_sub(resource, 0, i);
    }
    return resource;
}
