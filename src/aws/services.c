/* services.c - the prefixes of actions (aws/actions.h), and what is said of the table. */
#include "aws/actions.h"
#include "aws/iam_table.h"
#include "aws/near.h"
#include "aws/wild.h"

enum { SHORT = 3, YEAR = 10000 };

static sl_iam_text prefix_at(size_t row)
{
    return sl_iam_services[row].prefix;
}

sl_service sl_service_at(uint32_t index)
{
    const sl_iam_service *row = &sl_iam_services[index];

    return (sl_service){
        .index = index,
        .prefix = sl_iam_str(row->prefix),
        .title = sl_iam_str(row->title),
        .agreed = row->flags & SL_IAM_AGREED,
        .core = row->flags & SL_IAM_CORE,
        .actions = row->action,
        .actions_len = (uint32_t)(row[1].action - row->action),
        .types = row->type,
        .types_len = (uint32_t)(row[1].type - row->type),
    };
}

bool sl_service_find(sl_str prefix, sl_service *out)
{
    size_t row = sl_iam_search(0, sl_iam_services_count, prefix, prefix_at);

    if (row == SIZE_MAX)
        return false;
    *out = sl_service_at((uint32_t)row);
    return true;
}

/* What a service is called elsewhere: by its name, by its API or by a tool. */
static const struct {
    const char *called;
    const char *prefix;
} nicknames[] = {
    {"alb", "elasticloadbalancing"},
    {"ami", "ec2"},
    {"api-gateway", "apigateway"},
    {"asg", "autoscaling"},
    {"cloudwatch-events", "events"},
    {"cloudwatch-logs", "logs"},
    {"cloudwatchevents", "events"},
    {"cloudwatchlogs", "logs"},
    {"cognito", "cognito-idp"},
    {"dynamo", "dynamodb"},
    {"efs", "elasticfilesystem"},
    {"elasticsearch", "es"},
    {"elb", "elasticloadbalancing"},
    {"elbv2", "elasticloadbalancing"},
    {"emr", "elasticmapreduce"},
    {"eventbridge", "events"},
    {"fargate", "ecs"},
    {"msk", "kafka"},
    {"opensearch", "es"},
    {"parameter-store", "ssm"},
    {"secrets", "secretsmanager"},
    {"sfn", "states"},
    {"step-functions", "states"},
    {"stepfunctions", "states"},
    {"vpc", "ec2"},
};

bool sl_service_called(sl_str name, sl_service *out)
{
    for (size_t i = 0; i < sizeof nicknames / sizeof *nicknames; i++)
        if (sl_str_eq_nocase(name, sl_str_of(nicknames[i].called)))
            return sl_service_find(sl_str_of(nicknames[i].prefix), out);
    return false;
}

bool sl_service_near(sl_str prefix, sl_service *out)
{
    sl_near near = {.word = prefix, .limit = 1};

    for (size_t i = 0; prefix.len >= SHORT && i < sl_iam_services_count; i++)
        sl_near_offer(&near, sl_iam_str(prefix_at(i)), i);
    if (!near.found || near.tied)
        return false;
    *out = sl_service_at((uint32_t)near.row);
    return true;
}

bool sl_service_next(sl_str pattern, uint32_t *at, sl_service *out)
{
    sl_str start = sl_wild_literal(pattern);

    if (*at == 0)
        *at = (uint32_t)sl_iam_lower_bound(0, sl_iam_services_count, start, prefix_at);
    while (*at < sl_iam_services_count) {
        sl_str prefix = sl_iam_str(prefix_at((*at)++));

        if (!sl_str_starts_nocase(prefix, start))
            break;
        if (sl_wild_match(pattern, prefix)) {
            *out = sl_service_at(*at - 1);
            return true;
        }
    }
    *at = sl_iam_services_count;
    return false;
}

sl_date sl_iam_data_date(void)
{
    return sl_iam_date;
}

bool sl_iam_data_stale(sl_date today)
{
    return today > sl_iam_date + YEAR;
}

sl_iam_counts sl_iam_data_counts(void)
{
    sl_iam_counts counts = {
        .services = sl_iam_services_count,
        .actions = sl_iam_actions_count,
        .types = sl_iam_services[sl_iam_services_count].type,
        .keys = sl_iam_keys_count,
        .regions = sl_iam_sheet_rows(SL_SHEET_REGIONS),
        .bytes = sl_iam_pool_size +
                 (sl_iam_services_count + 1) * sizeof *sl_iam_services +
                 sl_iam_actions_count *
                     (sizeof *sl_iam_action_names + sizeof *sl_iam_action_types +
                      sizeof *sl_iam_action_keys + sizeof *sl_iam_action_flags) +
                 sl_iam_types_count * (sizeof *sl_iam_types + sizeof *sl_iam_by_arn) +
                 sl_iam_keys_count * sizeof *sl_iam_keys +
                 sl_iam_variable_keys_count * sizeof *sl_iam_variable_keys +
                 sl_iam_arn_services_count * sizeof *sl_iam_arn_services +
                 sl_iam_sets_size * sizeof *sl_iam_sets +
                 sl_iam_cells_count * sizeof *sl_iam_cells + sizeof sl_iam_sheets};

    for (size_t i = 0; i < sl_iam_actions_count; i++)
        counts.actions_agreed += sl_iam_action_flags[i] & SL_IAM_AGREED;
    return counts;
}
