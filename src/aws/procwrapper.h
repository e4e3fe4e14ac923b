/* procwrapper.h - which environment variables proc_wrapper makes of settings.
 *
 * Source: proc_wrapper 6.0.2, config_resolver.py and proc_wrapper_params.py (measured, see
 * tests/unit/aws/procwrapper_test.c). A variable PREFIX + name + SUFFIX holds a location;
 * name is set to what is found there. */
#ifndef SECLINT_AWS_PROCWRAPPER_H
#define SECLINT_AWS_PROCWRAPPER_H

#include "aws/secret_ref.h"
#include "doc/node.h"

/* What a name must begin and end with. Case counts. */
typedef struct sl_wrapper_affix {
    sl_str prefix;
    sl_str suffix;
} sl_wrapper_affix;

/* Unless PROC_WRAPPER_RESOLVABLE_..._NAME_PREFIX and _SUFFIX say otherwise: of
 * environment variables "" and "_FOR_PROC_WRAPPER_TO_RESOLVE", */
sl_wrapper_affix sl_wrapper_env_affix(void);
/* of properties in configuration "" and "__to_resolve". */
sl_wrapper_affix sl_wrapper_config_affix(void);

/* Does key announce a location? *name is what it is called without prefix and suffix;
 * with an empty suffix every key does, and every name is empty. */
bool sl_wrapper_key(sl_str key, sl_wrapper_affix affix, sl_str *name);

typedef struct sl_wrapper_var {
    sl_str name;   /* of the variable that the program sees */
    sl_str code;   /* the provider's code that the name began with: it was cut off, and
                  * chose the provider before the location was looked at; or empty */
    bool hijacked; /* and the location says another one, which is not asked */
    bool resolved; /* ref is set; else the value is passed on as it is */
    sl_secret_ref ref;
} sl_wrapper_var;

/* name: without prefix and suffix. */
void sl_wrapper_resolve(sl_str name, sl_str location, sl_wrapper_var *out);

/* Takes the next location off a list (PROC_WRAPPER_ENV_LOCATIONS): trimmed, with its
 * escapes. Empty ones are skipped. False at the end. */
bool sl_wrapper_list_next(sl_str *rest, sl_str *location);
/* Appends a location of a list without its escapes. */
void sl_wrapper_unescape(sl_str location, sl_buf *out);

/* leaf: whose value (or part of it: NAME=value) the location is. */
typedef void sl_wrapper_fn(void *ctx, const sl_wrapper_var *var, const sl_node *leaf);

/* Calls found for every variable that the entries of an environment make, in their
 * order: of a MAP, and of a SEQ of {name, value}, {name, valueFrom} or NAME=value. Of
 * two with one name the later one wins. */
void sl_wrapper_environment(const sl_node *env, sl_wrapper_affix affix,
                            sl_wrapper_fn *found, void *ctx);

#endif
