#include "scan/baseline.h"

#include "base/hash.h"

#include <sys/random.h>

void sl_baseline_derive(sl_baseline *baseline)
{
    sl_str salt = sl_str_make((const char *)baseline->salt, sizeof baseline->salt);

    sl_hmac_sha256(salt, sl_lit("seclint baseline 1, key of identities"),
                   baseline->key);
}

bool sl_baseline_salt(sl_baseline *baseline, sl_err *err)
{
    if (getrandom(baseline->salt, sizeof baseline->salt, 0) != sizeof baseline->salt)
        return sl_fail(err, SL_EIO, "random bytes");
    sl_baseline_derive(baseline);
    return true;
}

/* The words of text with one blank between them. */
static void add_words(sl_str text, sl_buf *out)
{
    bool blank = false;

    text = sl_str_trim(text);
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];

        if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
            blank = true;
            continue;
        }
        if (blank)
            sl_buf_char(out, ' ');
        blank = false;
        sl_buf_char(out, c);
    }
}

/* The text without its numbers, which count what may come and go. */
static void add_letters(sl_str text, sl_buf *out)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            sl_buf_char(out, text.ptr[i]);
}

/* The masked line is what is known of such a finding: there is no secret in it. */
static uint64_t identity_by_name(const sl_baseline *baseline, const sl_finding *f)
{
    sl_str marked =
        sl_str_sub(f->place.snippet, f->place.mark_start, f->place.mark_end);
    uint8_t mac[SL_SHA256_SIZE];
    sl_buf bytes = {0};

    sl_buf_add(&bytes, f->rule->id);
    sl_buf_char(&bytes, '\0');
    sl_buf_add(&bytes, sl_path_base(f->place.path));
    sl_buf_char(&bytes, '\0');
    add_words(marked.len > 0 ? marked : f->place.snippet, &bytes);
    if (baseline->bits > 0 && f->place.snippet.len == 0)
        add_letters(f->message, &bytes);
    sl_hmac_sha256(sl_str_make((const char *)baseline->key, sizeof baseline->key),
                   sl_buf_str(&bytes), mac);
    sl_buf_free(&bytes);
    return (uint64_t)mac[0] << 56 | (uint64_t)mac[1] << 48 | (uint64_t)mac[2] << 40 |
           (uint64_t)mac[3] << 32;
}

uint32_t sl_baseline_hash(const sl_baseline *baseline, const sl_finding *finding)
{
    uint64_t identity =
        finding->identity ? finding->identity : identity_by_name(baseline, finding);

    return (uint32_t)(identity >>
                      (64 - (baseline->bits ? baseline->bits : SL_BASELINE_BITS)));
}

sl_baseline_place sl_baseline_where(const sl_finding *finding,
                                    const sl_baseline_scope *scope)
{
    unsigned origins = finding->origins | 1u << finding->place.origin;
    unsigned now = 1u << SL_ORIGIN_WORKTREE | 1u << SL_ORIGIN_FILE;
    unsigned next = 1u << SL_ORIGIN_INDEX | 1u << SL_ORIGIN_HEAD;

    if (origins & now || (scope->staged && origins & next))
        return SL_STANDS_NOW;
    if (origins & next)
        return SL_STANDS_STAGED;
    if (origins & 1u << SL_ORIGIN_RANGE && scope->survey &&
        sl_survey_path(scope->survey, finding->place.path))
        return SL_STANDS_NOW; /* the last commit still has the file */
    return SL_STOOD;
}

sl_str sl_baseline_secret(const sl_finding *finding)
{
    return sl_str_make((const char *)&finding->secret, sizeof finding->secret);
}

bool sl_baseline_concerns(const sl_finding *finding)
{
    return (!finding->suppressed || finding->allowed_by == SL_ALLOWER_BASELINE) &&
           finding->protection == SL_PROTECTION_NONE;
}

void sl_baseline_free(sl_baseline *baseline)
{
    sl_vec_free(&baseline->entries);
    sl_arena_free(&baseline->arena);
}
