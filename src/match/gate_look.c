#include "match/gate_look.h"

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

void sl_look_from(sl_gate_entry *e, sl_str text, uint8_t back)
{
    e->back = back;
    e->mask = e->want = 0;
    for (int i = 0; i < SL_LOOK; i++) {
        int at = e->offset - back + i;
        uint64_t mask;

        if (at < 0 || (size_t)at >= text.len)
            continue;
        mask = e->ignore_case && is_letter(text.ptr[at]) ? 0xdf : 0xff;
        e->mask |= mask << 8 * i;
        e->want |= ((uint8_t)text.ptr[at] & mask) << 8 * i;
    }
}

void sl_look_best(sl_gate_entry *e, sl_str text)
{
    uint8_t best = 0;
    unsigned most = 0;

    for (unsigned back = 0; back <= SL_LOOK - SL_WINDOW; back++) {
        sl_look_from(e, text, (uint8_t)back);
        if (sl_count_bits(e->mask) > most) {
            most = sl_count_bits(e->mask);
            best = (uint8_t)back;
        }
    }
    sl_look_from(e, text, best);
    e->whole = e->offset - best <= 0 && e->offset - best + SL_LOOK >= (int)text.len;
}
