/* config_find.h - where the configuration of plain files and folders lies: the nearest
 * .seclint.yml from there up to the top of the working tree around them.
 *
 * Of a repository it is the one at its top. Outside of a working tree only the folder that
 * is scanned counts, and folders of another owner never do: in /tmp anybody may write. */
#ifndef SECLINT_SCAN_CONFIG_FIND_H
#define SECLINT_SCAN_CONFIG_FIND_H

#include "scan/config.h"

/* The folder of the nearest one for the file or folder at path, or "" if there is none;
 * absolute, in the arena. */
sl_str sl_config_find(const char *path, sl_arena *arena);
/* How messages name the file in that folder: relative to the working directory, or else
 * by its name alone. */
sl_str sl_config_shown(sl_str folder, sl_arena *arena);

/* From now on reported paths that begin with name are those at path, a file or folder:
 * globs of a configuration that was found see them from its own folder. */
void sl_config_aim(sl_config *config, const char *path, sl_str name);
/* Reported paths are as the configuration means them. */
void sl_config_aim_top(sl_config *config);

#endif
