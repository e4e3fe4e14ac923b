/* assign.h - the value of one option, checked and put into its field. */
#ifndef SECLINT_CLI_ASSIGN_H
#define SECLINT_CLI_ASSIGN_H

#include "cli/option.h"
#include "cli/options.h"

/* value is NULL for flags. Fails with SL_EUSAGE on a value that the option does
 * not know. */
bool sl_assign(sl_options *options, const sl_option *option, const char *value,
               sl_err *err);

/* Gives every field its default. */
void sl_assign_defaults(sl_options *options);

#endif
