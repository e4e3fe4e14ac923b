/* assigned_password.c - passwords as people choose them, in text of any kind. */
#include "check/assigned.h"
#include "check/check.h"

void sl_check_assigned_password(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    sl_assigned_report(rule, doc, sink, false);
}

sl_place_answer sl_check_assigned_password_at(const sl_rule *rule, sl_doc *doc,
                                              sl_sink *sink, size_t at)
{
    return sl_assigned_at(rule, doc, sink, at, false);
}
