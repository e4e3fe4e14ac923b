#include "git/libdeflate.h"

#include "base/library.h"
#include "libraries.h"

#ifdef SL_LIBDEFLATE_SONAME

const sl_libdeflate *sl_libdeflate_get(void)
{
    static _Atomic(void *) table;
    static const sl_symbol symbols[] = {
#    define SL_FUNCTION(name) {#    name, offsetof(sl_libdeflate, name)},
#    include "git/libdeflate.def"
#    undef SL_FUNCTION
    };

    return sl_library_need(&table, SL_LIBDEFLATE_SONAME, symbols,
                           sizeof symbols / sizeof *symbols, sizeof(sl_libdeflate));
}

#else

const sl_libdeflate *sl_libdeflate_get(void)
{
    static const sl_libdeflate table = {
#    define SL_FUNCTION(name) .name = name,
#    include "git/libdeflate.def"
#    undef SL_FUNCTION
    };

    return &table;
}

#endif
