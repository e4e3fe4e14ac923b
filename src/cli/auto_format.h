/* auto_format.h - the format of `--format auto`, by where the program runs. */
#ifndef SECLINT_CLI_AUTO_FORMAT_H
#define SECLINT_CLI_AUTO_FORMAT_H

/* The name of a format of a scan: "github" where GITHUB_ACTIONS is true, "azure" where
 * TF_BUILD is, "text" elsewhere, also in GitLab CI, which reads reports from files. env
 * is a list like environ. */
const char *sl_auto_format(const char *const *env);

#endif
