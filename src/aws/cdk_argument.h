/* cdk_argument.h - texts that methods and classes of the AWS CDK are given first, in any of
 * its languages: TypeScript, Python, Java, C#, Go. Found in the text, not in a tree.
 * Source: AWS CDK API reference. */
#ifndef SECLINT_AWS_CDK_ARGUMENT_H
#define SECLINT_AWS_CDK_ARGUMENT_H

#include "base/str.h"

/* The next text that one of the methods is given, a slice without its quotes; the names
 * are what stands right before the bracket, or its end. Starts at *at, which goes behind
 * the text. False at the end. */
bool sl_cdk_argument_next(sl_str text, const char *const *methods, size_t count,
                          size_t *at, sl_str *argument);

#endif
