#include "doc/libyaml.h"

#include "base/library.h"
#include "libraries.h"

#ifdef SL_LIBYAML_SONAME

const sl_libyaml *sl_libyaml_get(void)
{
    static _Atomic(void *) table;
    static const sl_symbol symbols[] = {
#    define SL_FUNCTION(name) {#    name, offsetof(sl_libyaml, name)},
#    include "doc/libyaml.def"
#    undef SL_FUNCTION
    };

    return sl_library_need(&table, SL_LIBYAML_SONAME, symbols,
                           sizeof symbols / sizeof *symbols, sizeof(sl_libyaml));
}

#else

const sl_libyaml *sl_libyaml_get(void)
{
    static const sl_libyaml table = {
#    define SL_FUNCTION(name) .name = name,
#    include "doc/libyaml.def"
#    undef SL_FUNCTION
    };

    return &table;
}

#endif
