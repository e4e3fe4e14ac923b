#include "scan/repeats.h"

#include "base/buf.h"
#include "base/mem.h"
#include "base/siphash.h"

#include <stdlib.h>
#include <sys/random.h>

struct sl_repeats {
    uint8_t key[SL_SIPHASH_KEY];
    bool versions;
    sl_buf name; /* of the member at hand */
    sl_repeat at[SL_REPEATS];
};

sl_repeats *sl_repeats_new(bool versions)
{
    sl_repeats *repeats = sl_calloc(1, sizeof *repeats);

    repeats->versions = versions;
    if (getrandom(repeats->key, sizeof repeats->key, 0) != sizeof repeats->key) {
        free(repeats);
        return NULL;
    }
    return repeats;
}

void sl_repeats_free(sl_repeats *repeats)
{
    if (repeats)
        sl_buf_free(&repeats->name);
    free(repeats);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_joint(char c)
{
    return c == '-' || c == '_' || c == '.';
}

static bool is_letter(char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* Where archives are named, and the folder at the top of the innermost. */
static size_t names_end(sl_str path)
{
    size_t end = 0;

    for (size_t i = 0; i + 1 < path.len; i++)
        if (path.ptr[i] == '!' && path.ptr[i + 1] == '/')
            end = i + 2;
    if (end > 0) {
        size_t folder = sl_str_chr(sl_str_skip(path, end), '/');

        end += folder == SIZE_MAX ? 0 : folder;
    }
    return end;
}

/* Does a number of a version begin at path[at], in -1.2.3 or -v2? */
static bool begins_number(sl_str path, size_t at)
{
    if (!is_digit(path.ptr[at]) || at == 0)
        return false;
    return is_joint(path.ptr[at - 1]) ||
           (path.ptr[at - 1] == 'v' && at > 1 && is_joint(path.ptr[at - 2]));
}

/* The path with 0 for each number of a version. */
static sl_str without_versions(sl_buf *out, sl_str path)
{
    size_t end = names_end(path);
    size_t from = 0;

    sl_buf_clear(out);
    for (size_t at = 0; at < end; at++) {
        size_t behind = at;

        if (!begins_number(path, at))
            continue;
        while (behind < path.len && is_digit(path.ptr[behind]))
            behind++;
        if (behind < path.len && is_letter(path.ptr[behind]))
            continue;
        sl_buf_add(out, sl_str_sub(path, from, at));
        sl_buf_char(out, '0');
        from = behind;
        at = behind - 1;
    }
    sl_buf_add(out, sl_str_skip(path, from));
    return sl_buf_str(out);
}

sl_repeat sl_repeats_of(sl_repeats *repeats, sl_str path, sl_str bytes)
{
    if (!repeats->versions)
        path = without_versions(&repeats->name, path);
    return (sl_repeat){.name = sl_siphash(repeats->key, path),
                       .bytes = sl_siphash(repeats->key, bytes),
                       .len = bytes.len};
}

static size_t place_of(const sl_repeat *member)
{
    return (size_t)(member->bytes ^ member->name) % SL_REPEATS;
}

const sl_repeat *sl_repeats_find(const sl_repeats *repeats, const sl_repeat *member)
{
    const sl_repeat *it = &repeats->at[place_of(member)];

    return it->known && it->name == member->name && it->bytes == member->bytes &&
                   it->len == member->len
               ? it
               : NULL;
}

void sl_repeats_keep(sl_repeats *repeats, const sl_repeat *member)
{
    sl_repeat *it = &repeats->at[place_of(member)];

    *it = *member;
    it->known = true;
}

bool sl_glob_counts(sl_str glob)
{
    size_t slash = sl_str_rchr(glob, '/');
    bool braces = sl_str_chr(glob, '{') != SIZE_MAX; /* a slash may be in them */
    size_t end = braces ? glob.len : slash == SIZE_MAX ? 0 : slash;
    bool wild = false, counts = false;

    for (size_t i = 0; i <= end; i++) {
        char c = i < glob.len ? glob.ptr[i] : '/';

        if (wild && counts)
            return true;
        if (i == end || (c == '/' && !braces)) {
            wild = counts = false;
            continue;
        }
        wild = wild || c == '*' || c == '?' || c == '[' || c == '{';
        counts = counts || is_digit(c) || c == '?' || c == '[';
    }
    return false;
}
