/* git_config_files.h - the inside of an sl_git_config: files and what they include. */
#ifndef SECLINT_SOURCE_GIT_CONFIG_FILES_H
#define SECLINT_SOURCE_GIT_CONFIG_FILES_H

#include "base/arena.h"
#include "base/vec.h"
#include "source/git_config.h"

SL_VEC(sl_git_setting_vec, sl_git_setting);

struct sl_git_config {
    sl_git_setting_vec settings; /* weakest first */
    sl_arena arena;
};

/* Replaces "~/", "~user/" and "%(prefix)/" at the start of path; appends to *out. False
 * if there is no such home. */
bool sl_git_path_expand(sl_str path, sl_buf *out);

#endif
