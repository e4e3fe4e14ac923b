/* vault_password.h - files and scripts that give Ansible Vault its password: what they
 * are called, and the password itself where it stands in the clear. */
#ifndef SECLINT_CHECK_VAULT_PASSWORD_H
#define SECLINT_CHECK_VAULT_PASSWORD_H

#include "doc/doc.h"

/* Is the file called as people call the file that holds the password: .vault_pass,
 * vault-password.txt, my-vault-password, .vault_pass.prod? Never one whose suffix says
 * that it is a program, a document, an example or encrypted. */
bool sl_vault_password_name(sl_str path);
/* Is the file called like a script that prints the password: vault_pass.sh,
 * get-vault-password.py, or vault-keyring-client.py, which Ansible gives --vault-id? */
bool sl_vault_script_name(sl_str path);
/* Does the suffix belong to a program? */
bool sl_program_name(sl_str path);

/* Is it configuration of a build service? */
bool sl_ci_file(sl_str path);
/* Of a build service, or of an image: what it names lies on another machine. */
bool sl_runs_elsewhere(sl_str path);

/* A script for a shell that splits what is not quoted: sh, bash, dash, ksh. */
bool sl_shell_script(const sl_doc *doc);

/* The password that the document holds in the clear, by its name and content: the one
 * line of a password file, or the one thing that a password script prints. Empty if
 * there is none. */
sl_span sl_vault_password_literal(const sl_doc *doc);

#endif
