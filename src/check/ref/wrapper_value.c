/* wrapper_value.c - what a location leads to: a secret in the location itself, or one that
 * will be read in another format than it is written in. Source: proc_wrapper 6.0.2,
 * SecretProvider.guess_format_from_location: the word behind the last dot, which the
 * random suffix of a secret hides. */
#include "check/leaf.h"
#include "check/prose.h"
#include "check/ref/ref_report.h"
#include "check/ref/ref_site.h"

/* --- a secret in the location --- */

/* Whatever follows PLAIN:, or a value that nobody but a file could mean. */
static bool literal_of(const sl_ref_site *site, sl_str *out)
{
    const sl_secret_ref *ref = &site->var.ref;

    *out = ref->address;
    if (ref->provider == SL_PROVIDER_PLAIN)
        return true;
    return ref->faults_len > 0 && ref->faults[0].fault == SL_REF_TEXT_AS_FILE;
}

static void on_literal(void *ctx, const sl_ref_site *site)
{
    const sl_ref_report *report = ctx;
    sl_hit hit = {.rule = report->rule, .rank = 1};
    sl_str value;

    if ((site->kind != SL_REF_SITE_VARIABLE && site->kind != SL_REF_SITE_PROPERTY) ||
        site->commented || !literal_of(site, &value) ||
        sl_pair_worth(site->var.name, value, NULL) == SL_WORTH_NONE)
        return;
    hit.span = sl_ref_site_part(report->doc, site, value);
    hit.secret = hit.span;
    hit.level = sl_prose_level(report->doc, hit.span.start, report->rule->level);
    sl_sink_hit(report->sink, report->doc, &hit,
                "%.*s holds the secret itself, where a location is wanted",
                sl_fmt(sl_ref_quote(site->key)));
}

void sl_check_wrapper_literal(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    sl_ref_report report = {rule, doc, sink};

    sl_ref_sites(doc, on_literal, &report);
}

/* --- a format that nobody can guess --- */

static const struct {
    const char *ending;
    const char *format;
} endings[] = {
    {".env", "dotenv"}, {".json", "json"}, {".yaml", "yaml"}, {".yml", "yaml"}};

/* The format that the secret's name announces. */
static const char *announced(sl_str name)
{
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (sl_str_ends_nocase(name, sl_str_of(endings[i].ending)))
            return endings[i].format;
    return NULL;
}

/* What it is read as without a format of its own; NULL: not at all. */
static const char *assumed(const sl_ref_site *site)
{
    if (site->kind == SL_REF_SITE_LIST)
        return sl_str_has(site->key, sl_lit("ENV")) ||
                       sl_str_has(site->key, sl_lit("env_"))
                   ? "dotenv"
                   : "json";
    return site->var.ref.transform == SL_TRANSFORM_PATH ? "json" : NULL;
}

static void on_format(void *ctx, const sl_ref_site *site)
{
    const sl_ref_report *report = ctx;
    const sl_secret_ref *ref = &site->var.ref;
    const char *is = announced(ref->name);
    const char *as = assumed(site);

    if (ref->form != SL_REF_LOCATION || ref->secret != SL_SECRET_COMPLETE ||
        ref->format.len > 0 || !is || !as || sl_str_eq(sl_str_of(is), sl_str_of(as)) ||
        sl_str_has(ref->address, sl_lit(".env.")))
        return;
    sl_ref_hit(
        report, sl_ref_site_part(report->doc, site, ref->address), SL_LEVEL_OFF,
        "the suffix -%.*s hides that the secret is %s, and proc_wrapper reads it as "
        "%s: write !%s behind the ARN",
        sl_fmt(ref->suffix), is, as, is);
}

void sl_check_wrapper_format(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    sl_ref_report report = {rule, doc, sink};

    sl_ref_sites(doc, on_format, &report);
}
