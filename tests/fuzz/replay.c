/* replay.c - every fuzz target over its corpus, without a fuzzer: so that a target that no
 * longer builds, or an input that once was too much, shows in every run of the tests.
 *
 *     fuzz_replay TARGET FILE... */
#include "base/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef int fuzz_target(const uint8_t *data, size_t size);

enum { MAX_INPUT = 16 * 1024 * 1024 };

#define TARGET(name) fuzz_target fuzz_##name;
#include "fuzz_targets.def"
#undef TARGET

static const struct {
    const char *name;
    fuzz_target *run;
} targets[] = {
#define TARGET(name) {#name, fuzz_##name},
#include "fuzz_targets.def"
#undef TARGET
};

static fuzz_target *find(const char *name)
{
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++)
        if (strcmp(targets[i].name, name) == 0)
            return targets[i].run;
    return NULL;
}

/* A copy of its own, so that a sanitizer sees who reads past the end. */
static void replay(fuzz_target *run, sl_str bytes)
{
    uint8_t *data = malloc(bytes.len + 1);

    if (!data)
        abort();
    if (bytes.len > 0)
        memcpy(data, bytes.ptr, bytes.len);
    data = realloc(data, bytes.len > 0 ? bytes.len : 1);
    run(data, bytes.len);
    free(data);
}

int main(int argc, char **argv)
{
    fuzz_target *run = argc > 2 ? find(argv[1]) : NULL;
    sl_err err = {0};

    if (!run) {
        fprintf(stderr, "usage: fuzz_replay TARGET FILE...\n");
        return 2;
    }
    for (int i = 2; i < argc; i++) {
        sl_buf bytes = {0};

        if (!sl_file_read(argv[i], MAX_INPUT, &bytes, &err)) {
            fprintf(stderr, "%s: %s\n", argv[i], err.text);
            return 2;
        }
        replay(run, sl_buf_str(&bytes));
        sl_buf_free(&bytes);
    }
    return 0;
}
