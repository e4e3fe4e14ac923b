/* ssm_parameter.h - how the ARN of a parameter of Systems Manager can be wrong. */
#ifndef SECLINT_CHECK_ARN_SSM_PARAMETER_H
#define SECLINT_CHECK_ARN_SSM_PARAMETER_H

#include "aws/arn.h"

typedef enum sl_ssm_fault {
    SL_SSM_OK,      /* also: not of Systems Manager, or of another type */
    SL_SSM_SLASHES, /* parameter//name */
    SL_SSM_COLON,   /* parameter:name */
    SL_SSM_UNTYPED  /* no parameter/ before the name */
} sl_ssm_fault;

sl_ssm_fault sl_ssm_parameter_fault(const sl_arn *arn);

#endif
