#include "match/stretch_part.h"

enum { ENOUGH = 100000 /* bytes: more are not counted */ };

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

static size_t sum(size_t a, size_t b)
{
    return smaller(a + b, ENOUGH);
}

sl_stretch_part sl_stretch_joined(sl_stretch_part a, sl_stretch_part b)
{
    return (sl_stretch_part){
        .all = a.all && b.all,
        .len = sum(a.len, b.len),
        .front = a.all ? sum(a.len, b.front) : a.front,
        .back = b.all ? sum(b.len, a.back) : b.back,
        .best = larger(larger(a.best, b.best), sum(a.back, b.front)),
    };
}

sl_stretch_part sl_stretch_either(sl_stretch_part a, sl_stretch_part b)
{
    return (sl_stretch_part){
        .all = a.all && b.all,
        .len = smaller(a.len, b.len),
        .front = smaller(a.front, b.front),
        .back = smaller(a.back, b.back),
        .best = smaller(a.best, b.best),
    };
}

sl_stretch_part sl_stretch_one(bool of_kind)
{
    return of_kind ? (sl_stretch_part){true, 1, 1, 1, 1} : (sl_stretch_part){.len = 1};
}
