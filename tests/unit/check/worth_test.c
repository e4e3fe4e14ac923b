/* worth_test.c - what values are worth under their names: hundreds of pairs. */
#include "check/leaf.h"

#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* '~' is 32 drawn characters of base62, '^' 40 hexadecimal digits, '`' 44 of base64. */
static const struct row {
    const char *name, *value;
    sl_worth worth;
} rows[] = {
    /* drawn at random */
    {"token", "~", SL_WORTH_RANDOM},
    {"TOKEN", "^", SL_WORTH_RANDOM},
    {"api_key", "~", SL_WORTH_RANDOM},
    {"apiKey", "^", SL_WORTH_RANDOM},
    {"X-Api-Key", "~", SL_WORTH_RANDOM},
    {"client_secret", "`", SL_WORTH_RANDOM},
    {"clientSecret", "~", SL_WORTH_RANDOM},
    {"accessToken", "~", SL_WORTH_RANDOM},
    {"auth_token", "^", SL_WORTH_RANDOM},
    {"bearer", "~", SL_WORTH_RANDOM},
    {"DB_PASS", "~", SL_WORTH_RANDOM},
    {"credentials", "~", SL_WORTH_RANDOM},
    {"secret_key_base", "^", SL_WORTH_RANDOM},
    {"algolia_admin_key", "^", SL_WORTH_RANDOM},
    {"SENDPULSE_KEY", "~", SL_WORTH_RANDOM},
    {"stripeSk", "~", SL_WORTH_RANDOM},
    {"key", "~", SL_WORTH_RANDOM},
    {"salt", "`", SL_WORTH_RANDOM},
    {"Authorization", "~", SL_WORTH_RANDOM},
    {"passphrase", "~", SL_WORTH_RANDOM},
    {"config.db.password", "`=", SL_WORTH_RANDOM},
    {"private_key", "0x^^", SL_WORTH_RANDOM},
    {"secret", "acme-~", SL_WORTH_RANDOM},
    {"token", "acme_live_~", SL_WORTH_RANDOM},
    {"jwt_key", "~", SL_WORTH_RANDOM},
    {"AccountKey", "`==", SL_WORTH_RANDOM},
    /* chosen */
    {"password", "Hedgehog!47blue", SL_WORTH_STRONG},
    {"password", "Winter#Apple93", SL_WORTH_STRONG},
    {"db_password", "Tr0ub4dor&3", SL_WORTH_STRONG},
    {"passwd", "Gr4nite_Moon7", SL_WORTH_STRONG},
    {"DB_PASSWORD", "Sommer2041", SL_WORTH_STRONG},
    {"pwd", "Kite&River2041", SL_WORTH_STRONG},
    {"wachtwoord", "Fiets!Zomer88", SL_WORTH_STRONG},
    {"senha", "Cachorro@2031", SL_WORTH_STRONG},
    {"Kennwort", "Gurke$Tisch5", SL_WORTH_STRONG},
    {"user.password", "Pebble!Storm12", SL_WORTH_STRONG},
    {"password", "hunter2", SL_WORTH_CHOSEN},
    {"password", "letmein123!", SL_WORTH_CHOSEN},
    {"db_password", "Welcome2041!", SL_WORTH_CHOSEN},
    {"DB_PASS", "P@ssw0rd2041!", SL_WORTH_CHOSEN},
    {"\xd0\xbf\xd0\xb0\xd1\x80\xd0\xbe\xd0\xbb\xd1\x8c", "Winter#Apple93",
     SL_WORTH_STRONG},
    {"has\xc5\x82o", "Winter#Apple93", SL_WORTH_STRONG},
    {"\xe5\xaf\x86\xe7\xa0\x81", "Winter#Apple93", SL_WORTH_STRONG},
    /* everybody tries them first */
    {"db_password", "password123", SL_WORTH_WEAK},
    {"password", "admin123", SL_WORTH_WEAK},
    {"password", "Qwerty2041", SL_WORTH_WEAK},
    {"token", "password123", SL_WORTH_NONE},
    {"password", "Password1", SL_WORTH_NONE},
    {"password", "changeme123", SL_WORTH_NONE},
    {"password", "example123!", SL_WORTH_NONE},
    {"password", "AmazonS3Bucket", SL_WORTH_NONE},
    {"password", "oauth2Token", SL_WORTH_NONE},
    {"password", "my-sha256-hash", SL_WORTH_NONE},
    {"password", "Oauth2faToken", SL_WORTH_STRONG},
    {"password", "OAuth2FAToken", SL_WORTH_NONE},
    {"password", "moonS3cret", SL_WORTH_STRONG},
    {"token_table", "~", SL_WORTH_NONE},
    {"bcryptPepper", "~", SL_WORTH_RANDOM},
    {"csrf_secret", "~", SL_WORTH_RANDOM},
    {"csrf_token", "~", SL_WORTH_NONE},
    {"password", "bluehouse7", SL_WORTH_CHOSEN},
    {"admin_pass", "rex2019", SL_WORTH_CHOSEN},
    {"jwt_secret", "Kite&River2041!shop", SL_WORTH_STRONG},
    /* signs of formats and operators that chance put there */
    {"SESSION_SECRET", "%jqW@)~!7E&*#t()g", SL_WORTH_RANDOM},
    {"SESSION_SECRET", "~%dpjf&Ta", SL_WORTH_RANDOM},
    {"token", "~%s", SL_WORTH_NONE},
    {"token", "~%d-x", SL_WORTH_NONE},
    {"token", "~->x9", SL_WORTH_NONE},
    /* pieces of programs, however drawn they look, and what is next to them */
    {"password", "App\\Repository\\ResetPasswordRequestRepository", SL_WORTH_NONE},
    {"Password", "Illuminate\\\\Support\\\\Facades\\\\Password", SL_WORTH_NONE},
    {"password", "CORP\\Gr4nite_Moon7", SL_WORTH_RANDOM},
    {"password", "required|confirmed|min:6", SL_WORTH_NONE},
    {"password", "Gr4nite|Moon7", SL_WORTH_RANDOM},
    {"output_token", "StreamDescription.Shards[-1].ShardId", SL_WORTH_NONE},
    {"secret", "get_secret_value_response['SecretString']", SL_WORTH_NONE},
    {"password", "Gr4nite[Moon7", SL_WORTH_RANDOM},
    {"token", "$.Attributes.Token2.S", SL_WORTH_NONE},
    {"executionToken", "$context.requestId", SL_WORTH_NONE},
    {"secret", "*corev1.Secret", SL_WORTH_NONE},
    {"password", "*corev1!Moon", SL_WORTH_RANDOM},
    {"apikey", "acme.services.api2.resource_plugin:ApiKeyProviderPlugin",
     SL_WORTH_NONE},
    {"secrets-gcp", "v0.0.0-20190116164938-d6b25b0b4a39", SL_WORTH_NONE},
    {"password", "_SecretValue_3dd0ddae", SL_WORTH_NONE},
    {"password", "latin1", SL_WORTH_NONE},
    {"password", "{\\\"host\\\":\\\"db1.acme.internal\\\"}", SL_WORTH_NONE},
    {"APP_SECRET", "'.bin2hex(random_bytes(16)).'", SL_WORTH_NONE},
    {"APP_KEY", "$/{$escaped}1xk", SL_WORTH_NONE},
    {"PGPASSWORD", "%LARAVEL_LOAD_PASSWORD", SL_WORTH_NONE},
    {"SessionToken", "AQo~~~~~EXAMPLE~~~~~", SL_WORTH_NONE},
    {"GPG_KEY", "^", SL_WORTH_NONE},
    {"TOKEN_TYPEHASH", "0x^", SL_WORTH_NONE},
    {"tokenAddress", "~", SL_WORTH_NONE},
    {"token", "0x52908400098527886E0F7030069857D2E4169EE7", SL_WORTH_NONE},
    {"SUPublicEDKey", "`", SL_WORTH_NONE},
    {"etag_key", "^", SL_WORTH_NONE},
    {"applicationServerKey",
     "BFQ7xT2mRk8vLw3yHc5nJd9pGs1aZe6uVb4oKq0iXr7tNf2MhWy8CzSj5El3DgPk6UvOa9BnRx1YtQm4I"
     "w7Gs2e",
     SL_WORTH_NONE},
    {"private_key", "0xac0974bec39a17e3~", SL_WORTH_NONE},
    {"password", "@keychain:AC_PASSWORD1", SL_WORTH_NONE},
    {"db_password", "EJ[1:`=:~:^]", SL_WORTH_NONE},
    {"DB_PASSWORD", "encrypted:`", SL_WORTH_NONE},
    {"GPG_PASSPHRASE_KEY", "~", SL_WORTH_RANDOM},
    {"GPG_PASSPHRASE", "^", SL_WORTH_RANDOM},
    {"gpg_key_password", "^", SL_WORTH_RANDOM},
    {"App/Passwords/TokenRepository.php", "^", SL_WORTH_NONE},
    {"//npm.acme.io/:_authToken", "^", SL_WORTH_RANDOM},
    {"GPG key", "^", SL_WORTH_NONE},
    {"public key", "^", SL_WORTH_NONE},
    /* names of other things */
    {"DOVECOT_PASS_ATTRS", "uid=user,userPassword=Gr4nite_Moon7", SL_WORTH_NONE},
    {"REGISTRY_CREDENTIAL_USERNAME", "Gr4nite_Moon7", SL_WORTH_NONE},
    {"initialClusterToken", "~", SL_WORTH_NONE},
    {"ETCD_INITIAL_CLUSTER_TOKEN", "~", SL_WORTH_NONE},
    {"cluster_token", "~", SL_WORTH_RANDOM},
    {"S3Key", "^", SL_WORTH_NONE},
    {"S3_KEY", "^", SL_WORTH_RANDOM},
    {"hashed_token", "^", SL_WORTH_NONE},
    {"RemoteRepositoryIdentifierKey", "^", SL_WORTH_NONE},
    /* values of other things */
    {"assetToken", "Purple71/v4/~/source/pr.png", SL_WORTH_NONE},
    {"assetToken", "Purple71/v4/~", SL_WORTH_RANDOM},
    {"EventSourceToken", "amzn1.ask.skill.12345678-1234-1234-1234-123456789abc",
     SL_WORTH_NONE},
    {"tls.key", "LS0tLS1CRUdJTi~", SL_WORTH_NONE},
    {"password", "DB2INST1_PASSWORD", SL_WORTH_NONE},
    {"password", "DB2INST1_PEBBLE", SL_WORTH_RANDOM},
    {"password", "PROD_DB_PASS_9X2", SL_WORTH_RANDOM},
    {"password", "~%S@,!~#&*=", SL_WORTH_RANDOM},
    {"password", "COMMERCIAL_%SREPO_PASSWORD", SL_WORTH_NONE},
    {"pwd", "*.mobileprovision", SL_WORTH_NONE},
    {"secret-add", "source=ssh-2,target=ssh-2", SL_WORTH_NONE},
    {"clientSecret", "ZXhhbXBsZS1hcHAtc2VjcmV0", SL_WORTH_NONE},
    {"clientSecret", "R3I0bml0ZV9Nb29uN1hxMg==", SL_WORTH_RANDOM},
    {"name", "~", SL_WORTH_NONE},
    {"commit", "^", SL_WORTH_NONE},
    {"integrity", "sha512-`", SL_WORTH_NONE},
    {"etag", "^", SL_WORTH_NONE},
    {"public_key", "`", SL_WORTH_NONE},
    {"publicKeyToken", "^", SL_WORTH_NONE},
    {"key_id", "~", SL_WORTH_NONE},
    {"private_key_id", "^", SL_WORTH_NONE},
    {"secretName", "~", SL_WORTH_NONE},
    {"tokenType", "~", SL_WORTH_NONE},
    {"primary_key", "^", SL_WORTH_NONE},
    {"cache_key", "^", SL_WORTH_NONE},
    {"sort_key", "~", SL_WORTH_NONE},
    {"recv-keys", "^", SL_WORTH_NONE},
    {"parameter_key", "~", SL_WORTH_NONE},
    {"argumentKey", "~", SL_WORTH_NONE},
    {"site_key", "~", SL_WORTH_NONE},
    {"publishable_key", "~", SL_WORTH_NONE},
    {"csrf_token", "~", SL_WORTH_NONE},
    {"authenticity_token", "`=", SL_WORTH_NONE},
    {"next_token", "~", SL_WORTH_NONE},
    {"nextPageToken", "~", SL_WORTH_NONE},
    {"password_hash", "^", SL_WORTH_NONE},
    {"token_digest", "^", SL_WORTH_NONE},
    {"keyboard", "~", SL_WORTH_NONE},
    {"tokenizer", "~", SL_WORTH_NONE},
    {"compass", "Hedgehog!47blue", SL_WORTH_NONE},
    {"passed", "Hedgehog!47blue", SL_WORTH_NONE},
    {"passwordLabel", "Password2!", SL_WORTH_NONE},
    /* values that say nothing */
    {"password", "", SL_WORTH_NONE},
    {"password", "password", SL_WORTH_NONE},
    {"password", "changeme", SL_WORTH_NONE},
    {"password", "Passw0rd", SL_WORTH_NONE},
    {"password", "your_password_123", SL_WORTH_NONE},
    {"password", "test1234", SL_WORTH_NONE},
    {"password", "xxxxxxxx", SL_WORTH_NONE},
    {"password", "<password>", SL_WORTH_NONE},
    {"password", "string", SL_WORTH_NONE},
    {"password", "SecretStr", SL_WORTH_NONE},
    {"password", "********", SL_WORTH_NONE},
    {"password", "Enter your password: ", SL_WORTH_NONE},
    {"password", "Mot de passe 2", SL_WORTH_NONE},
    {"password", "bluehouse", SL_WORTH_NONE},
    {"token", "hunter2", SL_WORTH_NONE},
    {"token", "identifier", SL_WORTH_NONE},
    {"token", "TOKEN_IDENTIFIER_2", SL_WORTH_NONE},
    {"token", "AbstractSyntaxTree2", SL_WORTH_NONE},
    {"key", "userPreferences", SL_WORTH_NONE},
    {"key", "user.preferences.color2", SL_WORTH_NONE},
    {"key", "ArrowLeft", SL_WORTH_NONE},
    {"key", "abc123", SL_WORTH_NONE},
    {"secret", "my-app-secret", SL_WORTH_NONE},
    {"secret", "projects/acme/secrets/db2", SL_WORTH_NONE},
    {"api_key", "API_KEY_2", SL_WORTH_NONE},
    {"auth", "basic", SL_WORTH_NONE},
    {"salt", "saltstack-2019.2", SL_WORTH_NONE},
    /* forms of other things */
    {"token", "https://login.acme.example/oauth2/token", SL_WORTH_NONE},
    {"password", "/run/secrets/db_password2", SL_WORTH_NONE},
    {"private_key", "keys/server-2041.pem", SL_WORTH_NONE},
    {"private_key", "C:\\keys\\server2.pem", SL_WORTH_NONE},
    {"secret", "sha256:^", SL_WORTH_NONE},
    {"key", "123e4567-e89b-42d3-a456-426614174a00", SL_WORTH_NONE},
    {"password", "$2b$12$~", SL_WORTH_NONE},
    {"password", "{SSHA}`", SL_WORTH_NONE},
    {"password", "pbkdf2_sha256$~", SL_WORTH_NONE},
    {"key", "ssh-rsa AAAAB3NzaC1yc2E`", SL_WORTH_NONE},
    {"token", "2041-05-17T09:30:00Z", SL_WORTH_NONE},
    {"token", "1.22.333", SL_WORTH_NONE},
    {"password", "admin@acme.example", SL_WORTH_NONE},
    {"password", "%s%d2", SL_WORTH_NONE},
    {"password", "^[a-zA-Z0-9]{8,}$", SL_WORTH_NONE},
    {"password", "\\w+\\d2", SL_WORTH_NONE},
    {"password", "#password-input2", SL_WORTH_NONE},
    {"password", "form.password.label2", SL_WORTH_NONE},
    {"password", "password2_field", SL_WORTH_NONE},
    {"password", "newUserField2", SL_WORTH_NONE},
    {"password", "Config::get2()", SL_WORTH_NONE},
    {"algorithm_key", "PBKDF2WithHmacSHA256", SL_WORTH_NONE},
    {"secret", "AES/CBC/PKCS5Padding", SL_WORTH_NONE},
    {"token", "data:image/png;base64,`", SL_WORTH_NONE},
    {"token", "iVBORw0KGgo`", SL_WORTH_NONE},
    {"token", "12345678901234567890", SL_WORTH_NONE},
    /* references */
    {"password", "${DB_PASSWORD}", SL_WORTH_NONE},
    {"password", "{{ vault_db_password2 }}", SL_WORTH_NONE},
    {"token", "process.env.ACME_TOKEN2", SL_WORTH_NONE},
    {"token", "os.environ['TOKEN2']", SL_WORTH_NONE},
    {"token", "$ACME_TOKEN2", SL_WORTH_NONE},
    {"token", "op://vault/item/field2", SL_WORTH_NONE},
    {"SESSION_KEY", "${self:custom.secrets.SESSION_KEY2}", SL_WORTH_NONE},
    {"password", "${opt:dbPassword2}", SL_WORTH_NONE},
    {"password", "${cf.us-west-2:stack.DbPassword2}", SL_WORTH_NONE},
    {"password", "${file(secrets.yml):db.password2}", SL_WORTH_NONE},
    {"password", "${opt:password, 'Hedgehog!47blue'}", SL_WORTH_NONE},
    {"token", "reply.login?.accessToken2", SL_WORTH_NONE},
    {"master_pass", "!await", SL_WORTH_NONE},
    {"getSecretByKeyV3", "GetSecretByKeyV3", SL_WORTH_NONE},
    {"v1-update-database-password", "v1UpdateDatabasePassword", SL_WORTH_NONE},
    {"middlewaretoken", "')[1].split('", SL_WORTH_NONE},
    {"EncryptedPassword", "AQAAANCMnd8~", SL_WORTH_NONE},
    {"password", "getOtlpGrpcUrl", SL_WORTH_NONE},
    {"password", "AmzFwdHeaderSSE", SL_WORTH_NONE},
    {"password", "ConfirmNewPwdLblRsx", SL_WORTH_NONE},
    {"password", "mtTwoPxFourBgRedTextXl", SL_WORTH_NONE},
    {"token", "AdminUserPwdResetEvtHdlr", SL_WORTH_NONE},
    {"password", "qKRvwDzXGtMpbL", SL_WORTH_RANDOM},
    {"password", "bTqLKxWcVjRnZfHs", SL_WORTH_RANDOM},
    {"smtp_pass", "hash:^", SL_WORTH_NONE},
    {"secret", "arn:aws:secretsmanager:us-west-2:012345678901:secret:x", SL_WORTH_NONE},
};

static uint64_t next(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return *seed >> 33;
}

static void draw(sl_buf *out, size_t len, size_t range, uint64_t *seed)
{
    static const char digits[] =
        "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ+/";

    while (len-- > 0)
        sl_buf_char(out, digits[next(seed) % range]);
}

static sl_str expand(const char *form, sl_buf *out, uint64_t *seed)
{
    sl_buf_clear(out);
    for (const char *p = form; *p; p++) {
        switch (*p) {
        case '~': draw(out, 32, 62, seed); break;
        case '^': p[1] == '[' ? sl_buf_char(out, *p) : draw(out, 40, 16, seed); break;
        case '`': draw(out, 44, 64, seed); break;
        default: sl_buf_char(out, *p); break;
        }
    }
    return sl_buf_str(out);
}

static void values_are_worth_what_they_look(void **state)
{
    uint64_t seed = 11;
    sl_buf buf = {0};
    size_t wrong = 0;

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        sl_str value = expand(rows[i].value, &buf, &seed);
        const char *why = NULL;
        sl_worth worth = sl_pair_worth(sl_str_of(rows[i].name), value, &why);

        if (worth != rows[i].worth)
            print_error("%s = %s: %d, %s\n", rows[i].name, rows[i].value, worth, why);
        wrong += worth != rows[i].worth;
        assert_non_null(why);
    }
    sl_buf_free(&buf);
    assert_int_equal(wrong, 0);
}

/* A .env file is meant to hold secrets, other configuration is not. */
static void a_dotenv_file_is_believed_more(void **state)
{
    static const struct {
        const char *name, *value;
        bool strict, loose;
    } pairs[] = {
        {"password", "bluehouse", false, true},
        {"password", "horse7-Staple", true, true},
        {"password", "hunter2", true, true},
        {"password", "letmein123!", true, true},
        {"password", "abc123", false, false},
        {"token", "hunter2", false, true},
        {"password", "/Kx9mQ2vL8zRt4wNcB7/pQ3s", true, true},
        {"password", "/run/secrets/db", false, false},
        {"passphrase", "seven quiet otters paint fences", false, true},
        {"password", "changeme", false, false},
        {"port", "Hedgehog!47blue", false, false},
        {"password", "https://acme.example/x", false, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(pairs); i++) {
        sl_str name = sl_str_of(pairs[i].name), value = sl_str_of(pairs[i].value);

        if (sl_pair_is_secret(name, value, true) != pairs[i].strict ||
            sl_pair_is_secret(name, value, false) != pairs[i].loose)
            print_error("%s\n", pairs[i].value);
        assert_int_equal(sl_pair_is_secret(name, value, true), pairs[i].strict);
        assert_int_equal(sl_pair_is_secret(name, value, false), pairs[i].loose);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_worth_what_they_look),
        cmocka_unit_test(a_dotenv_file_is_believed_more),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
