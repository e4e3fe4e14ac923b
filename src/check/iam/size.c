/* size.c - policies that are too long to be saved. */
#include "aws/quotas.h"
#include "check/iam/policy_hit.h"

/* Characters of a text; what stands in UTF-8 counts once. A value that is left to a
 * template counts nothing: the sum is the least that the policy can have. */
static size_t length_of(sl_str text)
{
    size_t count = 0;

    for (size_t i = 0; i < text.len; i++)
        count += ((unsigned char)text.ptr[i] & 0xC0) != 0x80;
    return count;
}

/* Of the policy as JSON without white space. */
static size_t size_of(const sl_node *policy)
{
    enum { QUOTES = 2, BRACKETS = 2, COLON = 1, COMMA = 1 };
    size_t size = 0;

    for (const sl_node *node = policy; node; node = sl_node_walk(policy, node)) {
        bool keyed = node != policy && node->key.len > 0;

        size += keyed ? length_of(node->key) + QUOTES + COLON : 0;
        size += node != policy && node->next ? COMMA : 0;
        if (node->type != SL_NODE_SCALAR)
            size += BRACKETS;
        else
            size += QUOTES + (sl_node_open(node) ? 0 : length_of(node->value));
    }
    return size;
}

static sl_str quota_of(const sl_policy *policy)
{
    switch (policy->kind) {
    case SL_POLICY_TRUST: return sl_lit("trust");
    case SL_POLICY_RESOURCE:
        return sl_str_eq(policy->service, sl_lit("vpce")) ? sl_lit("vpc-endpoint")
                                                          : policy->service;
    case SL_POLICY_SCP: return policy->service;
    case SL_POLICY_IDENTITY: break;
    }
    switch (policy->holder) {
    case SL_HOLDER_MANAGED: return sl_lit("managed");
    case SL_HOLDER_USER: return sl_lit("user-inline");
    case SL_HOLDER_GROUP: return sl_lit("group-inline");
    case SL_HOLDER_INLINE: return sl_lit("permission-set"); /* the widest of them */
    default: return sl_lit("role-inline");
    }
}

static const char *owner_of(const sl_policy *policy)
{
    switch (policy->kind) {
    case SL_POLICY_TRUST: return "a trust policy";
    case SL_POLICY_RESOURCE: return "the policy of such a resource";
    case SL_POLICY_SCP: return "a control policy";
    case SL_POLICY_IDENTITY: break;
    }
    switch (policy->holder) {
    case SL_HOLDER_MANAGED: return "a managed policy";
    case SL_HOLDER_USER: return "the inline policies of a user together";
    case SL_HOLDER_GROUP: return "the inline policies of a group together";
    case SL_HOLDER_INLINE: return "a permission set";
    default: return "the inline policies of a role together";
    }
}

static void tell(const sl_policy_view *view, sl_level level, size_t size,
                 uint32_t limit, const char *owner, const char *unless)
{
    sl_policy_hit(view, view->policy->node, level,
                  "the policy has at least %zu characters without white space, and %s "
                  "may have %u%s",
                  size, owner, (unsigned)limit, unless);
}

void sl_check_iam_policy_size(const sl_policy_view *view)
{
    const sl_policy *policy = view->policy;
    sl_policy_quota quota, managed;
    size_t size;

    if (policy->fragment ||
        (policy->kind == SL_POLICY_RESOURCE && !policy->kind_known) ||
        !sl_policy_quota_find(quota_of(policy), &quota))
        return;
    size = size_of(policy->node);
    if (size > quota.size)
        tell(view, SL_LEVEL_OFF, size, quota.size, owner_of(policy), "");
    else if (size > quota.usual)
        tell(view, SL_LEVEL_NOTE, size, quota.usual, owner_of(policy),
             " unless the quota of the account was raised");
    else if (policy->kind == SL_POLICY_IDENTITY &&
             policy->holder == SL_HOLDER_UNKNOWN &&
             sl_policy_quota_find(sl_lit("managed"), &managed) && size > managed.size)
        tell(view, SL_LEVEL_NOTE, size, managed.size, "a managed policy", "");
}
