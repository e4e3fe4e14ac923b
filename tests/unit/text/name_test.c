/* name_test.c - names that announce a secret, and names that only sound so. */
#include "text/name.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

static const char *const secrets[] = {"password",
                                      "PASSWORD",
                                      "DATABASE_PASSWORD",
                                      "dbPassword",
                                      "db-password",
                                      "dbpassword",
                                      "DBPASSWORD",
                                      "PGPASSWORD",
                                      "MYSQL_ROOT_PASSWORD",
                                      "password2",
                                      "passwords",
                                      "passwd",
                                      "pwd",
                                      "pass",
                                      "ansible_become_pass",
                                      "DB_PASS",
                                      "passphrase",
                                      "token",
                                      "OAUTH2_TOKEN",
                                      "_authToken",
                                      "_auth",
                                      "_password",
                                      "authtoken",
                                      "AUTHTOKEN",
                                      "HTTPToken",
                                      "api_key",
                                      "apiKey",
                                      "APIKey",
                                      "APIKEY",
                                      "api-key",
                                      "X-API-Key",
                                      "CSRF_SECRET",
                                      "xsrfSecret",
                                      "deploy_api_key",
                                      "cloudreactor_deploy_api_key",
                                      "AWS_SECRET_ACCESS_KEY",
                                      "aws_access_key",
                                      "secret",
                                      "client_secret",
                                      "clientSecret",
                                      "POSTGRES_SECRETS",
                                      "secretKey",
                                      "private_key",
                                      "signingKey",
                                      "encryption.key",
                                      "master_key",
                                      "credentials",
                                      "ConnectionString",
                                      "spring.datasource.password",
                                      "request.api_key",
                                      "conf/app.d/db.password",
                                      "PASSWORD_PROD",
                                      "password_for_backup",
                                      "AWS_SM_DB_PASSWORD_FOR_PROC_WRAPPER_TO_RESOLVE",
                                      "pass_phrase",
                                      "AccountKey"};

static const char *const others[] = {"",
                                     "_",
                                     "42",
                                     "name",
                                     "PW_SMTP_FROM",
                                     "ExternalSecretDecodingStrategy",
                                     "secretUUID",
                                     "checksum/secrets",
                                     "PASSWORD_FILE",
                                     "password_path",
                                     "TOKEN_URL",
                                     "TOKEN_TYPEHASH",
                                     "tokenAddress",
                                     "tokenNamespace",
                                     "USDC_TOKEN_MINT",
                                     "token_uri",
                                     "AWS_ACCESS_KEY_ID",
                                     "key_id",
                                     "secret_id",
                                     "secretName",
                                     "secret_name",
                                     "secretname",
                                     "secretArn",
                                     "SECRET_ARN",
                                     "secretKeyRef",
                                     "token_type",
                                     "tokenEndpoint",
                                     "password_length",
                                     "passwordPolicy",
                                     "password_min_length",
                                     "PASSWORD_REGEX",
                                     "password_hash",
                                     "token_ttl",
                                     "token_expiry",
                                     "tokenExpiresIn_seconds",
                                     "password_required",
                                     "passwordEnabled",
                                     "password_prompt",
                                     "password_hint",
                                     "passwordLabel",
                                     "password_field",
                                     "token_header",
                                     "token_prefix",
                                     "api_key_env",
                                     "secret_format",
                                     "signing_key_algorithm",
                                     "public_key",
                                     "publicKeyToken",
                                     "key",
                                     "keyboard",
                                     "monkey",
                                     "tokenizer",
                                     "compass",
                                     "bypass",
                                     "author",
                                     "passenger",
                                     "secretary",
                                     "passing",
                                     "PWD",
                                     "OLDPWD",
                                     "credential_username",
                                     "PASS_ATTRS",
                                     "hashed_token",
                                     "initial-cluster-token",
                                     "max_tokens",
                                     "tokens",
                                     "next_token",
                                     "csrf_token",
                                     "has_password",
                                     "resetPassword",
                                     "existingSecret",
                                     "imagePullSecrets",
                                     "pass_count",
                                     "passThrough",
                                     "secrets_manager",
                                     "webhook_url",
                                     "primary_key",
                                     "foreign_key",
                                     "sort_key",
                                     "partition_key",
                                     "X-Internal-Sealed-Key",
                                     "wrappedKey",
                                     "HTTP_TOKEN_RE",
                                     "X-Encryption-Key-Sha256",
                                     "keyMD5",
                                     "sonar.projectKey",
                                     "credential_type",
                                     "eos_token",
                                     "api_key_id",
                                     "password_count",
                                     "CustomerMasterKeySpec",
                                     "PassThru",
                                     "HTTPPasswordMgr",
                                     "passTLSClientCert",
                                     "request_password_repository",
                                     "output_token",
                                     "RequestToken",
                                     "Postman-Token",
                                     "TaskToken.$",
                                     "X-Amz-Credential",
                                     "src/lang/passwords.php"};

static void assert_names(const char *const *names, size_t count, bool want)
{
    for (size_t i = 0; i < count; i++) {
        if (sl_name_is_secret(sl_str_of(names[i])) != want)
            print_error("%s\n", names[i]);
        assert_int_equal(sl_name_is_secret(sl_str_of(names[i])), want);
    }
}

static void names_of_secrets_are_known(void **state)
{
    (void)state;
    assert_names(secrets, COUNT(secrets), true);
}

static void names_about_secrets_and_lookalikes_are_not(void **state)
{
    (void)state;
    assert_names(others, COUNT(others), false);
}

static void a_name_of_too_many_words_is_none(void **state)
{
    (void)state;
    assert_false(sl_name_is_secret(
        sl_lit("a_b_c_d_e_f_g_h_i_j_k_l_m_n_o_p_q_r_s_t_u_v_w_x_y_password")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_of_secrets_are_known),
        cmocka_unit_test(names_about_secrets_and_lookalikes_are_not),
        cmocka_unit_test(a_name_of_too_many_words_is_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
