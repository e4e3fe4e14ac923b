/* sets.h - lists of numbers, each list once, one behind the other. */
#ifndef COMPILE_IAM_SETS_H
#define COMPILE_IAM_SETS_H

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"

SL_VEC(numbers, uint16_t);

/* A zeroed one is empty. */
typedef struct sets {
    numbers all; /* of each list: how many, and these */
    sl_map places;
    sl_arena arena;
} sets;

/* Sorts the list, takes out what is in it twice, and says where it stands. */
size_t sets_add(sets *sets, numbers *list);
void sets_free(sets *sets);

#endif
