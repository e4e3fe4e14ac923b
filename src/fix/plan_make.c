/* plan_make.c - the steps that find the edits, one after the other. */
#include "base/limits.h"
#include "fix/gate.h"
#include "fix/layout_lines.h"
#include "fix/mend.h"
#include "fix/plan.h"
#include "fix/todo.h"

/* --per-file: what is encrypted today is re-included, file by file. */
static void re_include_encrypted(sl_plan *plan)
{
    const sl_facts facts = plan->results->facts;

    for (size_t i = 0; i < facts.len; i++) {
        const sl_fact *fact = &facts.at[i];
        const sl_layout_use *use =
            fact->path_class ? sl_survey_use(plan->survey, fact->path_class->layout)
                             : NULL;
        sl_strategy strategy =
            use ? sl_class_strategy(fact->path_class, use->strategy) : SL_STRATEGY_NONE;
        /* What may lie in any project is ignored for reasons of its own. */
        bool sure = use && (use->layout->certain || !use->inferred);
        bool vault = strategy == SL_STRATEGY_ANSIBLE_VAULT &&
                     fact->content.class_ == SL_CONTENT_VAULT;

        if (fact->place.origin == SL_ORIGIN_WORKTREE &&
            (vault || (strategy == SL_STRATEGY_GIT_CRYPT && sure)))
            sl_mend_re_include(plan, fact->place.path,
                               "this file is encrypted and to be committed");
    }
}

bool sl_plan_make(sl_plan *plan, sl_repo *repo, const sl_results *results,
                  const sl_plan_options *options, sl_err *err)
{
    *plan = (sl_plan){.repo = repo,
                      .results = results,
                      .facts = results->facts,
                      .survey = results->facts.survey,
                      .options = *options};
    if (!sl_repo_worktree(repo))
        return sl_fail(err, SL_EUSAGE,
                       "--fix-gitignore needs a working tree, the repository is bare");
    sl_layout_switch(plan);
    for (size_t round = 0, edits = SIZE_MAX;
         round < SL_MAX_MEND_ROUNDS && edits != plan->changes.len; round++) {
        edits = plan->changes.len;
        sl_layout_add(plan);
        if (options->per_file)
            re_include_encrypted(plan);
        sl_mend(plan);
    }
    sl_fix_gate(plan);
    if (plan->broken.code)
        *sl_vec_push(&plan->refused) =
            sl_arena_str(&plan->arena, sl_str_of(plan->broken.text));
    sl_fix_todo(plan);
    return true;
}
