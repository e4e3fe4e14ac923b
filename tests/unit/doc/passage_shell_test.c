/* passage_shell_test.c - heredocs and arguments of commands, and every place in them. */
#include "passage_show.h"

static void commands_in_values_are_read(void **state)
{
    static const row rows[] = {
        {"ci.yml",
         "steps:\n  - run: |\n      cat > p.json <<EOF\n      {\n        \"a\": "
         "\"$B\"\n      }\n      EOF\n",
         "whole yaml\n"
         " run<cat > p.json <<EOF\\n      {\\n        \"a\": \"$B\"\\n      }\\n      "
         "EOF>\n"
         "heredoc json <{..}> (cat > p.json <<EOF)\n"
         " a<$B>\n"},
        {"ci.yml", "script:\n  - |\n    x --policy '{\"a\": \"b\"}'\n",
         "whole yaml\n"
         " <x --policy '{\"a\": \"b\"}'>\n"
         "argument json <{..}> (x --policy '{\"a\": \"b\"}')\n"
         " a<b>\n"},
        {"ci.yml", "run: \"aws x --policy '{\\\"a\\\": \\\"b\\\"}'\"\n",
         "whole yaml\n"
         " run<aws x --policy '{\\\"a\\\": \\\"b\\\"}'>\n"
         "argument json <{..}> (aws x --policy '{\"a\": \"b\"}')\n"
         " a<b>\n"},
        {"package.json",
         "{\"scripts\": {\"up\": \"aws x --policy '{\\\"a\\\": \\\"b\\\"}'\"}}",
         "whole json\n"
         " up<aws x --policy '{\\\"a\\\": \\\"b\\\"}'>\n"
         "argument json <{..}> (aws x --policy '{\"a\": \"b\"}')\n"
         " a<b>\n"},
        {"a.yml", "text: \"use '{\\\"a\\\": \\\"b\\\"}' here\"\n",
         "whole yaml\n"
         " text<use '{\\\"a\\\": \\\"b\\\"}' here>\n"},
        {"a.tf", "user_data = <<X\n#!/bin/sh\ncat >a.yml <<Y\na: b\nc: d\nY\nX\n",
         "whole hcl\n"
         " user_data<#!/bin/sh\\ncat >a.yml <<Y\\na: b\\nc: d\\nY>\n"
         "heredoc yaml <a: b\\nc: d> (cat >a.yml <<Y)\n"
         " a<b> c<d>\n"},
        {"ci.yml", "run: |\n  [ -f x ] && y\n  a=b\n",
         "whole yaml\n"
         " run<[..b>\n"},
        {"ci.yml", "- pwsh: |\n    $p = @'\n    {\"a\": \"b\"}\n    '@\n",
         "whole yaml\n"
         " pwsh<$p = @'\\n    {\"a\": \"b\"}\\n    '@>\n"
         "heredoc json <{..}> ($p = @')\n"
         " a<b>\n"},
    };

    (void)state;
    assert_rows(rows, COUNT(rows));
}

static void heredocs_are_passages(void **state)
{
    static const row rows[] = {
        {"a.sh", "cat > p.json <<EOF\n{\"a\": \"$B\", \"c\": \"\\${d}\"}\nEOF\n",
         "heredoc json <{..}> (cat > p.json <<EOF)\n"
         " a<$B> c<\\${d}>\n"},
        {"a.sh", "cat > p.json <<'EOF'\n{\"a\": \"\\\\${b}\"}\nEOF\n",
         "heredoc json <{..}> (cat > p.json <<'EOF')\n"
         " a<\\\\${b}>\n"},
        {"a.sh", "cat <<-EOF\n\t{\n\t\t\"a\": \"b\"\n\t}\n\tEOF\n",
         "heredoc json <{..}> (cat <<-EOF)\n"
         " a<b>\n"},
        {"a.sh",
         "aws iam put-role-policy --role-name r \\\n  --policy-document "
         "file:///dev/stdin <<JSON\n{\"a\": \"b\"}\nJSON\n",
         "heredoc json <{..}> (aws iam put-role-policy --role-name r \\\\n  "
         "--policy-document file:///dev/stdin <<JSON)\n"
         " a<b>\n"},
        {"a.sh", "P=$(cat <<\"E\"\n{\"a\": \"b\"}\nE\n)\n",
         "heredoc json <{..}> (P=$(cat <<\"E\")\n"
         " a<b>\n"},
        {"a.sh", "cat <<A <<B\n{\"a\": 1}\nA\n{\"b\": 2}\nB\n",
         "heredoc json <{..}> (cat <<A <<B)\n"
         " a<1>\n"
         "heredoc json <{..}> (cat <<A <<B)\n"
         " b<2>\n"},
        {"a.sh",
         "cat > v.yml <<E\na: b\nE\ncat > .env <<E\na=b\nE\ntee main.tf <<E\na = "
         "\"b\"\nE\n",
         "heredoc yaml <a: b> (cat > v.yml <<E)\n"
         " a<b>\n"
         "heredoc dotenv <a=b> (cat > .env <<E)\n"
         " a<b>\n"
         "heredoc hcl <a = \"b\"> (tee main.tf <<E)\n"
         " a<b>\n"},
        {"a.sh", "ssh h <<E\ncat <<F\n{\"a\": \"b\"}\nF\nE\n",
         "heredoc json <{..}> (cat <<F)\n"
         " a<b>\n"},
        {"a.sh", "cat <<E\nDear reader,\nE\necho $((1 << 2)); cat <<< \"x\"\n", ""},
        {"a.sh", "cat <<E\n{\"a\": \"b\"}\n", ""},
        {"run", "#!/bin/bash\ncat <<E\n{\"a\": \"b\"}\nE\n",
         "heredoc json <{..}> (cat <<E)\n"
         " a<b>\n"},
        {"Dockerfile", "RUN x\nCOPY <<EOF /etc/a.yml\na: b\nEOF\n",
         "heredoc yaml <a: b> (COPY <<EOF /etc/a.yml)\n"
         " a<b>\n"},
        {"Makefile", "define P\n{\"a\": \"b\"}\nendef\nx:\n\techo '{\"c\": \"$$D\"}'\n",
         "heredoc json <{..}> (define P)\n"
         " a<b>\n"
         "argument json <{..}> (echo '{\"c\": \"$$D\"}')\n"
         " c<$$D>\n"},
        {"a.ps1",
         "$p = @'\n{\"a\": \"b\"}\n'@\nx --p '{\\\"c\\\": \\\"d\\\"}' `\n  --q "
         "\"{`\"e`\": `\"$f`\"}\"\n",
         "heredoc json <{..}> ($p = @')\n"
         " a<b>\n"
         "argument json <{..}> (x --p '{\\\"c\\\": \\\"d\\\"}' `\\n  --q \"{`\"e`\": "
         "`\"$f`\"}\")\n"
         " c<d>\n"
         "argument json <{..}> (x --p '{\\\"c\\\": \\\"d\\\"}' `\\n  --q \"{`\"e`\": "
         "`\"$f`\"}\")\n"
         " e<$f>\n"},
        {"a.sh", "cat <<EOF\n{\"a\": \"$(x \"y\")\", \"b\": \"c\"}\nEOF\n",
         "heredoc json <{..}> (cat <<EOF)\n"
         " a<$(x \"y\")> b<c>\n"},
        {"a.sh", "cat <<EOF\n{\"a\": ${B},\n \"c\": [$D]}\nEOF\n",
         "heredoc json <{..}> (cat <<EOF) incomplete\n"
         " a<${B}> <$D>\n"},
        {"a.sh", "cat <<EOF\r\n{\"a\": \"b\"}\r\nEOF\r\n",
         "heredoc json <{..}> (cat <<EOF)\n"
         " a<b>\n"},
    };

    (void)state;
    assert_rows(rows, COUNT(rows));
}

static void arguments_are_passages(void **state)
{
    static const row rows[] = {
        {"a.sh", "aws iam create-policy --policy-document '{\"a\": \"$b\"}' --x y\n",
         "argument json <{..}> (aws iam create-policy --policy-document '{\"a\": "
         "\"$b\"}' --x y)\n"
         " a<$b>\n"},
        {"a.sh",
         "aws iam create-role --assume-role-policy-document \"{\\\"a\\\": "
         "\\\"$B\\\"}\"\n",
         "argument json <{..}> (aws iam create-role --assume-role-policy-document "
         "\"{\\\"a\\\": \\\"$B\\\"}\")\n"
         " a<$B>\n"},
        {"a.sh", "aws x --policy '{\n  \"a\": \"b\"\n}' \\\n  --name n\n",
         "argument json <{..}> (aws x --policy '{\\n  \"a\": \"b\"\\n}' \\\\n  --name "
         "n)\n"
         " a<b>\n"},
        {"a.sh", "aws x --key-policy='{\"a\": \"'\"$B\"'/*\"}'\n",
         "argument json <{..}> (aws x --key-policy='{\"a\": \"'\"$B\"'/*\"}')\n"
         " a<$B\"'/*>\n"},
        {"a.sh", "aws sns x --attributes Policy='{\"a\": '$B'}'\n",
         "argument json <{..}> (aws sns x --attributes Policy='{\"a\": '$B'}') "
         "incomplete\n"
         " a<$B>\n"},
        {"a.sh", "x \"it's\" '{\"a\": \"b\"}' # '{\"c\": \"d\"}'\n",
         "argument json <{..}> (x \"it's\" '{\"a\": \"b\"}' # '{\"c\": \"d\"}')\n"
         " a<b>\n"},
        {"a.sh", "# don't\nx '{\"a\": \"b\"}'\n",
         "argument json <{..}> (x '{\"a\": \"b\"}')\n"
         " a<b>\n"},
        {"a.sh",
         "awk '{print $1}'; docker ps -f '{{.ID}}'; x '[\"a\"]'; y file://p.json\n",
         ""},
        {"a.sh", "x '[{\"a\": \"b\"}]'\n",
         "argument json <[..]> (x '[{\"a\": \"b\"}]')\n"
         " a<b>\n"},
        {"a.sh", "jq -n '{\"a\": $b}'\n",
         "argument json <{..}> (jq -n '{\"a\": $b}') incomplete\n"
         " a<$b>\n"},
        {"a.sh", "x '{\"a\": \"b\"}\n", ""},
        {"a.sh", "x \"{\\\"a\\\": \\\"$(y \"z\")\\\"}\"\n",
         "argument json <{..}> (x \"{\\\"a\\\": \\\"$(y \"z\")\\\"}\")\n"
         " a<$(y \"z\")>\n"},
        {"a.sh", "x '{\"a\": \"{\\\"b\\\": \\\"c\\\"}\"}'\n",
         "argument json <{..}> (x '{\"a\": \"{\\\"b\\\": \\\"c\\\"}\"}')\n"
         " a<{..}>\n"
         "value json <{..}> of a\n"
         " b<c>\n"},
        {"Makefile", "x:\n\taws x --policy \"{\\\"a\\\": \\\"$(B)\\\"}\"\n",
         "argument json <{..}> (aws x --policy \"{\\\"a\\\": \\\"$(B)\\\"}\")\n"
         " a<$(B)>\n"},
    };

    (void)state;
    assert_rows(rows, COUNT(rows));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(commands_in_values_are_read),
        cmocka_unit_test(heredocs_are_passages),
        cmocka_unit_test(arguments_are_passages),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
