#include "scan/builtin_set.h"

bool sl_glob_base_name(sl_str glob, sl_str *out)
{
    *out = sl_path_base(glob);
    for (size_t i = 0; i < out->len; i++)
        if (sl_str_chr(sl_lit("*?[{\\"), out->ptr[i]) != SIZE_MAX)
            return false;
    return true;
}
