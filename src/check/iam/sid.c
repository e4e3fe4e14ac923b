/* sid.c - names of statements.
 * Source: IAM User Guide, "IAM JSON policy elements: Sid": letters and digits, and
 * unique in a policy of IAM. Services are less strict with the policies of their
 * resources. */
#include "base/map.h"
#include "check/iam/policy_hit.h"

static const sl_node *sid_of(const sl_statement *s)
{
    return s->sid && s->sid->type == SL_NODE_SCALAR && !sl_node_open(s->sid) ? s->sid
                                                                             : NULL;
}

static bool is_alphanumeric(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* The bytes of the first character that may not be there; empty if all may. */
static sl_str stranger_in(sl_str sid)
{
    size_t at = 0, end;

    while (at < sid.len && is_alphanumeric(sid.ptr[at]))
        at++;
    end = at + 1;
    while (end < sid.len && ((unsigned char)sid.ptr[end] & 0xC0) == 0x80)
        end++;
    return sl_str_sub(sid, at, end);
}

void sl_check_iam_sid_charset(const sl_policy_view *view)
{
    const sl_policy *policy = view->policy;

    if (policy->kind == SL_POLICY_RESOURCE)
        return;
    for (size_t i = 0; i < policy->statements_len; i++) {
        const sl_node *sid = sid_of(&policy->statements[i]);
        sl_str stranger = sid ? stranger_in(sid->value) : (sl_str){0};

        if (stranger.len == 0)
            continue;
        if (sl_str_eq(stranger, sl_lit(" ")))
            sl_policy_hit(view, sid, SL_LEVEL_OFF,
                          "Sid \"%.*s\" has a blank in it: only letters and digits are "
                          "allowed",
                          sl_fmt(sl_policy_quote(sid)));
        else
            sl_policy_hit(view, sid, SL_LEVEL_OFF,
                          "Sid \"%.*s\" has '%.*s' in it: only letters and digits are "
                          "allowed",
                          sl_fmt(sl_policy_quote(sid)), sl_fmt(stranger));
    }
}

/* Amazon S3 takes Sids twice, and of other services it is not known. */
static bool wants_unique(const sl_policy *policy)
{
    return policy->kind != SL_POLICY_RESOURCE ||
           (policy->kind_known && !sl_str_eq(policy->service, sl_lit("s3")));
}

void sl_check_iam_sid_duplicate(const sl_policy_view *view)
{
    const sl_policy *policy = view->policy;
    sl_map seen = {0};

    for (size_t i = 0; wants_unique(policy) && i < policy->statements_len; i++) {
        const sl_statement *s = &policy->statements[i];
        const sl_node *sid = sid_of(s);
        const sl_node *first;
        void **slot;

        if (!sid || sid->value.len == 0 || sl_str_eq(s->node->tag, sl_lit("!If")))
            continue;
        slot = sl_map_put(&seen, sid->value);
        first = *slot;
        if (first) {
            sl_hit_part part = {.span = first->span, .message = sl_lit("used here")};

            sl_policy_hit_at(view, sl_policy_span(sid), SL_LEVEL_OFF, &part, 1,
                             "Sid \"%.*s\" is used by another statement of the policy",
                             sl_fmt(sl_policy_quote(sid)));
        } else {
            *slot = (void *)(uintptr_t)sid;
        }
    }
    sl_map_free(&seen);
}

void sl_check_iam_sid_empty(const sl_policy_view *view)
{
    for (size_t i = 0; i < view->policy->statements_len; i++) {
        const sl_node *sid = view->policy->statements[i].sid;

        if (sid && sid->type == SL_NODE_SCALAR && sid->value.len == 0)
            sl_policy_hit_at(view, sl_policy_key_span(sid), SL_LEVEL_OFF, NULL, 0,
                             "Sid is empty: leave it out, or say what the statement is "
                             "for");
    }
}
