/* actions.c - services and their actions, with the sets of types and keys. */
#include "book.h"

#include "aws/actions.h"

static const struct {
    char letter;
    uint8_t access;
} levels[] = {
    {'L', SL_ACCESS_LIST},
    {'R', SL_ACCESS_READ},
    {'W', SL_ACCESS_WRITE},
    {'T', SL_ACCESS_TAGGING | SL_ACCESS_WRITE},
    {'P', SL_ACCESS_PERMISSIONS | SL_ACCESS_WRITE},
    {'?', 0},
};

static bool add_flags(iam_book *book, size_t row, sl_err *err)
{
    const tsv_row *from = &book->actions.rows.at[row];
    sl_str level = from->cell[2], doubt = from->cell[5];
    uint8_t flags = 0;

    if (sl_str_has(from->cell[3], sl_lit("!")))
        flags |= SL_IAM_NEEDS_TYPE;
    if (doubt.len == 0)
        flags |= SL_IAM_AGREED | SL_IAM_TYPES_AGREED;
    else if (sl_str_eq(doubt, sl_lit("types")))
        flags |= SL_IAM_AGREED;
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
        if (level.len != 1 || level.ptr[0] != levels[i].letter)
            continue;
        *sl_vec_push(&book->action_flags) =
            (uint8_t)(flags | levels[i].access << SL_IAM_LEVEL_SHIFT);
        return true;
    }
    return tsv_fail(&book->actions, row, err, "unknown access level", level);
}

/* Keys: those of its types, its own, and those that all actions of its service have. */
static bool add_sets(iam_book *book, size_t row, iam_numbers *service_keys, sl_err *err)
{
    const tsv_row *from = &book->actions.rows.at[row];
    sl_str types = from->cell[3], keys = from->cell[4], item;
    iam_numbers type_set = {0}, key_set = {0};
    bool ok = true;

    while (ok && tsv_item(&types, &item)) {
        sl_str name = sl_str_drop_end(item, sl_lit("!"));
        size_t type = tsv_find(&book->types, from->cell[0], name);

        ok = type != SIZE_MAX ||
             tsv_fail(&book->actions, row, err, "unknown resource type", name);
        if (!ok)
            break;
        *sl_vec_push(&type_set) =
            (uint16_t)(type | (name.len < item.len ? SL_IAM_REQUIRED : 0));
        for (size_t i = 0; i < book->type_keys[type].len; i++)
            *sl_vec_push(&key_set) = book->type_keys[type].at[i];
    }
    while (ok && tsv_item(&keys, &item)) {
        size_t key = book_find_key(book, item);

        ok = key != SIZE_MAX || tsv_fail(&book->actions, row, err, "unknown key", item);
        if (ok)
            *sl_vec_push(&key_set) = (uint16_t)key;
    }
    for (size_t i = 0; ok && i < book->global_keys.rows.len; i++)
        if (sl_str_eq(book->global_keys.rows.at[i].cell[3], from->cell[0]))
            *sl_vec_push(&key_set) =
                (uint16_t)book_find_key(book, book->global_keys.rows.at[i].cell[0]);
    for (size_t i = 0; ok && i < key_set.len; i++)
        *sl_vec_push(service_keys) = key_set.at[i];
    *sl_vec_push(&book->action_types) = (uint16_t)sets_add(&book->sets, &type_set);
    *sl_vec_push(&book->action_keys) = (uint16_t)sets_add(&book->sets, &key_set);
    sl_vec_free(&type_set);
    sl_vec_free(&key_set);
    return ok;
}

/* Keys of the service that none of its actions has. */
static void add_declared(const iam_book *book, sl_str service, iam_numbers *keys)
{
    for (size_t row = 0; row < book->keys.rows.len; row++) {
        const tsv_row *from = &book->keys.rows.at[row];
        sl_str owners = from->cell[2], owner;

        if (owners.len == 0)
            owners = sl_str_sub(from->cell[0], 0, sl_str_chr(from->cell[0], ':'));
        while (tsv_item(&owners, &owner))
            if (sl_str_eq(owner, service))
                *sl_vec_push(keys) = (uint16_t)book_find_key(book, from->cell[0]);
    }
}

static bool add_service(iam_book *book, size_t row, size_t *action, size_t *type,
                        sl_err *err)
{
    const tsv_row *from = &book->services.rows.at[row];
    sl_iam_service *out = sl_vec_push(&book->service);
    iam_numbers keys = {0};
    bool ok = true;

    out->prefix = pool_add(&book->pool, from->cell[0]);
    out->title = pool_add(&book->pool, from->cell[1]);
    out->flags = from->cell[2].len == 0 ? SL_IAM_AGREED : 0;
    if (tsv_find(&book->core, from->cell[0], (sl_str){0}) != SIZE_MAX)
        out->flags |= SL_IAM_CORE;
    out->action = (uint16_t)*action;
    out->type = (uint16_t)*type;
    for (; ok && *action < book->actions.rows.len; ++*action) {
        const tsv_row *next = &book->actions.rows.at[*action];

        if (!sl_str_eq(next->cell[0], from->cell[0]))
            break;
        *sl_vec_push(&book->action_names) = pool_add(&book->pool, next->cell[1]);
        ok = add_flags(book, *action, err) && add_sets(book, *action, &keys, err);
    }
    while (*type < book->types.rows.len && book->type.at[*type].service == row)
        ++*type;
    add_declared(book, from->cell[0], &keys);
    out->keys = (uint16_t)sets_add(&book->sets, &keys);
    sl_vec_free(&keys);
    return ok;
}

bool book_actions(iam_book *book, sl_err *err)
{
    size_t action = 0, type = 0;
    sl_iam_service *end;

    for (size_t i = 0; i < book->services.rows.len; i++)
        if (!add_service(book, i, &action, &type, err))
            return false;
    if (action < book->actions.rows.len)
        return tsv_fail(&book->actions, action, err, "unknown service",
                        book->actions.rows.at[action].cell[0]);
    end = sl_vec_push(&book->service);
    end->action = (uint16_t)action;
    end->type = (uint16_t)type;
    return true;
}
