#include "fuzz.h"

#include "scan/baseline.h"

/* What can be read is written, and read again as the same. */
static void round_trip(sl_baseline *baseline)
{
    sl_baseline again = {0};
    sl_buf once = {0}, twice = {0};
    sl_err err = {0};

    sl_baseline_print(baseline, &once);
    must(sl_baseline_parse(sl_lit("b"), sl_buf_str(&once), &again, &err));
    must(again.entries.len == baseline->entries.len);
    sl_baseline_print(&again, &twice);
    must(sl_str_eq(sl_buf_str(&once), sl_buf_str(&twice)));
    sl_baseline_free(&again);
    sl_buf_free(&once);
    sl_buf_free(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sl_baseline baseline = {0};
    sl_err err = {0};

    if (sl_baseline_parse(sl_lit("b"), input(data, size), &baseline, &err))
        round_trip(&baseline);
    else
        must(err.code != SL_OK && err.text[0] != '\0');
    sl_baseline_free(&baseline);
    return 0;
}
