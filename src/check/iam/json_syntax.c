/* json_syntax.c - text that is a policy by what it says or where it stands, and does not
 * parse: nobody can use it, and no other check sees it. */
#include "aws/kind.h"
#include "check/iam/policy_hit.h"

/* Does word stand somewhere as a key, its quotes with or without backslashes? */
static bool has_key(sl_str text, sl_str word)
{
    size_t at = 0, found;

    while ((found = sl_str_find(sl_str_skip(text, at), word)) != SIZE_MAX) {
        at += found + word.len;
        while (at < text.len &&
               sl_str_chr(sl_lit("\\\"' \t"), text.ptr[at]) != SIZE_MAX)
            at++;
        if (at < text.len && text.ptr[at] == ':')
            return true;
    }
    return false;
}

/* Has the text keys of a policy? */
static bool reads_like_policy(sl_str text)
{
    return has_key(text, sl_lit("Statement")) &&
           (has_key(text, sl_lit("Effect")) || has_key(text, sl_lit("Action")) ||
            sl_str_has(text, sl_lit("2012-10-17")));
}

/* Files that are JSON and nothing else: no template of JSON, no JSON with comments. */
static bool is_json_file(const sl_doc *doc)
{
    return sl_str_ends_nocase(doc->blob->path, sl_lit(".json")) && !doc->templated;
}

static bool is_demanded(sl_doc *doc, const sl_passage *passage)
{
    sl_site site;

    if (passage->carrier == SL_CARRIER_WHOLE || passage->carrier == SL_CARRIER_BLOCK)
        return false;
    site = sl_site_of(doc, passage, passage->tree);
    return sl_kind_is_certain(sl_kind_of(&site));
}

static bool is_broken_policy(sl_doc *doc, const sl_passage *passage)
{
    sl_str text = sl_str_sub(doc->text, passage->span.start, passage->span.end);

    if (passage->kind != SL_DOC_JSON || passage->error.code != SL_EFORMAT ||
        passage->incomplete)
        return false;
    if (passage->carrier == SL_CARRIER_WHOLE && !is_json_file(doc))
        return false;
    return reads_like_policy(text) || is_demanded(doc, passage);
}

void sl_check_iam_json_syntax(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    sl_policy_view view = {.rule = rule, .doc = doc, .sink = sink};
    sl_passages passages;

    if (!sl_text_may_hold_policy(doc->text))
        return;
    passages = sl_doc_passages(doc);
    for (size_t i = 0; i < passages.len; i++) {
        const sl_passage *passage = &passages.at[i];

        if (is_broken_policy(doc, passage))
            sl_policy_hit_at(&view, passage->error_at,
                             passage->prose ? SL_LEVEL_WARNING : SL_LEVEL_OFF, NULL, 0,
                             "the policy does not parse: %s", passage->error.text);
    }
}
