/* keys.c - condition keys: those of services, and above them those kept by hand. */
#include "book.h"

#include "aws/condition_keys.h"

static const struct {
    const char *name;
    sl_key_type type;
    bool many;
} kinds[] = {
    {"any", SL_KEY_ANY, false},
    {"String", SL_KEY_STRING, false},
    {"ARN", SL_KEY_ARN, false},
    {"Bool", SL_KEY_BOOL, false},
    {"Numeric", SL_KEY_NUMERIC, false},
    {"Date", SL_KEY_DATE, false},
    {"IPAddress", SL_KEY_IP, false},
    {"Binary", SL_KEY_BINARY, false},
    {"ArrayOfString", SL_KEY_STRING, true},
    {"ArrayOfARN", SL_KEY_ARN, true},
    {"ArrayOfBool", SL_KEY_BOOL, true},
    {"ArrayOfNumeric", SL_KEY_NUMERIC, true},
};

static bool add_key(iam_book *book, const tsv *table, size_t row, sl_err *err)
{
    const tsv_row *from = &table->rows.at[row];
    bool by_hand = table == &book->global_keys;
    sl_iam_key *key;

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (!sl_str_eq(from->cell[1], sl_str_of(kinds[i].name)))
            continue;
        key = sl_vec_push(&book->key);
        key->name = pool_add(&book->pool, from->cell[0]);
        key->type = (uint8_t)kinds[i].type;
        if (kinds[i].many || sl_str_eq(from->cell[2], sl_lit("many")))
            key->flags |= SL_IAM_MANY;
        if (by_hand && from->cell[3].len == 0)
            key->flags |= SL_IAM_GLOBAL;
        if (sl_str_has(from->cell[0], sl_lit("${"))) {
            key->flags |= SL_IAM_VARIABLE;
            *sl_vec_push(&book->variable_keys) = (uint16_t)(book->key.len - 1);
        }
        return true;
    }
    return tsv_fail(table, row, err, "unknown type of key", from->cell[1]);
}

bool book_keys(iam_book *book, sl_err *err)
{
    size_t i = 0, j = 0;
    const tsv *keys = &book->keys, *hand = &book->global_keys;

    while (i < keys->rows.len || j < hand->rows.len) {
        int sign = i == keys->rows.len ? 1
                   : j == hand->rows.len
                       ? -1
                       : sl_iam_cmp(keys->rows.at[i].cell[0], hand->rows.at[j].cell[0]);

        if (sign < 0 ? !add_key(book, keys, i, err) : !add_key(book, hand, j, err))
            return false;
        i += sign <= 0;
        j += sign >= 0;
    }
    return true;
}

size_t book_find_key(const iam_book *book, sl_str key)
{
    size_t low = 0, high = book->key.len;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int sign = sl_iam_cmp(book_text(book, book->key.at[middle].name), key);

        if (sign == 0)
            return middle;
        if (sign < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return SIZE_MAX;
}
