#include "fix/mend.h"

#include "check/swallowed.h"
#include "fix/mend_attributes.h"
#include "fix/pattern.h"

static const char secret_why[] = "the file is meant for secrets";

/* The pattern goes into the ignore file nearest to path: its last line decides. */
static void ignore_path(sl_plan *plan, sl_str path, const char *why)
{
    sl_str file = sl_pattern_file(plan, path, sl_lit(".gitignore"));

    sl_plan_append(plan, file, sl_pattern_exact(plan, file, path), why);
}

static bool exposed(sl_plan *plan, sl_str path)
{
    sl_treatment t = sl_plan_ask(plan, path);

    return (!t.ignored || t.ignored_locally_only) && !t.filtered;
}

/* Did git ignore it before? Then it is exposed by an edit for the strategy, which the
 * gate has to judge: no new line may hide that. */
static bool was_ignored(const sl_plan *plan, sl_str path)
{
    sl_facts of_path = sl_facts_of(plan->results->facts, path);

    for (size_t i = 0; i < of_path.len; i++)
        if (of_path.at[i].state.here.ignored &&
            !of_path.at[i].state.here.ignored_locally_only)
            return true;
    return false;
}

static void mend_exposed(sl_plan *plan, const sl_finding *finding)
{
    if (exposed(plan, finding->place.path) && !was_ignored(plan, finding->place.path))
        ignore_path(plan, finding->place.path, secret_why);
}

/* Who wrote "!" meant it: a later pattern would only hide the contradiction. */
static bool re_included(sl_plan *plan, sl_str path)
{
    sl_treatment t = sl_plan_ask(plan, path);

    return t.ignore.found && !t.ignore.ignored && t.ignore.home == SL_IGNORE_TREE;
}

static void mend_probes(sl_plan *plan, sl_probe_kind kind, bool generated)
{
    for (size_t i = 0; i < plan->survey->probes_len; i++) {
        const sl_probe *probe = &plan->survey->probes[i];
        sl_strategy strategy;

        if (probe->kind != kind || probe->class_->generated != generated)
            continue;
        strategy = sl_class_strategy(probe->class_, probe->use->strategy);
        if (strategy != SL_STRATEGY_LOCAL_ONLY &&
            strategy != SL_STRATEGY_SECRETS_MANAGER)
            continue;
        if (exposed(plan, probe->path) && !re_included(plan, probe->path))
            sl_plan_append(plan, sl_lit(".gitignore"),
                           sl_pattern_class(plan, probe->class_, probe->path),
                           secret_why);
    }
}

static void mend_class(sl_plan *plan, const sl_finding *finding)
{
    (void)finding;
    mend_probes(plan, SL_PROBE_SECRET, false);
}

static void mend_gap(sl_plan *plan, const sl_finding *finding)
{
    (void)finding;
    mend_probes(plan, SL_PROBE_GAP, false);
}

static void mend_generated(sl_plan *plan, const sl_finding *finding)
{
    (void)finding;
    mend_probes(plan, SL_PROBE_SECRET, true);
}

static void mend_password(sl_plan *plan, const sl_finding *finding)
{
    (void)finding;
    for (size_t i = 0; i < plan->survey->probes_len; i++) {
        const sl_probe *probe = &plan->survey->probes[i];

        if (probe->kind == SL_PROBE_PASSWORD &&
            !(probe->known && probe->known->tracked) && exposed(plan, probe->path))
            sl_plan_append(plan, sl_lit(".gitignore"),
                           sl_pattern_name(plan, probe->path),
                           "the Ansible Vault password opens every encrypted file");
    }
}

/* An excluded directory cannot be re-entered by its content: open it, close what it
 * holds, and go on down to path. */
static void ladder(sl_plan *plan, sl_str file, sl_str path)
{
    const char *why = "nothing below an ignored directory can be re-included";
    size_t slash = 0;

    for (;;) {
        sl_str rest = sl_str_skip(path, slash);
        size_t next = sl_str_chr(rest, '/');
        sl_str dir, pattern;

        if (next == SIZE_MAX)
            break;
        dir = sl_str_sub(path, 0, slash + next);
        slash += next + 1;
        sl_plan_ask(plan, path); /* with all edits so far */
        if (!sl_path_rules_closed(plan->rules, dir))
            continue;
        pattern = sl_pattern_exact(plan, file, dir);
        sl_plan_append(plan, file,
                       sl_arena_printf(&plan->arena, "!%.*s/", sl_fmt(pattern)), why);
        sl_plan_append(plan, file,
                       sl_arena_printf(&plan->arena, "%.*s/*", sl_fmt(pattern)), why);
    }
    sl_plan_append(plan, file,
                   sl_arena_printf(&plan->arena, "!%.*s",
                                   sl_fmt(sl_pattern_exact(plan, file, path))),
                   why);
}

/* Re-includes path, in the file whose line excludes it. */
void sl_mend_re_include(sl_plan *plan, sl_str path, const char *why)
{
    sl_treatment t = sl_plan_ask(plan, path);
    sl_str file = sl_arena_str(&plan->arena, t.ignore.file);
    sl_draft *draft;

    if (!t.ignored || t.ignore.home != SL_IGNORE_TREE ||
        sl_str_chr(path, '\n') != SIZE_MAX) /* no line can name it */
        return;
    if (sl_path_rules_closed(plan->rules, sl_path_dir(path))) {
        ladder(plan, file, path);
        return;
    }
    draft = sl_plan_draft(plan, file);
    if (draft && sl_str_eq(path, file)) { /* "*" swallows the file that says so */
        sl_draft_insert(draft, t.ignore.line - 1, sl_lit("!.gitignore"));
        sl_plan_note(plan, SL_CHANGE_ADDED, draft, sl_lit("!.gitignore"), why);
        return;
    }
    sl_plan_append(plan, file,
                   sl_arena_printf(&plan->arena, "!%.*s",
                                   sl_fmt(sl_pattern_exact(plan, file, path))),
                   why);
}

static void mend_negation(sl_plan *plan, const sl_finding *finding)
{
    (void)finding;
    for (size_t i = 0; i < plan->survey->probes_len; i++) {
        const sl_probe *probe = &plan->survey->probes[i];

        if (probe->kind != SL_PROBE_NEGATED || !probe->here.ignored ||
            probe->here.ignore.home != SL_IGNORE_TREE)
            continue;
        sl_plan_ask(plan, probe->path);
        if (sl_path_rules_closed(plan->rules, sl_path_dir(probe->path)))
            sl_mend_re_include(plan, probe->path, "the line above it has no effect");
    }
}

static void mend_swallowed(sl_plan *plan, const sl_finding *finding)
{
    const char *why = "the file is meant to be committed";

    (void)finding;
    for (size_t i = 0; i < plan->survey->probes_len; i++)
        if (sl_swallowed_probe(plan->survey, &plan->survey->probes[i]))
            sl_mend_re_include(plan, plan->survey->probes[i].path, why);
    for (size_t i = 0; i < plan->facts.len; i++)
        if (sl_swallowed_fact(&plan->facts.at[i]))
            sl_mend_re_include(plan, plan->facts.at[i].place.path, why);
}

static void mend_encrypted(sl_plan *plan, const sl_finding *finding)
{
    sl_mend_re_include(plan, finding->place.path,
                       "the file is encrypted and to be committed");
}

static const struct {
    const char *rule;
    void (*mend)(sl_plan *plan, const sl_finding *finding);
} menders[] = {
    {"gitattributes-line-discarded", sl_mend_discarded},
    {"ignore-negation-ineffective", mend_negation},
    {"ignore-class-uncovered", mend_class},
    {"ignore-pattern-gap", mend_gap},
    {"generated-secret-not-ignored", mend_generated},
    {"vault-password-file-not-ignored", mend_password},
    {"secret-not-ignored", mend_exposed},
    {"ignore-local-only-source", mend_exposed},
    {"gitattributes-secret-uncovered", sl_mend_uncovered},
    {"gitattributes-pattern-dead", sl_mend_dead},
    {"gitattributes-example-encrypted", sl_mend_examples},
    {"gitattributes-self-encrypted", sl_mend_self},
    {"gitattributes-diff-missing", sl_mend_diff},
    {"gitattributes-eol-corrupts", sl_mend_eol},
    {"encrypted-but-ignored", mend_encrypted},
    {"ignore-negation-missing", mend_swallowed},
};

/* What is meant to be committed and was not ignored before stays so. */
static void keep_public(sl_plan *plan)
{
    const sl_survey *before = plan->results->facts.survey;

    for (size_t i = 0; i < before->probes_len; i++) {
        const sl_probe *probe = &before->probes[i];

        if ((probe->kind == SL_PROBE_PUBLIC || probe->kind == SL_PROBE_RULES) &&
            !probe->here.ignored)
            sl_mend_re_include(plan, probe->path, "the file is meant to be committed");
    }
}

void sl_mend(sl_plan *plan)
{
    sl_outlook outlook;

    sl_plan_look(plan, &outlook);
    plan->facts = outlook.facts;
    plan->survey = outlook.facts.survey;
    for (size_t k = 0; k < sizeof menders / sizeof *menders; k++)
        for (size_t i = 0; i < outlook.sink.findings.len; i++) {
            const sl_finding *finding = &outlook.sink.findings.at[i];

            if (sl_str_eq(finding->rule->id, sl_str_of(menders[k].rule)))
                menders[k].mend(plan, finding);
        }
    plan->facts = plan->results->facts;
    plan->survey = plan->facts.survey;
    sl_outlook_free(&outlook);
    keep_public(plan);
}
