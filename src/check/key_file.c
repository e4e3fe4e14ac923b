#include "check/key_file.h"

#include "text/glob.h"
#include "token/openpgp.h"

typedef struct form {
    const char *name; /* a glob that the path must match, or NULL */
    size_t at;
    sl_str magic;
    const char *what;
    bool locked;
} form;

#define M(text)                \
    {                          \
        text, sizeof(text) - 1 \
    }

static const form forms[] = {
    {NULL, 0, M("\xfe\xed\xfe\xed\0\0\0"), "a Java keystore", true},
    {NULL, 0, M("\xce\xce\xce\xce\0\0\0"), "a Java keystore (JCEKS)", true},
    {"*.{bks,keystore,jks}", 0, M("\0\0\0\2\0\0\0\x14"), "a keystore of Bouncy Castle",
     true},
    {"*.{bks,keystore,jks}", 0, M("\0\0\0\1\0\0\0\x14"), "a keystore of Bouncy Castle",
     true},
    {NULL, 0, M("\x03\xd9\xa2\x9a\x67\xfb\x4b\xb5"), "a KeePass database", true},
    {NULL, 0, M("\x03\xd9\xa2\x9a\x65\xfb\x4b\xb5"), "a KeePass database", true},
    {NULL, 0, M("kych\0\1"), "a Keychain of macOS", true},
    {"wallet*.dat", 12, M("\x62\x31\x05\0"), "a wallet of Bitcoin Core", true},
    {"wallet*.dat", 0, M("SQLite format 3"), "a wallet of Bitcoin Core", true},
    {NULL, 0, M("(21:protected-private-key"), "a private key of GnuPG", true},
    {NULL, 0, M("(11:private-key"), "a private key of GnuPG without passphrase", false},
    {NULL, 0, M("== ed25519v1-secret: type0 =="), "the secret key of an onion service",
     false},
    {"*keytab*", 0, M("\5\2\0\0"), "a Kerberos keytab", false},
    {"*krb5cc*", 0, M("\5\4\0"), "a Kerberos credential cache", false},
    {"{dropbear_*,*host_key}", 0, M("\0\0\0\7ssh-rsa\0"), "a host key of Dropbear",
     false},
    {"{dropbear_*,*host_key}", 0,
     M("\0\0\0\x13"
       "ecdsa-sha2-nistp"),
     "a host key of Dropbear", false},
    {"{dropbear_*,*host_key}", 0, M("\0\0\0\x0bssh-ed25519\0"),
     "a host key of Dropbear", false},
    {".mylogin.cnf", 0, M("\0\0\0\0"), "a login file of mysql_config_editor", false},
    {"hudson.util.Secret", 0, M(""), "the key of Jenkins for its credentials", false},
};

/* The content of a DER element of that type that reaches to the end of bytes. */
static bool open_der(int type, sl_str *bytes)
{
    size_t size, count;

    if (bytes->len < 2 || (uint8_t)bytes->ptr[0] != type)
        return false;
    size = (uint8_t)bytes->ptr[1];
    *bytes = sl_str_skip(*bytes, 2);
    if (size & 0x80) {
        count = size & 0x7f;
        if (count == 0 || count > 3 || bytes->len < count)
            return false;
        size = 0;
        for (size_t i = 0; i < count; i++)
            size = size << 8 | (uint8_t)bytes->ptr[i];
        *bytes = sl_str_skip(*bytes, count);
    }
    return bytes->len == size;
}

/* PKCS #12 has version 3; of private keys PKCS #8 and #1 have 0, SEC 1 has 1. */
static sl_key_file of_der(sl_str bytes)
{
    static const struct {
        sl_str magic;
        sl_key_file file;
    } heads[] = {
        {M("\2\1\3\x30"), {"a PKCS #12 container", true}},
        {M("\2\1\0\x30"), {"a private key (PKCS #8, DER)", false}},
        {M("\2\1\0\2\x82"), {"a private key (PKCS #1, DER)", false}},
        {M("\2\1\0\2\x81"), {"a private key (PKCS #1, DER)", false}},
        {M("\2\1\1\4\x20"), {"a private key (SEC 1, DER)", false}},
        {M("\2\1\1\4\x30"), {"a private key (SEC 1, DER)", false}},
        {M("\2\1\1\4\x42"), {"a private key (SEC 1, DER)", false}},
    };

    if (open_der(0x30, &bytes))
        for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
            if (sl_str_starts(bytes, heads[i].magic))
                return heads[i].file;
    return (sl_key_file){0};
}

/* Asked of every name of a history: nearly all have none of the letters. */
static bool may_be_named(sl_str name)
{
    return sl_str_chr(name, 'k') != SIZE_MAX || sl_str_starts(name, sl_lit("wallet")) ||
           sl_str_starts(name, sl_lit("dropbear_")) ||
           sl_str_starts(name, sl_lit(".my")) || sl_str_starts(name, sl_lit("hudson."));
}

bool sl_key_file_named(sl_str path)
{
    if (!may_be_named(sl_path_base(path)))
        return false;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (forms[i].name && (i == 0 || forms[i - 1].name != forms[i].name) &&
            sl_glob_match(sl_str_of(forms[i].name), path))
            return true;
    return false;
}

sl_key_file sl_key_file_of(sl_str path, sl_str bytes)
{
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        const form *row = &forms[i];

        if (sl_str_starts(sl_str_skip(bytes, row->at), row->magic) &&
            (!row->name || sl_glob_match(sl_str_of(row->name), path)))
            return (sl_key_file){row->what, row->locked};
    }
    switch (sl_openpgp_lock_of(bytes)) {
    case SL_OPENPGP_OPEN:
        return (sl_key_file){"an OpenPGP private key without passphrase", false};
    case SL_OPENPGP_LOCKED: return (sl_key_file){"an OpenPGP private key", true};
    case SL_OPENPGP_UNKNOWN: break;
    }
    return of_der(bytes);
}
