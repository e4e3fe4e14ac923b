#include "aws/managed.h"

#include "aws/cdk_argument.h"
#include "aws/iam_table.h"
#include "aws/near.h"

#include <string.h>

enum { NAME, PATH };
enum { SHORT = 12, MAX_NAME = 128 };

static sl_managed_policy policy_at(size_t row)
{
    return (sl_managed_policy){.name = sl_iam_cell(SL_SHEET_MANAGED, row, NAME),
                               .path = sl_iam_cell(SL_SHEET_MANAGED, row, PATH)};
}

bool sl_managed_policy_find(sl_str name, sl_managed_policy *out)
{
    size_t row = sl_iam_sheet_find(SL_SHEET_MANAGED, name);

    if (row != SIZE_MAX)
        *out = policy_at(row);
    return row != SIZE_MAX;
}

static bool find_joined(sl_str head, sl_str tail, sl_managed_policy *out)
{
    char text[2 * MAX_NAME];

    if (head.len + tail.len > sizeof text)
        return false;
    memcpy(text, head.ptr, head.len);
    memcpy(text + head.len, tail.ptr, tail.len);
    return sl_managed_policy_find(sl_str_make(text, head.len + tail.len), out);
}

/* AWS for Amazon, Amazon for AWS, neither; "Policy" behind it. */
static bool find_affixed(sl_str name, sl_managed_policy *out)
{
    sl_str amazon = sl_lit("Amazon"), aws = sl_lit("AWS"), policy = sl_lit("Policy");

    if (sl_str_starts(name, amazon) && find_joined(aws, sl_str_skip(name, 6), out))
        return true;
    if (sl_str_starts(name, aws) && find_joined(amazon, sl_str_skip(name, 3), out))
        return true;
    if (!sl_str_starts(name, amazon) && !sl_str_starts(name, aws) &&
        (find_joined(amazon, name, out) || find_joined(aws, name, out)))
        return true;
    return sl_str_ends(name, policy)
               ? sl_managed_policy_find(sl_str_drop_end(name, policy), out)
               : find_joined(name, policy, out);
}

static bool is_joint(char c)
{
    return c == '_' || c == '-';
}

/* The same but for "_" and "-". */
static bool joints_differ(sl_str a, sl_str b)
{
    size_t i = 0, j = 0;

    while (i < a.len || j < b.len) {
        if (i < a.len && is_joint(a.ptr[i]))
            i++;
        else if (j < b.len && is_joint(b.ptr[j]))
            j++;
        else if (i == a.len || j == b.len || a.ptr[i++] != b.ptr[j++])
            return false;
    }
    return true;
}

static bool is_small(sl_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] < 'a' || text.ptr[i] > 'z')
            return false;
    return true;
}

/* The distance of two texts that differ in small letters only, else SIZE_MAX: elsewhere
 * another policy may be meant, as of ECS and EKS, or V2. */
static size_t letters_between(sl_str a, sl_str b, size_t limit)
{
    while (a.len > 0 && b.len > 0 && a.ptr[a.len - 1] == b.ptr[b.len - 1]) {
        a.len--;
        b.len--;
    }
    return is_small(a) && is_small(b) ? sl_near_distance(a, b, limit) : SIZE_MAX;
}

static bool starts_small(sl_str text)
{
    return text.len > 0 && text.ptr[0] >= 'a' && text.ptr[0] <= 'z';
}

static size_t common_start(sl_str a, sl_str b)
{
    size_t i = 0;

    while (i < a.len && i < b.len && a.ptr[i] == b.ptr[i])
        i++;
    return i;
}

/* The one row that differs in up to SL_NEAR_MAX small letters, or the first one that
 * differs in joints. Most rows are done with at the first byte that is not the same. */
static size_t near_row(sl_str name)
{
    size_t rows = sl_iam_sheet_rows(SL_SHEET_MANAGED), best = SIZE_MAX;
    size_t limit = SL_NEAR_MAX;
    bool tied = false;

    for (size_t i = 0; i < rows; i++) {
        sl_str known = sl_iam_cell(SL_SHEET_MANAGED, i, NAME);
        size_t same = common_start(name, known), distance;
        sl_str a = sl_str_skip(name, same), b = sl_str_skip(known, same);

        if ((is_joint(sl_str_at(a, 0)) || is_joint(sl_str_at(b, 0))) &&
            joints_differ(a, b))
            return i;
        if (!starts_small(a) && !starts_small(b))
            continue;
        distance = letters_between(a, b, limit);
        if (distance == SIZE_MAX)
            continue;
        tied = best != SIZE_MAX && distance == limit;
        limit = distance;
        best = i;
    }
    return tied ? SIZE_MAX : best;
}

bool sl_managed_policy_near(sl_str name, sl_managed_policy *out)
{
    size_t row;

    if (name.len < SHORT || name.len > MAX_NAME)
        return false;
    row = near_row(name);
    if (row == SIZE_MAX)
        return find_affixed(name, out);
    *out = policy_at(row);
    return true;
}

bool sl_managed_name_next(sl_str text, size_t *at, sl_str *name)
{
    static const char *const methods[] = {"romAwsManagedPolicyName",
                                          "rom_aws_managed_policy_name"};

    return sl_cdk_argument_next(text, methods, sizeof methods / sizeof *methods, at,
                                name);
}
