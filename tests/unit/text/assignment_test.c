/* assignment_test.c - values that a text gives to names, in the manners of many languages. */
#include "text/assignment.h"

#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* '~' in the text is the value. */
static const struct {
    const char *text, *name;
    sl_tie tie;
    bool quoted;
} forms[] = {
    {"name password = \"~\"", "password", SL_TIE_ASSIGNED, true},
    {"|user|password|~|", "password", SL_TIE_ASSIGNED, true},
    {"checksum/secrets: ~", "checksum/secrets", SL_TIE_ASSIGNED, false},
    {"\"password\": \"~\"", "password", SL_TIE_ASSIGNED, true},
    {"'password' => '~'", "password", SL_TIE_ASSIGNED, true},
    {"password := \"~\"", "password", SL_TIE_ASSIGNED, true},
    {"password=~", "password", SL_TIE_ASSIGNED, false},
    {"export DB_PASSWORD=~", "DB_PASSWORD", SL_TIE_ASSIGNED, false},
    {"set PASSWORD ~", "PASSWORD", SL_TIE_ASSIGNED, false},
    {"ENV API_TOKEN ~", "API_TOKEN", SL_TIE_ASSIGNED, false},
    {"setenv(\"API_TOKEN\", \"~\")", "API_TOKEN", SL_TIE_ASSIGNED, true},
    {"define('DB_PASSWORD', '~');", "DB_PASSWORD", SL_TIE_ASSIGNED, true},
    {"os.environ[\"API_TOKEN\"] = \"~\"", "API_TOKEN", SL_TIE_ASSIGNED, true},
    {"conf['db']['password'] = '~'", "password", SL_TIE_ASSIGNED, true},
    {"obj.password = '~'", "obj.password", SL_TIE_ASSIGNED, true},
    {"x.setPassword(\"~\")", "x.setPassword", SL_TIE_ARGUMENT, true},
    {"client.with_token( \"~\" )", "client.with_token", SL_TIE_ARGUMENT, true},
    {"<password>~</password>", "password", SL_TIE_ASSIGNED, true},
    {"<x password=\"~\">", "password", SL_TIE_ASSIGNED, true},
    {"<add key=\"DbPassword\" value=\"~\">", "DbPassword", SL_TIE_ASSIGNED, true},
    {"<entry key=\"password\">~</entry>", "password", SL_TIE_ASSIGNED, true},
    {"<string name=\"api_key\">~</string>", "api_key", SL_TIE_ASSIGNED, true},
    {"run --password ~", "password", SL_TIE_ASSIGNED, false},
    {"run --password=~", "password", SL_TIE_ASSIGNED, false},
    {"run --api-key '~'", "api-key", SL_TIE_ASSIGNED, true},
    {"mysql -u root -p~ db", "mysql", SL_TIE_COMMAND, true},
    {"mysqldump -u root -p~ db", "mysql", SL_TIE_COMMAND, true},
    {"curl -s -u user:~ https://x", "curl", SL_TIE_COMMAND, true},
    {"curl --user \"user:~\" https://x", "curl", SL_TIE_COMMAND, true},
    {"curl -u ~: https://x", "curl", SL_TIE_COMMAND, true},
    {"curl https://x -u \"~:\"", "curl", SL_TIE_COMMAND, true},
    {"sshpass -p ~ ssh x", "sshpass", SL_TIE_COMMAND, true},
    {"sshpass -p '~' ssh x", "sshpass", SL_TIE_COMMAND, true},
    {"redis-cli -h x -a ~", "redis-cli", SL_TIE_COMMAND, true},
    {"docker login -u x -p ~", "docker login", SL_TIE_COMMAND, true},
    {"CREATE USER x IDENTIFIED BY '~'", "IDENTIFIED", SL_TIE_COMMAND, true},
    {"create user x identified by '~'", "identified", SL_TIE_COMMAND, true},
    {"ALTER USER x IDENTIFIED BY ~;", "IDENTIFIED", SL_TIE_COMMAND, true},
    {"create database link l connect to x identified by '~'", "identified",
     SL_TIE_COMMAND, true},
    {"cqlsh -u x -p ~ db1", "cqlsh", SL_TIE_COMMAND, true},
    {"beeline -n x -p ~ -f a.sql", "beeline", SL_TIE_COMMAND, true},
    {"MySQLdb.connect(\"db1\", \"svc\", \"~\", \"shop\")", "MySQLdb.connect",
     SL_TIE_COMMAND, true},
    {"x.createAccount(\"svc\", \"~\");", "createAccount(", SL_TIE_COMMAND, true},
    {"var apiToken string = \"~\"", "apiToken", SL_TIE_ASSIGNED, true},
    {"param apiToken string = '~'", "apiToken", SL_TIE_ASSIGNED, true},
    {"proxy_set_header X-Api-Token ~;", "X-Api-Token", SL_TIE_ASSIGNED, false},
    {"SetEnv API_TOKEN ~", "API_TOKEN", SL_TIE_ASSIGNED, false},
    {"ConvertTo-SecureString -String '~' -AsPlainText", "SecureString", SL_TIE_COMMAND,
     true},
    {"ConvertTo-SecureString \"~\" -AsPlainText", "ConvertTo-SecureString",
     SL_TIE_LOOSE, true},
    {"const char *password = \"~\";", "password", SL_TIE_ASSIGNED, true},
    {"char password[] = \"~\";", "password", SL_TIE_ASSIGNED, true},
    {"char password[64] = \"~\";", "password", SL_TIE_ASSIGNED, true},
    {"#define PASSWORD \"~\"", "PASSWORD", SL_TIE_ASSIGNED, true},
    {"final String PASSWORD = \"~\";", "PASSWORD", SL_TIE_ASSIGNED, true},
    {"password: str = \"~\"", "password", SL_TIE_ASSIGNED, true},
    {"let token: String = \"~\".to_string();", "token", SL_TIE_ASSIGNED, true},
    {"const token: &'static str = \"~\";", "token", SL_TIE_ASSIGNED, true},
    {"val apiKey: String = \"~\"", "apiKey", SL_TIE_ASSIGNED, true},
    {"password?: string = \"~\"", "password", SL_TIE_ASSIGNED, true},
    {"token ?= ~", "token", SL_TIE_ASSIGNED, false},
    {"token ||= \"~\"", "token", SL_TIE_ASSIGNED, true},
    {"password = on ? \"~\" : null;", "password", SL_TIE_DEFAULT, true},
    {"password = on ? read(x) : \"~\";", "password", SL_TIE_DEFAULT, true},
    {"PASS=${1:-~}", "PASS", SL_TIE_DEFAULT, true},
    {"@Value(\"${db.password:~}\")", "db.password", SL_TIE_DEFAULT, true},
    {"if (password !== \"~\")", "password", SL_TIE_COMPARED, true},
    {"| password | ~ |", "password", SL_TIE_ASSIGNED, true},
    {"| x | `password` | `~` | y |", "password", SL_TIE_ASSIGNED, true},
    {"**Password:** ~", "Password", SL_TIE_ASSIGNED, false},
    {"**Password**: `~`", "Password", SL_TIE_ASSIGNED, true},
    {"<tr><td>Password</td> <td class=\"v\">~</td></tr>", "Password", SL_TIE_ASSIGNED,
     true},
    {"page.fill('#password', '~')", "password", SL_TIE_ASSIGNED, true},
    {"get('#password').type('~')", "password", SL_TIE_COMPARED, true},
    {"fill_in 'Password', with: '~'", "Password", SL_TIE_ASSIGNED, true},
    {"CREATE LOGIN x WITH PASSWORD = N'~'", "PASSWORD", SL_TIE_ASSIGNED, true},
    {"twine upload -u x -p ~ dist/*", "twine ", SL_TIE_COMMAND, true},
    {"ConvertTo-SecureString -AsPlainText '~' -Force", "SecureString", SL_TIE_COMMAND,
     true},
    {"token ?"
     "?= \"~\"",
     "token", SL_TIE_ASSIGNED, true},
    {"if password == \"~\":", "password", SL_TIE_COMPARED, true},
    {"if (token === '~')", "token", SL_TIE_COMPARED, true},
    {"put(\"password\", \"~\")", "password", SL_TIE_ASSIGNED, true},
    {"X-Api-Key: ~", "X-Api-Key", SL_TIE_ASSIGNED, false},
    {"headers = {'Authorization': 'Bearer ~'}", "Authorization", SL_TIE_ASSIGNED, true},
    {"password -> \"~\"", "password", SL_TIE_ASSIGNED, true},
    {"$password = \"~\"", "password", SL_TIE_ASSIGNED, true},
    {"WITH PASSWORD '~'", "PASSWORD", SL_TIE_LOOSE, true},
    {"x = process.env.TOKEN || \"~\"", "process.env.TOKEN", SL_TIE_DEFAULT, true},
    {"token = os.getenv(\"TOKEN\", \"~\")", "token", SL_TIE_DEFAULT, true},
    {"token = settings.token or \"~\"", "token", SL_TIE_DEFAULT, true},
    {"\"{\\\"password\\\": \\\"~\\\"}\"", "password", SL_TIE_ASSIGNED, true},
    {"password = \"\"\"~\"\"\"", "password", SL_TIE_ASSIGNED, true},
    {"password = b'~'", "password", SL_TIE_ASSIGNED, true},
    {"password = new String(\"~\");", "password", SL_TIE_ASSIGNED, true},
    {"password = Some(\"~\");", "password", SL_TIE_ASSIGNED, true},
    {"password = (\"~\")", "password", SL_TIE_ASSIGNED, true},
    {"password = (\n    \"~\"\n)", "password", SL_TIE_ASSIGNED, true},
    {"x = getenv(\"TOKEN\") or \"~\"", "TOKEN", SL_TIE_DEFAULT, true},
    {"x = System.getenv(\"TOKEN\") ?: \"~\"", "TOKEN", SL_TIE_DEFAULT, true},
    {"x = env::var(\"TOKEN\").unwrap_or(\"~\")", "TOKEN", SL_TIE_DEFAULT, true},
    {"password: {{ .Values.db.user | default \"~\" | quote }}", "password",
     SL_TIE_DEFAULT, true},
    {"password = {{ db | default('~') }}", "password", SL_TIE_DEFAULT, true},
    {"password: \"{{ db | default('~', true) }}\"", "password", SL_TIE_DEFAULT, true},
    {"password: {{ env_var('X', '~') }}", "password", SL_TIE_DEFAULT, true},
    {"password: <%= ENV['DB'] || '~' %>", "password", SL_TIE_DEFAULT, true},
    {"token: <%= ENV.fetch(\"DB\", \"~\") %>", "token", SL_TIE_DEFAULT, true},
    {"{\"Authorization\": \"Bearer {}\".format(\"~\")}", "Authorization",
     SL_TIE_ASSIGNED, true},
    {"Authorization = \"Bearer %s\" % \"~\"", "Authorization", SL_TIE_ASSIGNED, true},
    {"if (\"~\".equals(password))", "password", SL_TIE_COMPARED, true},
    {"if ('~' === req.body.token) {", "req.body.token", SL_TIE_COMPARED, true},
    {"-define(PASSWORD, \"~\").", "PASSWORD", SL_TIE_ASSIGNED, true},
    {"{:user \"x\" :password \"~\"}", "password", SL_TIE_ASSIGNED, true},
    {"say :password is \"~\"", "password", SL_TIE_LOOSE, true},
    {"api_token = digest(\"~\")", "api_token", SL_TIE_ARGUMENT, true},
    {"db.password=~;user=y", "db.password", SL_TIE_ASSIGNED, false},
    {"https://x/?token=~&x=y", "token", SL_TIE_ASSIGNED, false},
    {"password:\n  \"~\"", "password", SL_TIE_ASSIGNED, true},
    {"password   =   '~'", "password", SL_TIE_ASSIGNED, true},
    {"x.SetBasicAuth(\"user\", \"~\")", "BasicAuth", SL_TIE_COMMAND, true},
    {"http.basic_auth \"user\", \"~\"", "basic_auth", SL_TIE_COMMAND, true},
    {".basic_auth(name, Some(\"~\"))", "basic_auth", SL_TIE_COMMAND, true},
    {"mysqli_connect('db', f(1, 2), '~')", "mysqli_connect", SL_TIE_COMMAND, true},
    {"x.getConnection(url, \"user\", \"~\")", "getConnection", SL_TIE_COMMAND, true},
    {"mongo -u user -p ~ shop", "mongo", SL_TIE_COMMAND, true},
    {"htpasswd -nb user ~", "htpasswd", SL_TIE_COMMAND, true},
    {"htpasswd -b /etc/users user '~' | cat", "htpasswd", SL_TIE_COMMAND, true},
    {"rabbitmqctl add_user user ~", "rabbitmqctl", SL_TIE_COMMAND, true},
    {"lftp -u user,~ host", "lftp", SL_TIE_COMMAND, true},
    {"${TOKEN:-~}", "TOKEN", SL_TIE_ASSIGNED, false},
    {"var key = []byte(\"~\")", "key", SL_TIE_ASSIGNED, true},
    {"std::string token{\"~\"};", "token", SL_TIE_ASSIGNED, true},
    {"<x token={\"~\"}>", "token", SL_TIE_ASSIGNED, true},
    {"tokens = [\"~\", \"b\"]", "tokens", SL_TIE_ASSIGNED, true},
    {"token <- \"~\"", "token", SL_TIE_ASSIGNED, true},
    {"read token <<< \"~\"", "token", SL_TIE_ASSIGNED, true},
    {"{password, \"~\"}.", "password", SL_TIE_ASSIGNED, true},
    {"Dim password As String = \"~\"", "password", SL_TIE_ASSIGNED, true},
    {"string Password { get; set; } = \"~\";", "Password", SL_TIE_ASSIGNED, true},
    {"getPassword() { return \"~\"; }", "getPassword", SL_TIE_ASSIGNED, true},
    {"add_argument(\"--token\", default=\"~\")", "token", SL_TIE_ASSIGNED, true},
    {"strcmp(password, \"~\")", "password", SL_TIE_COMPARED, true},
    {"set :session_secret, \"~\"", "session_secret", SL_TIE_COMPARED, true},
    {"new PasswordAuthentication(\"user\", \"~\".toCharArray())",
     "PasswordAuthentication", SL_TIE_COMMAND, true},
    {"mysqladmin -u root password ~", "mysqladmin", SL_TIE_COMMAND, true},
    {"DATA(password) = '~'.", "password", SL_TIE_ASSIGNED, true},
    {"the password is ~", "password", SL_TIE_LOOSE, false},
    {"Release GPG key: ~", "GPG key", SL_TIE_ASSIGNED, false},
    {"the other key: ~", "key", SL_TIE_ASSIGNED, false},
    {"<key>~</key> <x/>", "key", SL_TIE_ASSIGNED, true},
    {"The API key is ~", "API key", SL_TIE_LOOSE, false},
    {"'password=\"~\"'", "password", SL_TIE_ASSIGNED, true},
    {"\"password='~'\"", "password", SL_TIE_ASSIGNED, true},
    {"'password=~'", "password", SL_TIE_ASSIGNED, false},
    {"PASSWORD_PROD = '~'", "PASSWORD_PROD", SL_TIE_ASSIGNED, true},
    {"const token* = \"~\"", "token", SL_TIE_ASSIGNED, true},
    {"pub const token: []const u8 = \"~\";", "token", SL_TIE_ASSIGNED, true},
    {"{ token:: \"~\" }", "token", SL_TIE_ASSIGNED, true},
    {"Token : constant String := \"~\";", "Token", SL_TIE_ASSIGNED, true},
    {"c_token CONSTANT VARCHAR2(99) := '~';", "c_token", SL_TIE_ASSIGNED, true},
    {"DECLARE @password NVARCHAR(50) = N'~'", "password", SL_TIE_ASSIGNED, true},
    {"{password, <<\"~\">>}", "password", SL_TIE_ASSIGNED, true},
    {"$ENV{API_TOKEN} = \"~\";", "API_TOKEN", SL_TIE_ASSIGNED, true},
    {"$self->{password} = '~';", "password", SL_TIE_ASSIGNED, true},
    {"token = \"abc-\" + \"~\"", "token", SL_TIE_ASSIGNED, true},
    {"$token = 'abc-' . 'de' . '~' . 'f';", "token", SL_TIE_ASSIGNED, true},
    {"Password: ``~``", "Password", SL_TIE_ASSIGNED, true},
    {"password: str = Field(default=\"~\")", "password", SL_TIE_DEFAULT, true},
    {"TOKEN = config(\"TOKEN\", default=\"~\")", "TOKEN", SL_TIE_DEFAULT, true},
    {"Password:\n~\n", "Password", SL_TIE_LOOSE, false},
    {"token\xef\xbc\x9a~", "token", SL_TIE_ASSIGNED, false},
    {"bcp shop.dbo.t in f -U sa -P ~", "bcp ", SL_TIE_COMMAND, true},
    {"winexe -U ACME/ops%~ //srv cmd", "winexe ", SL_TIE_COMMAND, true},
    {"xfreerdp /v:srv /u:ops /p:~", "xfreerdp", SL_TIE_COMMAND, true},
    {"password = f'~'", "password", SL_TIE_ASSIGNED, true},
    {"export TOKEN=\"${TOKEN:-~}\"", "TOKEN", SL_TIE_DEFAULT, true},
    {"token = \"abc\" +\n    \"~\";", "token", SL_TIE_ASSIGNED, true},
    {"const char *token = \"abc\"\r\n    \"~\";", "token", SL_TIE_ASSIGNED, true},
    {"TOKEN = (\"abc\"\n    \"~\")", "TOKEN", SL_TIE_ASSIGNED, true},
};

/* Nothing in them is given a value. */
static const char *const none[] = {
    "",
    "password",
    "the password is wrong",
    "you could pass 'kX9mQ2vL8zRt4wNc' to it",
    "kubectl describe secret admin-token-kX9mQ2",
    "Push|PassOn|Rot2|Post",
    "a long line of a pattern: Xy|Pusher|Poster|Getter|PassOn|Rot2",
    "token.value",
    "return password;",
    "f(password, x)",
    "if (!password)",
    "password::Hash x",
    "password = request.form['password']",
    "password = foo(bar)",
    "token=$(cat x)",
    "token=${TOKEN}",
    "token=$TOKEN",
    "password = \"never closed",
    "get(\"the password\", \"x\")",
    "<password/>",
    "<password><a>x</a></password>",
    "<key>kX9mQ2vL8zRt4wNc</key>\n\t<dict>",
    "password +=",
    "password = [",
    "curl https://x/",
    "curl -u deployment_service: https://x/",
    "curl -u build42: https://x/",
    "curl -u $ACME_BUILD_OF_YEAR_2026: https://x/",
    "x.login(\"user\", password)",
    "mysqli_connect('db', 'user', $pass)",
    "htpasswd -b users",
    "getPassword() { return password; }",
    "the password is",
    "mysql -p shop",
    "IDENTIFIED BY $1",
    "a deployment identified by 'kX9mQ2vL8zRt4wNc' is",
    "arn:aws:secretsmanager:us-east-1:1:secret:kX9mQ2vL8zRt4wNc",
    "passed through",
    "x.split('password=')[1].split('/')[0]",
    "x.split(\"--token=\")[1] + \"/\"",
    "print('password: ') or x.read('r')",
    "password::Hash(\"kX9mQ2vL8zRt4wNc\")",
    "f\"{password} = {x}\"",
    "password:\nkX9mQ2vL8zRt4wNc is wrong",
    "  password:\n  kX9mQ2vL8zRt4wNc",
    "token * other",
    "headers: {Authorization: \"Token \" + kX9mQ2vL8zRt4wNc}, x: \"y\"",
    "a=$DB_PASSWORD kX9mQ2vL8zRt4wNc\"",
    "{\"Type\":\"Pass\",\"kX9mQ2vL8zRt4wNc\":\"$.x\"}",
    "<Step id=\"credentials-step\">\n  {kX9mQ2vL8zRt4wNc}\n</Step>",
    "t.pass('kX9mQ2vL8zRt4wNc')",
    "\"Pa$$word\", \"Password1\", \"kX9mQ2vL8zRt4wNc\"",
    "aes_key[] = {0x1f, 0x8b, 0x08}",
    "{pass:[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17]}",
    "aes_key[] = {0x1f, 0x8b, f(3), 0x1f, 0x8b, 0x08, 0x1f, 0x8b, 0x08, 0x1f, 0x8b, "
    "0x08, 0x1f, 0x8b, 0x08, 0x1f, 0x8b, 0x08, 0x1f}",
};

static const char value[] = "kX9mQ2vL8zRt4wNc";

static sl_str text_of(const char *form, sl_buf *out)
{
    sl_buf_clear(out);
    for (const char *p = form; *p; p++) {
        if (*p == '~')
            sl_buf_add(out, sl_str_of(value));
        else
            sl_buf_char(out, *p);
    }
    return sl_buf_str(out);
}

static void every_form_is_read(void **state)
{
    sl_buf buf = {0};

    (void)state;
    for (size_t i = 0; i < COUNT(forms); i++) {
        sl_str text = text_of(forms[i].text, &buf);
        sl_assignment_reader reader;
        sl_assignment a;
        bool found = false;

        sl_assignment_open(&reader, text);
        while (!found && sl_assignment_next(&reader, &a))
            found = sl_str_eq(a.value, sl_str_of(value));
        if (!found || !sl_str_eq(a.name, sl_str_of(forms[i].name)) ||
            a.tie != forms[i].tie || a.quoted != forms[i].quoted)
            print_error("%s: [%.*s] tie %d\n", forms[i].text, sl_fmt(a.name), a.tie);
        assert_true(found);
        assert_true(sl_str_eq(a.name, sl_str_of(forms[i].name)));
        assert_int_equal(a.tie, forms[i].tie);
        assert_int_equal(a.quoted, forms[i].quoted);
    }
    sl_buf_free(&buf);
}

static void expressions_and_prose_assign_nothing(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(none); i++) {
        sl_assignment_reader reader;
        sl_assignment a;
        bool found;

        sl_assignment_open(&reader, sl_str_of(none[i]));
        found = sl_assignment_next(&reader, &a);
        if (found)
            print_error("%s: [%.*s]\n", none[i], sl_fmt(a.value));
        assert_false(found);
    }
}

/* Wherever it stands: the search reads every second place. */
static void no_offset_hides_a_word(void **state)
{
    static const char *const names[] = {"key", "pwd", "password", "secret"};

    (void)state;
    for (size_t i = 0; i < COUNT(names); i++)
        for (size_t shift = 0; shift < 5; shift++) {
            sl_assignment_reader reader;
            sl_assignment a;
            sl_buf buf = {0};

            for (size_t k = 0; k < shift; k++)
                sl_buf_char(&buf, ' ');
            sl_buf_add(&buf, sl_str_of(names[i]));
            sl_buf_add(&buf, sl_lit("=x"));
            sl_assignment_open(&reader, sl_buf_str(&buf));
            assert_true(sl_assignment_next(&reader, &a));
            assert_true(sl_str_eq(a.name, sl_str_of(names[i])));
            sl_buf_free(&buf);
        }
}

/* Text made of names, of quotes and of both: the time must not grow with its square. */
static void hostile_text_takes_no_time(void **state)
{
    static const char *const pieces[] = {"key=",   "key=\"",    "pass='key=\"", "<key>",
                                         "key(\"", "token=x, ", "curl -u ",     "key "};

    (void)state;
    for (size_t i = 0; i < COUNT(pieces); i++) {
        sl_buf buf = {0};
        sl_assignment_reader reader;
        sl_assignment a;

        for (int n = 0; n < 50000; n++)
            sl_buf_add(&buf, sl_str_of(pieces[i]));
        sl_assignment_open(&reader, sl_buf_str(&buf));
        while (sl_assignment_next(&reader, &a))
            assert_true(a.value.len <= SL_MAX_ASSIGNED);
        assert_int_equal(reader.at, buf.len);
        sl_buf_free(&buf);
    }
}

static size_t count_all(sl_assignment_reader *reader)
{
    sl_assignment found;
    size_t count = 0;

    while (sl_assignment_next(reader, &found))
        count++;
    return count;
}

static void a_reader_that_goes_on_finds_what_a_new_one_finds(void **state)
{
    static const char *const texts[] = {"password = 'a1b2c3'",
                                        "",
                                        "no word of it",
                                        "pa",
                                        "x",
                                        "api_key: abcdef; token=\"x9y8z7\"",
                                        "the key is under the mat"};
    sl_assignment_reader again;
    size_t found = 0;

    (void)state;
    sl_assignment_open(&again, sl_lit("token = 'x'"));
    for (size_t i = 0; i < COUNT(texts); i++) {
        sl_assignment_reader fresh;
        size_t count;

        sl_assignment_open(&fresh, sl_str_of(texts[i]));
        sl_assignment_reopen(&again, sl_str_of(texts[i]));
        assert_int_equal(sl_assignment_any(&again), sl_assignment_any(&fresh));
        count = count_all(&fresh);
        assert_true(count == 0 || sl_assignment_any(&again));
        assert_int_equal(count_all(&again), count);
        found += count;
    }
    assert_true(found >= 2);
}

static uint32_t next_random(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

/* Text made of what assignments are made of, and of what leads them over a line's end. */
static void add_pieces(sl_buf *out, size_t len, uint32_t *state)
{
    static const char *const pieces[] = {"password",
                                         "token",
                                         "api key",
                                         "name",
                                         "curl ",
                                         "-u ",
                                         "user:pw1",
                                         "=",
                                         " = ",
                                         ": ",
                                         ":",
                                         ":=",
                                         "=>",
                                         "\n",
                                         "\n",
                                         "\r\n",
                                         "\n    ",
                                         " ",
                                         "\t",
                                         "\"",
                                         "'",
                                         "`",
                                         "'''",
                                         "\"\"\"",
                                         "\\",
                                         "\\\n",
                                         "<",
                                         ">",
                                         "</",
                                         "<x ",
                                         "value=",
                                         "[",
                                         "]",
                                         "{",
                                         "}",
                                         "(",
                                         ")",
                                         "()",
                                         "return ",
                                         ", ",
                                         "basicauth(",
                                         "|| ",
                                         "?? ",
                                         "env",
                                         "-",
                                         "--",
                                         "$",
                                         "is ",
                                         "set ",
                                         "as String",
                                         "define",
                                         "x",
                                         ".",
                                         "/",
                                         "a1b2c3d4e5f6g7h8",
                                         "token()",
                                         "token() {\n",
                                         "return 'x'",
                                         "\"token\" ",
                                         "\"token\">",
                                         "| ",
                                         "<td>",
                                         "arn:aws:",
                                         "user ",
                                         "identified by 'a1'",
                                         " + ",
                                         "::",
                                         "* ",
                                         "``",
                                         "<<\"",
                                         "default=",
                                         "CHAR(9) ",
                                         "->{",
                                         "\xef\xbc\x9a",
                                         "' +\n  '",
                                         "\"\n  \"",
                                         " = {",
                                         "0x1f, 7,\n0x08, -3, 255, 0x2a, ",
                                         "byte"};

    while (out->len < len)
        sl_buf_add(out, sl_str_of(pieces[next_random(state) % COUNT(pieces)]));
}

static void assert_same(sl_str a_text, const sl_assignment *a, sl_str b_text,
                        const sl_assignment *b)
{
    assert_int_equal(a->tie, b->tie);
    assert_int_equal(a->quoted, b->quoted);
    assert_int_equal(a->bytes, b->bytes);
    assert_true(sl_str_eq(a->whole, b->whole));
    assert_int_equal(a->name.ptr - a_text.ptr, b->name.ptr - b_text.ptr);
    assert_int_equal(a->name.len, b->name.len);
    assert_int_equal(a->value.ptr - a_text.ptr, b->value.ptr - b_text.ptr);
    assert_true(sl_str_eq(a->value, b->value));
}

/* Everything farther away is replaced; behind the place nothing if that is not told.
 * Returns whether the place has a reach. */
static bool check_reach(sl_str text, size_t at, sl_buf *other, uint32_t *state)
{
    size_t reach = sl_assignment_reach(text, at);
    size_t back = sl_assignment_before(text, at);
    size_t before = at > back ? at - back : 0;
    size_t next[2] = {0, 0};
    sl_assignment a, b;
    bool found;

    sl_buf_clear(other);
    add_pieces(other, before, state);
    other->len = before;
    if (reach == SIZE_MAX) {
        sl_buf_add(other, sl_str_skip(text, before));
    } else {
        sl_buf_add(other, sl_str_sub(text, before, at + reach));
        add_pieces(other, other->len + next_random(state) % 400, state);
    }
    found = sl_assignment_at(text, at, &a, &next[0]);
    assert_int_equal(sl_assignment_at(sl_buf_str(other), at, &b, &next[1]), found);
    assert_int_equal(next[0], next[1]);
    if (found)
        assert_same(text, &a, sl_buf_str(other), &b);
    return reach != SIZE_MAX;
}

static void beyond_its_reach_nothing_changes_what_is_read(void **state)
{
    sl_buf text = {0}, other = {0};
    uint32_t random = 0x5ec11e75;
    size_t reached = 0, asked = 0;

    (void)state;
    for (int round = 0; round < 3000; round++) {
        sl_buf_clear(&text);
        add_pieces(&text, 100 + next_random(&random) % 400, &random);
        for (size_t at = 0; at < text.len; at += 1 + next_random(&random) % 8) {
            reached += check_reach(sl_buf_str(&text), at, &other, &random);
            asked++;
        }
    }
    assert_true(reached > asked / 5);
    sl_buf_free(&text);
    sl_buf_free(&other);
}

/* '~' in the text is a list of bytes. */
static void lists_of_bytes_are_values(void **state)
{
    static const char list[] =
        "0x1f, 0x8B, 8, 12, 0xff, 3,\n\t255, 7, 1, 2, 3, 0xc4, 9, "
        "0x77, 0, 16, 200";
    static const char *const texts[] = {
        "static const uint8_t secret_key[17] = {\n\t~\n};",
        "static const uint8_t secret_key[] =\n{ ~ };",
        "var secretKey = []byte{~}",
        "secretKey := [17]byte{~}",
        "byte[] secretKey = new byte[] { ~ };",
        "const secretKey = new Uint8Array([~]);",
        "const secretKey = Buffer.from([~])",
        "val secretKey = byteArrayOf(~)",
        "let secretKey: [UInt8] = [~]",
        "const SECRET_KEY: [u8; 17] = [~];",
        "secret_key = [~]",
        "secret_key = bytes([~])",
        "{ secretKey: new Uint8Array([~]) }",
    };

    (void)state;
    for (size_t i = 0; i < COUNT(texts); i++) {
        sl_buf text = {0};
        sl_assignment a;
        size_t at, next;

        for (const char *p = texts[i]; *p; p++)
            sl_buf_add(&text, *p == '~' ? sl_str_of(list) : sl_str_make(p, 1));
        at = sl_str_find_nocase(sl_buf_str(&text), sl_lit("secret"));
        if (!sl_assignment_at(sl_buf_str(&text), at, &a, &next))
            fail_msg("%s", texts[i]);
        assert_true(a.bytes);
        assert_true(sl_str_eq(a.value, sl_str_of(list)));
        assert_true(sl_assignment_reach(sl_buf_str(&text), at) == SIZE_MAX);
        sl_buf_free(&text);
    }
}

static void a_value_in_pieces_is_put_together(void **state)
{
    static const struct {
        const char *text, *value, *longest;
    } cases[] = {
        {"token = 'ab' + 'cde' + \"f\"", "abcdef", "cde"},
        {"token = 'ab' +\n  'cde'", "abcde", "cde"},
        {"token = 'ab'\n  'cde'", "abcde", "cde"},
        {"token = ('ab'\r\n  'cd\\'e')", "abcd\\'e", "cd\\'e"},
        {"$token = 'abc'\n  . 'de';", "abcde", "abc"},
        {"token = \"abc\" \\\n  \"de\"", "abcde", "abc"},
        {"token = 'ab' + x + 'cde'", NULL, "ab"},
        {"token = 'ab'\n'cde'", NULL, "ab"},
        {"token = 'ab'\n\n  'cde'", NULL, "ab"},
        {"token = 'ab' 'cde'", NULL, "ab"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_str text = sl_str_of(cases[i].text);
        sl_buf joined = {0};
        sl_assignment a;
        size_t next;

        assert_true(
            sl_assignment_at(text, sl_str_find(text, sl_lit("token")), &a, &next));
        sl_assignment_join(a.whole, &joined);
        assert_true(sl_str_eq(a.value, sl_str_of(cases[i].longest)));
        assert_true(sl_str_eq(sl_buf_str(&joined),
                              cases[i].value ? sl_str_of(cases[i].value) : sl_lit("")));
        sl_buf_free(&joined);
    }
}

/* What the next line holds is not in the reach of this one, or the value has it. */
static void a_bracket_behind_any_sign_opens_the_next_line(void **state)
{
    static const char *const signs[] = {
        "=",    " = ", ":",     ": ",  " : ",           ":=",         " := ", "=>",
        " => ", "=> ", " ||= ", "?= ", " as String = ", ": string = "};

    (void)state;
    for (size_t i = 0; i < COUNT(signs); i++) {
        sl_buf text = {0};
        sl_assignment a;
        size_t next;

        sl_buf_add(&text, sl_lit("password"));
        sl_buf_add(&text, sl_str_of(signs[i]));
        sl_buf_add(&text, sl_lit("(\n    'a1b2c3d4')\n"));
        assert_true(sl_assignment_at(sl_buf_str(&text), 0, &a, &next));
        assert_true(sl_str_eq(a.value, sl_lit("a1b2c3d4")));
        assert_true(sl_assignment_reach(sl_buf_str(&text), 0) == SIZE_MAX);
        sl_buf_free(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_reader_that_goes_on_finds_what_a_new_one_finds),
        cmocka_unit_test(every_form_is_read),
        cmocka_unit_test(expressions_and_prose_assign_nothing),
        cmocka_unit_test(no_offset_hides_a_word),
        cmocka_unit_test(hostile_text_takes_no_time),
        cmocka_unit_test(beyond_its_reach_nothing_changes_what_is_read),
        cmocka_unit_test(lists_of_bytes_are_values),
        cmocka_unit_test(a_value_in_pieces_is_put_together),
        cmocka_unit_test(a_bracket_behind_any_sign_opens_the_next_line),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
