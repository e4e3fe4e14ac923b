#include "check/check.h"

#include "check/assigned.h"
#include "check/plaintext_trap.h"
#include "check/setting.h"

static const sl_check checks[] = {
#define DOCUMENT(function, name, kinds, secrets) \
    {name, SL_SCOPE_DOCUMENT, kinds, secrets, sl_check_##function, NULL, NULL, NULL},
#define PLACES(function, name, kinds)                                  \
    {name, SL_SCOPE_DOCUMENT,        kinds, true, sl_check_##function, \
     NULL, sl_check_##function##_at, NULL},
#define POLICY(function, name)                                 \
    {name, SL_SCOPE_DOCUMENT,  SL_ANY_KIND, false, NULL, NULL, \
     NULL, sl_check_##function},
#define REPOSITORY(function, name) \
    {name, SL_SCOPE_REPOSITORY, 0, false, NULL, sl_check_##function, NULL, NULL},
#define COLLECTOR(function, kinds)
#define COLLECTOR_OF(function, kinds, ...)
#define CLOSING(name) {name, SL_SCOPE_REPOSITORY, 0, false, NULL, NULL, NULL, NULL},
#include "check/checks.def"
#undef DOCUMENT
#undef PLACES
#undef POLICY
#undef REPOSITORY
#undef COLLECTOR
#undef COLLECTOR_OF
#undef CLOSING
};

enum { MOST_WORDS = 16 };

static const struct {
    unsigned kinds;
    sl_collector *collect;
    const char *name;
    const char *words[MOST_WORDS];
} collectors[] = {
#define DOCUMENT(function, name, kinds, secrets)
#define PLACES(function, name, kinds)
#define POLICY(function, name)
#define REPOSITORY(function, name)
#define CLOSING(name)
#define COLLECTOR(function, kinds) {kinds, sl_collect_##function, #function, {NULL}},
#define COLLECTOR_OF(function, kinds, ...) \
    {kinds, sl_collect_##function, #function, {__VA_ARGS__}},
#include "check/checks.def"
#undef DOCUMENT
#undef PLACES
#undef POLICY
#undef REPOSITORY
#undef COLLECTOR
#undef COLLECTOR_OF
#undef CLOSING
};

size_t sl_collectors_len(void)
{
    return sizeof collectors / sizeof *collectors;
}

size_t sl_collector_find(const char *name)
{
    size_t i = 0;

    while (!sl_str_eq(sl_str_of(collectors[i].name), sl_str_of(name)))
        i++;
    return i;
}

sl_collector_words sl_collector_words_of(size_t collector)
{
    sl_collector_words words = {collectors[collector].words, 0};

    while (words.len < MOST_WORDS && words.at[words.len])
        words.len++;
    return words;
}

const sl_check *sl_check_find(sl_str name)
{
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
        if (sl_str_eq(name, sl_str_of(checks[i].name)))
            return &checks[i];
    return NULL;
}

const sl_check *sl_check_at(size_t i)
{
    return i < sizeof checks / sizeof *checks ? &checks[i] : NULL;
}

void sl_collect(sl_doc *doc, sl_sink *sink, const uint8_t *met)
{
    for (size_t i = 0; i < sizeof collectors / sizeof *collectors; i++)
        if (collectors[i].kinds & 1u << doc->kind &&
            (!met || met[i] || !collectors[i].words[0]))
            collectors[i].collect(doc, sink);
}

bool sl_check_settle(sl_finding *finding)
{
    const sl_check *check;

    if (finding->place.origin != SL_ORIGIN_HISTORY)
        return true;
    if (finding->plain != SL_LEVEL_OFF && finding->place.commit.len > 0)
        finding->level = sl_setting_level(finding->place.path, finding->plain);
    if (finding->rule->check.len == 0)
        return true;
    check = sl_check_find(finding->rule->check);
    if (check && check->document == sl_check_plaintext_config)
        return finding->sorts != 0 || !sl_trap_file(finding->place.path);
    return !check || !check->place || sl_assigned_settle(finding);
}

sl_level sl_check_most(const sl_finding *finding)
{
    sl_level most = sl_assigned_most(finding);

    return finding->plain > most ? finding->plain : most;
}
