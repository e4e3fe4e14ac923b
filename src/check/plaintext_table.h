/* plaintext_table.h - secrets in a column whose heading names them. */
#ifndef SECLINT_CHECK_PLAINTEXT_TABLE_H
#define SECLINT_CHECK_PLAINTEXT_TABLE_H

#include "base/str.h"

/* Which form of table the ending tells, 0: none. */
size_t sl_table_form(sl_str path);

#endif
