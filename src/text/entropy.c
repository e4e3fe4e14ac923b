#include "text/entropy.h"

enum { TERMS = 13 };

/* log2 of a ratio of 1 or more, exact for powers of two: 2^e m with m next to 1, and
 * ln m = 2 (s + s^3/3 + s^5/5 + ...) with s = (m - 1) / (m + 1), below 0.172. Not libm's:
 * to load that library takes longer than all calls of a run. */
static double log2_of(double ratio)
{
    static const double two_by_ln2 = 2.8853900817779268;
    double whole = 0, s, square, sum = 0;

    while (ratio > 1.4142135623730951) {
        ratio /= 2;
        whole++;
    }
    s = (ratio - 1) / (ratio + 1);
    square = s * s;
    for (int k = 2 * TERMS - 1; k > 0; k -= 2)
        sum = sum * square + 1.0 / k;
    return whole + two_by_ln2 * s * sum;
}

double sl_entropy(sl_str value)
{
    size_t counts[256] = {0};
    double sum = 0;

    for (size_t i = 0; i < value.len; i++)
        counts[(uint8_t)value.ptr[i]]++;
    for (size_t i = 0; i < 256; i++)
        if (counts[i] > 0)
            sum += (double)counts[i] * log2_of((double)value.len / (double)counts[i]);
    return value.len ? sum / (double)value.len : 0;
}
