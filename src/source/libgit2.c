#include "source/libgit2.h"

#include "libraries.h"
#include "base/library.h"

#ifdef SL_LIBGIT2_SONAME

bool sl_libgit2_load(sl_libgit2 *out, sl_err *err)
{
    static const sl_symbol symbols[] = {
#    define SL_FUNCTION(name) {#    name, offsetof(sl_libgit2, name)},
#    include "source/libgit2.def"
#    undef SL_FUNCTION
    };

    return sl_library_load(SL_LIBGIT2_SONAME, symbols, sizeof symbols / sizeof *symbols,
                           out, err);
}

#else

bool sl_libgit2_load(sl_libgit2 *out, sl_err *err)
{
    (void)err;
    *out = (sl_libgit2){
#    define SL_FUNCTION(name) .name = name,
#    include "source/libgit2.def"
#    undef SL_FUNCTION
    };
    return true;
}

#endif
