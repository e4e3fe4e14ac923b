/* cpu.h - which instructions this processor has, and the system lets a program use.
 *
 * glibc asked the processor when the program started, and tells (2.33 and later). The
 * compiler's own __builtin_cpu_supports asks again before main: on a virtual machine
 * each of its questions leaves the guest, which costs a start 0.07 ms.
 *
 * With SECLINT_PORTABLE none of them are used, as on other processors. */
#ifndef SECLINT_BASE_CPU_H
#define SECLINT_BASE_CPU_H

#include <stdbool.h>

#if defined(__x86_64__) && defined(__GNUC__) && !defined(SECLINT_PORTABLE)
#    define SL_WITH_AVX2 1
#    if __has_include(<sys/platform/x86.h>)
#        include <sys/platform/x86.h>

static inline bool sl_cpu_avx2(void)
{
    return CPU_FEATURE_ACTIVE(AVX2);
}

/* BMI, BMI2 and POPCNT */
static inline bool sl_cpu_bits(void)
{
    return CPU_FEATURE_ACTIVE(BMI1) && CPU_FEATURE_ACTIVE(BMI2) &&
           CPU_FEATURE_ACTIVE(POPCNT);
}

#    else

static inline bool sl_cpu_avx2(void)
{
    return __builtin_cpu_supports("avx2");
}

static inline bool sl_cpu_bits(void)
{
    return __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
           __builtin_cpu_supports("popcnt");
}

#    endif
#else
#    define SL_WITH_AVX2 0
#endif

#endif
