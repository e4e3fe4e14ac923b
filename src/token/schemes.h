/* schemes.h - the judges and signers that verdict.c puts into its table.
 *
 * Each judge fills *out wholly. Formats and their sources are told in the .c of the
 * scheme; what was learnt from tokens instead of documents is said to be observed. */
#ifndef SECLINT_TOKEN_SCHEMES_H
#define SECLINT_TOKEN_SCHEMES_H

#include "token/verdict.h"

/* Fills *out: kind, not expired, and the note. An empty format means no note. */
void sl_verdict_say(sl_verdict *out, sl_verdict_kind kind, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Prefix, body, CRC-32: GitHub, npm, Grafana and the like (crc_tokens.c). */
void sl_crc_token_judge(sl_str token, sl_verdict *out);
bool sl_crc_token_sign(sl_str body, char *out, size_t room);

void sl_github_fine_grained_judge(sl_str token, sl_verdict *out);
bool sl_github_fine_grained_sign(sl_str body, char *out, size_t room);

void sl_gitlab_routable_judge(sl_str token, sl_verdict *out);
bool sl_gitlab_routable_sign(sl_str body, char *out, size_t room);

/* Keys in base58, with or without a checksum (base58.c). */
void sl_base58check_judge(sl_str token, sl_verdict *out);
bool sl_base58check_sign(sl_str body, char *out, size_t room);
void sl_jfrog_key_judge(sl_str token, sl_verdict *out);

/* Base32 with a CRC-16: Stellar, NATS (base32_crc.c). */
void sl_base32_crc_judge(sl_str token, sl_verdict *out);
bool sl_base32_crc_sign(sl_str body, char *out, size_t room);

void sl_bip39_judge(sl_str token, sl_verdict *out);

void sl_bedrock_judge(sl_str token, sl_verdict *out);

/* Microsoft's tokens with a checksum of their own form (azure_tokens.c). */
void sl_azure_cask_judge(sl_str token, sl_verdict *out);
bool sl_azure_cask_sign(sl_str body, char *out, size_t room);
void sl_azure_entra_judge(sl_str token, sl_verdict *out);
bool sl_azure_entra_sign(sl_str body, char *out, size_t room);
void sl_azure_devops_judge(sl_str token, sl_verdict *out);

/* No checksum, but something in a fixed place (shaped_tokens.c). */
void sl_openai_judge(sl_str token, sl_verdict *out);
void sl_anthropic_judge(sl_str token, sl_verdict *out);
void sl_telegram_judge(sl_str token, sl_verdict *out);
void sl_slack_judge(sl_str token, sl_verdict *out);

/* GitHub's installation tokens, which may be a JWT (crc_tokens.c). */
void sl_github_judge(sl_str token, sl_verdict *out);

void sl_aws_key_judge(sl_str token, sl_verdict *out);

void sl_jwt_judge(sl_str token, sl_verdict *out);

void sl_pem_judge(sl_str token, sl_verdict *out);

void sl_pypi_judge(sl_str token, sl_verdict *out);
bool sl_pypi_sign(sl_str body, char *out, size_t room);

/* Bech32 with the human-readable part of the token: age, nostr (bech32.c). */
void sl_bech32_judge(sl_str token, sl_verdict *out);
bool sl_bech32_sign(sl_str body, char *out, size_t room);

/* A prefix before base64 of something that can be read (wrapped_tokens.c). */
void sl_wrapped_judge(sl_str token, sl_verdict *out);
void sl_jira_judge(sl_str token, sl_verdict *out);

/* Microsoft's keys with a Marvin32 checksum (azure_keys.c). */
void sl_azure_key_judge(sl_str token, sl_verdict *out);
bool sl_azure_key_sign(sl_str body, char *out, size_t room);

#endif
