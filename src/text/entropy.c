#include "text/entropy.h"

#include <math.h>

double sl_entropy(sl_str value)
{
    size_t counts[256] = {0};
    double sum = 0;

    for (size_t i = 0; i < value.len; i++)
        counts[(uint8_t)value.ptr[i]]++;
    for (size_t i = 0; i < 256; i++)
        if (counts[i] > 0)
            sum += (double)counts[i] * log2((double)value.len / (double)counts[i]);
    return value.len ? sum / (double)value.len : 0;
}
