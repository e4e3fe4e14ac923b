/* form.c - ARNs that are none: wrong prefix, too few fields, white space, no resource.
 * Source: AWS General Reference, "Amazon Resource Names". */
#include "aws/hole.h"
#include "base/limits.h"
#include "check/arn/each.h"
#include "check/arn/expected.h"
#include "check/iam/element.h"

enum { FIELDS = 6, MAX_SERVICE = 64, MAX_TRAIL = 64 };

/* Keys whose value is an ARN, all of it: Resource, taskRoleArn, role_arn, valueFrom. */
static bool wants_arn(const sl_arn_seen *seen)
{
    sl_str key = seen->leaf ? sl_node_name(seen->leaf) : (sl_str){0};

    return sl_arn_in_resource(seen) || sl_str_ends_nocase(key, sl_lit("arn")) ||
           sl_str_ends_nocase(key, sl_lit("arns")) ||
           sl_str_eq_nocase(key, sl_lit("valueFrom")) || sl_arn_in_principal(seen);
}

/* Is the token in a call of join() that is still open, as Terraform has it? */
static bool is_joined(const sl_arn_walk *walk, const sl_arn_seen *seen)
{
    enum { BEFORE = 120 };
    size_t start = seen->end - seen->arn.whole.len;
    sl_str before =
        sl_str_sub(walk->doc->text, start < BEFORE ? 0 : start - BEFORE, start);
    size_t call = sl_str_find(before, sl_lit("join("));

    while (call != SIZE_MAX) {
        before = sl_str_skip(before, call + 5);
        if (sl_str_chr(before, ')') == SIZE_MAX)
            return true;
        call = sl_str_find(before, sl_lit("join("));
    }
    return false;
}

/* A part of an ARN that is put together elsewhere: an item of a join, or text with an
 * operator of a program behind its quote. */
static bool is_part(const sl_arn_walk *walk, const sl_arn_seen *seen)
{
    const sl_node *node = seen->leaf;
    sl_str rest = sl_str_sub(walk->doc->text, seen->end, seen->end + 8);
    char last = rest.len > 0 ? rest.ptr[0] : '\0';

    for (size_t up = 0; node && up < 3; up++, node = node->parent)
        if (sl_str_eq(node->key, sl_lit("Fn::Join")) ||
            sl_str_eq(node->tag, sl_lit("!Join")))
            return true;
    if (last == ':' || last == '\\' || is_joined(walk, seen))
        return true;
    if (last == '"' || last == '\'' || last == '`') {
        rest = sl_str_trim(sl_str_skip(rest, 1));
        return rest.len > 0 && sl_str_chr(sl_lit("+.~%&|$<"), rest.ptr[0]) != SIZE_MAX;
    }
    return seen->leaf && !seen->whole && !seen->starts;
}

static bool knows_service(const sl_arn *arn)
{
    sl_arn_service service;

    return sl_arn_service_find(arn->service, &service);
}

static bool known_partition(const sl_arn *arn)
{
    sl_partition partition;

    return sl_partition_find(arn->partition, &partition);
}

/* The last field that there is; *fields tells which. */
static sl_str last_field(const sl_arn *arn, size_t *fields)
{
    const sl_str all[] = {arn->partition, arn->service, arn->region, arn->account,
                          arn->resource};

    *fields = sl_arn_fields(arn->whole);
    return all[*fields - 2];
}

/* "arn:s3:::bucket": the service stands where the partition belongs. */
static bool partition_missing(const sl_arn *arn)
{
    sl_arn_service service;

    return !known_partition(arn) && sl_arn_service_find(arn->partition, &service) &&
           !sl_str_eq(arn->partition, sl_lit("aws"));
}

/* Letters, but no small one. */
static bool shouted(sl_str field)
{
    bool capital = false;

    for (size_t i = 0; i < field.len; i++) {
        if (field.ptr[i] >= 'a' && field.ptr[i] <= 'z')
            return false;
        capital = capital || (field.ptr[i] >= 'A' && field.ptr[i] <= 'Z');
    }
    return capital;
}

/* A short one counts where an ARN is asked for; elsewhere only with signs that it was
 * meant to be whole: "arn:aws:iam" and "arn:aws:s3:::" are what texts call the beginning
 * of an ARN. */
static bool meant_whole(const sl_arn_walk *walk, const sl_arn_seen *seen)
{
    size_t fields;
    sl_str last = last_field(&seen->arn, &fields);
    bool named = known_partition(&seen->arn) && knows_service(&seen->arn);

    if (sl_hole_in(seen->arn.whole) || is_part(walk, seen) || last.len == 0 ||
        sl_str_has(seen->arn.whole, sl_lit("..")) || shouted(last))
        return false; /* elided: "arn:aws:...:role/x", "arn:aws:sns:EXAMPLE" */
    if (seen->whole && (sl_arn_in_resource(seen) || (named && wants_arn(seen))))
        return true;
    if (!named && !partition_missing(&seen->arn))
        return false;
    return fields >= 4 && last.len > 1 && sl_str_chr(last, '/') != SIZE_MAX;
}

static void judge_fields(const sl_arn_report *report, const sl_arn_seen *seen)
{
    static const char *const numbers[FIELDS + 1] = {"no",   "one",  "two", "three",
                                                    "four", "five", "six"};
    size_t fields = sl_arn_fields(seen->arn.whole);
    /* "arn:aws:cloudfront:*" is no ARN, but as a pattern it does match some */
    sl_level level = sl_str_ends(seen->arn.whole, sl_lit("*")) && fields < FIELDS - 1
                         ? SL_LEVEL_WARNING
                         : SL_LEVEL_OFF;

    if (!meant_whole(report->walk, seen))
        return;
    if (partition_missing(&seen->arn))
        sl_arn_hit(
            report, seen, (sl_str){0}, SL_LEVEL_OFF,
            "an ARN has six fields, this one has %s: the partition is missing, as "
            "in arn:aws:%.*s",
            numbers[fields], sl_fmt(sl_arn_quote(seen->arn.partition)));
    else
        sl_arn_hit(report, seen, (sl_str){0}, level,
                   "an ARN has six fields, this one has %s: "
                   "arn:partition:service:region:account:resource",
                   numbers[fields]);
}

static void judge_resource(const sl_arn_report *report, const sl_arn_seen *seen)
{
    if (!known_partition(&seen->arn) || !knows_service(&seen->arn) ||
        sl_hole_in(seen->arn.whole))
        return;
    if (seen->arn.resource.len > 0)
        sl_arn_hit(report, seen, seen->arn.resource, SL_LEVEL_WARNING,
                   "one colon too many before the resource");
    else if (seen->whole && wants_arn(seen) && !is_part(report->walk, seen))
        sl_arn_hit(report, seen, (sl_str){0}, SL_LEVEL_OFF,
                   "the ARN names no resource behind its last colon");
}

static void judge_case(const sl_arn_report *report, const sl_arn_seen *seen)
{
    char small[MAX_SERVICE];
    sl_str name = seen->arn.service;
    sl_arn_service service;

    if (name.len > sizeof small || !sl_arn_amazon(&seen->arn))
        return;
    for (size_t i = 0; i < name.len; i++)
        small[i] = (char)(name.ptr[i] >= 'A' && name.ptr[i] <= 'Z' ? name.ptr[i] | 0x20
                                                                   : name.ptr[i]);
    if (sl_arn_service_find(sl_str_make(small, name.len), &service))
        sl_arn_hit(report, seen, name, SL_LEVEL_OFF,
                   "the service of an ARN is written in small letters: %.*s",
                   sl_fmt(service.name));
}

/* Blanks end a token: they are looked for in the whole value. */
static bool judge_blanks(const sl_arn_report *report, const sl_arn_seen *seen)
{
    sl_str value = sl_str_trim(seen->value);
    sl_arn whole;

    if (!seen->starts || !wants_arn(seen) || sl_hole_in(value) ||
        seen->leaf->type != SL_NODE_SCALAR || sl_node_open(seen->leaf) ||
        sl_hole_in(seen->leaf->value) || sl_str_chr(value, '\n') != SIZE_MAX)
        return false;
    if (seen->whole && value.len < seen->value.len) {
        if (sl_arn_in_principal(seen) && value.ptr > seen->value.ptr)
            return true;
        sl_arn_hit(report, seen, seen->value, SL_LEVEL_OFF,
                   "white space %s the ARN belongs to the value",
                   value.ptr > seen->value.ptr ? "before" : "behind");
        return true;
    }
    if (seen->whole || sl_arn_parse(value, &whole) != SL_ARN_BLANK ||
        sl_arn_parse(sl_str_trim(seen->leaf->value), &whole) != SL_ARN_BLANK ||
        sl_str_find(sl_str_skip(value, 4), sl_lit("arn:")) != SIZE_MAX)
        return false;
    sl_arn_hit(report, seen, value, SL_LEVEL_OFF, "white space inside an ARN");
    return true;
}

/* `role_arn: arn:...:role/x"`: YAML and dotenv files take the mark into the value. */
static void judge_mark(const sl_arn_report *report, const sl_arn_seen *seen)
{
    sl_doc *doc = report->walk->doc;
    size_t start = sl_span_in(doc->text, seen->arn.whole).start;
    sl_span line = sl_lines_around(sl_doc_lines(doc), start);
    sl_str before, behind = sl_str_sub(doc->text, seen->end, line.end);
    char mark = behind.len > 0 ? behind.ptr[0] : '\0';

    if ((mark != '"' && mark != '\'') || behind.len > MAX_TRAIL ||
        sl_str_trim(behind).len > 1 || start - line.start > SL_MAX_ARN)
        return;
    before = sl_str_sub(doc->text, line.start, start);
    if (before.len > 0 && sl_str_chr(before, mark) == SIZE_MAX &&
        sl_str_chr(sl_lit(" \t=:"), before.ptr[before.len - 1]) != SIZE_MAX)
        sl_arn_hit(report, seen, sl_str_sub(behind, 0, 1), SL_LEVEL_OFF,
                   "the quotation mark behind the ARN closes none");
}

static void judge(const sl_arn_report *report, const sl_arn_seen *seen)
{
    if (judge_blanks(report, seen) || sl_arn_in_principal(seen))
        return;
    if (!seen->whole)
        judge_mark(report, seen);
    switch (seen->fault) {
    case SL_ARN_PREFIX:
        if (sl_arn_fields(seen->arn.whole) == FIELDS && known_partition(&seen->arn) &&
            seen->arn.resource.len > 0)
            sl_arn_hit(report, seen, sl_str_sub(seen->arn.whole, 0, 4), SL_LEVEL_OFF,
                       "an ARN begins with arn: in small letters");
        break;
    case SL_ARN_FIELDS: judge_fields(report, seen); break;
    case SL_ARN_RESOURCE: judge_resource(report, seen); break;
    case SL_ARN_CASE: judge_case(report, seen); break;
    default: break;
    }
}

/* "BUCKET_ARN", "your-arn-here", "the bucket of the team": to be filled in by hand. */
static bool stands_in(sl_str value)
{
    if (sl_str_find_nocase(value, sl_lit("arn")) != SIZE_MAX ||
        sl_str_chr(value, ' ') != SIZE_MAX)
        return true;
    for (size_t i = 0; i < value.len; i++)
        if (value.ptr[i] >= 'a' && value.ptr[i] <= 'z')
            return false;
    return true;
}

/* Others have policies of this form, with names of their own ("acs:oss:..."), and in the
 * policies of API Gateway "execute-api:/stage" is enough. An address is nobody's. */
static bool is_foreign(sl_str value)
{
    return sl_str_chr(value, ':') != SIZE_MAX && !sl_str_has(value, sl_lit(":::")) &&
           !sl_str_has(value, sl_lit("://")) && !sl_str_starts(value, sl_lit("aws:"));
}

/* What stands for a resource in a policy and is no ARN at all: a name alone, or an ARN
 * whose beginning is missing; and one that the walk does not see as an ARN. */
static void judge_value(const sl_arn_report *report, const sl_policy *policy,
                        const sl_node *node)
{
    sl_str value = sl_str_trim(node->value);
    sl_arn arn;
    sl_arn_fault fault = sl_arn_parse(value, &arn);
    sl_arn_seen seen = {.leaf = node};

    if (sl_node_open(node) || node->span.end <= node->span.start ||
        sl_policy_none(policy, node))
        return;
    seen.arn.whole =
        sl_str_sub(report->walk->doc->text, node->span.start, node->span.end);
    if (fault == SL_ARN_OK && sl_str_has(value, sl_lit(",arn:")))
        sl_arn_hit(report, &seen, (sl_str){0}, SL_LEVEL_OFF,
                   "several ARNs in one text are none: write a list");
    if (fault == SL_ARN_FIELD)
        sl_arn_hit(report, &seen, (sl_str){0}, SL_LEVEL_OFF, "the ARN has no %s",
                   arn.partition.len == 0 ? "partition" : "service");
    else if (fault == SL_ARN_NONE && !stands_in(value) && !is_foreign(value))
        sl_arn_hit(report, &seen, (sl_str){0}, SL_LEVEL_OFF,
                   "%.*s is no ARN, a resource is arn:aws:... or *",
                   sl_fmt(sl_arn_quote(value)));
}

static void judge_policies(const sl_arn_report *report)
{
    sl_policies policies = sl_doc_policies(report->walk->doc);

    for (size_t i = 0; i < policies.len; i++)
        for (size_t j = 0; j < policies.at[i].statements_len; j++) {
            const sl_statement *statement = &policies.at[i].statements[j];
            const sl_node *lists[] = {statement->resource, statement->not_resource};

            for (size_t k = 0; k < 2 && !report->sink->full; k++)
                for (const sl_node *node = NULL;
                     (node = sl_text_next(lists[k], node)) != NULL;)
                    judge_value(report, &policies.at[i], node);
        }
}

void sl_check_arn_form(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    sl_arn_walk walk;
    sl_arn_report report = {rule, &walk, sink};
    sl_arn_seen seen;

    sl_arn_walk_begin(&walk, doc);
    while (!sink->full && sl_arn_walk_next(&walk, &seen))
        judge(&report, &seen);
    judge_policies(&report);
}
