/* keyvalue.c - a MAP of the key/value lines of a text that no reader takes. */
#include "doc/reader.h"
#include "text/keyvalue.h"

bool sl_keyvalue_read(sl_builder *builder)
{
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
        going = node != NULL;
    }
    sl_builder_leave(builder);
    return going;
}
