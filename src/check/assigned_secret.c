/* assigned_secret.c - values that look drawn at random, assigned to the name of a
 * secret in text of any kind. */
#include "check/assigned.h"
#include "check/check.h"

void sl_check_assigned_secret(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    sl_assigned_report(rule, doc, sink, true);
}

sl_place_answer sl_check_assigned_secret_at(const sl_rule *rule, sl_doc *doc,
                                            sl_sink *sink, size_t at)
{
    return sl_assigned_at(rule, doc, sink, at, true);
}
