#include "report/account.h"

#include "report/origin.h"
#include "report/prose.h"
#include "text/escape.h"

sl_str sl_account_file(const sl_place *place)
{
    if (place->origin == SL_ORIGIN_MESSAGE)
        return sl_lit("");
    return sl_str_sub(place->path, 0, place->path.len - place->inner);
}

bool sl_account_is_here(const sl_place *place)
{
    return place->start.line > 0 && place->inner == 0 &&
           place->origin != SL_ORIGIN_HISTORY && place->origin != SL_ORIGIN_MESSAGE;
}

void sl_account_where(const sl_place *place, sl_buf *out)
{
    if (sl_str_starts(place->path, sl_lit(":")))
        sl_buf_add(out, sl_lit("./"));
    sl_escape(place->path, out);
    if (place->start.line > 0)
        sl_buf_printf(out, ":%zu:%zu", place->start.line, place->start.code_point);
}

void sl_account_what(const sl_finding *finding, sl_buf *out)
{
    void (*const clauses[])(const sl_finding *, sl_buf *) = {
        sl_origin_since,     sl_origin_until,      sl_origin_unreachable,
        sl_origin_elsewhere, sl_origin_protection, sl_origin_allowance};
    sl_buf clause = {0};

    sl_prose_flow(finding->message, out);
    for (size_t i = 0; i < sizeof clauses / sizeof *clauses; i++) {
        sl_buf_clear(&clause);
        clauses[i](finding, &clause);
        if (clause.len > 0)
            sl_buf_add(out, sl_lit("; "));
        sl_buf_add(out, sl_buf_str(&clause));
    }
    sl_buf_free(&clause);
}

void sl_account_write(const sl_finding *finding, sl_buf *out)
{
    sl_str fix = sl_prose_sentence(finding->rule->fix);

    sl_account_what(finding, out);
    if (fix.len == 0)
        return;
    sl_buf_add(out, sl_lit(". "));
    sl_prose_flow(fix, out);
}
