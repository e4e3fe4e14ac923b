#include "match/libpcre2.h"

#include "base/library.h"
#include "libraries.h"

#ifdef SL_LIBPCRE2_SONAME

const sl_libpcre2 *sl_libpcre2_get(void)
{
    static _Atomic(void *) table;
    static const sl_symbol symbols[] = {
#    define SL_FUNCTION(name) {#    name, offsetof(sl_libpcre2, name)},
#    include "match/libpcre2.def"
#    undef SL_FUNCTION
    };

    return sl_library_need(&table, SL_LIBPCRE2_SONAME, symbols,
                           sizeof symbols / sizeof *symbols, sizeof(sl_libpcre2));
}

#else

const sl_libpcre2 *sl_libpcre2_get(void)
{
    static const sl_libpcre2 table = {
#    define SL_FUNCTION(name) .name = name,
#    include "match/libpcre2.def"
#    undef SL_FUNCTION
    };

    return &table;
}

#endif
