#include "base/library.h"

#include "base/mem.h"
#include "base/write.h"

#include <dlfcn.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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

_Noreturn static void end(const sl_err *err)
{
    (void)sl_write_all(STDERR_FILENO, sl_lit("seclint: "));
    (void)sl_write_all(STDERR_FILENO, sl_str_of(err->text));
    (void)sl_write_all(STDERR_FILENO, sl_lit("\n"));
    _exit(2);
}

const void *sl_library_need(_Atomic(void *) *kept, const char *soname,
                            const sl_symbol *symbols, size_t len, size_t size)
{
    void *table = atomic_load_explicit(kept, memory_order_acquire);
    void *none = NULL;
    sl_err err = {0};

    if (table)
        return table;
    table = sl_malloc(size);
    if (!sl_library_load(soname, symbols, len, table, &err))
        end(&err);
    if (atomic_compare_exchange_strong(kept, &none, table))
        return table;
    free(table); /* another thread was first */
    return none;
}
