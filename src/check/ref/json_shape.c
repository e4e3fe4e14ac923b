/* json_shape.c - a local stand-in for a secret, NAME={json} in a .env file, must have the
 * keys of the object that the store injects under the same name, as far as the tree tells
 * them: what other references take out of that secret, and what programs read. */
#include "aws/resource_name.h"
#include "base/vec.h"
#include "check/check.h"
#include "check/ref/ref_report.h"
#include "check/xref/xref.h"

#include <stdlib.h>

enum { MAX_KEYS = 20 }; /* that are reported of one stand-in */

/* Facts by a text that they are looked for by. */
typedef struct entry {
    sl_str by;
    const sl_aws_fact *fact;
} entry;

SL_VEC(entries, entry);

typedef struct comparing {
    const sl_rule *rule;
    sl_sink *sink;
    entries names;   /* references, by the variable that they fill */
    entries secrets; /* references to a key, by the secret */
    entries reads;   /* of programs, by the variable */
} comparing;

/* The text of a reference without the random suffix of a complete ARN. */
static sl_str stem(sl_str text)
{
    sl_secret_name name;
    sl_arn arn;

    if (sl_arn_parse(text, &arn) != SL_ARN_OK)
        return text;
    name = sl_secret_name_of(&arn);
    return name.form == SL_SECRET_COMPLETE
               ? sl_str_sub(text, 0, text.len - name.suffix.len - 1)
               : text;
}

static int by_text(const void *a, const void *b)
{
    const entry *x = a;
    const entry *y = b;
    int order = sl_str_cmp(x->by, y->by);

    if (order == 0)
        order = sl_str_cmp(x->fact->detail, y->fact->detail);
    return order ? order : (x->fact > y->fact) - (x->fact < y->fact);
}

static void add(entries *to, sl_str by, const sl_aws_fact *fact)
{
    *sl_vec_push(to) = (entry){by, fact};
}

static void sort(entries *all)
{
    if (all->len > 1)
        qsort(all->at, all->len, sizeof *all->at, by_text);
}

/* The first entry for that text, or all->len. */
static size_t first_of(const entries *all, sl_str by)
{
    size_t low = 0, high = all->len;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (sl_str_cmp(all->at[middle].by, by) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool of_ecs(const sl_aws_fact *ref)
{
    return ref->use == SL_AWS_USE_ECS_EXECUTION || ref->use == SL_AWS_USE_ECS_TASK;
}

static void collect(comparing *c, const sl_survey *survey)
{
    sl_aws_range refs = sl_survey_aws(survey, SL_AWS_SECRET_REF);
    sl_aws_range reads = sl_survey_aws(survey, SL_AWS_KEY_READ);

    for (size_t i = 0; i < refs.len; i++) {
        if (!sl_xref_live(&refs.at[i]))
            continue;
        if (of_ecs(&refs.at[i]) && refs.at[i].name.len > 0)
            add(&c->names, refs.at[i].name, &refs.at[i]);
        if (refs.at[i].detail.len > 0)
            add(&c->secrets, stem(refs.at[i].text), &refs.at[i]);
    }
    for (size_t i = 0; i < reads.len; i++)
        if (sl_xref_live(&reads.at[i]))
            add(&c->reads, reads.at[i].name, &reads.at[i]);
    sort(&c->names);
    sort(&c->secrets);
    sort(&c->reads);
}

static bool has_key(sl_str keys, sl_str key)
{
    while (keys.len > 0)
        if (sl_str_eq(sl_str_line(&keys), key))
            return true;
    return false;
}

static void report_key(const comparing *c, const sl_aws_fact *shape,
                       const sl_aws_fact *other, const char *how)
{
    sl_related related[] = {sl_xref_related(other, "where the key is taken")};

    sl_sink_between(c->sink, c->rule, SL_LEVEL_OFF,
                    &(sl_spot){&shape->place, related, 1},
                    "%.*s has no key %.*s here, %s", sl_fmt(sl_ref_quote(shape->name)),
                    sl_fmt(sl_ref_quote(other->detail)), how);
}

/* Every key of the entries for that text that the stand-in lacks, once. */
static void report_missing(const comparing *c, const sl_aws_fact *shape,
                           const entries *all, sl_str by, const char *how)
{
    size_t found = 0;
    sl_str last = {0};

    for (size_t i = first_of(all, by);
         i < all->len && sl_str_eq(all->at[i].by, by) && found < MAX_KEYS; i++) {
        sl_str key = all->at[i].fact->detail;

        if (sl_str_eq(key, last) || has_key(shape->text, key))
            continue;
        last = key;
        found++;
        report_key(c, shape, all->at[i].fact, how);
    }
}

static void compare(const comparing *c, const sl_aws_fact *shape)
{
    size_t i = first_of(&c->names, shape->name);
    const sl_aws_fact *ref;
    sl_related related[1];

    if (i == c->names.len || !sl_str_eq(c->names.at[i].by, shape->name))
        return;
    ref = c->names.at[i].fact; /* one that takes all comes first */
    if (ref->detail.len == 0) {
        report_missing(c, shape, &c->secrets, stem(ref->text),
                       "but the secret that it stands for has one");
        report_missing(c, shape, &c->reads, shape->name, "but a program reads it");
        return;
    }
    related[0] = sl_xref_related(ref, "the reference");
    sl_sink_between(
        c->sink, c->rule, SL_LEVEL_OFF, &(sl_spot){&shape->place, related, 1},
        "%.*s is an object here, but where it runs it gets only the value of "
        "the key %.*s",
        sl_fmt(sl_ref_quote(shape->name)), sl_fmt(sl_ref_quote(ref->detail)));
}

void sl_check_json_shape(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    sl_aws_range shapes = sl_survey_aws(facts.survey, SL_AWS_SECRET_SHAPE);
    comparing c = {.rule = rule, .sink = sink};

    if (shapes.len == 0 || !sl_xref_whole(facts))
        return;
    collect(&c, facts.survey);
    for (size_t i = 0; i < shapes.len; i++)
        if (sl_xref_live(&shapes.at[i]))
            compare(&c, &shapes.at[i]);
    sl_vec_free(&c.names);
    sl_vec_free(&c.secrets);
    sl_vec_free(&c.reads);
}
