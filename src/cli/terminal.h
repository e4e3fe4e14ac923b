/* terminal.h - what a stream can show: colours, links, box drawing, how wide. */
#ifndef SECLINT_CLI_TERMINAL_H
#define SECLINT_CLI_TERMINAL_H

#include "cli/options.h"

typedef struct sl_terminal {
    bool live; /* a terminal that is neither dumb nor in CI: progress makes sense */
    bool color;
    bool hyperlinks;
    bool unicode;
    size_t width; /* 0: unknown */
} sl_terminal;

/* What is known of a stream; env is a list like environ. */
typedef struct sl_terminal_facts {
    bool tty;
    size_t columns; /* as the terminal tells, 0: it does not */
    const char *const *env;
} sl_terminal_facts;

/* Colour: --color always or never; else NO_COLOR (no-color.org); else FORCE_COLOR or
 * CLICOLOR_FORCE (0: no, for the first); else CLICOLOR=0 (bixense.com/clicolors); else
 * on a terminal that is not dumb. Variables that are empty count as not set. Links: live
 * and --color is not never. */
sl_terminal sl_terminal_decide(const sl_terminal_facts *facts, unsigned color);

/* The same for an open descriptor and this process's environment. */
sl_terminal sl_terminal_of(int fd, unsigned color);

#endif
