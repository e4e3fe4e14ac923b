#include "fuzz.h"

#include "scan/config.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sl_rules rules = {0};
    sl_config config = {0};
    sl_err err = {0};

    if (sl_config_parse(sl_lit(".seclint.yml"), input(data, size), NULL, &rules,
                        &config, &err))
        sl_config_excludes(&config, sl_lit("src/main.c"));
    else
        must(err.code != SL_OK && err.text[0] != '\0');
    sl_config_free(&config);
    sl_rules_free(&rules);
    return 0;
}
