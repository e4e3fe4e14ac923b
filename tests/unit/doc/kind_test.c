/* kind_test.c - which reader a name, or else the first bytes, call for. */
#include "show.h"

static void a_name_tells_the_kind(void **state)
{
    static const struct {
        const char *path;
        sl_doc_kind kind;
    } cases[] = {
        {".env", SL_DOC_DOTENV},
        {"a/b/.env", SL_DOC_DOTENV},
        {".ENV", SL_DOC_DOTENV},
        {".env.dev", SL_DOC_DOTENV},
        {".env.staging.local", SL_DOC_DOTENV},
        {".env.example", SL_DOC_DOTENV},
        {".env.patch", SL_DOC_TEXT},
        {"local.env.diff", SL_DOC_TEXT},
        {".env~", SL_DOC_DOTENV},
        {".env-prod", SL_DOC_DOTENV},
        {".envrc", SL_DOC_DOTENV},
        {"prod.env", SL_DOC_DOTENV},
        {"deploy.env.staging", SL_DOC_DOTENV},
        {"docker_deploy.env.dev", SL_DOC_DOTENV},
        {"app.env.j2", SL_DOC_DOTENV},
        {".env.j2.bak", SL_DOC_DOTENV},
        {".env.js", SL_DOC_TEXT},
        {"config.env.ts", SL_DOC_TEXT},
        {".env.gpg", SL_DOC_TEXT},
        {".env.yml", SL_DOC_YAML},
        {".env.json", SL_DOC_JSON},
        {"env", SL_DOC_TEXT},
        {"environment.py", SL_DOC_TEXT},
        {"a.yml", SL_DOC_YAML},
        {"A.YAML", SL_DOC_YAML},
        {"deploy/vars.yml.j2", SL_DOC_YAML},
        {"x.yaml.jinja2", SL_DOC_YAML},
        {"x.yml.example", SL_DOC_YAML},
        {".github/workflows/ci.yml", SL_DOC_YAML},
        {"yml", SL_DOC_TEXT},
        {"package.json", SL_DOC_JSON},
        {"a.json.tmpl", SL_DOC_JSON},
        {"tsconfig.jsonc", SL_DOC_JSON},
        {"terraform.tfstate", SL_DOC_JSON},
        {"terraform.tfstate.backup", SL_DOC_JSON},
        {"terraform.tfvars.json", SL_DOC_JSON},
        {"n.ipynb", SL_DOC_JSON},
        {"composer.lock", SL_DOC_JSON},
        {"Pipfile.lock", SL_DOC_JSON},
        {"poetry.lock", SL_DOC_TEXT},
        {"setup.cfg", SL_DOC_INI},
        {".aws/credentials", SL_DOC_INI},
        {"inventory/hosts", SL_DOC_INI},
        {".npmrc", SL_DOC_INI},
        {"my.cnf.example", SL_DOC_INI},
        {"application-prod.properties", SL_DOC_PROPERTIES},
        {"pyproject.toml", SL_DOC_TOML},
        {"Pipfile", SL_DOC_TOML},
        {"main.tf", SL_DOC_HCL},
        {"prod.auto.tfvars", SL_DOC_HCL},
        {"job.nomad", SL_DOC_HCL},
        {"pom.xml", SL_DOC_XML},
        {"Web.Release.config", SL_DOC_XML},
        {"App.csproj.user", SL_DOC_XML},
        {".netrc", SL_DOC_LOGIN},
        {".pgpass", SL_DOC_LOGIN},
        {".gitignore", SL_DOC_IGNORE},
        {"sub/.gitignore", SL_DOC_IGNORE},
        {".dockerignore", SL_DOC_IGNORE},
        {".gitattributes", SL_DOC_ATTRIBUTES},
        {"x.gitattributes", SL_DOC_TEXT},
        {"README.md", SL_DOC_TEXT},
        {"", SL_DOC_TEXT},
        {"/", SL_DOC_TEXT},
        {"~", SL_DOC_TEXT},
        {".bak", SL_DOC_TEXT},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_doc_kind got = sl_doc_kind_of(sl_str_of(cases[i].path));

        if (got != cases[i].kind)
            print_error("%s\n", cases[i].path);
        assert_int_equal(got, cases[i].kind);
    }
}

static void where_the_name_is_silent_the_bytes_tell(void **state)
{
    static const struct {
        const char *path;
        const char *text;
        sl_doc_kind kind;
        sl_origin origin;
        bool symlink;
    } cases[] = {
        {"group_vars/all", "---\na: b\n", SL_DOC_YAML, SL_ORIGIN_INDEX, false},
        {"group_vars/all", "--- \n", SL_DOC_TEXT, SL_ORIGIN_INDEX, false},
        {"credentials", "{\n  \"a\": 1}", SL_DOC_JSON, SL_ORIGIN_INDEX, false},
        {"credentials", "{ body }", SL_DOC_TEXT, SL_ORIGIN_INDEX, false},
        {"page.md", "---\ntitle: x\n", SL_DOC_TEXT, SL_ORIGIN_INDEX, false},
        {".hidden", "---\na: b\n", SL_DOC_YAML, SL_ORIGIN_INDEX, false},
        {"a.yml", "x", SL_DOC_MESSAGE, SL_ORIGIN_MESSAGE, false},
        {"a.yml", "target", SL_DOC_TEXT, SL_ORIGIN_INDEX, true},
        {"", "", SL_DOC_TEXT, SL_ORIGIN_FILE, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_arena arena = {0};
        sl_blob blob = {.path = sl_str_of(cases[i].path),
                        .bytes = sl_str_of(cases[i].text),
                        .origin = cases[i].origin,
                        .symlink = cases[i].symlink};
        sl_doc doc;

        sl_doc_open(&doc, &blob, &arena);
        assert_string_equal(sl_doc_kind_name(doc.kind),
                            sl_doc_kind_name(cases[i].kind));
        sl_arena_free(&arena);
    }
}

static void utf_16_is_read_in_its_utf_8_form(void **state)
{
    static const char bytes[] = "\xFF\xFE"
                                "a\0:\0 \0\xE9\0\n\0";
    sl_arena arena = {0};
    sl_blob blob = {.path = sl_lit("a.yml"), .bytes = {bytes, sizeof bytes - 1}};
    sl_doc doc;
    const sl_node *a;

    (void)state;
    sl_doc_open(&doc, &blob, &arena);
    assert_true(doc.decoded);
    assert_int_equal(doc.content.class_, SL_CONTENT_TEXT);
    a = sl_node_get(sl_doc_tree(&doc), sl_lit("a"));
    assert_non_null(a);
    assert_true(sl_str_eq(a->value, sl_lit("\xC3\xA9")));
    assert_ptr_equal(sl_doc_lines(&doc), sl_doc_lines(&doc));
    assert_ptr_equal(sl_doc_tree(&doc), sl_doc_tree(&doc));
    sl_arena_free(&arena);
}

static void encrypted_and_binary_content_has_no_tree(void **state)
{
    static const struct {
        const char *path;
        sl_str bytes;
        bool tree;
    } cases[] = {
        {"a.yml", {"a: b\n", 5}, true},
        {"a.txt", {"a: b\n", 5}, false},
        {"a.yml", {"", 0}, true},
        {".env",
         {"\0GITCRYPT\0"
          "123456789012",
          22},
         false},
        {".env", {"\0binary", 7}, false},
        {"a.yml", {"$ANSIBLE_VAULT;1.1;AES256\n", 26}, true},
        {"a.yml",
         {"k: ENC[AES256_GCM,data:x]\nsops:\n  mac: ENC[AES256_GCM,x]\n", 57},
         true},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_arena arena = {0};
        sl_blob blob = {.path = sl_str_of(cases[i].path), .bytes = cases[i].bytes};
        sl_doc doc;

        sl_doc_open(&doc, &blob, &arena);
        assert_int_equal(sl_doc_tree(&doc) != NULL, cases[i].tree);
        sl_arena_free(&arena);
    }
}

static void a_document_above_the_ceiling_says_so(void **state)
{
    sl_arena arena = {0};
    sl_buf text = {0};
    sl_blob blob = {.path = sl_lit("a.yml")};
    sl_doc doc;

    (void)state;
    while (text.len <= 4u << 20)
        sl_buf_add(&text, sl_lit("key: value\n"));
    blob.bytes = sl_buf_str(&text);
    sl_doc_open(&doc, &blob, &arena);
    assert_null(sl_doc_tree(&doc));
    assert_int_equal(doc.parse_error.code, SL_ELIMIT);
    sl_buf_free(&text);
    sl_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_tells_the_kind),
        cmocka_unit_test(where_the_name_is_silent_the_bytes_tell),
        cmocka_unit_test(utf_16_is_read_in_its_utf_8_form),
        cmocka_unit_test(encrypted_and_binary_content_has_no_tree),
        cmocka_unit_test(a_document_above_the_ceiling_says_so),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
