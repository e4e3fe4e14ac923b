/* arn_services.c - the service fields of ARNs and their type words (aws/resources.h). */
#include "aws/iam_table.h"
#include "aws/near.h"
#include "aws/resources.h"

enum { SHORT_NAME = 3, SHORT_WORD = 6 };

static sl_iam_text name_at(size_t row)
{
    return sl_iam_arn_services[row].name;
}

static sl_arn_service service_at(size_t index)
{
    const sl_iam_arn_service *row = &sl_iam_arn_services[index];

    return (sl_arn_service){
        .index = (uint32_t)index,
        .name = sl_iam_str(row->name),
        .region = (sl_field_use)row->region,
        .account = (sl_field_use)row->account,
        .core = row->flags & SL_IAM_CORE,
        .free_form = row->flags & SL_IAM_FREE_FORM,
        .described = row->flags & SL_IAM_DESCRIBED,
    };
}

bool sl_arn_service_find(sl_str name, sl_arn_service *out)
{
    size_t row = sl_iam_search(0, sl_iam_arn_services_count, name, name_at);

    if (row == SIZE_MAX || !sl_str_eq(sl_iam_str(name_at(row)), name))
        return false;
    *out = service_at(row);
    return true;
}

bool sl_arn_service_near(sl_str name, sl_arn_service *out)
{
    sl_near near = {.word = name, .limit = 1};

    for (size_t i = 0; name.len >= SHORT_NAME && i < sl_iam_arn_services_count; i++)
        sl_near_offer(&near, sl_iam_str(name_at(i)), i);
    if (!near.found || near.tied)
        return false;
    *out = service_at(near.row);
    return true;
}

static sl_str word_at(const sl_arn_service *service, size_t i)
{
    const sl_iam_arn_service *row = &sl_iam_arn_services[service->index];

    return sl_type_word(
        sl_iam_str(sl_iam_types[sl_iam_by_arn[row->first + i]].resource));
}

static bool is_literal(sl_str word)
{
    return !sl_str_has(word, sl_lit("${")) && sl_str_chr(word, '*') == SIZE_MAX;
}

typedef struct sl_seen {
    bool empty, full;
} sl_seen;

static void note(sl_seen *seen, sl_str value)
{
    bool any = sl_str_eq(value, sl_lit("*"));

    seen->empty |= any || value.len == 0;
    seen->full |= any || value.len > 0;
}

static sl_field_use told(sl_seen seen)
{
    if (seen.empty == seen.full)
        return SL_FIELD_EITHER;
    return seen.full ? SL_FIELD_REQUIRED : SL_FIELD_FORBIDDEN;
}

void sl_arn_service_narrow(sl_arn_service *service, sl_str word)
{
    const sl_iam_arn_service *row = &sl_iam_arn_services[service->index];
    sl_seen region = {0}, account = {0};

    for (size_t i = 0; i < row->types; i++) {
        const sl_iam_type *type = &sl_iam_types[sl_iam_by_arn[row->first + i]];

        if (!sl_str_eq(word_at(service, i), word))
            continue;
        note(&region, sl_iam_str(type->region));
        note(&account, sl_iam_str(type->account));
    }
    if (!region.empty && !region.full)
        return;
    service->region = told(region);
    service->account = told(account);
}

bool sl_type_word_next(const sl_arn_service *service, uint32_t *at, sl_str *word)
{
    while (*at < sl_iam_arn_services[service->index].types) {
        sl_str next = word_at(service, (*at)++);

        if (!is_literal(next) ||
            (*at > 1 && sl_str_eq(word_at(service, *at - 2), next)))
            continue;
        *word = next;
        return true;
    }
    return false;
}

bool sl_type_word_known(const sl_arn_service *service, sl_str word)
{
    uint32_t at = 0;
    sl_str next;

    while (sl_type_word_next(service, &at, &next))
        if (sl_str_eq(next, word))
            return true;
    return false;
}

bool sl_type_word_near(const sl_arn_service *service, sl_str word, sl_str *out)
{
    sl_near near = {.word = word, .limit = word.len < SHORT_WORD ? 1 : SL_NEAR_MAX};
    uint32_t at = 0;
    sl_str next;

    while (sl_type_word_next(service, &at, &next))
        sl_near_offer(&near, next, at - 1);
    if (!near.found)
        return false;
    *out = word_at(service, near.row);
    return true;
}
