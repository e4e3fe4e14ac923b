/* deflate.h - how large a text is when it is compressed. */
#ifndef SECLINT_GIT_DEFLATE_H
#define SECLINT_GIT_DEFLATE_H

#include "base/str.h"

/* Bytes of text as gzip (RFC 1952) with the usual effort; its own length if that cannot
 * be told. */
size_t sl_gzip_size(sl_str text);

#endif
