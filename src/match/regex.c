#include "match/regex.h"

#include "base/limits.h"
#include "base/mem.h"

#include <stdatomic.h>
#include <stdlib.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

enum { GROUPS = 16, JIT_STACK_MIN = 32 * 1024, JIT_STACK_MAX = 1024 * 1024 };

struct sl_regex {
    pcre2_code *code;
    uint32_t secret; /* number of the group that holds the secret */
    uint32_t lookbehind;
};

struct sl_matcher {
    pcre2_match_data *data;
    pcre2_match_context *context;
    pcre2_jit_stack *stack; /* made when it is first needed */
};

void sl_regex_library_version(char text[32])
{
    if (pcre2_config(PCRE2_CONFIG_VERSION, NULL) >= 32 ||
        pcre2_config(PCRE2_CONFIG_VERSION, text) < 0)
        text[0] = '\0';
}

static uint32_t secret_group(const pcre2_code *code)
{
    int named = pcre2_substring_number_from_name(code, (PCRE2_SPTR) "secret");
    uint32_t groups = 0;

    if (named > 0)
        return (uint32_t)named;
    pcre2_pattern_info(code, PCRE2_INFO_CAPTURECOUNT, &groups);
    return groups > 0 ? 1 : 0;
}

static uint32_t longest_lookbehind(const pcre2_code *code)
{
    uint32_t most = 0;

    pcre2_pattern_info(code, PCRE2_INFO_MAXLOOKBEHIND, &most);
    return most;
}

sl_regex *sl_regex_compile(sl_str pattern, bool ignore_case, sl_err *err)
{
    uint32_t options =
        PCRE2_USE_OFFSET_LIMIT | PCRE2_NEVER_UTF | PCRE2_NEVER_BACKSLASH_C;
    int code = 0;
    PCRE2_SIZE at = 0;
    PCRE2_UCHAR why[160];
    pcre2_code *compiled;
    sl_regex *regex;

    if (ignore_case)
        options |= PCRE2_CASELESS;
    compiled = pcre2_compile((PCRE2_SPTR)(pattern.ptr ? pattern.ptr : ""), pattern.len,
                             options, &code, &at, NULL);
    if (!compiled) {
        pcre2_get_error_message(code, why, sizeof why);
        sl_fail(err, SL_EFORMAT, "regex: %s at offset %zu", (char *)why, (size_t)at);
        return NULL;
    }
    pcre2_jit_compile(compiled, PCRE2_JIT_COMPLETE); /* without a JIT it interprets */
    regex = sl_malloc(sizeof *regex);
    *regex = (sl_regex){compiled, secret_group(compiled), longest_lookbehind(compiled)};
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
    pcre2_code_free(regex->code);
    free(regex);
}

/* NULL, if there is no memory for it: then that of the thread serves. */
static pcre2_jit_stack *stack_of(void *matcher)
{
    sl_matcher *m = matcher;

    if (!m->stack)
        m->stack = pcre2_jit_stack_create(JIT_STACK_MIN, JIT_STACK_MAX, NULL);
    return m->stack;
}

sl_matcher *sl_matcher_new(void)
{
    sl_matcher *matcher = sl_calloc(1, sizeof *matcher);

    matcher->data = pcre2_match_data_create(GROUPS, NULL);
    matcher->context = pcre2_match_context_create(NULL);
    if (!matcher->data || !matcher->context)
        sl_out_of_memory();
    pcre2_jit_stack_assign(matcher->context, stack_of, matcher);
    pcre2_set_match_limit(matcher->context, SL_REGEX_MATCH_LIMIT);
    pcre2_set_depth_limit(matcher->context, SL_REGEX_DEPTH_LIMIT);
    pcre2_set_heap_limit(matcher->context, SL_REGEX_HEAP_KIB);
    return matcher;
}

void sl_matcher_free(sl_matcher *matcher)
{
    if (!matcher)
        return;
    pcre2_match_data_free(matcher->data);
    pcre2_match_context_free(matcher->context);
    pcre2_jit_stack_free(matcher->stack);
    free(matcher);
}

sl_match_result sl_regex_match(const sl_regex *regex, sl_matcher *matcher,
                               sl_str subject, size_t from, size_t last, sl_match *out)
{
    const PCRE2_SIZE *spans;
    int found;

    pcre2_set_offset_limit(matcher->context, last);
    found = pcre2_match(regex->code, (PCRE2_SPTR)(subject.ptr ? subject.ptr : ""),
                        subject.len, from, 0, matcher->data, matcher->context);
    if (found == PCRE2_ERROR_NOMATCH)
        return SL_MATCH_NONE;
    if (found < 0)
        return SL_MATCH_LIMIT;
    spans = pcre2_get_ovector_pointer(matcher->data);
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
