/* site.h - where a value stands: under which attribute of which resource of a template,
 * argument of which command, name of which variable.
 *
 * A resource is one of CloudFormation (a map with Type: AWS::..), of Terraform (resource
 * "type" "label" { }), or a module of Ansible (amazon.aws.iam_role: ..). */
#ifndef SECLINT_AWS_SITE_H
#define SECLINT_AWS_SITE_H

#include "doc/passage.h"

/* Slices and nodes of the document. */
typedef struct sl_site {
    sl_str attribute;    /* the nearest key on the way up, functions of templates left
                       * out; of the top of a literal the name it is given; or empty */
    sl_str outer;        /* the key above that */
    sl_str type;         /* "AWS::IAM::Role", "aws_iam_role", "amazon.aws.iam_role" */
    sl_str label;        /* the resource's logical id, label or (Ansible) task name */
    const sl_node *body; /* MAP of the resource's properties, or NULL */
    bool terraform;      /* the resource is of Terraform */
    sl_str command;      /* HEREDOC, ARGUMENT: the command line */
} sl_site;

sl_site sl_site_of(sl_doc *doc, const sl_passage *passage, const sl_node *node);

/* Is name the same as word (lower case, no signs) but for case, '_', '-', ':', '.'? A '*'
 * at the end of word stands for anything. */
bool sl_site_is(sl_str name, const char *word);

/* The address of a resource as other places of the document write it: "AppRole",
 * "aws_iam_role.app"; empty if there is none. */
sl_str sl_site_address(const sl_site *site, sl_arena *arena);

#endif
