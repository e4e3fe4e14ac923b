/* sets.h - lists of numbers, each list once, one behind the other. */
#ifndef COMPILE_IAM_SETS_H
#define COMPILE_IAM_SETS_H

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"

SL_VEC(iam_numbers, uint16_t);

/* A zeroed one is empty. */
typedef struct iam_sets {
    iam_numbers all; /* of each list: how many, and these */
    sl_map places;
    sl_arena arena;
} iam_sets;

/* Sorts the list, takes out what is in it twice, and says where it stands. */
size_t sets_add(iam_sets *sets, iam_numbers *list);
void sets_free(iam_sets *sets);

#endif
