/* key_file.h - binary files that hold keys or logins, told by their first bytes. */
#ifndef SECLINT_CHECK_KEY_FILE_H
#define SECLINT_CHECK_KEY_FILE_H

#include "base/str.h"

typedef struct sl_key_file {
    const char *what; /* for the message: "a Java keystore"; NULL: no such file */
    bool locked;      /* behind a passphrase, or meant to be */
} sl_key_file;

/* path decides where the bytes alone prove little. Formats: PKCS #12 (RFC 7292),
 * PKCS #8 and #1 (RFC 5208, RFC 8017) and SEC 1 (RFC 5915) in DER, the keystores of
 * Java (OpenJDK, JavaKeyStore.java), KeePass (keepass.info), keytabs and credential
 * caches of MIT Kerberos, key files of tor (rend-spec-v3), OpenPGP packets (RFC 9580),
 * private keys of GnuPG (agent/keyformat.txt), Keychain of macOS, Berkeley DB. */
sl_key_file sl_key_file_of(sl_str path, sl_str bytes);

/* Is it one of the paths that decide? */
bool sl_key_file_named(sl_str path);

#endif
