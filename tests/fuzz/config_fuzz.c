#include "fuzz.h"

#include "scan/config_show.h"

/* Whatever can be read can be asked and shown. */
static void show(sl_config *config)
{
    const sl_config_view view = {config, NULL, 0};
    const sl_path_levels levels = {.overrides = &config->overrides, .any = true};
    const sl_rule rule = {.id = sl_lit("a"), .provider = sl_lit("b")};
    sl_level level;
    sl_buf text = {0};

    sl_config_leaves_out(config, sl_lit("src/main.c"));
    sl_path_levels_at(&levels, &rule, sl_lit("src/a.zip!/b"), 1, &level);
    sl_config_show_yaml(&view, &text);
    sl_config_show_json(&view, &text);
    sl_buf_free(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sl_rules rules = {0};
    sl_config config = {0};
    sl_err err = {0};

    if (sl_config_parse(sl_lit(".seclint.yml"), input(data, size), NULL, &rules,
                        &config, &err))
        show(&config);
    else
        must(err.code != SL_OK && err.text[0] != '\0');
    sl_config_free(&config);
    sl_rules_free(&rules);
    return 0;
}
