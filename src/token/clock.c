#include "token/clock.h"

#include <stdlib.h>
#include <time.h>

int64_t sl_clock_now(void)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    char *end = NULL;

    if (epoch && *epoch) {
        long long seconds = strtoll(epoch, &end, 10);

        if (!*end)
            return seconds;
    }
    return (int64_t)time(NULL);
}
