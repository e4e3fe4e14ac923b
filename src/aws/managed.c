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

/* Do they differ in small letters only? Elsewhere another one may be meant: ECS and EKS,
 * V2. */
static bool letters_differ(sl_str a, sl_str b)
{
    while (a.len > 0 && b.len > 0 && a.ptr[0] == b.ptr[0]) {
        a = sl_str_skip(a, 1);
        b = sl_str_skip(b, 1);
    }
    while (a.len > 0 && b.len > 0 && a.ptr[a.len - 1] == b.ptr[b.len - 1]) {
        a.len--;
        b.len--;
    }
    return is_small(a) && is_small(b);
}

bool sl_managed_policy_near(sl_str name, sl_managed_policy *out)
{
    sl_near near = {.word = name, .limit = 2};

    if (name.len < SHORT || name.len > MAX_NAME)
        return false;
    for (size_t i = 0; i < sl_iam_sheet_rows(SL_SHEET_MANAGED); i++) {
        sl_str known = sl_iam_cell(SL_SHEET_MANAGED, i, NAME);

        if (joints_differ(name, known)) {
            *out = policy_at(i);
            return true;
        }
        sl_near_offer(&near, known, i);
    }
    if (near.found && !near.tied) {
        *out = policy_at(near.row);
        if (letters_differ(name, out->name))
            return true;
    }
    return find_affixed(name, out);
}

bool sl_managed_name_next(sl_str text, size_t *at, sl_str *name)
{
    static const char *const methods[] = {"romAwsManagedPolicyName",
                                          "rom_aws_managed_policy_name"};

    return sl_cdk_argument_next(text, methods, sizeof methods / sizeof *methods, at,
                                name);
}
