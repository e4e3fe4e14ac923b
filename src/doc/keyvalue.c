/* keyvalue.c - a MAP of the key/value lines of a text that no reader takes. */
#include "doc/reader.h"
#include "text/keyvalue.h"

/* Values of one line may overlap ("{a: {b: c"): together they may hold the text so
 * many times, so that the reader's time stays linear. */
enum { MAX_OVERLAP = 64 };

bool sl_keyvalue_read(sl_builder *builder)
{
    size_t left = MAX_OVERLAP * builder->text.len;
    sl_keyvalue_reader reader = sl_keyvalue_open(builder->text);
    sl_keyvalue line;
    bool going = true;

    if (!sl_builder_enter(builder, SL_NODE_MAP, (sl_span){0, builder->text.len}))
        return false;
    while (going && sl_keyvalue_next(&reader, &line)) {
        sl_node *node;

        sl_builder_key(builder, line.key, sl_span_in(builder->text, line.key));
        node = sl_builder_scalar(builder, line.value,
                                 sl_span_in(builder->text, line.value));
        if (node)
            node->commented = line.comment;
        going = node && line.value.len <= left;
        left -= going ? line.value.len : 0;
    }
    sl_builder_leave(builder);
    return going;
}
