#include "report/html_state.h"

#include <stdlib.h>

const char *sl_html_guard_name(sl_html_guard guard)
{
    static const char *const names[SL_HTML_GUARDS] = {
        [SL_HTML_PLAIN] = "plain",
        [SL_HTML_BROKEN] = "broken ciphertext",
        [SL_HTML_GONE] = "gone",
        [SL_HTML_CLEAN] = "clean now",
        [SL_HTML_IGNORED] = "ignored",
        [SL_HTML_GITCRYPT] = "git-crypt",
        [SL_HTML_VAULT] = "Ansible Vault",
        [SL_HTML_SOPS] = "SOPS",
        [SL_HTML_CIPHER] = "encrypted",
        [SL_HTML_REFERENCES] = "references",
        [SL_HTML_VALUES] = "plain, no secret",
        [SL_HTML_EMPTY] = "no values",
        [SL_HTML_ALLOWED] = "allowed",
        [SL_HTML_OPAQUE] = "binary",
    };

    return names[guard];
}

bool sl_html_state_exposed(const sl_html_state *state)
{
    return state->guard == SL_HTML_PLAIN || state->guard == SL_HTML_BROKEN ||
           (state->committed && state->open > 0);
}

static sl_html_guard guard_of_text(const sl_fact *fact)
{
    if (fact->secrets > 0)
        return SL_HTML_PLAIN;
    switch (sl_leaves_class(&fact->leaves)) {
    case SL_LEAVES_COMMENTS:
    case SL_LEAVES_PLACEHOLDERS: return SL_HTML_EMPTY;
    case SL_LEAVES_REFERENCES: return SL_HTML_REFERENCES;
    case SL_LEAVES_PLAINTEXT: break;
    }
    return SL_HTML_VALUES;
}

static sl_html_guard guard_of(const sl_fact *fact)
{
    sl_html_guard guard = SL_HTML_PLAIN;

    switch (fact->content.class_) {
    case SL_CONTENT_GITCRYPT: return SL_HTML_GITCRYPT;
    case SL_CONTENT_VAULT: return SL_HTML_VAULT;
    case SL_CONTENT_SOPS: return SL_HTML_SOPS;
    case SL_CONTENT_AGE:
    case SL_CONTENT_OPENSSL: return SL_HTML_CIPHER;
    case SL_CONTENT_GITCRYPT_TRUNCATED:
    case SL_CONTENT_VAULT_BROKEN:
    case SL_CONTENT_VAULT_MISPLACED: guard = SL_HTML_BROKEN; break;
    case SL_CONTENT_EMPTY: guard = SL_HTML_EMPTY; break;
    case SL_CONTENT_BINARY:
    case SL_CONTENT_LFS: guard = SL_HTML_OPAQUE; break;
    case SL_CONTENT_TEXT: guard = guard_of_text(fact); break;
    case SL_CONTENT_GITCRYPT_KEY:
    case SL_CONTENT_CLASSES: break;
    }
    if (guard != SL_HTML_EMPTY && fact->state.known && !fact->state.tracked &&
        fact->state.here.ignored)
        return SL_HTML_IGNORED;
    return guard;
}

/* What the next clone gets decides; of an untracked file what lies there. */
static const sl_fact *current(sl_facts of_path)
{
    static const sl_origin others[] = {SL_ORIGIN_WORKTREE, SL_ORIGIN_FILE,
                                       SL_ORIGIN_RANGE};
    const sl_fact *fact = sl_facts_staged(of_path);

    for (size_t i = 0; !fact && i < sizeof others / sizeof *others; i++)
        fact = sl_facts_origin(of_path, others[i]);
    return fact;
}

static void note_commit(sl_html_state *state, const sl_place *place)
{
    state->committed = true;
    if (place->commit.len == 0 || (state->dated && state->since <= place->commit_time))
        return;
    state->dated = true;
    state->since = place->commit_time;
}

/* A file that is meant for secrets, is encrypted or has some. */
static bool belongs(sl_facts of_path)
{
    for (size_t i = 0; i < of_path.len; i++) {
        const sl_fact *fact = &of_path.at[i];

        if (fact->path_class || fact->secrets > 0 || fact->state.here.filtered ||
            sl_content_encrypted(fact->content.class_))
            return true;
    }
    return false;
}

static void add_facts(sl_html_states *states, sl_facts facts)
{
    for (size_t start = 0; start < facts.len;) {
        sl_facts of_path = sl_facts_next_path(facts, &start);
        const sl_fact *now = current(of_path);
        sl_html_state *state;

        if (!belongs(of_path))
            continue;
        state = sl_vec_push(states);
        state->path = of_path.at[0].place.path;
        state->class_ = of_path.at[0].path_class;
        state->guard = now ? guard_of(now) : SL_HTML_GONE;
        state->tracked = now && now->state.tracked;
        for (size_t i = 0; i < of_path.len; i++)
            if (of_path.at[i].place.origin == SL_ORIGIN_HISTORY &&
                of_path.at[i].secrets > 0)
                note_commit(state, &of_path.at[i].place);
    }
}

static bool is_open(const sl_finding *f)
{
    return !f->suppressed && f->protection == SL_PROTECTION_NONE;
}

static unsigned origins_of(const sl_finding *f)
{
    return f->origins | 1u << f->place.origin;
}

/* Where no fact tells more: members of archives, messages, files outside git. */
static sl_html_guard guard_by_finding(const sl_finding *f)
{
    unsigned past =
        1u << SL_ORIGIN_HISTORY | 1u << SL_ORIGIN_RANGE | 1u << SL_ORIGIN_MESSAGE;

    if (f->protection != SL_PROTECTION_NONE)
        return f->protection == SL_PROTECTION_IGNORED ? SL_HTML_IGNORED
                                                      : SL_HTML_GITCRYPT;
    if (f->suppressed)
        return SL_HTML_ALLOWED;
    return (origins_of(f) & ~past) == 0 ? SL_HTML_GONE : SL_HTML_PLAIN;
}

static void add_finding(sl_html_state *state, const sl_finding *f)
{
    unsigned past =
        1u << SL_ORIGIN_HISTORY | 1u << SL_ORIGIN_RANGE | 1u << SL_ORIGIN_MESSAGE;

    state->findings++;
    state->open += is_open(f);
    if (!f->masked)
        return;
    state->tracked |= (origins_of(f) & 1u << SL_ORIGIN_INDEX) != 0;
    if ((origins_of(f) & past) || f->place.commit.len > 0)
        note_commit(state, &f->place);
}

/* Both lists are sorted by path: one pass. The rows of paths without facts go behind the
 * others. */
static void join_findings(sl_html_states *states, const sl_results *results)
{
    size_t known = states->len, at = 0;
    sl_html_state *extra = NULL;

    for (size_t i = 0; i < results->findings_len; i++) {
        const sl_finding *f = &results->findings[i];
        sl_str path = f->place.path;

        while (at < known && sl_str_cmp(states->at[at].path, path) < 0)
            at++;
        if (at < known && sl_str_eq(states->at[at].path, path)) {
            add_finding(&states->at[at], f);
            continue;
        }
        extra = states->len > known ? sl_vec_last(states) : NULL;
        if (!extra || !sl_str_eq(extra->path, path)) {
            if (!f->masked)
                continue;
            extra = sl_vec_push(states);
            extra->path = path;
            extra->guard = guard_by_finding(f);
        }
        if (is_open(f) && f->masked)
            extra->guard = guard_by_finding(f);
        add_finding(extra, f);
    }
}

static int by_need(const void *a, const void *b)
{
    const sl_html_state *x = a;
    const sl_html_state *y = b;
    int order = sl_html_state_exposed(y) - sl_html_state_exposed(x);

    return order ? order : sl_str_cmp(x->path, y->path);
}

/* What has no secret any more, and is meant for none, made no fact. */
static void finish(sl_html_state *state, const sl_survey *survey)
{
    const sl_known_path *known = survey ? sl_survey_path(survey, state->path) : NULL;

    if (state->guard == SL_HTML_VALUES && state->open > 0)
        state->guard = SL_HTML_PLAIN;
    if (state->guard == SL_HTML_PLAIN && state->findings > 0 && state->open == 0)
        state->guard = SL_HTML_ALLOWED;
    if (state->guard != SL_HTML_GONE || !known)
        return;
    state->guard = SL_HTML_CLEAN;
    state->tracked |= known->tracked;
}

void sl_html_states_gather(sl_html_states *states, const sl_results *results)
{
    add_facts(states, results->facts);
    join_findings(states, results);
    for (size_t i = 0; i < states->len; i++)
        finish(&states->at[i], results->facts.survey);
    if (states->len > 0)
        qsort(states->at, states->len, sizeof *states->at, by_need);
}
