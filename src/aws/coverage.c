#include "aws/coverage.h"

#include "aws/hole.h"
#include "aws/resource_name.h"
#include "base/limits.h"

enum { COLONS = 5 };

/* One row of a table: which states of the pattern can be reached. */
typedef struct row {
    bool at[SL_MAX_ARN + 1];
} row;

static size_t count_colons(sl_str text)
{
    size_t colons = 0;

    for (size_t at = 0; at < text.len;) {
        size_t hole = sl_hole_at(text, at);

        colons += hole == 0 && text.ptr[at] == ':';
        at += hole ? hole : 1;
    }
    return colons;
}

/* ${*}, ${?}, ${$}: IAM's way to write the character itself. */
static bool escaped(sl_str hole)
{
    return hole.len == 4 && sl_str_starts(hole, sl_lit("${")) &&
           sl_str_chr(sl_lit("*?$"), hole.ptr[2]) != SIZE_MAX;
}

static sl_arn_token read_token(sl_str text, size_t at, size_t hole, bool in_field)
{
    sl_str whole = sl_str_sub(text, at, at + hole);
    char c = text.ptr[at];

    if (hole > 0 && escaped(whole))
        return (sl_arn_token){.kind = SL_TOKEN_CHAR, .c = whole.ptr[2]};
    if (hole > 0)
        return (sl_arn_token){.kind = in_field ? SL_TOKEN_FIELD : SL_TOKEN_HOLE,
                              .hole = whole};
    if (c == '*' || c == '?')
        return (sl_arn_token){.kind = c == '*' ? SL_TOKEN_MANY : SL_TOKEN_ONE};
    return (sl_arn_token){.kind = SL_TOKEN_CHAR, .c = c};
}

sl_arn_glob sl_arn_glob_read(sl_arena *arena, sl_str text)
{
    sl_arn_glob glob = {.cut = text.len > SL_MAX_ARN};
    sl_arn_token *tokens;
    size_t colons = 0;
    bool fields;

    if (glob.cut)
        return glob;
    fields = count_colons(text) >= COLONS;
    tokens = sl_arena_calloc(arena, text.len + 1, sizeof *tokens);
    for (size_t at = 0; at < text.len;) {
        size_t hole = sl_hole_at(text, at);

        colons += hole == 0 && text.ptr[at] == ':';
        tokens[glob.len++] = read_token(text, at, hole, fields && colons < COLONS);
        at += hole ? hole : 1;
    }
    glob.at = tokens;
    return glob;
}

static bool is_hole(const sl_arn_token *token)
{
    return token->kind == SL_TOKEN_HOLE || token->kind == SL_TOKEN_FIELD;
}

static bool same(const sl_arn_token *a, const sl_arn_token *b)
{
    if (is_hole(a) && is_hole(b))
        return sl_hole_eq(a->hole, b->hole);
    return a->kind == b->kind && a->c == b->c;
}

/* Does the token of a pattern eat exactly this one of the reference? */
static bool eats(const sl_arn_token *pattern, const sl_arn_token *reference)
{
    if (pattern->kind == SL_TOKEN_ONE)
        return reference->kind == SL_TOKEN_CHAR || reference->kind == SL_TOKEN_ONE;
    return same(pattern, reference);
}

static bool is_one(const sl_arn_token *token)
{
    return token->kind == SL_TOKEN_CHAR || token->kind == SL_TOKEN_ONE;
}

typedef bool fit_fn(const sl_arn_token *pattern, const sl_arn_token *reference);

/* Takes off what stands for one character each at both ends; false if it does not fit.
 * Most pairs of names differ there. */
static bool strip(sl_arn_glob *a, sl_arn_glob *b, fit_fn *fit)
{
    for (; a->len > 0 && b->len > 0 && is_one(a->at) && is_one(b->at);
         a->at++, b->at++, a->len--, b->len--)
        if (!fit(a->at, b->at))
            return false;
    for (; a->len > 0 && b->len > 0 && is_one(&a->at[a->len - 1]) &&
           is_one(&b->at[b->len - 1]);
         a->len--, b->len--)
        if (!fit(&a->at[a->len - 1], &b->at[b->len - 1]))
            return false;
    return true;
}

static bool must(const sl_arn_glob *pattern, const sl_arn_glob *reference)
{
    row rows[2] = {{{true}}, {{false}}};
    row *here = &rows[0], *next = &rows[1];

    for (size_t i = 0; i < pattern->len; i++) {
        const sl_arn_token *token = &pattern->at[i];
        bool many = token->kind == SL_TOKEN_MANY;
        bool any = many && here->at[0];
        row *old = here;

        next->at[0] = any;
        for (size_t j = 0; j < reference->len; j++) {
            any = any || (many && here->at[j + 1]);
            next->at[j + 1] =
                many ? any : here->at[j] && eats(token, &reference->at[j]);
        }
        here = next;
        next = old;
    }
    return here->at[reference->len];
}

bool sl_arn_must(const sl_arn_glob *pattern, const sl_arn_glob *reference)
{
    sl_arn_glob a = *pattern, b = *reference;

    return !a.cut && !b.cut && strip(&a, &b, eats) && must(&a, &b);
}

/* May the token stand for a text that b is a part of, or all of? */
static bool may_hold(const sl_arn_token *token, const sl_arn_token *b)
{
    if (token->kind == SL_TOKEN_FIELD)
        return b->kind != SL_TOKEN_CHAR || b->c != ':';
    return token->kind == SL_TOKEN_MANY || token->kind == SL_TOKEN_HOLE;
}

static bool may_be_empty(const sl_arn_token *token)
{
    return token->kind == SL_TOKEN_MANY || is_hole(token);
}

/* One character that both stand for, or one placeholder that both are. */
static bool may_agree(const sl_arn_token *a, const sl_arn_token *b)
{
    bool one_a = a->kind == SL_TOKEN_CHAR || a->kind == SL_TOKEN_ONE;
    bool one_b = b->kind == SL_TOKEN_CHAR || b->kind == SL_TOKEN_ONE;

    if (!one_a || !one_b)
        return same(a, b);
    return a->kind == SL_TOKEN_ONE || b->kind == SL_TOKEN_ONE || a->c == b->c;
}

/* From the states of a row to those behind one more token of the pattern. On the way
 * `here` gets the states that are reached without it, or while it eats. */
static void advance(const sl_arn_token *token, const sl_arn_glob *reference, row *here,
                    row *next)
{
    for (size_t j = 0; j <= reference->len; j++)
        next->at[j] = false;
    for (size_t j = 0; j < reference->len; j++) {
        const sl_arn_token *other = &reference->at[j];

        if (!here->at[j])
            continue;
        if (may_be_empty(other) || may_hold(token, other))
            here->at[j + 1] = true;
        if (may_agree(token, other))
            next->at[j + 1] = true;
        if (may_hold(other, token))
            next->at[j] = true;
    }
    for (size_t j = 0; j <= reference->len; j++)
        next->at[j] = next->at[j] || (here->at[j] && may_be_empty(token));
}

static bool may(const sl_arn_glob *pattern, const sl_arn_glob *reference)
{
    row rows[2] = {{{true}}, {{false}}};
    row *here = &rows[0], *next = &rows[1];

    for (size_t i = 0; i < pattern->len; i++) {
        row *old = here;

        advance(&pattern->at[i], reference, here, next);
        here = next;
        next = old;
    }
    for (size_t j = 0; j < reference->len; j++)
        if (here->at[j] && may_be_empty(&reference->at[j]))
            here->at[j + 1] = true;
    return here->at[reference->len];
}

bool sl_arn_may(const sl_arn_glob *pattern, const sl_arn_glob *reference)
{
    sl_arn_glob a = *pattern, b = *reference;

    return a.cut || b.cut || (strip(&a, &b, may_agree) && may(&a, &b));
}

/* What one statement, or one Resource of it, says of a reference. */
typedef struct answer {
    bool certain; /* applies whatever the placeholders are */
    bool possible;
} answer;

/* Moves *at behind the grants that belong together. */
static answer ask(const sl_grant *grants, size_t len, const sl_arn_glob *reference,
                  size_t *at)
{
    const sl_grant *first = &grants[*at];
    answer out = {true, true};

    if (!first->inverted) {
        ++*at;
        out.certain = sl_arn_must(&first->pattern, reference);
        out.possible = out.certain || sl_arn_may(&first->pattern, reference);
        return out;
    }
    for (; *at < len && grants[*at].inverted && grants[*at].group == first->group;
         ++*at) {
        const sl_arn_glob *pattern = &grants[*at].pattern;

        out.certain = out.certain && !sl_arn_may(pattern, reference);
        out.possible = out.possible && !sl_arn_must(pattern, reference);
    }
    return out;
}

sl_coverage sl_coverage_of(const sl_grant *grants, size_t len,
                           const sl_arn_glob *reference)
{
    answer allow = {false, false}, deny = {false, false};

    for (size_t at = 0; at < len;) {
        const sl_grant *grant = &grants[at];
        answer said = ask(grants, len, reference, &at);
        answer *sum = grant->denies ? &deny : &allow;

        sum->possible = sum->possible || said.possible;
        sum->certain =
            sum->certain || (said.certain && !(grant->denies && grant->conditional));
    }
    if (!allow.possible || deny.certain)
        return SL_NOT_COVERED;
    return allow.certain && !deny.possible ? SL_COVERED : SL_COVERAGE_UNKNOWN;
}

static bool wild(sl_str text)
{
    return sl_str_chr(text, '*') != SIZE_MAX || sl_str_chr(text, '?') != SIZE_MAX;
}

/* Nothing but itself, and no placeholder begins there either. */
static bool is_plain(char c)
{
    return c != '*' && c != '?' && !sl_hole_may_begin(c);
}

static bool plain(sl_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (!is_plain(text.ptr[i]))
            return false;
    return text.len <= SL_MAX_ARN;
}

/* Is it seen at the first characters that no text fits both? */
static bool begins_apart(sl_str a, sl_str b)
{
    size_t i = 0;

    if (a.len > SL_MAX_ARN || b.len > SL_MAX_ARN)
        return false;
    while (i < a.len && i < b.len && a.ptr[i] == b.ptr[i] && is_plain(a.ptr[i]))
        i++;
    return i < a.len && i < b.len && is_plain(a.ptr[i]) && is_plain(b.ptr[i]);
}

static bool fits(sl_str pattern, sl_str reference)
{
    sl_arena arena = {0};
    sl_arn_glob a, b;
    bool may;

    if (plain(pattern) && plain(reference))
        return sl_str_eq(pattern, reference);
    if (begins_apart(pattern, reference))
        return false;
    a = sl_arn_glob_read(&arena, pattern);
    b = sl_arn_glob_read(&arena, reference);
    may = sl_arn_may(&a, &b);
    sl_arena_free(&arena);
    return may;
}

/* Which part of two resources that do not fit tells them apart. */
static sl_arn_part resource_part(const sl_arn *pattern, const sl_arn *reference)
{
    sl_resource_name a = sl_resource_name_of(pattern);
    sl_resource_name b = sl_resource_name_of(reference);
    sl_secret_name secret = sl_secret_name_of(pattern);
    sl_secret_name wanted = sl_secret_name_of(reference);

    if (!wild(a.type) && !fits(a.type, b.type))
        return SL_ARN_TYPE;
    if (secret.form != SL_SECRET_NONE && wanted.form != SL_SECRET_NONE &&
        fits(secret.name, wanted.name))
        return SL_ARN_SUFFIX;
    return SL_ARN_NAME;
}

unsigned sl_arn_differs(const sl_arn *pattern, const sl_arn *reference, unsigned most)
{
    const sl_str pairs[][2] = {{pattern->partition, reference->partition},
                               {pattern->service, reference->service},
                               {pattern->region, reference->region},
                               {pattern->account, reference->account}};
    unsigned parts = 0, count = 0;

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs && count < most; i++)
        if (!fits(pairs[i][0], pairs[i][1])) {
            parts |= 1u << i;
            count++;
        }
    if (count >= most)
        return parts;
    if (!fits(pattern->resource, reference->resource))
        parts |=
            1u << (count + 1 < most ? resource_part(pattern, reference) : SL_ARN_NAME);
    return parts;
}

sl_arn_part sl_arn_first_part(unsigned parts)
{
    unsigned part = 0;

    while (part < SL_ARN_PARTS && !(parts & 1u << part))
        part++;
    return (sl_arn_part)part;
}
