/* accounts.h - account ids that belong to AWS itself.
 *
 * A table kept by hand from the documentation: the accounts that write logs of load
 * balancers, that own public images, and their like. Not complete, and meant only to
 * keep quiet about what is known. Rules of the table as in actions.h. */
#ifndef SECLINT_AWS_ACCOUNTS_H
#define SECLINT_AWS_ACCOUNTS_H

#include "base/str.h"
#include "text/date.h"

typedef struct sl_aws_account {
    uint32_t index;
    sl_str id;     /* twelve digits */
    sl_str owner;  /* "Elastic Load Balancing", "EKS images" ... */
    sl_str region; /* the only one it serves; empty: any */
} sl_aws_account;

/* The first entry with this id; one account may serve several regions. */
bool sl_aws_account_find(sl_str id, sl_aws_account *out);
sl_date sl_aws_accounts_date(void);

#endif
