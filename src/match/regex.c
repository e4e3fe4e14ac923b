#include "match/regex.h"

#include "base/limits.h"
#include "base/mem.h"
#include "match/libpcre2.h"

#include <stdatomic.h>
#include <stdlib.h>

enum { GROUPS = 16, JIT_STACK_MIN = 32 * 1024, JIT_STACK_MAX = 1024 * 1024 };

struct sl_regex {
    const sl_libpcre2 *lib;
    pcre2_code *code;
    uint32_t secret; /* number of the group that holds the secret */
    uint32_t lookbehind;
};

/* Empty until the first match is tried; the stack until that needs one. */
struct sl_matcher {
    const sl_libpcre2 *lib;
    pcre2_match_data *data;
    pcre2_match_context *context;
    pcre2_jit_stack *stack;
};

#define TEXT_OF(number)             #number
#define VERSION(major, minor, date) TEXT_OF(major) "." TEXT_OF(minor) " " TEXT_OF(date)

const char *sl_regex_library_version(void)
{
    return VERSION(PCRE2_MAJOR, PCRE2_MINOR, PCRE2_DATE);
}

void sl_regex_running_version(char text[32])
{
    const sl_libpcre2 *lib = sl_libpcre2_get();

    if (lib->pcre2_config(PCRE2_CONFIG_VERSION, NULL) >= 32 ||
        lib->pcre2_config(PCRE2_CONFIG_VERSION, text) < 0)
        text[0] = '\0';
}

static uint32_t secret_group(const sl_libpcre2 *lib, const pcre2_code *code)
{
    int named = lib->pcre2_substring_number_from_name(code, (PCRE2_SPTR) "secret");
    uint32_t groups = 0;

    if (named > 0)
        return (uint32_t)named;
    lib->pcre2_pattern_info(code, PCRE2_INFO_CAPTURECOUNT, &groups);
    return groups > 0 ? 1 : 0;
}

static uint32_t longest_lookbehind(const sl_libpcre2 *lib, const pcre2_code *code)
{
    uint32_t most = 0;

    lib->pcre2_pattern_info(code, PCRE2_INFO_MAXLOOKBEHIND, &most);
    return most;
}

sl_regex *sl_regex_compile(sl_str pattern, bool ignore_case, sl_err *err)
{
    uint32_t options =
        PCRE2_USE_OFFSET_LIMIT | PCRE2_NEVER_UTF | PCRE2_NEVER_BACKSLASH_C;
    const sl_libpcre2 *lib = sl_libpcre2_get();
    int code = 0;
    PCRE2_SIZE at = 0;
    PCRE2_UCHAR why[160];
    pcre2_code *compiled;
    sl_regex *regex;

    if (ignore_case)
        options |= PCRE2_CASELESS;
    compiled = lib->pcre2_compile((PCRE2_SPTR)(pattern.ptr ? pattern.ptr : ""),
                                  pattern.len, options, &code, &at, NULL);
    if (!compiled) {
        lib->pcre2_get_error_message(code, why, sizeof why);
        sl_fail(err, SL_EFORMAT, "regex: %s at offset %zu", (char *)why, (size_t)at);
        return NULL;
    }
    /* without a JIT it interprets */
    lib->pcre2_jit_compile(compiled, PCRE2_JIT_COMPLETE);
    regex = sl_malloc(sizeof *regex);
    *regex = (sl_regex){lib, compiled, secret_group(lib, compiled),
                        longest_lookbehind(lib, compiled)};
    return regex;
}

size_t sl_regex_lookbehind(const sl_regex *regex)
{
    return regex->lookbehind;
}

void sl_regex_free(sl_regex *regex)
{
    if (!regex)
        return;
    regex->lib->pcre2_code_free(regex->code);
    free(regex);
}

/* NULL, if there is no memory for it: then that of the thread serves. */
static pcre2_jit_stack *stack_of(void *matcher)
{
    sl_matcher *m = matcher;

    if (!m->stack)
        m->stack = m->lib->pcre2_jit_stack_create(JIT_STACK_MIN, JIT_STACK_MAX, NULL);
    return m->stack;
}

sl_matcher *sl_matcher_new(void)
{
    return sl_calloc(1, sizeof(sl_matcher));
}

static void fill(sl_matcher *m, const sl_libpcre2 *lib)
{
    m->lib = lib;
    m->data = lib->pcre2_match_data_create(GROUPS, NULL);
    m->context = lib->pcre2_match_context_create(NULL);
    if (!m->data || !m->context)
        sl_out_of_memory();
    lib->pcre2_jit_stack_assign(m->context, stack_of, m);
    lib->pcre2_set_match_limit(m->context, SL_REGEX_MATCH_LIMIT);
    lib->pcre2_set_depth_limit(m->context, SL_REGEX_DEPTH_LIMIT);
    lib->pcre2_set_heap_limit(m->context, SL_REGEX_HEAP_KIB);
}

void sl_matcher_free(sl_matcher *matcher)
{
    if (matcher && matcher->lib) {
        matcher->lib->pcre2_match_data_free(matcher->data);
        matcher->lib->pcre2_match_context_free(matcher->context);
        matcher->lib->pcre2_jit_stack_free(matcher->stack);
    }
    free(matcher);
}

sl_match_result sl_regex_match(const sl_regex *regex, sl_matcher *matcher,
                               sl_str subject, size_t from, size_t last, sl_match *out)
{
    const sl_libpcre2 *lib = regex->lib;
    const PCRE2_SIZE *spans;
    int found;

    if (!matcher->lib)
        fill(matcher, lib);
    lib->pcre2_set_offset_limit(matcher->context, last);
    found = lib->pcre2_match(regex->code, (PCRE2_SPTR)(subject.ptr ? subject.ptr : ""),
                             subject.len, from, 0, matcher->data, matcher->context);
    if (found == PCRE2_ERROR_NOMATCH)
        return SL_MATCH_NONE;
    if (found < 0)
        return SL_MATCH_LIMIT;
    spans = lib->pcre2_get_ovector_pointer(matcher->data);
    out->whole = (sl_span){spans[0], spans[1]};
    out->secret = out->whole;
    if (regex->secret < GROUPS && spans[2 * regex->secret] != PCRE2_UNSET)
        out->secret = (sl_span){spans[2 * regex->secret], spans[2 * regex->secret + 1]};
    return SL_MATCH_FOUND;
}

const sl_regex *sl_lazy_regex_get(sl_lazy_regex *lazy, sl_err *err)
{
    sl_regex *regex = atomic_load_explicit(&lazy->compiled, memory_order_acquire);
    sl_regex *none = NULL;

    if (regex)
        return regex;
    regex = sl_regex_compile(lazy->pattern, lazy->ignore_case, err);
    if (!regex)
        return NULL;
    if (!atomic_compare_exchange_strong(&lazy->compiled, &none, regex)) {
        sl_regex_free(regex); /* another thread was first */
        return none;
    }
    return regex;
}

void sl_lazy_regex_free(sl_lazy_regex *lazy)
{
    sl_regex_free(atomic_load(&lazy->compiled));
    atomic_store(&lazy->compiled, NULL);
}
