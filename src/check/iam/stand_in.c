#include "check/iam/stand_in.h"

#include "check/setting.h"

bool sl_policy_shown(const sl_policy_view *view)
{
    const sl_passage *passage = view->policy->passage;
    sl_setting setting = sl_setting_of(view->doc->blob->path);

    return (passage && passage->prose) || setting == SL_SETTING_PROSE ||
           setting == SL_SETTING_TRIAL;
}

static bool is_words(sl_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];

        if (!((c | 0x20) >= 'a' && (c | 0x20) <= 'z') &&
            sl_str_chr(sl_lit(" _-.'()"), c) == SIZE_MAX)
            return false;
    }
    return true;
}

bool sl_stands_in(const sl_policy_view *view, sl_str text)
{
    return is_words(text) && sl_policy_shown(view);
}
