#include "fuzz.h"

#include "aws/coverage.h"

/* The first line is a pattern, the second a reference; the others, begun with a sign, are
 * more grants: '+' allows, '-' denies, '!' denies all but. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sl_str rest = input(data, size);
    sl_str pattern = sl_str_line(&rest), reference = sl_str_line(&rest);
    sl_arena arena = {0};
    sl_arn_glob p = sl_arn_glob_read(&arena, pattern);
    sl_arn_glob r = sl_arn_glob_read(&arena, reference);
    sl_grant grants[8] = {{.pattern = p}};
    size_t len = 1;
    sl_arn a, b;

    must(!sl_arn_must(&p, &r) || sl_arn_may(&p, &r));
    must(p.cut || (sl_arn_must(&p, &p) && sl_arn_may(&p, &p)));
    must(sl_arn_may(&p, &r) == sl_arn_may(&r, &p));
    while (rest.len > 0 && len < sizeof grants / sizeof *grants) {
        sl_str line = sl_str_line(&rest);
        char sign = line.len > 0 ? line.ptr[0] : '+';

        grants[len++] =
            (sl_grant){.pattern = sl_arn_glob_read(&arena, sl_str_skip(line, 1)),
                       .denies = sign == '-' || sign == '!',
                       .inverted = sign == '!'};
    }
    if (len == 1 && sl_arn_must(&p, &r))
        must(sl_coverage_of(grants, len, &r) == SL_COVERED);
    sl_coverage_of(grants, len, &r);
    sl_arn_parse(pattern, &a);
    sl_arn_parse(reference, &b);
    must(sl_arn_first_part(sl_arn_differs(&a, &b, SL_ARN_PARTS + 1)) <= SL_ARN_PARTS);
    sl_arena_free(&arena);
    return 0;
}
