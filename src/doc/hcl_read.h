/* hcl_read.h - the two halves of the reader of HCL: bodies (hcl.c) and expressions
 * (hcl_value.c). Each function reads the node under the cursor, leaves the cursor there,
 * and returns false at a ceiling. */
#ifndef SECLINT_DOC_HCL_READ_H
#define SECLINT_DOC_HCL_READ_H

#include "doc/builder.h"
#include "doc/hcl_outline.h"
#include "doc/syntax.h"

typedef enum sl_hcl_role {
    SL_HCL_OTHER,
    SL_HCL_WRAP, /* stands for its only child */
    SL_HCL_BODY,
    SL_HCL_BLOCK,
    SL_HCL_PAIR,
    SL_HCL_NAME,
    SL_HCL_STRING,
    SL_HCL_PLAIN,
    SL_HCL_MINUS,
    SL_HCL_OBJECT,
    SL_HCL_TUPLE,
    SL_HCL_CALL,
    SL_HCL_ARGUMENTS,
    SL_HCL_FOR,
    SL_HCL_CHOICE,
    SL_HCL_EQUAL,
    SL_HCL_REMARK
} sl_hcl_role;

typedef struct sl_hcl_reading {
    sl_builder *builder;
    sl_syntax syntax;
    size_t flaw; /* where something was not HCL, or SIZE_MAX */
    size_t level;
} sl_hcl_reading;

/* Recursion below a bracket is bounded by the outline, that below an ERROR by this. */
enum { SL_HCL_DEEPEST = 4 * SL_MAX_DEPTH };

sl_span sl_hcl_span(const sl_hcl_reading *in);
/* Notes an error; are the children of the node to be looked at? */
bool sl_hcl_sound(sl_hcl_reading *in);
sl_node *sl_hcl_enter(sl_hcl_reading *in, sl_node_type type, sl_span span, sl_str tag);
/* A MAP of what is in an object. */
bool sl_hcl_object(sl_hcl_reading *in, sl_str tag);
/* The members of a body, an object, a pair or an ERROR. */
bool sl_hcl_members(sl_hcl_reading *in);
/* An expression. */
bool sl_hcl_value(sl_hcl_reading *in);

/* For both readers. A SCALAR; false at a ceiling. */
bool sl_hcl_add(sl_builder *builder, sl_span span, sl_str value, sl_style style,
                sl_str tag);
bool sl_hcl_add_string(sl_builder *builder, const sl_hcl_string *string);
/* Is a call of the function its arguments, in another form? */
bool sl_hcl_transparent(sl_str function);

#endif
