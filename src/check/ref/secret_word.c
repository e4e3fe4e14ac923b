#include "check/ref/secret_word.h"

#include "text/name.h"

bool sl_announces_secret(sl_str name)
{
    return sl_secret_name(name);
}
