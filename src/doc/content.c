#include "doc/content.h"

#include "text/encoding.h"

enum {
    GITCRYPT_SMALLEST = 22, /* the header of 10 and a nonce of 12 bytes */
    LFS_LARGEST = 1024,     /* git-lfs takes nothing larger for a pointer */
    SNIFFED = 8000          /* bytes in which a NUL makes git call a file binary */
};

static bool is_empty(sl_str bytes)
{
    return bytes.len == 0;
}

static bool is_gitcrypt_key(sl_str bytes)
{
    return sl_str_starts(bytes, sl_lit("\0GITCRYPTKEY"));
}

static bool is_gitcrypt_any(sl_str bytes)
{
    return sl_str_starts(bytes, sl_lit("\0GITCRYPT\0"));
}

static bool is_gitcrypt(sl_str bytes)
{
    return bytes.len >= GITCRYPT_SMALLEST && is_gitcrypt_any(bytes);
}

/* https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md, and its first name. */
static bool is_lfs(sl_str bytes)
{
    return bytes.len <= LFS_LARGEST &&
           (sl_str_starts(bytes, sl_lit("version https://git-lfs.github.com/spec/")) ||
            sl_str_starts(bytes, sl_lit("version https://hawser.github.com/spec/"))) &&
           sl_str_has(bytes, sl_lit("\noid sha256:"));
}

/* https://age-encryption.org/v1, binary and armored. */
static bool is_age(sl_str bytes)
{
    return sl_str_starts(bytes, sl_lit("age-encryption.org/v1\n")) ||
           sl_str_starts(bytes, sl_lit("-----BEGIN AGE ENCRYPTED FILE-----"));
}

/* "Salted__" and a salt of 8 bytes, as `openssl enc` writes them, or with -a. */
static bool is_openssl(sl_str bytes)
{
    sl_buf plain = {0};
    bool armored;

    if (sl_str_starts(bytes, sl_lit("Salted__")))
        return true;
    armored = sl_str_starts(bytes, sl_lit("U2FsdGVkX1")) &&
              sl_base64_decode(bytes, &plain) &&
              sl_str_starts(sl_buf_str(&plain), sl_lit("Salted__"));
    sl_buf_free(&plain);
    return armored;
}

static bool is_binary(sl_str bytes)
{
    return sl_str_chr(sl_str_sub(bytes, 0, SNIFFED), '\0') != SIZE_MAX &&
           sl_utf16_detect(bytes) == SL_UTF16_NONE;
}

static bool is_anything(sl_str bytes)
{
    (void)bytes;
    return true;
}

/* First match wins; TEXT may be SOPS yet. VAULT stands for its three classes: sl_vault_judge decides. */
static const struct {
    bool (*fits)(sl_str bytes);
    sl_content_class class_;
} classes[] = {
    {is_empty, SL_CONTENT_EMPTY},
    {is_gitcrypt_key, SL_CONTENT_GITCRYPT_KEY},
    {is_gitcrypt, SL_CONTENT_GITCRYPT},
    {is_gitcrypt_any, SL_CONTENT_GITCRYPT_TRUNCATED},
    {sl_vault_marked, SL_CONTENT_VAULT},
    {is_lfs, SL_CONTENT_LFS},
    {is_age, SL_CONTENT_AGE},
    {is_openssl, SL_CONTENT_OPENSSL},
    {is_binary, SL_CONTENT_BINARY},
    {is_anything, SL_CONTENT_TEXT},
};

static const struct {
    const char *name;
    bool encrypted;
} properties[SL_CONTENT_CLASSES] = {
    [SL_CONTENT_EMPTY] = {"empty", false},
    [SL_CONTENT_GITCRYPT_KEY] = {"git-crypt-key", false},
    [SL_CONTENT_GITCRYPT] = {"git-crypt", true},
    [SL_CONTENT_GITCRYPT_TRUNCATED] = {"git-crypt-truncated", false},
    [SL_CONTENT_VAULT] = {"vault", true},
    [SL_CONTENT_VAULT_BROKEN] = {"vault-broken", false},
    [SL_CONTENT_VAULT_MISPLACED] = {"vault-misplaced", false},
    [SL_CONTENT_LFS] = {"lfs", false},
    [SL_CONTENT_SOPS] = {"sops", true},
    [SL_CONTENT_AGE] = {"age", true},
    [SL_CONTENT_OPENSSL] = {"openssl", true},
    [SL_CONTENT_BINARY] = {"binary", false},
    [SL_CONTENT_TEXT] = {"text", false},
};

sl_content sl_content_by_head(sl_str bytes)
{
    sl_content content = {0};
    size_t i = 0;

    while (!classes[i].fits(bytes))
        i++;
    content.class_ = classes[i].class_;
    if (content.class_ == SL_CONTENT_VAULT)
        sl_vault_judge(bytes, &content);
    return content;
}

sl_content sl_content_of(sl_str bytes)
{
    sl_content content = sl_content_by_head(bytes);

    if (content.class_ == SL_CONTENT_TEXT && sl_sops_marked(bytes))
        content.class_ = SL_CONTENT_SOPS;
    return content;
}

const char *sl_content_name(sl_content_class class_)
{
    return (unsigned)class_ < SL_CONTENT_CLASSES ? properties[class_].name : "unknown";
}

bool sl_content_encrypted(sl_content_class class_)
{
    return (unsigned)class_ < SL_CONTENT_CLASSES && properties[class_].encrypted;
}
