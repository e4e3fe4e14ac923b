/* wrapper_hijack.c - names whose beginning makes proc_wrapper ask another provider than
 * the location says: CONFIG_PATH_FOR_PROC_WRAPPER_TO_RESOLVE with an ARN. Source:
 * proc_wrapper 6.0.2, ConfigResolver.resolve_var; what happens then was measured. */
#include "check/ref/ref_report.h"
#include "check/ref/ref_site.h"

/* What becomes of the variable. */
static const char *outcome(sl_provider provider)
{
    switch (provider) {
    case SL_PROVIDER_PLAIN: return "the program gets the location itself";
    case SL_PROVIDER_ENV: return "it looks for a variable of that name";
    case SL_PROVIDER_CONFIG: return "it reads the location as a JSONPath and fails";
    default: return "which fails";
    }
}

static void on_site(void *ctx, const sl_ref_site *site)
{
    const sl_ref_report *report = ctx;
    sl_provider meant;
    sl_str code, rest;

    if (!site->var.hijacked || report->sink->full)
        return;
    meant = sl_ref_provider(site->var.ref.whole, false);
    code = site->var.code;
    rest = site->key;
    sl_ref_hit(
        report, site->key_span, SL_LEVEL_OFF,
        "the name begins with %.*s_, so proc_wrapper asks %s and not %s, and %s: "
        "name it %.*s_%.*s",
        sl_fmt(code), sl_provider_name(site->var.ref.provider), sl_provider_name(meant),
        outcome(site->var.ref.provider), sl_fmt(sl_provider_code(meant)),
        sl_fmt(sl_ref_quote(rest)));
}

void sl_check_wrapper_hijack(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    sl_ref_report report = {rule, doc, sink};

    sl_ref_sites(doc, on_site, &report);
}
