#include "aws/hole.h"
#include "aws/secret_ref_work.h"

size_t sl_ref_chr(sl_str text, size_t from, char c)
{
    size_t at = from;

    while (at < text.len && text.ptr[at] != c) {
        size_t hole = sl_hole_at(text, at);

        at += hole ? hole : 1;
    }
    return at < text.len ? at : text.len;
}

void sl_ref_fault_add(sl_secret_ref *ref, sl_ref_fault fault, sl_str at)
{
    if (ref->faults_len == SL_REF_FAULTS)
        return;
    ref->faults[ref->faults_len].fault = fault;
    ref->faults[ref->faults_len].at = at;
    ref->faults_len++;
}

bool sl_ref_arn(sl_secret_ref *ref, sl_str text, sl_str *rest)
{
    sl_secret_name secret;
    sl_arn arn;

    *rest = (sl_str){0};
    if (sl_arn_parse(text, &arn) != SL_ARN_OK)
        return false;
    secret = sl_secret_name_of(&arn);
    if (secret.form != SL_SECRET_NONE) {
        *rest = secret.rest;
        arn.whole = sl_str_sub(arn.whole, 0, arn.whole.len - secret.rest.len);
        arn.resource = sl_str_sub(arn.resource, 0, arn.resource.len - secret.rest.len);
        ref->name = secret.name;
        ref->suffix = secret.form == SL_SECRET_COMPLETE ? secret.suffix : (sl_str){0};
        ref->secret = secret.form;
    }
    ref->arn = arn;
    return true;
}

void sl_ref_tail(sl_secret_ref *ref, sl_str tail)
{
    size_t first = sl_ref_chr(tail, 0, ':');
    size_t second = sl_ref_chr(tail, first + 1, ':');

    ref->json_key = sl_str_sub(tail, 0, first);
    ref->stage = sl_str_sub(tail, first + 1, second);
    ref->version = sl_str_sub(tail, second + 1, tail.len);
    if (ref->stage.len > 0 && ref->version.len > 0 &&
        !sl_str_eq(ref->stage, sl_lit("version-stage")))
        sl_ref_fault_add(ref, SL_REF_STAGE_AND_VERSION, tail);
}

bool sl_ref_is_open(const sl_secret_ref *ref)
{
    return ref->name.len == 0 || sl_hole_in(ref->name);
}
