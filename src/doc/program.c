/* program.c - finds the literals of a program. */
#include "doc/program.h"

#include <stdlib.h>

/* Shorter text is no document. */
enum { SHORTEST_TEXT = 20 };

typedef struct walking {
    sl_program *program;
    TSTreeCursor cursor;
    sl_str context; /* of the top */
    SL_VEC(, size_t) *assigned;
} walking;
