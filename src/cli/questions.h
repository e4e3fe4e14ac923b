/* questions.h - commands that are asked about paths and answer for each, as git's do:
 * the paths are operands or come from standard input. */
#ifndef SECLINT_CLI_QUESTIONS_H
#define SECLINT_CLI_QUESTIONS_H

#include "cli/options.h"
#include "source/repo.h"

/* What such commands end with beside 0 and 1. */
enum { SL_EXIT_GIT_FATAL = 128, SL_EXIT_GIT_USAGE = 129, SL_EXIT_GIT_ERROR = 255 };

/* Appends the answer about one path, as it was typed, to *out. False ends it all. */
typedef bool sl_answer(void *ctx, const char *typed, sl_buf *out, sl_err *err);

/* Answers for the operands from first on, or with --stdin for the lines of standard
 * input, which end in NUL with -z and may be quoted as in C without. Answers are
 * written before standard input is waited for, and those before an error too. */
bool sl_questions_answer(const sl_options *options, size_t first, sl_answer *answer,
                         void *ctx, sl_err *err);

/* The repository of the environment or the current directory, its configuration and,
 * unless with_index is false, its index checked. NULL on failure. */
sl_repo *sl_questions_repo(bool with_index, sl_err *err);

/* "fatal: TEXT" on standard error. Returns SL_EXIT_GIT_FATAL. */
int sl_questions_fatal(const sl_err *err);

#endif
