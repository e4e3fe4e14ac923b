#include "aws/resources.h"

#include "aws/iam_table.h"

static sl_iam_text name_at(size_t row)
{
    return sl_iam_types[row].name;
}

sl_resource_type sl_resource_type_at(uint32_t index)
{
    const sl_iam_type *row = &sl_iam_types[index];

    return (sl_resource_type){
        .index = index,
        .service = row->service == SL_IAM_NO_SERVICE ? SL_NO_SERVICE : row->service,
        .name = sl_iam_str(row->name),
        .arn_service = sl_iam_str(row->arn_service),
        .region = sl_iam_str(row->region),
        .account = sl_iam_str(row->account),
        .resource = sl_iam_str(row->resource),
    };
}

bool sl_resource_type_find(const sl_service *service, sl_str name,
                           sl_resource_type *out)
{
    size_t end = service->types + service->types_len;
    size_t row = sl_iam_search(service->types, end, name, name_at);

    if (row == SIZE_MAX)
        return false;
    *out = sl_resource_type_at((uint32_t)row);
    return true;
}

bool sl_resource_type_next(const sl_service *service, uint32_t *at,
                           sl_resource_type *out)
{
    if (*at >= service->types_len)
        return false;
    *out = sl_resource_type_at(service->types + (*at)++);
    return true;
}

void sl_resource_template(const sl_resource_type *type, sl_buf *out)
{
    sl_buf_printf(out, "arn:${Partition}:%.*s:%.*s:%.*s:%.*s",
                  sl_fmt(type->arn_service), sl_fmt(type->region),
                  sl_fmt(type->account), sl_fmt(type->resource));
}

bool sl_action_resource_next(const sl_action *action, uint32_t *at,
                             sl_resource_type *out, bool *required)
{
    const uint16_t *set = &sl_iam_sets[sl_iam_action_types[action->index]];
    uint16_t item;

    if (*at >= set[0])
        return false;
    item = set[1 + (*at)++];
    if (required)
        *required = item & SL_IAM_REQUIRED;
    *out = sl_resource_type_at(item & ~(unsigned)SL_IAM_REQUIRED);
    return true;
}

bool sl_action_fits(const sl_action *action, sl_str pattern, bool only_required)
{
    uint32_t at = 0;
    sl_resource_type type;
    bool required;

    if (!action->takes_resource)
        return sl_str_eq(pattern, sl_lit("*"));
    while (sl_action_resource_next(action, &at, &type, &required)) {
        if ((required || !only_required || !action->needs_resource) &&
            sl_resource_fits(&type, pattern))
            return true;
    }
    return false;
}
