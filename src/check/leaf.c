#include "check/leaf.h"

#include "text/entropy.h"
#include "text/name.h"
#include "text/value.h"

typedef struct shape {
    size_t letters;
    size_t capitals;
    size_t digits;
    size_t symbols;
    size_t blanks;
    size_t breaks; /* of lines */
} shape;

static shape shape_of(sl_str value)
{
    shape s = {0};

    for (size_t i = 0; i < value.len; i++) {
        char c = value.ptr[i];

        if (c >= 'A' && c <= 'Z')
            s.capitals++, s.letters++;
        else if (c >= 'a' && c <= 'z')
            s.letters++;
        else if (c >= '0' && c <= '9')
            s.digits++;
        else if (c == '\n' || c == '\r')
            s.breaks++;
        else if (c == ' ' || (c >= '\t' && c <= '\r'))
            s.blanks++;
        else
            s.symbols++;
    }
    return s;
}

/* Paths, addresses, booleans, versions, selectors: values of another kind. */
static bool other_kind(sl_str value)
{
    static const char *const begins[] = {
        "/", "./", "../", "~/", "http://", "https://", "urn:", "sha256:", "sha512-"};

    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
        if (sl_str_starts_nocase(value, sl_str_of(begins[i])))
            return true;
    return false;
}

/* The line end of a block scalar is no part of the secret. */
static bool plausible(sl_str value, bool strict)
{
    shape s = shape_of(value = sl_str_trim(value));

    if (other_kind(value) || s.blanks > 0)
        return false;
    if (!strict)
        return value.len >= 4 && !(s.digits == value.len && value.len < 6);
    if (value.len < 8 || s.letters == 0 || s.breaks > 0)
        return false;
    return s.digits > 0 ? sl_entropy(value) > 2.3
                        : s.symbols > 0 && s.capitals > 0 && s.capitals < s.letters;
}

bool sl_pair_is_secret(sl_str name, sl_str value, bool strict)
{
    return sl_secret_name(name) && plausible(value, strict) && !sl_placeholder(value) &&
           !sl_reference(value);
}

bool sl_leaf_is_secret(const sl_node *leaf, bool strict)
{
    if (leaf->type != SL_NODE_SCALAR || leaf->commented || leaf->tag.len > 0)
        return false;
    return sl_pair_is_secret(sl_node_name(leaf), leaf->value, strict);
}
