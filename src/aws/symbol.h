/* symbol.h - what a name of a template gives, where the resource that it names is of a
 * known type: "${aws_sqs_queue.jobs.url}" is an address, "${Jobs.Arn}" an ARN.
 *
 * Sources: AWS CloudFormation, "Template reference" (return values of Ref and
 * Fn::GetAtt); the AWS provider of Terraform, "Attribute Reference" of each resource. */
#ifndef SECLINT_AWS_SYMBOL_H
#define SECLINT_AWS_SYMBOL_H

#include "doc/passage.h"

typedef enum sl_symbol_kind {
    SL_SYMBOL_UNKNOWN,
    SL_SYMBOL_ARN,
    SL_SYMBOL_OTHER /* a name, an id or an address */
} sl_symbol_kind;

typedef struct sl_symbol {
    sl_symbol_kind kind;
    sl_str arn; /* such an ARN, with words for what is not known: "arn:aws:s3:::name" */
    const char *what; /* "queue"; NULL if UNKNOWN */
    sl_str wanted;    /* OTHER: the attribute that gives the ARN ("arn", "Arn", "Ref");
                       * empty: none does */
    sl_str name; /* OTHER: "/app/db", the name of a parameter that is defined in the
                       * passage with a literal one; else empty */
} sl_symbol;

/* Of a placeholder as folding writes it, with its brackets. Logical ids of CloudFormation
 * are looked up in the passage (NULL: there are none). */
sl_symbol sl_symbol_of(const sl_passage *passage, sl_str hole);

/* The text with such an ARN in place of the symbol of one that it begins with; the text as
 * it is, if it begins with none. In the arena. */
sl_str sl_symbol_spell(const sl_passage *passage, sl_arena *arena, sl_str text);

#endif
