/* passage_test.c - the documents in a document and in its values, and every place in them. */
#include "passage_show.h"

static void a_document_is_its_own_passage(void **state)
{
    static const row rows[] = {
        {"a.json", "{\"a\": [1, {}]}",
         "whole json\n"
         " <1> <{..}>\n"},
        {"a.json", "{\"a\": 1, \"a\": 2}",
         "whole json\n"
         " a<1> a<2>\n"},
        {"a.yml", "a: b\nc: [d]\n",
         "whole yaml\n"
         " a<b> <d>\n"},
        {"a.txt", "just text\n", ""},
        {"a.sh", "echo a\n", ""},
        {"a.bin",
         "\x01"
         "",
         ""},
        {"policy.tpl", "{\n  \"a\": ${jsonencode(b)}\n}\n",
         "whole json incomplete\n"
         " a<${jsonencode(b)}>\n"},
        {"stack.template", "AWSTemplateFormatVersion: x\na: b\n",
         "whole yaml\n"
         " AWSTemplateFormatVersion<x> a<b>\n"},
        {"a.json", "{\"a\": <b>, \"c\": ${d}, \"e\": $F, \"g\": \"h\"}",
         "whole json incomplete\n"
         " a<<b>> c<${d}> e<$F> g<h>\n"},
        {"a.json", "{\"a\": \"${f(\"b\")}\", \"c\": [\"d\" \"e\"]}",
         "whole json 1:31 expected ',' or ']'\n"
         " a<${f(\"b\")}> <d> <e>\n"},
        {"a.json", "{\"a\": \"${f(\"b\")}\", \"c\": \"d\"}",
         "whole json\n"
         " a<${f(\"b\")}> c<d>\n"},
        {"a.json.j2",
         "{\n{% if x %}\n\"a\": {{ b[\"c\"] }},\n{% endif %}\n\"d\": \"e{{ f "
         "}}\",\n}\n",
         "whole json incomplete\n"
         " a<{..}> d<e{{ f }}>\n"},
        {"a.json.j2", "[{% for a in b %}{\"c\": \"{{ a }}\"},{% endfor %}]",
         "whole json incomplete\n"
         " c<{..}>\n"},
        {"a.json.erb", "{\"a\": <%= b %>}",
         "whole json incomplete\n"
         " a<<%= b %>>\n"},
        {"t.yaml", "a: b\n{{- if .V }}\nc: d\n{{- end }}\n",
         "whole yaml incomplete\n"
         " a<b> c<d>\n"},
        {"a.json", "{\"a\": 1, // b\n\"c\": 2}",
         "whole json\n"
         " a<1> c<2>\n"},
    };

    (void)state;
    assert_rows(rows, COUNT(rows));
}

static void the_first_error_of_json_is_told(void **state)
{
    static const row rows[] = {
        {"a.json", "{\n  \"a\": {\"b\": 1 \"c\": 2}\n}",
         "whole json 2:17 expected ',' or '}'\n"
         " b<1> c<2>\n"},
        {"a.json", "{\"a\": [1,\n]}",
         "whole json 1:9 unexpected ',' before ']'\n"
         " <1>\n"},
        {"a.json", "{\"a\": {\"b\": [1",
         "whole json 1:15 expected ']'\n"
         " <1>\n"},
        {"a.json", "{\n\"a\": \"b\n}",
         "whole json 2:6 expected a closing quote\n"
         " a<b>\n"},
        {"a.json", "{\"a\": b}",
         "whole json 1:7 expected a value\n"
         " a<b>\n"},
        {"a.json",
         "\xEF"
         "\xBB"
         "\xBF"
         "{\"\xC3"
         "\xA9"
         "\": tru}",
         "whole json 1:11 expected a value\n"
         " \xC3"
         "\xA9"
         "<tru>\n"},
        {"a.yml", "a: |\n  {\"Statement\": [{\"Sid\": \"b\" \"c\": 1}]}\n",
         "whole yaml\n"
         " a<{..}>\n"
         "value json <{..}> of a 2:31 expected ',' or '}'\n"
         " Sid<b> c<1>\n"},
        {"a.yml", "a: |\n  {\"State\": [{\"Sid\": \"b\" \"c\": 1}]}\n",
         "whole yaml\n"
         " a<{..}>\n"},
        {"a.sh", "aws x --policy-document '{\"Statement\": [}'\n",
         "argument json <{..}> (aws x --policy-document '{\"Statement\": [}') 1:41 "
         "expected ']'\n"
         " Statement<[..[>\n"},
        {"a.md", "```json\n{\"a\": 1 \"b\": 2}\n```\n",
         "block json <{..}> (json) prose 2:10 expected ',' or '}'\n"
         " a<1> b<2>\n"},
    };

    (void)state;
    assert_rows(rows, COUNT(rows));
}

static void documents_in_values_are_passages(void **state)
{
    static const row rows[] = {
        {"a.json", "{\"p\": \"{\\\"a\\\": \\\"b\\\\tc\\\"}\"}",
         "whole json\n"
         " p<{..}>\n"
         "value json <{..}> of p\n"
         " a<b\\\\tc>\n"},
        {"a.yml", "p: '{\"a\": \"it''s\"}'\n",
         "whole yaml\n"
         " p<{..}>\n"
         "value json <{..}> of p\n"
         " a<it''s>\n"},
        {"a.yml", "p: \"{\\\"a\\\": \\\"\\u00e9\\\", \\\"b\\\": \\\"c\\\"}\"\n",
         "whole yaml\n"
         " p<{..}>\n"
         "value json <{..}> of p\n"
         " a<\\u00e9> b<c>\n"},
        {"a.yml", "p: |\n\n  {\n    \"a\": \"b\"\n  }\n",
         "whole yaml\n"
         " p<{..}>\n"
         "value json <{..}> of p\n"
         " a<b>\n"},
        {"a.yml", "p: >\n  {\"a\":\n  \"b\"}\n",
         "whole yaml\n"
         " p<{..}>\n"
         "value json <{..}> of p\n"
         " a<b>\n"},
        {"a.yml", "p: |\n  - a: b\n    c: d\n",
         "whole yaml\n"
         " p<- a: b\\n    c: d>\n"
         "value yaml <- a: b\\n    c: d> of p\n"
         " a<b> c<d>\n"},
        {"a.yml", "p: |\n  ABC=b\n  CDE=d\n",
         "whole yaml\n"
         " p<ABC=b\\n  CDE=d>\n"
         "value dotenv <ABC=b\\n  CDE=d> of p\n"
         " ABC<b> CDE<d>\n"},
        {"a.yml", "p: |\n  some: text\n  and more\n",
         "whole yaml\n"
         " p<some: text\\n  and more>\n"},
        {"a.yml", ".env: |\n  abc=b c\n  def=g\n",
         "whole yaml\n"
         " .env<abc=b c\\n  def=g>\n"
         "value dotenv <abc=b c\\n  def=g> of .env\n"
         " abc<b c> def<g>\n"},
        {"a.yml", "p: \"{{ a }}\"\nq: \"[x](y)\"\nr: \"{b}\"\ns: '[\"a\", \"b\"]'\n",
         "whole yaml\n"
         " p<{..}> q<[..)> r<{..}> s<[..]>\n"},
        {"a.tf", "p = \"{\\\"a\\\": \\\"b\\\"}\"\n",
         "whole hcl\n"
         " p<{..}>\n"
         "value json <{..}> of p\n"
         " a<b>\n"},
        {"a.tf", "p = \"{\\\"a\\\": \\\"${b}\\\"}\"\n",
         "whole hcl\n"
         " p<{..}>\n"
         "value json <{..}> of p\n"
         " a<${b}>\n"},
        {"a.tf", "p = <<EOT\n{\"a\": \"${f(\"b\")}\"}\nEOT\n",
         "whole hcl\n"
         " p<{..}>\n"
         "value json <{..}> of p\n"
         " a<${f(\"b\")}>\n"},
        {"a.tf", "p = <<-EOT\n    {\n      \"a\": \"b\"\n    }\n  EOT\n",
         "whole hcl\n"
         " p<{..}>\n"
         "value json <{..}> of p\n"
         " a<b>\n"},
        {"a.tf", "p = <<EOT\n{\n%{ if a }\n\"b\": \"c\"\n%{ endif }\n}\nEOT\n",
         "whole hcl\n"
         " p<{..}>\n"
         "value json <{..}> of p incomplete\n"
         " b<c>\n"},
        {"a.toml", "p = '''\n{\"a\": \"b\"}\n'''\n",
         "whole toml\n"
         " p<{..\\n>\n"
         "value json <{..}> of p\n"
         " a<b>\n"},
        {"a.xml", "<p>{&quot;a&quot;: &quot;b&amp;c&quot;}</p>",
         "whole xml\n"
         " p<{..}>\n"
         "value json <{..}> of p\n"
         " a<b&amp;c>\n"},
        {"a.properties", "p = {\"a\": \"b\", \\\n   \"c\": \"d\"}\n",
         "whole properties\n"
         " p<{..}>\n"
         "value json <{..}> of p\n"
         " a<b> c<d>\n"},
        {".env", "P=\"{\\\"a\\\": \\\"{\\\\\\\"b\\\\\\\": 1}\\\"}\"\n",
         "whole dotenv\n"
         " a<{..}>\n"
         "value json <{..}> of a\n"
         " {\\\\\\\"b\\\\\\\": 1}<{..}>\n"},
        {"a.json",
         "{\"p\": \"{\\\"q\\\": \\\"{\\\\\\\"r\\\\\\\": \\\\\\\"s\\\\\\\"}\\\"}\"}",
         "whole json\n"
         " p<{..}>\n"
         "value json <{..}> of p\n"
         " q<{..}>\n"
         "value json <{..}> of q\n"
         " r<s>\n"},
    };

    (void)state;
    assert_rows(rows, COUNT(rows));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_document_is_its_own_passage),
        cmocka_unit_test(the_first_error_of_json_is_told),
        cmocka_unit_test(documents_in_values_are_passages),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
