/* The first line is the path of the document that follows it, scanned with the
 * built-in rules. */
#include "fuzz.h"

#include "base/limits.h"
#include "scan/scanner.h"

typedef struct bench {
    sl_rules rules;
    sl_config config;
    sl_arena arena;
    sl_ruleset set;
} bench;

static const bench *build(void)
{
    static bench b;
    sl_err err = {0};

    if (b.set.gate)
        return &b;
    must(sl_rules_add_builtin(&b.rules, &err));
    sl_rules_sort(&b.rules);
    must(sl_ruleset_build(&b.rules, &b.config, &b.arena, &b.set, &err));
    return &b;
}

static void judge(const sl_finding *finding)
{
    must(finding->place.snippet.len <= SL_MAX_SNIPPET);
    must(finding->place.mark_start <= finding->place.mark_end &&
         finding->place.mark_end <= finding->place.snippet.len);
    must(finding->message.len > 0 && finding->level != SL_LEVEL_OFF);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const uint8_t key[32] = {0};
    sl_str rest = input(data, size);
    sl_str path = rest.len ? sl_str_line(&rest) : rest;
    sl_blob blob = {.path = path, .bytes = rest, .origin = SL_ORIGIN_FILE};
    sl_scanner scanner;

    sl_scanner_open(&scanner, &build()->set, key,
                    &(const sl_allow_policy){.comments = true});
    sl_scanner_blob(&scanner, &blob);
    for (size_t i = 0; i < scanner.sink.findings.len; i++)
        judge(&scanner.sink.findings.at[i]);
    sl_scanner_close(&scanner);
    return 0;
}
