#include "fuzz.h"

#include "aws/resource_name.h"

static void read_parts(const sl_arn *arn)
{
    sl_resource_name name = sl_resource_name_of(arn);
    sl_secret_name secret = sl_secret_name_of(arn);
    sl_buf text = {0};

    must_be_slice(arn->account, arn->whole);
    must_be_slice(arn->resource, arn->whole);
    must_be_slice(name.name, arn->resource);
    must_be_slice(sl_role_name(arn), arn->resource);
    must_be_slice(secret.name, arn->resource);
    must(secret.form == SL_SECRET_NONE || secret.name.len > 0 ||
         secret.suffix.len > 0 || secret.rest.len > 0);
    sl_arn_reference(arn, &text);
    must(text.len > 0 || arn->whole.len == 0);
    sl_buf_free(&text);
    for (int part = 0; part < SL_ARN_PARTS; part++)
        sl_field_of(arn->account, (sl_arn_part)part);
}

static void read_arns(sl_str text)
{
    size_t at = 0;
    size_t end = 0;
    sl_arn arn;
    sl_arn_fault fault;

    while (sl_arn_next(text, &at, &arn)) {
        must_be_slice(arn.whole, text);
        read_parts(&arn);
        must(arn.resource.len > 0 && at > end && at <= text.len);
        end = at;
    }
    must(at == text.len);
    for (at = end = 0; sl_arn_like_next(text, &at, &arn, &fault); end = at) {
        must_be_slice(arn.whole, text);
        must(at > end && at <= text.len);
    }
    must(at == text.len);
    sl_arn_parse(text, &arn);
    read_parts(&arn);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    read_arns(input(data, size));
    return 0;
}
