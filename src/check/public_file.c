#include "check/public_file.h"

#include "git/index.h"

static bool is_any(sl_str word, const char *const *words, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (sl_str_eq_nocase(word, sl_str_of(words[i])))
            return true;
    return false;
}

static bool is_example_word(sl_str word)
{
    static const char *const words[] = {"example",  "examples", "sample",
                                        "template", "tmpl",     "dist",
                                        "defaults", "default",  "common"};

    return is_any(word, words, sizeof words / sizeof *words);
}

static bool is_dev_word(sl_str word)
{
    static const char *const words[] = {"dev",      "develop", "development", "local",
                                        "localdev", "test",    "testing"};

    return is_any(word, words, sizeof words / sizeof *words);
}

sl_public_kind sl_public_kind_of(sl_str path)
{
    sl_str rest = sl_path_base(path);
    bool dev = false;

    while (rest.len > 0) {
        size_t end = 0;
        sl_str word;

        while (end < rest.len && sl_str_chr(sl_lit(".-_"), rest.ptr[end]) == SIZE_MAX)
            end++;
        word = sl_str_sub(rest, 0, end);
        if (is_example_word(word))
            return SL_PUBLIC_EXAMPLE;
        dev = dev || is_dev_word(word);
        rest = sl_str_skip(rest, end + 1);
    }
    return dev ? SL_PUBLIC_DEV : SL_PUBLIC_EXAMPLE;
}

/* A change that is hidden from git is reported as such. */
static bool shows(const sl_fact *file)
{
    return file->state.tracked &&
           !(file->state.index_flags &
             (SL_INDEX_SKIP_WORKTREE | SL_INDEX_ASSUME_UNCHANGED |
              SL_INDEX_INTENT_TO_ADD));
}

const sl_fact *sl_public_leak(sl_facts of_path, sl_public_kind kind)
{
    const sl_fact *fact = sl_facts_staged(of_path);

    if (!fact || fact->secrets == 0)
        fact = sl_facts_origin(of_path, SL_ORIGIN_WORKTREE);
    if (!fact || fact->secrets == 0 || !fact->public_class ||
        fact->state.here.filtered ||
        (fact->place.origin == SL_ORIGIN_WORKTREE && !shows(fact)) ||
        sl_public_kind_of(fact->place.path) != kind)
        return NULL;
    return fact;
}

const char *sl_public_leak_stage(const sl_fact *fact)
{
    if (fact->place.origin == SL_ORIGIN_WORKTREE && !fact->state.same_in_index)
        return "in the working tree, not staged yet";
    return fact->state.committed ? "committed" : "staged";
}
