/* fold_hole.c - placeholders for what only the deployment knows. */
#include "aws/fold_work.h"

#include "base/hash.h"

#include <inttypes.h>

void sl_fold_placeholder(sl_str name, sl_buf *out)
{
    enum { LONGEST = SL_MAX_HOLE - 8, KEPT = 64 };

    if (name.len <= LONGEST && sl_str_chr(name, '\n') == SIZE_MAX) {
        sl_buf_printf(out, "${%.*s}", sl_fmt(name));
        return;
    }
    sl_buf_add(out, sl_lit("${"));
    for (size_t i = 0; i < name.len && i < KEPT; i++)
        if (sl_str_chr(sl_lit("{}$\r\n"), name.ptr[i]) == SIZE_MAX)
            sl_buf_char(out, name.ptr[i]);
    sl_buf_printf(out, "~%016" PRIx64 "}", sl_fnv1a(name));
}

/* The texts in the argument make a name. */
void sl_fold_hole(const sl_intrinsic *of, sl_buf *out)
{
    enum { MOST = 16 };
    sl_buf name = {.max = SL_MAX_FOLDED_TEXT};
    size_t count = 0;

    sl_buf_add(&name, of->name);
    for (const sl_node *at = of->argument; at && count < MOST;
         at = sl_node_walk(of->argument, at), count++) {
        if (at->type != SL_NODE_SCALAR)
            continue;
        sl_buf_char(&name, name.len == of->name.len ? ':' : '.');
        for (size_t i = 0; i < at->value.len; i++)
            if (sl_str_chr(sl_lit("{}$\r\n"), at->value.ptr[i]) == SIZE_MAX)
                sl_buf_char(&name, at->value.ptr[i]);
    }
    if (count == MOST)
        sl_buf_printf(&name, " at %zu", of->argument->span.start);
    sl_fold_placeholder(sl_buf_str(&name), out);
    sl_buf_free(&name);
}
