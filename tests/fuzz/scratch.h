/* scratch.h - a folder in which a fuzz target lays out files for readers that open
 * them by name. */
#ifndef SECLINT_TESTS_FUZZ_SCRATCH_H
#define SECLINT_TESTS_FUZZ_SCRATCH_H

#include "fuzz.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static char scratch_path[64];

static inline void scratch_remove(void)
{
    char command[96];

    snprintf(command, sizeof command, "rm -rf '%s'", scratch_path);
    if (system(command) != 0)
        perror(scratch_path);
}

/* Makes the folder, in memory where the system has a place for that. It goes when the
 * target ends of itself. */
static inline void scratch_make(void)
{
    const char *place = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";

    if (scratch_path[0])
        return;
    snprintf(scratch_path, sizeof scratch_path, "%s/seclint-fuzz.XXXXXX", place);
    must(mkdtemp(scratch_path) != NULL);
    atexit(scratch_remove);
}

/* A folder below it. */
static inline void scratch_folder(const char *name)
{
    char path[128];

    snprintf(path, sizeof path, "%s/%s", scratch_path, name);
    must(mkdir(path, 0700) == 0);
}

/* A new file each time, as git makes them. */
static inline void scratch_write(const char *name, sl_str bytes)
{
    char path[160];
    int fd;

    snprintf(path, sizeof path, "%s/%s", scratch_path, name);
    unlink(path);
    fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);
    must(fd >= 0 && write(fd, bytes.ptr, bytes.len) == (ssize_t)bytes.len);
    close(fd);
}

#endif
