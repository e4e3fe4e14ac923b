/* passage_prose_test.c - documents in text for people, and every place in them. */
#include "passage_show.h"

static void blocks_of_prose_are_passages(void **state)
{
    static const row rows[] = {
        {"a.md",
         "> Note:\n>\n> ```json\n> {\"a\":\n>   \"b\"}\n> ```\n\n>> > {\"c\": \"d\"}\n",
         "block json <{..}> (json) prose\n"
         " a<b>\n"
         "block json <{..}> prose\n"
         " c<d>\n"},
        {"a.md",
         "```python\nf(PolicyDocument={\"Statement\": {\"Effect\": \"Allow\"}})\n```\n",
         "literal text <{..}> (PolicyDocument) prose\n"
         " Effect<Allow>\n"},
        {"a.md",
         "    String s = \"{\\\"Statement\\\": \" + x;\n\n    {\n      \"Statement\" "
         "=> [\"b\"]\n    }\n",
         ""},
        {"a.adoc", "See <<def_x>>.\n\n  A=b <<x>>\n  C=d\n", ""},
        {"a.md", "Text:\n\n```json\n{\"a\": \"b\"}\n```\n",
         "block json <{..}> (json) prose\n"
         " a<b>\n"},
        {"a.md", "~~~~ yaml title=x\na: |\n  ~~~\n~~~~\n",
         "block yaml <a: |\\n  ~~~> (yaml) prose\n"
         " a<~~~>\n"},
        {"a.md", "```yaml\na:\n  b: [c\n```\n",
         "block yaml <a:\\n  b: [c> (yaml) prose 4:1 did not find expected ',' or ']'\n"
         " <c>\n"},
        {"a.md", "- x\n\n  ```{.json}\n  {\"a\": \"b\"}\n  ```\n",
         "block json <{..}> (json) prose\n"
         " a<b>\n"},
        {"a.md", "```hcl\np = <<E\n{\"a\": \"b\"}\nE\n```\n",
         "block hcl <p = <<E\\n{\"a\": \"b\"}\\nE> (hcl) prose\n"
         " p<{..}>\n"
         "value json <{..}> of p prose\n"
         " a<b>\n"},
        {"a.md", "```bash\n$ aws x --policy '{\"a\": \"b\"}'\n```\n",
         "argument json <{..}> ($ aws x --policy '{\"a\": \"b\"}') prose\n"
         " a<b>\n"},
        {"a.md", "```console\n$ aws iam get-policy\n{\n  \"a\": \"b\"\n}\n```\n",
         "block json <{..}> (console) prose\n"
         " a<b>\n"},
        {"a.md", "```\nA=b\n```\n\n```\nc:\n  d: e\n```\n\n```\nJust text.\n```\n",
         "block dotenv <A=b> prose\n"
         " A<b>\n"
         "block yaml <c:\\n  d: e> prose\n"
         " d<e>\n"},
        {"a.md", "```json\n{\"a\": 1, // x\n ...\n \"b\": <c>,}\n```\n",
         "block json <{..}> (json) prose incomplete\n"
         " a<1> b<<c>>\n"},
        {"a.md", "```json\n[\n  {\"a\": \"b\"}, ...\n]\n```\n",
         "block json <[..]> (json) prose incomplete\n"
         " a<b>\n"},
        {"a.md", "    {\n      \"a\": \"b\"\n    }\n",
         "block json <{..}> prose\n"
         " a<b>\n"},
        {"a.md", "Text\n    {\n\n      \"a\": \"b\"\n    }\nmore\n",
         "block json <{..}> prose\n"
         " a<b>\n"},
        {"a.md", "\ta:\n\t  b: c\n\n\tD=e\n\tF={\"g\": 1}\n",
         "block yaml <a:\\n\t  b: c> prose\n"
         " b<c>\n"
         "block dotenv <D=e\\n\tF={\"g\": 1}> prose\n"
         " D<e> g<1>\n"},
        {"a.md",
         "    Note: this\n    is no YAML.\n\n    - host\n    - port\n\n    import "
         "json\n    a = json.loads(b)\n",
         ""},
        {"a.md", "{: .x}\n{{ a }}\n{% b %}\n[c](d)\n[\"e\"](f)\n{ \"g\"\n", ""},
        {"a.md", "    aws x --role-name r \\\n      --policy '{\"a\": \"b\"}'\n",
         "argument json <{..}> (aws x --role-name r \\\\n  --policy '{\"a\": \"b\"}') "
         "prose\n"
         " a<b>\n"},
        {"a.md", "    cat > p.json <<E\n    {\n      \"a\": \"b\"\n    }\n    E\n",
         "heredoc json <{..}> (cat > p.json <<E) prose\n"
         " a<b>\n"},
        {"a.md", "```\n{\"a\": \"b\"}\n",
         "block json <{..}> prose\n"
         " a<b>\n"},
        {"a.rst",
         "Title\n~~~~~\n\n.. code-block:: json\n   :linenos:\n\n   {\"a\": "
         "\"b\"}\n\nText::\n\n  a:\n    b: c\n",
         "block json <{..}> (json) prose\n"
         " a<b>\n"
         "block yaml <a:\\n    b: c> prose\n"
         " b<c>\n"},
        {"a.adoc", "Title\n-----\n\n[source,yaml]\n----\na: b\n----\n",
         "block yaml <a: b> (yaml) prose\n"
         " a<b>\n"},
        {"README", "  {\"a\": \"b\"}\n",
         "whole json\n"
         " a<b>\n"},
        {"a.md", "```yaml\nrun: |\n  cat <<E\n  {\"a\": \"b\"}\n  E\n```\n",
         "block yaml <run: |\\n  cat <<E\\n  {\"a\": \"b\"}\\n  E> (yaml) prose\n"
         " run<cat <<E\\n  {\"a\": \"b\"}\\n  E>\n"
         "heredoc json <{..}> (cat <<E) prose\n"
         " a<b>\n"},
        {"a.md",
         "1. x\n\n       {\"Statement\": [\n         {\"a\": \"b\" \"c\": 1}\n       "
         "]}\n",
         "block json <{..}> prose 4:21 expected ',' or '}'\n"
         " a<b> c<1>\n"},
    };

    (void)state;
    assert_rows(rows, COUNT(rows));
}

static void the_blocks_of_a_page_are_found(void **state)
{
    static const row rows[] = {
        {"a.txt",
         "---\nnav_order: 6\n---\n\n# Secrets\n{: .no_toc}\n\n* Runtime secrets: what "
         "a task uses: keys, passwords.\n\n1. TOC\n{:toc}\n\nRun:\n\n    ansible-vault "
         "encrypt [environment].yml\n\nThese keys:\n\n    - host\n    - port\n\nIt "
         "should look like:\n\n    "
         "arn:aws:secretsmanager:us-west-2:111122223333:secret:app/db-AbCdEf\n\nIt "
         "should have a policy that looks like this:\n\n    {\n      \"Version\": "
         "\"2012-10-17\",\n      \"Statement\": {\n        \"Effect\": \"Allow\",\n    "
         "    \"Resource\": [\n            "
         "\"arn:aws:secretsmanager:us-west-2:111122223333:secret:app/*\"\n        ]\n  "
         "    }\n    }\n\nand a trust relationship:\n\n    {\n      \"Statement\": [\n "
         "       {\n          \"Sid\": \"\",\n          \"Principal\": {\n            "
         "\"Service\": [\n              \"ecs-tasks.amazonaws.com\"\n            ]\n   "
         "       }\n        }\n      ]\n    }\n\nAdd to `production.yml`\n\n    "
         "default_env_task_config:\n      env:\n        DB_HOST: "
         "\"arn:aws:secretsmanager:us-west-2:111122223333:secret:app/"
         "db-AbCdEf|JP:$.host\"\n\nand\n\n    default_env_task_config:\n      command: "
         "\"python a.py\"\n      ecs:\n        task:\n          role_arn: "
         "\"arn:aws:iam::111122223333:role/app\"\n\nThen:\n\n    # Comment out:\n    # "
         "deploy/docker_deploy.env\n",
         "block json <{..}> prose\n"
         " Version<2012-10-17> Effect<Allow> "
         "<arn:aws:secretsmanager:us-west-2:111122223333:secret:app/*>\n"
         "block json <{..}> prose\n"
         " Sid<> <ecs-tasks.amazonaws.com>\n"
         "block yaml <default_env_task_config:\\n      env:\\n        DB_HOST: "
         "\"arn:aws:secretsmanager:us-west-2:111122223333:secret:app/"
         "db-AbCdEf|JP:$.host\"> prose\n"
         " DB_HOST<arn:aws:secretsmanager:us-west-2:111122223333:secret:app/"
         "db-AbCdEf|JP:$.host>\n"
         "block yaml <default_env_task_config:\\n      command: \"python a.py\"\\n     "
         " ecs:\\n        task:\\n          role_arn: "
         "\"arn:aws:iam::111122223333:role/app\"> prose\n"
         " command<python a.py> role_arn<arn:aws:iam::111122223333:role/app>\n"},
        {"a.md",
         "---\nnav_order: 6\n---\n\n# Secrets\n{: .no_toc}\n\n* Runtime secrets: what "
         "a task uses: keys, passwords.\n\n1. TOC\n{:toc}\n\nRun:\n\n    ansible-vault "
         "encrypt [environment].yml\n\nThese keys:\n\n    - host\n    - port\n\nIt "
         "should look like:\n\n    "
         "arn:aws:secretsmanager:us-west-2:111122223333:secret:app/db-AbCdEf\n\nIt "
         "should have a policy that looks like this:\n\n    {\n      \"Version\": "
         "\"2012-10-17\",\n      \"Statement\": {\n        \"Effect\": \"Allow\",\n    "
         "    \"Resource\": [\n            "
         "\"arn:aws:secretsmanager:us-west-2:111122223333:secret:app/*\"\n        ]\n  "
         "    }\n    }\n\nand a trust relationship:\n\n    {\n      \"Statement\": [\n "
         "       {\n          \"Sid\": \"\",\n          \"Principal\": {\n            "
         "\"Service\": [\n              \"ecs-tasks.amazonaws.com\"\n            ]\n   "
         "       }\n        }\n      ]\n    }\n\nAdd to `production.yml`\n\n    "
         "default_env_task_config:\n      env:\n        DB_HOST: "
         "\"arn:aws:secretsmanager:us-west-2:111122223333:secret:app/"
         "db-AbCdEf|JP:$.host\"\n\nand\n\n    default_env_task_config:\n      command: "
         "\"python a.py\"\n      ecs:\n        task:\n          role_arn: "
         "\"arn:aws:iam::111122223333:role/app\"\n\nThen:\n\n    # Comment out:\n    # "
         "deploy/docker_deploy.env\n",
         "block json <{..}> prose\n"
         " Version<2012-10-17> Effect<Allow> "
         "<arn:aws:secretsmanager:us-west-2:111122223333:secret:app/*>\n"
         "block json <{..}> prose\n"
         " Sid<> <ecs-tasks.amazonaws.com>\n"
         "block yaml <default_env_task_config:\\n      env:\\n        DB_HOST: "
         "\"arn:aws:secretsmanager:us-west-2:111122223333:secret:app/"
         "db-AbCdEf|JP:$.host\"> prose\n"
         " DB_HOST<arn:aws:secretsmanager:us-west-2:111122223333:secret:app/"
         "db-AbCdEf|JP:$.host>\n"
         "block yaml <default_env_task_config:\\n      command: \"python a.py\"\\n     "
         " ecs:\\n        task:\\n          role_arn: "
         "\"arn:aws:iam::111122223333:role/app\"> prose\n"
         " command<python a.py> role_arn<arn:aws:iam::111122223333:role/app>\n"},
        {"a.txt",
         "Secrets\n\n  \xE2"
         "\x80"
         "\xA2"
         " Deployment secrets: needed to deploy.\n\n  1. Create a secret that contains "
         "the following keys:\n\n    \xE2"
         "\x80"
         "\xA2"
         " dbname\n    \xE2"
         "\x80"
         "\xA2"
         " host\n\n    Note that each entry in secrets: consists of a name and "
         "valueFrom.\n\n     # /deploy/vars/[prod].yml -- or other .yml file\n     "
         "default_env_task_config: &default_env_task_config\n             - name: "
         "API_KEY\n               valueFrom: "
         "\"arn:aws:secretsmanager:<region>:<account_id>:secret:a/b-xxx123\"\n         "
         "    - name: DB\n               valueFrom: "
         "\"arn:aws:secretsmanager:<region>:<account_id>:secret:a/c-xxx123\"\n\n    "
         "See deploy/vars/common.yml for an example: just remove comments and edit\n\n "
         " 3. For example:\n\n     # /deploy/vars/\n     POSTGRES_SECRETS={\"dbname\": "
         "\"name\", \"username\": \"postgres\",\n     \"password\": \"example\",\n     "
         "\"port\": \"5432\"}\n  4. Finally:\n\n    \xE2"
         "\x80"
         "\xA2"
         " import json:\n     import json\n     dotenv import load_dotenv\n    \xE2"
         "\x80"
         "\xA2"
         " wherever you want:\n     secrets = os.environ.get('POSTGRES_SECRETS')\n     "
         "# convert\n     db_port = int(secrets.get('port', '5432'))\n",
         "block yaml <# /deploy/vars/[prod].yml -- or other .yml file\\n     "
         "default_env_task_config: &default_env_task_config\\n             - name: "
         "API_KEY\\n               valueFrom: "
         "\"arn:aws:secretsmanager:<region>:<account_id>:secret:a/b-xxx123\"\\n        "
         "     - name: DB\\n               valueFrom: "
         "\"arn:aws:secretsmanager:<region>:<account_id>:secret:a/c-xxx123\"> prose\n"
         " name<API_KEY> "
         "valueFrom<arn:aws:secretsmanager:<region>:<account_id>:secret:a/b-xxx123> "
         "name<DB> "
         "valueFrom<arn:aws:secretsmanager:<region>:<account_id>:secret:a/c-xxx123>\n"
         "block dotenv <# /deploy/vars/\\n     POSTGRES_SECRETS={\"dbname\": \"name\", "
         "\"username\": \"postgres\",\\n     \"password\": \"example\",\\n     "
         "\"port\": \"5432\"}> prose\n"
         " dbname<name> username<postgres> password<example> port<5432>\n"},
    };

    (void)state;
    assert_rows(rows, COUNT(rows));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_of_prose_are_passages),
        cmocka_unit_test(the_blocks_of_a_page_are_found),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
