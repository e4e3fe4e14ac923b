#include "fix/gate.h"

#include "base/limits.h"
#include "doc/leaves.h"
#include "source/lookup.h"

typedef struct gate {
    sl_plan *plan;
    sl_path_rules *before;
    size_t unignored; /* paths that are no longer ignored and not public */
    bool siblings;    /* the warning about files to come was given */
} gate;

static void refuse(sl_plan *plan, sl_str text)
{
    for (size_t i = 0; i < plan->refused.len; i++)
        if (sl_str_eq(plan->refused.at[i], text))
            return;
    *sl_vec_push(&plan->refused) = text;
}

/* What the file is: a byte class, or that of its leaves. */
static bool harmless(sl_plan *plan, sl_str path, const char **what)
{
    sl_blob blob = {.path = path, .origin = SL_ORIGIN_WORKTREE};
    sl_arena arena = {0};
    sl_buf bytes = {0};
    sl_err err = {0};
    sl_leaves leaves;
    sl_leaf_class class_;
    sl_doc doc;
    bool fine;

    if (!sl_lookup_file(sl_repo_root(plan->repo), path, SL_MAX_FILE_SIZE, &bytes,
                        &err)) {
        *what = "it cannot be read";
        return err.code == SL_ENOTFOUND;
    }
    blob.bytes = sl_buf_str(&bytes);
    sl_doc_open(&doc, &blob, &arena);
    fine = doc.content.class_ == SL_CONTENT_EMPTY ||
           (sl_content_encrypted(doc.content.class_) &&
            doc.content.class_ != SL_CONTENT_SOPS);
    *what = sl_content_name(doc.content.class_);
    if (doc.content.class_ == SL_CONTENT_TEXT ||
        doc.content.class_ == SL_CONTENT_SOPS) {
        leaves = sl_leaves_of(&doc);
        class_ = sl_leaves_class(&leaves);
        *what = sl_leaves_name(class_);
        fine = doc.content.class_ == SL_CONTENT_SOPS || class_ != SL_LEAVES_PLAINTEXT;
    }
    sl_arena_free(&arena);
    sl_buf_free(&bytes);
    return fine;
}

static bool encrypts(const sl_treatment *after)
{
    return after->filtered && after->filter_configured && after->key_present &&
           after->conversion.state == SL_ATTR_UNSPECIFIED;
}

static size_t secrets_of(const sl_plan *plan, sl_str path, bool *public)
{
    sl_facts of_path = sl_facts_of(plan->results->facts, path);
    size_t secrets = 0;

    *public = sl_path_rules_file(path);
    for (size_t i = 0; i < of_path.len; i++) {
        *public |= of_path.at[i].public_class != NULL;
        secrets += of_path.at[i].place.origin == SL_ORIGIN_WORKTREE
                       ? of_path.at[i].secrets
                       : 0;
    }
    return secrets;
}

static const char *advice(const sl_treatment *after)
{
    if (!after->filtered)
        return "encrypt it first, or keep it ignored";
    if (!after->filter_configured || !after->key_present)
        return "git-crypt is not set up in this clone: run git-crypt init or git-crypt "
               "unlock first";
    return "an explicit text or eol attribute would corrupt the ciphertext";
}

/* An own "!" line for exactly this path, which is of no secret class: its owner wants it
 * committed, and only did not know that the line has no effect where it stands. */
static bool named_by_user(const sl_plan *plan, sl_str path)
{
    sl_facts of_path = sl_facts_of(plan->results->facts, path);

    if (of_path.len > 0 && of_path.at[0].path_class)
        return false;
    for (size_t i = 0; i < plan->survey->probes_len; i++)
        if (plan->survey->probes[i].kind == SL_PROBE_NEGATED &&
            sl_str_eq(plan->survey->probes[i].path, path))
            return true;
    return false;
}

/* An existing file that git ignored and will not ignore any more. */
static void judge_file(gate *g, const sl_known_path *known, const sl_treatment *before,
                       const sl_treatment *after)
{
    const char *what = "";
    bool public;
    size_t secrets = secrets_of(g->plan, known->path, &public);

    if (public && secrets == 0)
        return;
    g->unignored++;
    if (secrets == 0 && named_by_user(g->plan, known->path))
        return;
    if (encrypts(after) ||
        (known->on_disk && harmless(g->plan, known->path, &what) && secrets == 0) ||
        (!known->on_disk && !after->filtered) || (known->tracked && secrets == 0))
        return;
    if (secrets > 0) /* in a comment, or beside what SOPS has encrypted */
        what = sl_leaves_name(SL_LEAVES_PLAINTEXT);
    refuse(g->plan,
           sl_arena_printf(
               &g->plan->arena,
               "%.*s (%s) is ignored by %.*s:%zu and would not be any more: %s",
               sl_fmt(known->path), what, sl_fmt(before->ignore.file),
               before->ignore.line, advice(after)));
}

/* A path that may come. */
static void judge_probe(gate *g, const sl_probe *probe, const sl_treatment *after)
{
    sl_strategy strategy;

    if (probe->kind == SL_PROBE_PASSWORD) {
        refuse(g->plan,
               sl_arena_printf(&g->plan->arena,
                               "%.*s, which holds a vault password, would not be "
                               "ignored any more",
                               sl_fmt(probe->path)));
        return;
    }
    if (probe->kind != SL_PROBE_SECRET && probe->kind != SL_PROBE_GAP)
        return;
    g->unignored++;
    strategy = sl_class_strategy(probe->class_, probe->use->strategy);
    if (strategy == SL_STRATEGY_ANSIBLE_VAULT && !g->siblings) {
        g->siblings = true;
        *sl_vec_push(&g->plan->warnings) = sl_arena_printf(
            &g->plan->arena,
            "from now on git add takes a file such as %.*s whether it is encrypted or "
            "not; with --per-file only the files that are encrypted today are "
            "re-included",
            sl_fmt(probe->path));
    }
    if (strategy == SL_STRATEGY_ANSIBLE_VAULT ||
        (strategy == SL_STRATEGY_GIT_CRYPT && encrypts(after)))
        return;
    refuse(g->plan,
           sl_arena_printf(&g->plan->arena, "%.*s would not be ignored any more: %s",
                           sl_fmt(probe->path), advice(after)));
}

/* Ciphertext in the index that loses its filter would be stored in the clear by the
 * next edit. */
static void judge_filter(gate *g, const sl_known_path *known,
                         const sl_treatment *before, const sl_treatment *after)
{
    const sl_fact *staged;
    bool public;

    if (!before->filtered || after->filtered)
        return;
    staged = sl_facts_staged(sl_facts_of(g->plan->results->facts, known->path));
    secrets_of(g->plan, known->path, &public);
    if (public || after->ignored ||
        !(staged && staged->content.class_ == SL_CONTENT_GITCRYPT))
        return;
    refuse(g->plan,
           sl_arena_printf(
               &g->plan->arena,
               "%.*s is stored encrypted by git-crypt and would lose its filter",
               sl_fmt(known->path)));
}

static void judge_known(gate *g)
{
    const sl_survey *survey = g->plan->survey;

    for (size_t i = 0; i < survey->paths_len; i++) {
        const sl_known_path *known = &survey->paths[i];
        sl_treatment before;
        sl_treatment after = sl_plan_ask(g->plan, known->path);

        sl_path_rules_ask(g->before, known->path, &before);
        if (before.ignored && !after.ignored)
            judge_file(g, known, &before, &after);
        judge_filter(g, known, &before, &after);
    }
}

static void judge_probes(gate *g)
{
    const sl_survey *survey = g->plan->survey;

    for (size_t i = 0; i < survey->probes_len; i++) {
        const sl_probe *probe = &survey->probes[i];
        sl_treatment after = sl_plan_ask(g->plan, probe->path);

        if (!probe->known && probe->here.ignored && !after.ignored)
            judge_probe(g, probe, &after);
    }
}

/* A pattern of the user's that re-includes what the layout ignores is not ours to
 * overrule. */
static void judge_negations(sl_plan *plan)
{
    for (size_t i = 0; i < plan->survey->probes_len; i++) {
        const sl_probe *probe = &plan->survey->probes[i];
        sl_strategy strategy;
        sl_treatment t;

        if (probe->kind != SL_PROBE_SECRET || probe->class_->generated)
            continue;
        strategy = sl_class_strategy(probe->class_, probe->use->strategy);
        t = sl_plan_ask(plan, probe->path);
        if ((strategy == SL_STRATEGY_LOCAL_ONLY ||
             strategy == SL_STRATEGY_SECRETS_MANAGER) &&
            t.ignore.found && !t.ignored && t.ignore.home == SL_IGNORE_TREE)
            refuse(plan,
                   sl_arena_printf(&plan->arena,
                                   "%.*s:%zu (%.*s) re-includes %.*s: remove that "
                                   "line, or say what is right with --strategy",
                                   sl_fmt(t.ignore.file), t.ignore.line,
                                   sl_fmt(t.ignore.pattern), sl_fmt(probe->path)));
    }
}

/* Leaving git-crypt is more than a change of ignore files. */
static void judge_switch(sl_plan *plan)
{
    for (size_t i = 0; i < plan->results->facts.len; i++) {
        const sl_fact *fact = &plan->results->facts.at[i];
        const sl_layout_use *use =
            fact->path_class ? sl_survey_use(plan->survey, fact->path_class->layout)
                             : NULL;

        if (use && use->strategy != SL_STRATEGY_GIT_CRYPT && fact->state.tracked &&
            fact->content.class_ == SL_CONTENT_GITCRYPT &&
            (fact->place.origin == SL_ORIGIN_INDEX || fact->state.same_in_index))
            refuse(plan,
                   sl_arena_printf(
                       &plan->arena,
                       "%.*s is encrypted by git-crypt: decrypt it before the "
                       "project changes to the strategy %s",
                       sl_fmt(fact->place.path), sl_strategy_name(use->strategy)));
    }
}

/* Un-ignoring on a guess needs a person's word. */
static void ask_for_word(gate *g)
{
    sl_plan *plan = g->plan;

    if (g->unignored == 0 || plan->options.confirmed)
        return;
    for (size_t i = 0; i < plan->survey->uses_len; i++) {
        const sl_layout_use *use = &plan->survey->uses[i];

        if (use->inferred && use->strategy != SL_STRATEGY_LOCAL_ONLY)
            refuse(plan, sl_arena_printf(
                             &plan->arena,
                             "paths would no longer be ignored, and the strategy %s "
                             "is only inferred (%.*s): confirm it with --strategy %s "
                             "or --yes",
                             sl_strategy_name(use->strategy), sl_fmt(use->evidence),
                             sl_strategy_name(use->strategy)));
    }
}

void sl_fix_gate(sl_plan *plan)
{
    gate g = {.plan = plan,
              .before = sl_path_rules_open(plan->repo, SL_VIEW_WORKTREE, NULL)};

    sl_path_rules_expect_attributes(g.before);
    judge_known(&g);
    judge_probes(&g);
    judge_negations(plan);
    judge_switch(plan);
    ask_for_word(&g);
    sl_path_rules_free(g.before);
}
