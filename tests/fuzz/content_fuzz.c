#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sl_str text = input(data, size);
    sl_content content = sl_content_of(text);
    sl_content judged;

    must_lie_in(content.where, text);
    sl_content_encrypted(content.class_);
    sl_vault_judge(text, &judged);
    must_lie_in(judged.where, text);
    sl_vault_marked(text);
    sl_sops_marked(text);
    return 0;
}
