/* bip39.c - a recovery phrase: 12 to 24 English words, of which each is 11 bits; the
 * last bits are the first ones of the SHA-256 of those before. BIP 39. */
#include "token/schemes.h"

#include "base/hash.h"

#include <string.h>

enum { LIST = 2048, LONGEST = 8, MAX_WORDS = 24, MAX_BYTES = 33, FEWEST_DIFFERENT = 8 };

/* No pointers: the dynamic linker would have to set each whenever the program starts. */
static const char list[LIST][LONGEST + 1] = {
#include "token/bip39_words.def"
};

/* The place of word in the list, or LIST. */
static unsigned find(sl_str word)
{
    size_t low = 0, high = LIST;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (sl_str_cmp(sl_str_of(list[middle]), word) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < LIST && sl_str_eq(sl_str_of(list[low]), word) ? (unsigned)low : LIST;
}

static bool is_letter(char c)
{
    return c >= 'a' && c <= 'z';
}

/* The words, whatever stands between them: blanks, commas, quotes, line ends. */
static size_t read_words(sl_str text, unsigned out[MAX_WORDS])
{
    size_t count = 0;

    for (size_t at = 0; at < text.len;) {
        size_t end = at;

        while (end < text.len && is_letter(text.ptr[end]))
            end++;
        if (end == at) {
            at++;
            continue;
        }
        if (count == MAX_WORDS)
            return 0;
        out[count] = find(sl_str_sub(text, at, end));
        if (out[count++] == LIST)
            return 0;
        at = end;
    }
    return count;
}

/* Published phrases repeat themselves ("abandon abandon ..."). */
static size_t different(const unsigned *words, size_t count)
{
    size_t result = 0;

    for (size_t i = 0; i < count; i++) {
        size_t k = 0;

        while (k < i && words[k] != words[i])
            k++;
        result += k == i;
    }
    return result;
}

static bool sum_holds(const unsigned *words, size_t count)
{
    uint8_t bytes[MAX_BYTES] = {0}, sum[SL_SHA256_SIZE];
    size_t check = count / 3, entropy = (count * 11 - check) / 8;
    sl_sha256 hash;

    for (size_t bit = 0; bit < count * 11; bit++)
        if (words[bit / 11] >> (10 - bit % 11) & 1)
            bytes[bit / 8] |= (uint8_t)(0x80 >> bit % 8);
    sl_sha256_init(&hash);
    sl_sha256_add(&hash, sl_str_make((const char *)bytes, entropy));
    sl_sha256_done(&hash, sum);
    return bytes[entropy] >> (8 - check) == sum[0] >> (8 - check);
}

void sl_bip39_judge(sl_str token, sl_verdict *out)
{
    unsigned words[MAX_WORDS];
    size_t count = read_words(token, words);

    if (count < 12 || count % 3 || different(words, count) < FEWEST_DIFFERENT)
        sl_verdict_say(out, SL_VERDICT_NOT_A_TOKEN, "%s", "");
    else if (sum_holds(words, count))
        sl_verdict_say(out, SL_VERDICT_VALID, "%zu words, checksum valid", count);
    else
        sl_verdict_say(out, SL_VERDICT_MISMATCH,
                       "checksum does not match (edited or placeholder)");
}
