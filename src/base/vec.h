/* vec.h - a growing array of one type.
 *
 *     SL_VEC(sl_int_vec, int);
 *     sl_int_vec v = {0};
 *     *sl_vec_push(&v) = 7;
 *     for (size_t i = 0; i < v.len; i++) use(v.at[i]);
 *     sl_vec_free(&v);
 *
 * Elements move when it grows: keep indexes, not pointers. */
#ifndef SECLINT_BASE_VEC_H
#define SECLINT_BASE_VEC_H

#include <stddef.h>
#include <string.h>

#define SL_VEC(name, type) \
    typedef struct name {  \
        type *at;          \
        size_t len;        \
        size_t cap;        \
    } name

/* Pointer to a new, zeroed last element. That there is memory where there is room is asked
 * for analysers, who cannot know. */
#define sl_vec_push(v)                                                          \
    (!(v)->at || (v)->len == (v)->cap                                           \
         ? sl_vec_grow((void **)&(v)->at, (v)->len, &(v)->cap, sizeof *(v)->at) \
         : (void)0,                                                             \
     (void)memset(&(v)->at[(v)->len], 0, sizeof *(v)->at), &(v)->at[(v)->len++])
/* Room for so many more elements behind the last one, for who writes them there. */
#define sl_vec_reserve(v, more) \
    sl_vec_room((void **)&(v)->at, (v)->len, &(v)->cap, sizeof *(v)->at, more)
#define sl_vec_last(v) (&(v)->at[(v)->len - 1])
#define sl_vec_free(v) sl_vec_release((void **)&(v)->at, &(v)->len, &(v)->cap)

/* Makes room for one more element, and some, behind len, which is *cap. */
void sl_vec_grow(void **at, size_t len, size_t *cap, size_t size);
void sl_vec_room(void **at, size_t len, size_t *cap, size_t size, size_t more);
void sl_vec_release(void **at, size_t *len, size_t *cap);

#endif
