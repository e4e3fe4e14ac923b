/* condition.h - the conditions of a statement: operator, key, values.
 *
 * Source: IAM User Guide, "IAM JSON policy elements: Condition operators" and
 * "Multivalued context keys". Names of operators and keys are read whatever their ASCII
 * case, as IAM does. */
#ifndef SECLINT_AWS_CONDITION_H
#define SECLINT_AWS_CONDITION_H

#include "aws/policy.h"
#include "base/buf.h"

typedef enum sl_operator_family {
    SL_OPERATOR_STRING,
    SL_OPERATOR_NUMERIC,
    SL_OPERATOR_DATE,
    SL_OPERATOR_BOOL,
    SL_OPERATOR_NULL,
    SL_OPERATOR_BINARY,
    SL_OPERATOR_IP,
    SL_OPERATOR_ARN
} sl_operator_family;

/* What a request may have several values for is compared as a set. */
typedef enum sl_operator_set {
    SL_SET_NONE,
    SL_SET_ALL, /* ForAllValues: also met by a key that is not there */
    SL_SET_ANY  /* ForAnyValue: */
} sl_operator_set;

typedef struct sl_operator {
    bool known;
    sl_str name; /* without what is round it; as documented if it is known, else as
                     * written */
    sl_str
        set_name; /* "ForAllValues" as written; empty if there is none. set is NONE if
                      * it is neither of the two */
    sl_operator_set set;
    bool if_exists; /* also met by a key that is not there */
    sl_operator_family family;
    bool negated; /* "Not": met by a key that is not there */
    bool like;    /* '*' and '?' of the value are wildcards: StringLike, all on ARNs */
} sl_operator;

sl_operator sl_operator_of(sl_str text);
/* Appends the operator that was perhaps meant by one that is not known; false, and
 * nothing appended, if none is near. */
bool sl_operator_near(sl_str text, sl_buf *out);
/* "String", "Numeric", "Date" ... */
const char *sl_operator_family_name(sl_operator_family family);

/* One key below one operator. */
typedef struct sl_condition {
    const sl_node *block; /* the MAP of an operator; its key is the operator */
    sl_operator operator;
    const sl_node *node; /* a value or a list of them; its key is the condition key */
} sl_condition;

/* The next condition of the statement; begin with a zeroed one. False at the end. */
bool sl_condition_next(const sl_statement *statement, sl_condition *condition);
/* The next one on this key. */
bool sl_condition_on(const sl_statement *statement, sl_str key,
                     sl_condition *condition);
/* Is its key the one of this name? */
bool sl_condition_is(const sl_condition *condition, sl_str key);

/* Must the key be in the request, with one of the values that are listed, for the
 * condition to be met? Not so if it is negated, or also met without the key. */
bool sl_condition_demands(const sl_condition *condition);

/* Is something of the conditions known only to a template or at run time: all of them, an
 * operator or a key? Values are not looked at. */
bool sl_conditions_open(const sl_statement *statement);

/* Of a value: nothing but '*' and '?'; true if it is empty. */
bool sl_all_wild(sl_str value);
/* Is there one of them outside a variable ("${*}")? */
bool sl_has_wild(sl_str value);

#endif
