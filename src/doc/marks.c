#include "doc/marks.h"

enum { STRIDE = 64 };

static bool starts_character(char c)
{
    return ((unsigned char)c & 0xC0) != 0x80;
}

sl_marks sl_marks_index(sl_arena *arena, sl_str text)
{
    sl_marks marks = {.text = text};
    size_t characters = 0;
    size_t *bytes;

    for (size_t i = 0; i < text.len; i++)
        characters += starts_character(text.ptr[i]);
    if (characters == text.len)
        return marks;
    bytes = sl_arena_calloc(arena, characters / STRIDE + 1, sizeof *bytes);
    characters = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (!starts_character(text.ptr[i]))
            continue;
        if (characters % STRIDE == 0)
            bytes[characters / STRIDE] = i;
        characters++;
    }
    marks.bytes = bytes;
    marks.len = (characters + STRIDE - 1) / STRIDE;
    return marks;
}

size_t sl_marks_byte(const sl_marks *marks, size_t character)
{
    size_t left = character % STRIDE;
    size_t at;

    if (!marks->bytes)
        return character < marks->text.len ? character : marks->text.len;
    if (character / STRIDE >= marks->len)
        return marks->text.len;
    at = marks->bytes[character / STRIDE];
    while (at < marks->text.len && left > 0) {
        at++;
        if (at == marks->text.len || starts_character(marks->text.ptr[at]))
            left--;
    }
    return at;
}
