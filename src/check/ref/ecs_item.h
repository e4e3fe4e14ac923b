/* ecs_item.h - lists of {name, valueFrom}, which ECS fills variables by. */
#ifndef SECLINT_CHECK_REF_ECS_ITEM_H
#define SECLINT_CHECK_REF_ECS_ITEM_H

#include "check/ref/ref_report.h"

/* The child of a MAP with that key, whatever its case, hyphens and underscores; or NULL.
 * plain has none of them. */
const sl_node *sl_ecs_child(const sl_node *map, const char *plain);

/* The valueFrom of an item that has a name, too; NULL: no item of such a list. */
const sl_node *sl_ecs_reference(const sl_node *item);

/* Is its value the ARN of a secret or a parameter? */
bool sl_ecs_names_secret(const sl_node *from);

/* Calls judge for every SEQ of the document. */
void sl_ecs_each_list(const sl_ref_report *report,
                      void (*judge)(const sl_ref_report *, const sl_node *));

#endif
