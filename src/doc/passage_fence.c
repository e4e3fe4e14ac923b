/* passage_fence.c - the content of a fence or a literal block, by its language. */
#include "doc/look.h"
#include "doc/passage_work.h"
#include "doc/script.h"

static bool take_as(sl_passage_work *work, const sl_piece *piece, sl_doc_kind kind,
                    bool *taken)
{
    sl_piece whole = *piece;

    whole.kind = kind;
    whole.meant = sl_kind_of_language(piece->context) == kind;
    *taken = false;
    if (kind == SL_DOC_TEXT ||
        (kind == SL_DOC_JSON && !sl_looks_like_json(piece->text.text)))
        return true;
    return sl_piece_take(work, &whole, taken);
}

/* What is said to be commands may be what they print, and the reverse. */
bool sl_piece_fence(sl_passage_work *work, const sl_piece *piece)
{
    sl_doc_kind kind = sl_kind_of_language(piece->context);
    bool script = sl_script_language(piece->context);
    size_t before = work->found.len;
    bool taken;

    if (kind == SL_DOC_TEXT && !script)
        kind = sl_look_at_text(piece->text.text);
    if (!take_as(work, piece, kind, &taken))
        return false;
    if (script && !sl_piece_shell(work, piece))
        return false;
    return taken || work->found.len > before || sl_piece_lines(work, piece, 0);
}
