#include "source/libarchive.h"

#include "libraries.h"
#include "source/archive.h"
#include "base/library.h"

#ifdef SL_LIBARCHIVE_SONAME

bool sl_libarchive_load(sl_libarchive *out, sl_err *err)
{
    static const sl_symbol symbols[] = {
#    define SL_FUNCTION(name) {#    name, offsetof(sl_libarchive, name)},
#    include "source/libarchive.def"
#    undef SL_FUNCTION
    };

    return sl_library_load(SL_LIBARCHIVE_SONAME, symbols,
                           sizeof symbols / sizeof *symbols, out, err);
}

#else

bool sl_libarchive_load(sl_libarchive *out, sl_err *err)
{
    (void)err;
    *out = (sl_libarchive){
#    define SL_FUNCTION(name) .name = name,
#    include "source/libarchive.def"
#    undef SL_FUNCTION
    };
    return true;
}

#endif

const char *sl_archive_library_version(void)
{
    return ARCHIVE_VERSION_ONLY_STRING;
}
