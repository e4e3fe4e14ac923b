/* yaml_flow.h - collections of plain YAML that stand in brackets: "[a, {b: 'c'}]".
 *
 * Left to libyaml are those as keys, pairs in lists, and what has no key or no value. */
#ifndef SECLINT_DOC_YAML_FLOW_H
#define SECLINT_DOC_YAML_FLOW_H

#include "doc/yaml_level.h"

/* Reads what begins at the bracket r->at, to behind its last bracket. */
bool sl_yaml_read_flow(sl_yaml_reading *r);

#endif
