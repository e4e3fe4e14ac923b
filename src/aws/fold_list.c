/* fold_list.c - functions of CloudFormation about lists: Split and Select. */
#include "aws/fold_work.h"

/* The text and the separator of a !Split of a literal. */
static bool split_parts(sl_folder *folder, const sl_node *argument, sl_str *separator,
                        sl_buf *text, unsigned depth)
{
    const sl_node *between = sl_item_at(argument, 0);
    const sl_node *whole = sl_item_at(argument, 1);

    if (!between || between->type != SL_NODE_SCALAR || between->value.len == 0 ||
        !whole || !sl_fold_text_of(folder, whole, text, depth + 1))
        return false;
    *separator = between->value;
    return !text->truncated && !sl_str_has(sl_buf_str(text), sl_lit("${"));
}

/* The next part of *rest. */
static sl_str take_part(sl_str *rest, sl_str separator, bool *more)
{
    size_t at = sl_str_find(*rest, separator);
    sl_str part = sl_str_sub(*rest, 0, at);

    *more = at != SIZE_MAX;
    *rest = *more ? sl_str_skip(*rest, at + separator.len) : (sl_str){0};
    return part;
}

bool sl_fold_split(sl_folder *folder, sl_fold_into *into, const sl_node *argument,
                   unsigned depth)
{
    sl_buf text = {.max = SL_MAX_FOLDED_TEXT};
    sl_str separator;
    bool more = split_parts(folder, argument, &separator, &text, depth);
    bool known = more;
    sl_str rest = sl_arena_str(folder->doc->arena, sl_buf_str(&text));

    sl_buf_free(&text);
    while (more)
        sl_fold_add_text(folder, into, take_part(&rest, separator, &more), argument,
                         NULL)
            ->tag = (sl_str){0};
    return known;
}

bool sl_fold_select(sl_folder *folder, const sl_node *argument, sl_buf *out,
                    unsigned depth)
{
    const sl_node *index = sl_item_at(argument, 0);
    const sl_node *list = sl_item_at(argument, 1);
    sl_intrinsic of = list ? sl_intrinsic_of(list) : (sl_intrinsic){0};
    size_t wanted;
    sl_buf text = {.max = SL_MAX_FOLDED_TEXT};
    sl_str separator, rest, part = {0};
    bool more, found = false;

    if (!list || index->type != SL_NODE_SCALAR || index->value.len != 1 ||
        index->value.ptr[0] < '0' || index->value.ptr[0] > '9')
        return false;
    wanted = (size_t)(index->value.ptr[0] - '0');
    if (of.kind == SL_INTRINSIC_NONE && list->type == SL_NODE_SEQ) {
        list = sl_item_at(list, wanted);
        return list && sl_fold_text_of(folder, list, out, depth + 1);
    }
    more = of.kind == SL_INTRINSIC_SPLIT &&
           split_parts(folder, of.argument, &separator, &text, depth);
    rest = sl_buf_str(&text);
    for (size_t i = 0; more && !found; i++) {
        part = take_part(&rest, separator, &more);
        found = i == wanted;
    }
    if (found)
        sl_buf_add(out, part);
    sl_buf_free(&text);
    return found;
}
