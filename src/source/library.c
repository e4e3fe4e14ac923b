#include "source/library.h"

#include <dlfcn.h>
#include <string.h>

bool sl_library_load(const char *soname, const sl_symbol *symbols, size_t len,
                     void *table, sl_err *err)
{
    void *library = dlopen(soname, RTLD_LAZY | RTLD_LOCAL | RTLD_NODELETE);

    if (!library)
        return sl_fail(err, SL_EREPO, "the library %s is needed here and missing",
                       soname);
    for (size_t i = 0; i < len; i++) {
        void *symbol = dlsym(library, symbols[i].name);

        if (!symbol)
            return sl_fail(err, SL_EREPO, "the library %s has no function %s", soname,
                           symbols[i].name);
        /* ISO C has no cast from an object pointer to one to a function; POSIX promises
         * that they look alike. */
        memcpy((char *)table + symbols[i].offset, &symbol, sizeof symbol);
    }
    return true;
}
