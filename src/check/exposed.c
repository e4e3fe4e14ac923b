#include "check/exposed.h"

#include "check/ignore_line.h"

bool sl_untracked_secret_file(const sl_fact *fact)
{
    return fact->place.origin == SL_ORIGIN_WORKTREE && fact->state.known &&
           !fact->state.tracked && !fact->state.here.filtered && fact->path_class &&
           fact->content.class_ == SL_CONTENT_TEXT && fact->leaves.values > 0;
}

/* Would the next `git add` of everything bring that new ignore file? */
static bool to_come(const sl_survey *survey, sl_str file)
{
    const sl_probe *probe = sl_survey_probe(survey, SL_PROBE_RULES, file);

    return probe && !probe->here.ignored && sl_survey_anything_tracked(survey);
}

bool sl_ignored_by_edit(const sl_treatment *there, const sl_survey *survey)
{
    const sl_known_path *file;

    if (!there->known || !sl_ignored_in_tree(there))
        return false;
    file = sl_survey_path(survey, there->ignore.file);
    return file && (file->tracked || to_come(survey, file->path));
}

sl_exposure sl_exposure_of(const sl_fact *fact, const sl_survey *survey)
{
    if (!sl_untracked_secret_file(fact) || fact->state.here.ignored)
        return SL_EXPOSURE_NONE;
    /* in a working tree the other view is that of the index, which saves nothing */
    if (!survey->whole && sl_ignored_by_edit(&fact->state.other, survey))
        return SL_EXPOSURE_UNCOMMITTED;
    if (fact->secrets > 0 && sl_included_in_tree(&fact->state.here))
        return SL_EXPOSURE_NEGATION;
    return SL_EXPOSURE_NO_LINE;
}
