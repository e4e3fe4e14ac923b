#include "base/build.h"

#ifdef __linux__

#    include <link.h>
#    include <string.h>

enum { ALIGN = 4 };

static size_t padded(size_t len)
{
    return (len + ALIGN - 1) / ALIGN * ALIGN;
}

/* Looks through the notes of one segment. */
static bool find_note(sl_str notes, sl_str *id)
{
    ElfW(Nhdr) head;

    while (notes.len >= sizeof head) {
        sl_str name, text;

        memcpy(&head, notes.ptr, sizeof head);
        notes = sl_str_skip(notes, sizeof head);
        name = sl_str_sub(notes, 0, head.n_namesz);
        notes = sl_str_skip(notes, padded(head.n_namesz));
        text = sl_str_sub(notes, 0, head.n_descsz);
        notes = sl_str_skip(notes, padded(head.n_descsz));
        if (head.n_type == NT_GNU_BUILD_ID && sl_str_eq(name, sl_lit("GNU\0"))) {
            *id = text;
            return true;
        }
    }
    return false;
}

/* The program itself is the first object, and the only one asked. */
static int ask_object(struct dl_phdr_info *info, size_t size, void *id)
{
    (void)size;
    for (size_t i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *segment = &info->dlpi_phdr[i];

        if (segment->p_type != PT_NOTE)
            continue;
        if (find_note(sl_str_make((const char *)(info->dlpi_addr + segment->p_vaddr),
                                  segment->p_memsz),
                      id))
            break;
    }
    return 1;
}

sl_str sl_build_id(void)
{
    sl_str id = {0};

    dl_iterate_phdr(ask_object, &id);
    return id;
}

#else

sl_str sl_build_id(void)
{
    return (sl_str){0};
}

#endif
