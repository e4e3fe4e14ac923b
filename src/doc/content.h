/* content.h - what the bytes of a secret-bearing file are: the byte classes.
 *
 * First match wins, in this order. Sources: lib/ansible/parsing/vault of
 * ansible-core, commands.cpp and key.cpp of git-crypt, the SOPS, git-lfs and age
 * documentation; compared with the real programs in the tests. */
#ifndef SECLINT_DOC_CONTENT_H
#define SECLINT_DOC_CONTENT_H

#include "base/str.h"

typedef enum sl_content_class {
    SL_CONTENT_EMPTY,
    SL_CONTENT_GITCRYPT_KEY,       /* \0GITCRYPTKEY: key material */
    SL_CONTENT_GITCRYPT,           /* \0GITCRYPT\0, at least 22 bytes */
    SL_CONTENT_GITCRYPT_TRUNCATED, /* the header with fewer than 22 bytes */
    SL_CONTENT_VAULT,
    SL_CONTENT_VAULT_BROKEN,    /* $ANSIBLE_VAULT at byte 0, structure wrong */
    SL_CONTENT_VAULT_MISPLACED, /* the header behind a BOM, blanks or a comment */
    SL_CONTENT_LFS,
    SL_CONTENT_SOPS,
    SL_CONTENT_AGE,
    SL_CONTENT_OPENSSL, /* Salted__ */
    SL_CONTENT_BINARY,
    SL_CONTENT_TEXT,
    SL_CONTENT_CLASSES
} sl_content_class;

/* Which part of a vault file is wrong, so that the right rule reports it. */
typedef enum sl_vault_fault {
    SL_VAULT_OK,
    SL_VAULT_HEADER, /* first line: prefix, field count, cipher, case, BOM */
    SL_VAULT_BODY    /* length rule, hex digits, inner fields, text behind it */
} sl_vault_fault;

typedef struct sl_content {
    sl_content_class class_;
    sl_vault_fault fault;
    sl_span where; /* of the fault, in the bytes */
    char why[120]; /* of the fault: "cipher is AES, must be AES256" */
} sl_content;

/* UTF-16 is TEXT: classify its decoded form to know more (sl_doc_open does). */
sl_content sl_content_of(sl_str bytes);
/* By the first bytes alone: what may be SOPS is TEXT. Time does not grow with the
 * length, but for vaults. */
sl_content sl_content_by_head(sl_str bytes);
const char *sl_content_name(sl_content_class class_);
/* gitcrypt, vault, sops, age and openssl: nothing to read without a key. */
bool sl_content_encrypted(sl_content_class class_);

/* The structure of one vault text (a whole file, or an inline !vault value), as
 * VaultLib and VaultAES256 of ansible-core read it: nothing but the password is
 * missing when the answer is SL_VAULT_OK. Fills *out; its class is VAULT, BROKEN
 * or MISPLACED, or TEXT when there is no vault header at all (fault HEADER). */
sl_vault_fault sl_vault_judge(sl_str text, sl_content *out);
/* Does the header stand at the first byte, or behind what people put before it (a
 * BOM, blanks, "---", comments), or in small letters? */
bool sl_vault_marked(sl_str text);

/* Carries the metadata that SOPS writes into YAML, JSON, dotenv and INI, and a
 * value encrypted by it. Its plain leaves, if any, can still be read. */
bool sl_sops_marked(sl_str text);
/* What stands wherever that is. */
#define SL_SOPS_MARK sl_lit("ENC[AES256_GCM,")

#endif
