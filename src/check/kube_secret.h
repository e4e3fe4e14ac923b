/* kube_secret.h - the data of Kubernetes Secrets in a tree. */
#ifndef SECLINT_CHECK_KUBE_SECRET_H
#define SECLINT_CHECK_KUBE_SECRET_H

#include "doc/node.h"

/* May node be the data of a Kubernetes object, by its key? */
bool sl_kube_data(const sl_node *node);
/* Is the map a Kubernetes Secret, by what its first keys say? */
bool sl_kube_secret(const sl_node *map);
/* Is a part of the tree that was passed over (doc/subtree.h) the data of a Secret? */
bool sl_kube_passed_data(const sl_node *top);

#endif
