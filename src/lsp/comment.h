/* comment.h - how a file writes a comment, told by its name. */
#ifndef SECLINT_LSP_COMMENT_H
#define SECLINT_LSP_COMMENT_H

#include "base/str.h"

typedef struct sl_comment {
    const char *open;  /* "# "; NULL: there are no comments, or nobody knows */
    const char *close; /* " -->", or "" */
    bool trails;       /* it may stand behind other text on a line */
} sl_comment;

sl_comment sl_comment_of(sl_str path);

#endif
