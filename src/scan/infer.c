#include "scan/infer.h"

/* An active line that gives paths the git-crypt filter, or NULL. */
static const sl_line_fact *git_crypt_line(const sl_survey *survey)
{
    for (size_t i = 0; i < survey->lines_len; i++) {
        const sl_line_fact *line = &survey->lines[i];
        sl_str text = sl_str_trim(line->text);

        if (line->kind == SL_LINE_ATTRIBUTE && !sl_str_starts(text, sl_lit("#")) &&
            sl_str_has(text, sl_lit("filter=git-crypt")))
            return line;
    }
    return NULL;
}

static void conclude(sl_layout_use *use, sl_strategy strategy, sl_str evidence)
{
    use->strategy = strategy;
    use->evidence = evidence;
}

/* The files of the layout itself say most. An encrypted one decides; one that only
 * refers to secrets elsewhere decides if none is encrypted. */
static bool by_files(sl_layout_use *use, sl_facts facts, sl_arena *arena)
{
    const sl_fact *references = NULL;

    for (size_t i = 0; i < facts.len; i++) {
        const sl_fact *fact = &facts.at[i];
        sl_str path = fact->place.path;

        if (!fact->path_class || fact->path_class->layout != use->layout ||
            fact->place.origin == SL_ORIGIN_HISTORY)
            continue;
        if (fact->content.class_ == SL_CONTENT_GITCRYPT || fact->state.here.filtered) {
            conclude(
                use, SL_STRATEGY_GIT_CRYPT,
                sl_arena_printf(arena, "%.*s is encrypted by git-crypt", sl_fmt(path)));
            return true;
        }
        if (fact->content.class_ == SL_CONTENT_VAULT) {
            conclude(use, SL_STRATEGY_ANSIBLE_VAULT,
                     sl_arena_printf(arena, "%.*s is encrypted by Ansible Vault",
                                     sl_fmt(path)));
            return true;
        }
        if (fact->state.tracked && fact->content.class_ == SL_CONTENT_TEXT &&
            sl_leaves_class(&fact->leaves) == SL_LEAVES_REFERENCES && !references)
            references = fact;
    }
    if (references)
        conclude(use, SL_STRATEGY_SECRETS_MANAGER,
                 sl_arena_printf(arena, "%.*s is tracked and holds references only",
                                 sl_fmt(references->place.path)));
    return references != NULL;
}

static void infer(sl_layout_use *use, sl_facts facts, sl_arena *arena)
{
    const sl_line_fact *line = git_crypt_line(facts.survey);

    use->inferred = true;
    /* What may lie in any project says nothing about this one's files. */
    if (line && use->layout->certain) {
        conclude(use, SL_STRATEGY_GIT_CRYPT,
                 sl_arena_printf(arena, "%.*s:%u sets the git-crypt filter",
                                 sl_fmt(line->place.path),
                                 (unsigned)line->place.start.line));
        return;
    }
    if (by_files(use, facts, arena))
        return;
    if (use->layout->certain && sl_survey_dir(facts.survey, sl_lit(".git-crypt")))
        conclude(use, SL_STRATEGY_GIT_CRYPT, sl_lit("there is a .git-crypt directory"));
    else
        conclude(use, SL_STRATEGY_LOCAL_ONLY,
                 sl_lit("nothing in the repository is encrypted"));
}

void sl_infer_strategies(sl_layout_use *uses, sl_facts facts, sl_strategy given,
                         sl_arena *arena)
{
    for (size_t i = 0; i < facts.survey->uses_len; i++) {
        if (given != SL_STRATEGY_NONE)
            uses[i].strategy = given;
        else
            infer(&uses[i], facts, arena);
    }
}
