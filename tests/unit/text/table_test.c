#include "text/table.h"

#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

typedef void reader(sl_str text, sl_table_fn *found, void *ctx);

typedef struct table_case {
    const char *text;
    const char *cells; /* name=value, each with ';' behind it */
} table_case;

static bool collect(void *ctx, sl_str name, sl_str value)
{
    sl_buf_printf(ctx, "%.*s=%.*s;", sl_fmt(name), sl_fmt(value));
    return true;
}

static void check(reader *read, const table_case *cases, size_t len)
{
    sl_buf out = {0};

    for (size_t i = 0; i < len; i++) {
        sl_buf_clear(&out);
        read(sl_str_of(cases[i].text), collect, &out);
        sl_buf_char(&out, '\0');
        assert_string_equal(out.ptr, cases[i].cells);
    }
    sl_buf_free(&out);
}

static void columns_of_separated_values_have_the_name_of_the_first_row(void **state)
{
    static const table_case cases[] = {
        {"", ""},
        {"password", ""},
        {"user,password\nops,v\nweb,w", "password=v;password=w;"},
        {"user;password;x\r\nops;v;1\r\n", "password=v;"},
        {"user\tpassword\nops\tv\n", "password=v;"},
        {"\"user\",\"password\"\n\"o,p\",\"v\"\"w\"\n", "password=v\"\"w;"},
        {"\xef\xbb\xbfpassword,user\nv,ops\n", "password=v;"},
        {"user,password\n\"two\nlines\",v\n", "password=v;"},
        {"password,user,API Key\nv,ops,k\nshort\n",
         "password=v;API Key=k;password=short;"},
        {"user,passwords_expire_at\nops,v\n", ""},
        {"name,value\nregion,eu\ndb_password,v\napi_token,\"w\"\n",
         "db_password=v;api_token=w;"},
        {"DB_PASSWORD,v\nREGION,eu\n", "DB_PASSWORD=v;"},
        {"CLIENT_SECRET,NAME\nv,a\n", "CLIENT_SECRET=v;"},
        {"SECRET_KEY,API_TOKEN\nv,w\n", "SECRET_KEY=v;API_TOKEN=w;"},
        {"name,value\nthe password,v\npassword\n", ""},
        {"a,b,c,d,e\npassword,v,1,2,3\n", ""},
        {"user,password\nops,\"never closed\n", "password=never closed\n;"},
    };

    (void)state;
    check(sl_table_separated, cases, COUNT(cases));
}

static void a_block_of_lines_with_bars_is_a_table(void **state)
{
    static const table_case cases[] = {
        {"| user | password |\n|---|:--:|\n| ops | `v` |\n",
         "password=:--:;password=v;"},
        {"  | password |\n  | v |\ntext\n| x |\n| w |\n", "password=v;"},
        {"a | password |\n b | v |\n", ""},
        {"|\n||\n", ""},
    };

    (void)state;
    check(sl_table_bars, cases, COUNT(cases));
}

static void statements_name_their_columns_or_those_of_their_table(void **state)
{
    static const table_case cases[] = {
        {"INSERT INTO t (id, `password`) VALUES (1, 'v'), (2, 'w''x');",
         "password=v;password=w''x;"},
        {"insert into t (password)\nvalues\n(N'v');\n", "password=v;"},
        {"INSERT INTO t (id, password) VALUES (f(1, 2), 'a\\'b,)');",
         "password=a\\'b,);"},
        {"CREATE TABLE IF NOT EXISTS `t` (\n `id` int(11),\n `token` char(9),\n"
         " KEY (`id`)\n);\nINSERT INTO `t` VALUES (1,'v'),(2,'w');\n",
         "token=v;token=w;"},
        {"CREATE TABLE t (id int, token text);\nINSERT INTO u VALUES (1, 'v');\n", ""},
        {"COPY t (id, token) FROM stdin;\n1\tv\n\\.\n2\tw\n", "token=v;"},
        {"UPDATE t SET `value` = 'v;' WHERE name = 'smtp_password';",
         "smtp_password=v;;"},
        {"update wp_options set option_value='v'\n where\n option_name='token';",
         "token=v;"},
        {"UPDATE t SET value = 'v' WHERE name = 'title';", ""},
        {"UPDATE t SET value = x WHERE name = 'token';\nSELECT 'v';", ""},
        {"UPDATE t SET value = 'v'; DELETE FROM t WHERE name = 'token';", ""},
        {"COPY t TO 'x';\nINSERT INTO t SELECT 1;\n", ""},
        {"INSERT INTO t (password) VALUES ('never closed", "password=never closed;"},
        {"INSERT INTO t (password", ""},
        {"INSERT INTO t (password) VALUES (", ""},
    };

    (void)state;
    check(sl_table_sql, cases, COUNT(cases));
}

static bool once(void *ctx, sl_str name, sl_str value)
{
    (void)name;
    (void)value;
    ++*(size_t *)ctx;
    return false;
}

static void a_reader_stops_when_told(void **state)
{
    size_t calls = 0;

    (void)state;
    sl_table_separated(sl_lit("password\nv\nw\n"), once, &calls);
    sl_table_bars(sl_lit("|password|\n|v|\n|w|\n"), once, &calls);
    sl_table_sql(sl_lit("INSERT INTO t (password) VALUES ('v'), ('w');"), once, &calls);
    assert_int_equal(calls, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_of_separated_values_have_the_name_of_the_first_row),
        cmocka_unit_test(a_block_of_lines_with_bars_is_a_table),
        cmocka_unit_test(statements_name_their_columns_or_those_of_their_table),
        cmocka_unit_test(a_reader_stops_when_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
