/* policy_settle.c - the kind of a policy, and whose it is. */
#include "aws/policy_work.h"

static bool is_sts(const sl_node *actions)
{
    const sl_node *action = NULL;

    while ((action = sl_text_next(actions, action)) != NULL)
        if (sl_str_starts_nocase(action->value, sl_lit("sts:")))
            return true;
    return false;
}

sl_policy_kind sl_policy_guess(const sl_policy *policy)
{
    sl_policy_kind kind = SL_POLICY_IDENTITY;

    for (size_t i = 0; i < policy->statements_len; i++) {
        const sl_statement *s = &policy->statements[i];

        if (!s->principal && !s->not_principal)
            continue;
        if (is_sts(s->action) && !s->resource && !s->not_resource)
            return SL_POLICY_TRUST;
        kind = SL_POLICY_RESOURCE;
    }
    return kind;
}

/* The only text of a property: a literal, or what it refers to. */
static const sl_node *only_text(sl_policy_finder *finder, const sl_node *value)
{
    const sl_node *folded = sl_fold(&finder->folder, value);
    const sl_node *text = sl_text_next(folded, NULL);

    return text && !sl_text_next(folded, text) ? text : NULL;
}

/* "${AppRole.Arn}" refers to AppRole, "${aws_iam_role.app.id}" to aws_iam_role.app. */
static sl_str reference_in(sl_str text, bool terraform)
{
    sl_str inside = sl_str_drop_end(sl_str_drop(text, sl_lit("${")), sl_lit("}"));
    size_t dot = sl_str_chr(inside, '.');

    if (inside.len + 3 != text.len || sl_str_chr(inside, '$') != SIZE_MAX ||
        sl_str_starts(inside, sl_lit("AWS::")))
        return (sl_str){0};
    if (terraform) {
        size_t second =
            dot == SIZE_MAX ? SIZE_MAX : sl_str_chr(sl_str_skip(inside, dot + 1), '.');

        if (second == SIZE_MAX || !sl_str_starts(inside, sl_lit("aws_")))
            return (sl_str){0};
        return sl_str_sub(inside, 0, dot + 1 + second);
    }
    return sl_str_sub(inside, 0, dot);
}

static void name_holder(sl_policy_finder *finder, const sl_site *site, bool own,
                        const sl_node *value, sl_policy *policy)
{
    const sl_node *text = value ? only_text(finder, value) : NULL;

    if (own)
        policy->holder_ref = sl_site_address(site, finder->doc->arena);
    if (!text)
        return;
    if (!sl_node_open(text))
        policy->holder_name = text->value;
    else if (!own)
        policy->holder_ref = reference_in(text->value, site->terraform);
}

/* The property of that name. */
static const sl_node *property(const sl_site *site, const char *name)
{
    for (const sl_node *child = site->body ? site->body->first : NULL;
         child && name[0] != '\0'; child = child->next)
        if (sl_site_is(child->key, name))
            return child;
    return NULL;
}

/* What names the holder; modules of Ansible call it "name". */
static const sl_node *name_of(const sl_site *site, const sl_kind_row *row)
{
    const sl_node *found = property(site, row->name);

    return found || !row->own ? found : property(site, "name");
}

/* The word behind "--role-name" in a command, or the part behind its '='. */
static sl_str option(sl_str command, const char *name)
{
    bool next = false;

    while (command.len > 0 && name[0] != '\0') {
        sl_str rest = sl_str_trim(command), key, value;
        size_t end = 0;

        while (end < rest.len &&
               sl_str_chr(sl_lit(" \t\r\n"), rest.ptr[end]) == SIZE_MAX)
            end++;
        value = sl_str_sub(rest, 0, end);
        if (next)
            return value;
        command = sl_str_skip(rest, end);
        if (!sl_str_starts(value, sl_lit("--")))
            continue;
        if (sl_str_split(value, '=', &key, &value) && sl_site_is(key, name))
            return value;
        next = sl_site_is(value, name);
    }
    return (sl_str){0};
}

static bool is_quote(char c)
{
    return c == '"' || c == '\'';
}

static sl_str unquoted(sl_str word)
{
    while (word.len > 0 && is_quote(word.ptr[0]))
        word = sl_str_skip(word, 1);
    while (word.len > 0 && is_quote(word.ptr[word.len - 1]))
        word.len--;
    return word;
}

static void name_by_command(const sl_site *site, const sl_kind_row *row,
                            sl_policy *policy)
{
    const sl_node word = {.value = unquoted(option(site->command, row->name))};

    if (word.value.len > 0 && !sl_node_open(&word))
        policy->holder_name = word.value;
    /* "secretsmanager put-resource-policy", but also "secretsmanager create-secret". */
    policy->kind_known =
        sl_str_has(site->command, sl_lit("olic")) || policy->kind == SL_POLICY_TRUST;
    if (!policy->kind_known)
        policy->kind = sl_policy_guess(policy);
}

/* AWS::IAM::Policy lists its roles, users and groups. */
static void settle_inline(sl_policy_finder *finder, const sl_site *site,
                          sl_policy *policy)
{
    static const struct {
        const char *property;
        sl_holder holder;
    } lists[] = {{"roles", SL_HOLDER_ROLE},
                 {"users", SL_HOLDER_USER},
                 {"groups", SL_HOLDER_GROUP}};
    const sl_node *found = NULL;
    size_t count = 0;

    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        const sl_node *value = property(site, lists[i].property);

        if (!value)
            continue;
        found = value;
        count++;
        policy->holder = lists[i].holder;
    }
    if (count == 1)
        name_holder(finder, site, false, found, policy);
    else
        policy->holder = SL_HOLDER_INLINE;
}

/* iam_policy of Ansible says which: iam_type: role. */
static void settle_ansible(const sl_site *site, sl_policy *policy)
{
    const sl_node *type = property(site, "iamtype");

    if (!type)
        return;
    policy->holder = sl_str_eq(type->value, sl_lit("role"))    ? SL_HOLDER_ROLE
                     : sl_str_eq(type->value, sl_lit("user"))  ? SL_HOLDER_USER
                     : sl_str_eq(type->value, sl_lit("group")) ? SL_HOLDER_GROUP
                                                               : SL_HOLDER_INLINE;
}

/* Service and resource control policies; tag policies and their like have no
 * statements. */
static void settle_organization(const sl_site *site, sl_policy *policy)
{
    const sl_node *type = property(site, "type");

    if ((type && sl_str_eq(type->value, sl_lit("RESOURCE_CONTROL_POLICY"))) ||
        sl_str_has(site->command, sl_lit("RESOURCE_CONTROL_POLICY")))
        policy->service = sl_lit("rcp");
}

static bool is_word(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Has the path the word, with neither letters nor digits beside it? */
static bool path_says(sl_str path, const char *word)
{
    size_t len = sl_str_of(word).len, at = 0, found;

    while ((found = sl_str_find_nocase(sl_str_skip(path, at), sl_str_of(word))) !=
           SIZE_MAX) {
        char before = '/', behind = '/';

        at += found;
        if (at > 0)
            before = path.ptr[at - 1];
        if (at + len < path.len)
            behind = path.ptr[at + len];
        if (!is_word(before) && !is_word(behind))
            return true;
        at += len;
    }
    return false;
}

static bool path_says_any(sl_str path, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (path_says(path, words[i]))
            return true;
    return false;
}

/* A file of its own that says nothing of principals, and whose name says that it is a
 * service control policy: to allow everything is what those begin with. Secure copy has
 * the same three letters, so nothing may speak of who is given the policy, or of copying. */
static bool is_control_file(const sl_policy_finder *finder, const sl_policy *policy)
{
    static const char *const full[] = {"service-control", "service_control"};
    static const char *const brief[] = {"scp", "scps"};
    static const char *const other[] = {
        "role",   "roles",    "user", "users", "group", "task",   "instance", "copy",
        "upload", "download", "sftp", "ssh",   "sync",  "backup", "transfer"};
    sl_str path = finder->doc->blob->path;

    if (policy->kind != SL_POLICY_IDENTITY ||
        finder->passage->carrier != SL_CARRIER_WHOLE)
        return false;
    return path_says_any(path, full, sizeof full / sizeof *full) ||
           (path_says_any(path, brief, sizeof brief / sizeof *brief) &&
            !path_says_any(path, other, sizeof other / sizeof *other));
}

void sl_policy_settle(sl_policy_finder *finder, const sl_site *site,
                      const sl_kind_row *row, sl_policy *policy)
{
    bool commanded =
        row && site->body == NULL && site->command.len > 0 && row->attribute[0] == '\0';

    policy->kind = row ? row->kind : sl_policy_guess(policy);
    policy->kind_known = row != NULL;
    if (!row && is_control_file(finder, policy)) {
        policy->kind = SL_POLICY_SCP;
        policy->service = sl_lit("scp");
    }
    if (!row)
        return;
    policy->service = sl_str_of(row->service);
    policy->holder = row->holder;
    if (commanded)
        name_by_command(site, row, policy);
    else if (row->type[0] != '\0')
        name_holder(finder, site, row->own, name_of(site, row), policy);
    if (row->holder == SL_HOLDER_INLINE && site->body) {
        settle_inline(finder, site, policy);
        settle_ansible(site, policy);
    }
    if (row->kind == SL_POLICY_SCP)
        settle_organization(site, policy);
}
