/* known_path.h - a path of the index, of the working tree, or both.
 *
 * An index view keeps one for each entry, so that those who want all paths of an index
 * need no list of their own. */
#ifndef SECLINT_GIT_KNOWN_PATH_H
#define SECLINT_GIT_KNOWN_PATH_H

#include "base/str.h"

typedef struct sl_known_path {
    sl_str path;
    uint32_t tail; /* sl_path_tail of it, or 0: ask for it */
    bool tracked : 1;
    bool on_disk : 1;  /* never set in a hook or a range */
    bool same_dir : 1; /* known to lie in the directory of the path before it */
    uint8_t stage;     /* of the index view: of the entry, */
    uint8_t head_len;  /* and how many of its bytes come before the path */
} sl_known_path;

#endif
