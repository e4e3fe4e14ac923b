#include "doc/parse.h"

#include "doc/subtree.h"
#include "doc/reader.h"
#include "doc/template.h"

typedef bool reader(sl_builder *builder);

typedef struct work {
    reader *reader;
    sl_str text;
    sl_arena *arena;
    sl_subtree_log *parts; /* for the first attempt */
} work;

static reader *reader_of(sl_doc_kind kind)
{
    switch (kind) {
    case SL_DOC_DOTENV: return sl_dotenv_read;
    case SL_DOC_YAML: return sl_yaml_read;
    case SL_DOC_JSON: return sl_json_read;
    case SL_DOC_INI: return sl_ini_read;
    case SL_DOC_PROPERTIES: return sl_properties_read;
    case SL_DOC_TOML: return sl_toml_read;
    case SL_DOC_HCL: return sl_hcl_read;
    case SL_DOC_XML: return sl_xml_read;
    case SL_DOC_LOGIN: return sl_login_read;
    default: return NULL;
    }
}

bool sl_parse_known(sl_doc_kind kind)
{
    return reader_of(kind) != NULL;
}

/* Reads text, which is that of the job, perhaps with something masked in it, into *out.
 * Returns whether there is no error. */
static bool attempt(const work *job, sl_str text, sl_leeway leeway, sl_parsed *out)
{
    sl_builder builder;
    bool done;

    *out = (sl_parsed){0};
    sl_builder_init(&builder, text, job->arena, &out->error);
    builder.written = job->text;
    builder.leeway = leeway;
    builder.parts = job->parts;
    done = job->reader(&builder);
    out->kept = done || builder.kept;
    out->gaps = builder.gaps;
    out->tree = sl_builder_done(&builder);
    if (!done && out->error.code == SL_EFORMAT) {
        out->flaw = builder.flaw;
        out->flaw_at = builder.flaw_at;
    }
    return done;
}

/* The tree is that of the masked text, the error that of the text. */
static void read_masked(const work *job, sl_parsed *out)
{
    sl_str text = sl_template_mask(job->arena, job->text, true);
    sl_parsed again;

    attempt(job, text, SL_LEEWAY_TEMPLATE, &again);
    if (!again.kept) {
        sl_str other = sl_template_mask(job->arena, job->text, false);

        if (sl_str_eq(text, other))
            return;
        attempt(job, other, SL_LEEWAY_TEMPLATE, &again);
        if (!again.kept)
            return;
    }
    out->tree = again.tree;
    out->kept = out->masked = true;
    out->gaps = out->gaps || again.gaps;
}

static sl_parsed parse(work job, sl_doc_kind kind, sl_leeway leeway)
{
    sl_str text = job.text;
    sl_parsed first = {0}, second;

    if (!job.reader || attempt(&job, text, leeway, &first))
        return first;
    job.parts = NULL;
    first.templated = sl_template_marked(text);
    if (first.templated && first.error.code == SL_EFORMAT)
        read_masked(&job, &first);
    if (first.templated || kind != SL_DOC_JSON || first.error.code != SL_EFORMAT ||
        !sl_interpolation_marked(text))
        return first;
    attempt(&job, sl_interpolation_mask(job.arena, text), leeway, &second);
    return second.error.code == SL_OK || second.flaw_at > first.flaw_at ? second
                                                                        : first;
}

sl_parsed sl_parse(sl_str text, sl_doc_kind kind, sl_leeway leeway, sl_arena *arena)
{
    return parse((work){reader_of(kind), text, arena, NULL}, kind, leeway);
}

sl_parsed sl_parse_parts(sl_str text, sl_doc_kind kind, sl_subtree_log *log,
                         sl_arena *arena)
{
    return parse((work){reader_of(kind), text, arena, log}, kind, SL_LEEWAY_NONE);
}
