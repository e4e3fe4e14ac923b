/* ref_form.c - references to secrets that cannot be read as they are written, and
 * locations that proc_wrapper takes for files. Sources: see aws/secret_ref.h. */
#include "aws/hole.h"
#include "base/limits.h"
#include "check/leaf.h"
#include "check/ref/ref_report.h"
#include "check/ref/ref_site.h"
#include "text/value.h"

typedef struct searching {
    sl_ref_report report;
    bool providers; /* look for locations that no provider takes, else for the others */
} searching;

static bool is_provider_fault(sl_ref_fault fault)
{
    return fault == SL_REF_PROVIDER_UNKNOWN || fault == SL_REF_ARN_AS_FILE ||
           fault == SL_REF_TEXT_AS_FILE || fault == SL_REF_NOT_TOP_LEVEL;
}

/* Some are only likely: a file may lie in the working directory, and a path without root
 * is read. */
static sl_level level_of(const sl_rule *rule, sl_ref_fault fault)
{
    if (fault == SL_REF_PATH_ROOTLESS || fault == SL_REF_TEXT_AS_FILE)
        return rule->level > SL_LEVEL_WARNING ? SL_LEVEL_WARNING : rule->level;
    return rule->level;
}

static void report(const searching *s, const sl_ref_site *site, size_t index)
{
    const sl_secret_ref *ref = &site->var.ref;
    sl_ref_fault fault = ref->faults[index].fault;
    sl_span span = sl_ref_site_part(s->report.doc, site, ref->faults[index].at);
    sl_buf said = {0};

    sl_ref_fault_text(ref, index, &said);
    if (site->var.name.len > 0)
        sl_ref_hit(&s->report, span, level_of(s->report.rule, fault), "%.*s: %.*s",
                   sl_fmt(sl_ref_quote(site->var.name)), (int)said.len, said.ptr);
    else
        sl_ref_hit(&s->report, span, level_of(s->report.rule, fault), "%.*s",
                   (int)said.len, said.ptr);
    sl_buf_free(&said);
}

/* A secret in the place of a location: wrapper_value.c says so. Or, in
 * prose and scripts, a word that stands for a location. */
static bool is_no_location(const sl_ref_site *site)
{
    return (!site->passage && sl_placeholder(site->var.ref.address)) ||
           sl_pair_worth(site->var.name, site->var.ref.address, NULL) != SL_WORTH_NONE;
}

static void on_site(void *ctx, const sl_ref_site *site)
{
    const searching *s = ctx;

    if (site->var.hijacked) /* read by another provider than it is written for */
        return;
    for (size_t i = 0; i < site->var.ref.faults_len && !s->report.sink->full; i++) {
        sl_ref_fault fault = site->var.ref.faults[i].fault;

        if (is_provider_fault(fault) != s->providers ||
            (fault == SL_REF_TEXT_AS_FILE && is_no_location(site)))
            continue;
        report(s, site, i);
    }
}

/* "ssm:" at the start of what stands behind "resolve:". */
static bool names_service(sl_str text)
{
    static const char *const services[] = {"ssm:", "ssm-secure:", "secretsmanager:"};

    for (size_t i = 0; i < sizeof services / sizeof *services; i++)
        if (sl_str_starts(text, sl_str_of(services[i])))
            return true;
    return false;
}

/* Up to the brace, quote or line end that ends a reference; what a template puts in is
 * passed over. */
static size_t reference_end(sl_str text)
{
    size_t at = 0;

    while (at < text.len && at < SL_MAX_HOLE) {
        size_t hole = sl_hole_at(text, at);

        if (hole == 0 && sl_str_chr(sl_lit("}\"'\\\n "), text.ptr[at]) != SIZE_MAX)
            break;
        at += hole > 0 ? hole : 1;
    }
    return at;
}

/* "{resolve:..}", "{{resolve:..}": CloudFormation leaves these as they are. */
static void judge_braces(const searching *s, sl_str text)
{
    size_t at = 0, found;

    while (!s->report.sink->full &&
           (found = sl_str_find(sl_str_skip(text, at), sl_lit("{resolve:"))) !=
               SIZE_MAX) {
        size_t start = at + found;
        char before = start > 0 ? text.ptr[start - 1] : ' ';
        sl_str rest = sl_str_skip(text, start + 9);
        size_t end;
        bool closed;

        at = start + 9;
        if (!names_service(rest) || sl_str_chr(sl_lit("$#%\\"), before) != SIZE_MAX)
            continue;
        end = reference_end(rest);
        closed = sl_str_starts(sl_str_skip(rest, end), sl_lit("}}"));
        if (sl_str_at(rest, end) != '}' || (before == '{' && closed))
            continue;
        sl_ref_hit(
            &s->report, (sl_span){start - (before == '{'), at + end + 1 + closed},
            SL_LEVEL_OFF, "a dynamic reference stands in two braces: {{resolve:..}}");
    }
}

void sl_check_secret_ref_form(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    searching s = {.report = {rule, doc, sink}};

    sl_ref_sites(doc, on_site, &s);
    judge_braces(&s, doc->text);
}

void sl_check_wrapper_provider(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    searching s = {.report = {rule, doc, sink}, .providers = true};

    sl_ref_sites(doc, on_site, &s);
}
