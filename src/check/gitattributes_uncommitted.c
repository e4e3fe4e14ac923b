/* gitattributes_uncommitted.c - .gitattributes on disk encrypts other files than the
 * version in the index, which is the one that clones get. */
#include "check/attr_coverage.h"
#include "check/check.h"

typedef struct differences {
    sl_decision_vec on_disk; /* encrypted by the file on disk only */
    sl_decision_vec staged;  /* by the version in the index only */
} differences;

static bool concerns(const sl_survey *survey, const sl_fact *fact)
{
    const sl_path_state *state = &fact->state;

    if (!state->other.known || state->here.filtered == state->other.filtered ||
        sl_rules_path(fact->place.path) ||
        (fact->secrets == 0 && sl_public_class_of(survey, fact)))
        return false;
    return state->tracked || (fact->path_class && !state->here.ignored);
}

/* git reads ciphertext as a file without lines: gitattributes-self-encrypted's. */
static bool encrypted_itself(sl_facts facts, sl_str file)
{
    const sl_fact *staged = sl_facts_staged(sl_facts_of(facts, file));

    return staged && staged->content.class_ == SL_CONTENT_GITCRYPT;
}

/* In a hook the index is what decides, else the files on disk. */
static void compare(sl_facts facts, const sl_fact *fact, differences *out)
{
    const sl_path_state *state = &fact->state;
    const sl_treatment *by = state->here.filtered ? &state->here : &state->other;
    bool on_disk = state->here.filtered == facts.survey->whole;

    if (!encrypted_itself(facts, by->filter.file))
        sl_decide(on_disk ? &out->on_disk : &out->staged, &by->filter,
                  fact->place.path);
}

static void report(const sl_rule *rule, sl_decision_vec *decisions, bool staged,
                   sl_sink *sink)
{
    sl_arena arena = {0};

    sl_decisions_sort(decisions);
    for (size_t start = 0; start < decisions->len;) {
        sl_decisions group = sl_decisions_next_file(decisions, &start);
        sl_place place = sl_survey_place(group.at[0].by->file);
        sl_str told = sl_decisions_told(group, &arena);

        sl_sink_at(
            sink, rule, SL_LEVEL_OFF, &place, "%s would take %.*s in the clear: %s",
            staged ? "git add" : "git add in a clone", sl_fmt(told),
            staged ? "the git-crypt filter is staged, but the file on disk takes "
                     "it away"
                   : "the git-crypt filter is in the file on disk, but not "
                     "staged");
    }
    sl_vec_free(decisions);
    sl_arena_free(&arena);
}

void sl_check_gitattributes_uncommitted(const sl_rule *rule, sl_facts facts,
                                        sl_sink *sink)
{
    differences found = {0};
    bool any = sl_survey_anything_tracked(facts.survey);

    for (size_t start = 0; any && start < facts.len;) {
        const sl_fact *fact = sl_covered_fact(sl_facts_next_path(facts, &start));

        if (fact && concerns(facts.survey, fact))
            compare(facts, fact, &found);
    }
    report(rule, &found.on_disk, false, sink);
    report(rule, &found.staged, true, sink);
}
