#include "git/tree.h"

bool sl_tree_next(sl_str *rest, size_t oid_len, sl_tree_entry *entry)
{
    enum { MODE_DIGITS = 7 };
    const char *at = rest->ptr;
    size_t len = 0;
    uint32_t bits = 0;
    sl_str name, after;

    for (; len <= MODE_DIGITS && len < rest->len && at[len] >= '0' && at[len] <= '7';
         len++)
        bits = bits << 3 | (uint32_t)(at[len] - '0');
    if (len == 0 || len > MODE_DIGITS || len == rest->len || at[len] != ' ' ||
        !sl_str_split(sl_str_skip(*rest, len + 1), '\0', &name, &after) ||
        after.len < oid_len || name.len == 0)
        return false;
    *entry = (sl_tree_entry){
        .mode = bits,
        .name = name,
        .oid = sl_oid_make((const uint8_t *)after.ptr, oid_len),
    };
    *rest = sl_str_skip(after, oid_len);
    return true;
}

bool sl_tree_is_empty(const sl_oid *oid)
{
    static const char *const known[] = {
        "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
        "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321",
    };
    sl_oid empty;

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (sl_oid_parse(sl_str_of(known[i]), &empty) && sl_oid_eq(&empty, oid))
            return true;
    return false;
}

/* Takes a header line off *rest, with the lines that continue it (they begin with
 * a blank). Returns false at the blank line before the message, which goes too. */
static bool header_next(sl_str *rest, sl_str *key, sl_str *value)
{
    size_t end = 0;
    sl_str line;

    if (rest->len == 0)
        return false;
    do {
        size_t at = sl_str_chr(sl_str_skip(*rest, end), '\n');

        end = at == SIZE_MAX ? rest->len : end + at + 1;
    } while (end > 1 && end < rest->len && rest->ptr[end] == ' ');
    line = sl_str_drop_end(sl_str_sub(*rest, 0, end), sl_lit("\n"));
    *rest = sl_str_skip(*rest, end);
    if (line.len == 0)
        return false;
    if (!sl_str_split(line, ' ', key, value)) {
        *key = line;
        *value = sl_lit("");
    }
    return true;
}

/* "Name <mail> 1700000000 +0100". Broken dates count as 0, as in git. */
static int64_t ident_split(sl_str ident, sl_str *who)
{
    size_t close = sl_str_rchr(ident, '>');
    sl_str date =
        close == SIZE_MAX ? sl_lit("") : sl_str_trim(sl_str_skip(ident, close + 1));
    int64_t seconds = 0;

    *who = close == SIZE_MAX ? sl_str_trim(ident) : sl_str_sub(ident, 0, close + 1);
    for (size_t i = 0; i < date.len && date.ptr[i] >= '0' && date.ptr[i] <= '9'; i++) {
        if (seconds > INT64_MAX / 10 - 1)
            return 0;
        seconds = seconds * 10 + (date.ptr[i] - '0');
    }
    return seconds;
}

/* Parents follow the tree line directly; others, as in a forged header, are none. */
static void parents_take(sl_str *rest, sl_commit *out)
{
    const char *start = rest->ptr;
    sl_str key, value;
    sl_oid oid;

    for (sl_str next = *rest; header_next(&next, &key, &value); *rest = next) {
        if (!sl_str_eq(key, sl_lit("parent")) || !sl_oid_parse(value, &oid))
            break;
        out->parents_len++;
    }
    out->parents = sl_str_make(start, (size_t)(rest->ptr - start));
}

bool sl_commit_parse(sl_str bytes, sl_commit *out)
{
    sl_str rest = bytes;
    sl_str key, value, who;

    *out = (sl_commit){0};
    if (!header_next(&rest, &key, &value) || !sl_str_eq(key, sl_lit("tree")) ||
        !sl_oid_parse(value, &out->tree))
        return false;
    parents_take(&rest, out);
    while (header_next(&rest, &key, &value)) {
        if (sl_str_eq(key, sl_lit("author")) && out->author.len == 0)
            out->author_time = ident_split(value, &out->author);
        else if (sl_str_eq(key, sl_lit("committer")) && out->commit_time == 0)
            out->commit_time = ident_split(value, &who);
    }
    out->message = rest;
    return true;
}

bool sl_commit_parent(const sl_commit *commit, size_t i, sl_oid *out)
{
    sl_str rest = commit->parents;
    sl_str key, value;

    while (header_next(&rest, &key, &value))
        if (i-- == 0)
            return sl_oid_parse(value, out);
    return false;
}

static sl_object_type type_of(sl_str name)
{
    static const struct {
        const char *name;
        sl_object_type type;
    } types[] = {
        {"commit", SL_OBJ_COMMIT},
        {"tree", SL_OBJ_TREE},
        {"blob", SL_OBJ_BLOB},
        {"tag", SL_OBJ_TAG},
    };

    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (sl_str_eq(name, sl_str_of(types[i].name)))
            return types[i].type;
    return SL_OBJ_NONE;
}

bool sl_tag_parse(sl_str bytes, sl_tag *out)
{
    sl_str rest = bytes;
    sl_str key, value, who;

    *out = (sl_tag){0};
    if (!header_next(&rest, &key, &value) || !sl_str_eq(key, sl_lit("object")) ||
        !sl_oid_parse(value, &out->target))
        return false;
    while (header_next(&rest, &key, &value)) {
        if (sl_str_eq(key, sl_lit("type")))
            out->type = type_of(value);
        else if (sl_str_eq(key, sl_lit("tag")))
            out->name = value;
        else if (sl_str_eq(key, sl_lit("tagger")) && out->time == 0)
            out->time = ident_split(value, &who);
    }
    out->message = rest;
    return out->type != SL_OBJ_NONE;
}
