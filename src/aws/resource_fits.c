/* resource_fits.c - is there an ARN of a type that a pattern takes in?
 *
 * Template and pattern are read as two automata, and the states of the template that
 * can be reached with the pattern read so far are kept: one row of bits, which every
 * token of the pattern makes anew. Nothing is tried twice. */
#include "aws/hole.h"
#include "aws/resources.h"
#include "base/limits.h"

#include <string.h>

enum { STATES = 512 }; /* of the longest template, twice over */

/* What of a template may come next. A hole is one byte of its kind, then many. */
typedef enum sl_hole_kind {
    CHAR,
    ANY,   /* in the resource part */
    FIELD, /* no colon */
    NAME   /* no slash and no colon: the name of a bucket, table or queue, a key */
} sl_hole_kind;

typedef struct sl_template_token {
    sl_hole_kind kind;
    char c;
    bool many;
} sl_template_token;

typedef struct sl_template {
    sl_template_token at[STATES];
    size_t len;
} sl_template;

static void add(sl_template *to, sl_hole_kind kind, char c, bool many)
{
    if (to->len < STATES)
        to->at[to->len++] = (sl_template_token){kind, c, many};
}

/* Of what is known to hold neither slash nor colon. */
static bool is_name(sl_str hole)
{
    static const char *const names[] = {"${BucketName}", "${KeyId}", "${QueueName}",
                                        "${TableName}"};

    return sl_str_among(names, sizeof names / sizeof *names, hole);
}

static void add_text(sl_template *to, sl_str text, sl_hole_kind hole)
{
    for (size_t i = 0; i < text.len;) {
        sl_str rest = sl_str_skip(text, i);
        size_t end =
            sl_str_starts(rest, sl_lit("${")) ? sl_str_chr(rest, '}') : SIZE_MAX;

        if (end != SIZE_MAX) {
            sl_hole_kind kind = is_name(sl_str_sub(rest, 0, end + 1)) ? NAME : hole;

            add(to, kind, 0, false);
            add(to, kind, 0, true);
            i += end + 1;
            continue;
        }
        if (text.ptr[i] == '*')
            add(to, hole, 0, true);
        else
            add(to, CHAR, text.ptr[i], false);
        i++;
    }
}

static void read_template(sl_template *to, const sl_resource_type *type)
{
    add_text(to, sl_lit("arn:${Partition}:"), FIELD);
    add_text(to, type->arn_service, FIELD);
    add(to, CHAR, ':', false);
    add_text(to, type->region, FIELD);
    add(to, CHAR, ':', false);
    add_text(to, type->account, FIELD);
    add(to, CHAR, ':', false);
    add_text(to, type->resource, ANY);
}

/* The states in which the template may be: on[len] is its end. Between low and high
 * stand all that are on. */
typedef struct states {
    bool on[STATES + 1];
    size_t low, high;
} states;

static void enter(states *s, const sl_template *t, size_t at)
{
    s->on[at] = true;
    s->low = at < s->low ? at : s->low;
    for (; at < t->len && t->at[at].many; at++)
        s->on[at + 1] = true; /* nothing at all is many */
    s->high = at + 1 > s->high ? at + 1 : s->high;
}

/* May this token of the template be the byte (NULL: any one)? */
static bool takes(const sl_template_token *token, const char *c)
{
    if (!c)
        return true;
    switch (token->kind) {
    case CHAR: return token->c == *c;
    case FIELD: return *c != ':';
    case NAME: return *c != ':' && *c != '/';
    default: return true;
    }
}

static void step(const states *from, states *to, const sl_template *t, const char *c)
{
    memset(to->on, 0, t->len + 1);
    to->high = 0;
    to->low = STATES;
    for (size_t i = from->low; i < from->high && i < t->len; i++) {
        if (from->on[i] && takes(&t->at[i], c))
            enter(to, t, t->at[i].many ? i : i + 1);
    }
}

/* A '*' of the pattern eats whatever the template has. */
static void eat(states *s, const sl_template *t)
{
    for (size_t i = s->low; i <= t->len; i++)
        s->on[i] = true;
    s->high = t->len + 1;
}

bool sl_resource_fits(const sl_resource_type *type, sl_str pattern)
{
    sl_template t = {.len = 0};
    states rows[2];
    size_t now = 0;

    if (sl_str_eq(pattern, sl_lit("*")) || pattern.len > SL_MAX_ARN)
        return true;
    read_template(&t, type);
    memset(rows[0].on, 0, t.len + 1);
    rows[0].low = STATES;
    rows[0].high = 0;
    enter(&rows[0], &t, 0);
    for (size_t i = 0; i < pattern.len;) {
        size_t hole = sl_hole_at(pattern, i);
        char c = pattern.ptr[i];

        if (hole > 0 || c == '*') {
            eat(&rows[now], &t);
            i += hole > 0 ? hole : 1;
            continue;
        }
        step(&rows[now], &rows[1 - now], &t, c == '?' ? NULL : &c);
        now = 1 - now;
        if (rows[now].high == 0)
            return false;
        i++;
    }
    return rows[now].on[t.len];
}
