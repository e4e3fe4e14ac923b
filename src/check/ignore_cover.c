#include "check/ignore_cover.h"

#include "check/ignore_line.h"
#include "git/pattern.h"

static bool meant_to_be_there(sl_facts facts, const sl_probe *probe)
{
    const sl_fact *fact;

    if (!probe->known || !probe->known->tracked)
        return false;
    fact = sl_facts_staged(sl_facts_of(facts, probe->path));
    return !fact || fact->secrets == 0;
}

static bool unprotected(sl_facts facts, const sl_probe *probe)
{
    return !sl_ignored_in_tree(&probe->here) && !probe->here.filtered &&
           !meant_to_be_there(facts, probe);
}

/* A file that exists under a class of its own is judged by what it holds, and who
 * includes a name by a "!" line means it. */
static bool missed(sl_facts facts, const sl_probe *probe)
{
    sl_facts of_path = sl_facts_of(facts, probe->path);

    return unprotected(facts, probe) && !sl_included_in_tree(&probe->here) &&
           (of_path.len == 0 || !of_path.at[0].path_class);
}

static bool same_question(const sl_probe *a, const sl_probe *b)
{
    return a->kind == b->kind && sl_str_eq(a->path, b->path);
}

/* Two layouts may expect the same path: the first one speaks for both. */
static bool told_before(const sl_survey *survey, const sl_probe *probe)
{
    const sl_probe *end = survey->probes + survey->probes_len;
    const sl_probe *other = probe;

    while (other > survey->probes && same_question(other - 1, probe))
        other--;
    for (; other < end && same_question(other, probe); other++)
        if (other->use < probe->use)
            return true;
    return false;
}

static void look(sl_facts facts, const sl_probe *probe, sl_cover *cover)
{
    if (probe->kind == SL_PROBE_SECRET && !cover->first)
        cover->first = probe;
    if (told_before(facts.survey, probe))
        return;
    if (probe->kind == SL_PROBE_SECRET) {
        if (!cover->open && unprotected(facts, probe))
            cover->open = probe;
    } else if (missed(facts, probe)) {
        if (!cover->gap)
            cover->gap = probe;
        cover->gaps++;
    }
}

static void judge(const sl_rule *rule, sl_facts facts, sl_cover *cover, sl_sink *sink,
                  sl_cover_visit *visit)
{
    const sl_survey *survey = facts.survey;

    cover->strategy = sl_class_strategy(cover->class_, cover->use->strategy);
    if (cover->strategy != SL_STRATEGY_LOCAL_ONLY &&
        cover->strategy != SL_STRATEGY_SECRETS_MANAGER)
        return;
    for (size_t i = 0; i < survey->probes_len; i++) {
        const sl_probe *probe = &survey->probes[i];

        if (probe->kind > SL_PROBE_GAP)
            break; /* they are sorted by kind */
        if (probe->use == cover->use && probe->class_ == cover->class_)
            look(facts, probe, cover);
    }
    visit(rule, facts, cover, sink);
}

void sl_cover_each(const sl_rule *rule, sl_facts facts, sl_sink *sink,
                   sl_cover_visit *visit)
{
    const sl_survey *survey = facts.survey;

    if (!survey->whole)
        return;
    for (size_t i = 0; i < survey->uses_len; i++) {
        const sl_layout_use *use = &survey->uses[i];

        for (size_t k = 0; k < use->layout->classes_len; k++) {
            sl_cover cover = {.use = use, .class_ = &use->layout->classes[k]};

            judge(rule, facts, &cover, sink, visit);
        }
    }
}

/* Would the line, if it counted, ignore path? */
static bool protects(const sl_managed_file *file, const sl_managed_line *line,
                     sl_strategy strategy, sl_str path)
{
    sl_path_pattern pattern = sl_path_pattern_parse(line->text);
    sl_path_query query = {path, sl_path_base(path), false, false};
    sl_str dir = sl_path_dir(file->path);
    size_t depth = dir.len ? dir.len + 1 : 0;

    if (!(line->on & 1u << strategy) || pattern.negated)
        return false;
    if (depth > 0 &&
        (path.len <= depth || !sl_str_starts(path, dir) || path.ptr[dir.len] != '/'))
        return false;
    return sl_path_pattern_match(&pattern, &query, depth);
}

/* The line in its file; one that is commented out rather than one that counts. */
static const sl_line_fact *line_in_file(const sl_survey *survey, sl_str file,
                                        sl_str text)
{
    sl_ignore_match head = {.found = true, .file = file, .line = 1};
    const sl_line_fact *line = sl_ignore_fact(survey, &head);
    const sl_line_fact *end = survey->lines + survey->lines_len;
    const sl_line_fact *found = NULL;
    bool commented;

    for (; line && line < end && sl_str_eq(line->place.path, file); line++) {
        if (!sl_str_eq(sl_survey_pattern(line->text, &commented), text))
            continue;
        if (commented)
            return line;
        if (!found)
            found = line;
    }
    return found;
}

/* What the layout knows of a line for the path: where it stands in a file, else a file
 * that should have it. */
typedef struct managed {
    const sl_line_fact *line;
    sl_str file;
} managed;

static managed find_managed(const sl_survey *survey, const sl_cover *cover, sl_str path)
{
    const sl_layout *layout = cover->use->layout;
    managed found = {0};

    for (size_t i = 0; i < layout->files_len; i++) {
        const sl_managed_file *file = &layout->files[i];

        if (!sl_str_eq(sl_path_base(file->path), sl_lit(".gitignore")) ||
            !sl_survey_path(survey, file->path))
            continue;
        for (size_t k = 0; k < file->lines_len && !found.line; k++) {
            if (!protects(file, &file->lines[k], cover->strategy, path))
                continue;
            found.line = line_in_file(survey, file->path, file->lines[k].text);
            if (found.file.len == 0)
                found.file = file->path;
        }
    }
    return found;
}

sl_place sl_cover_place(const sl_survey *survey, const sl_cover *cover,
                        const sl_probe *probe)
{
    managed known;

    if (sl_included_in_tree(&probe->here))
        return sl_ignore_place(survey, &probe->here.ignore);
    known = find_managed(survey, cover, probe->path);
    if (known.line)
        return known.line->place;
    if (known.file.len > 0)
        return sl_survey_place(known.file);
    if (sl_survey_path(survey, sl_lit(".gitignore")))
        return sl_survey_place(sl_lit(".gitignore"));
    return sl_survey_place(probe->known ? probe->known->path : cover->use->because);
}

const char *sl_cover_fate(const sl_probe *probe)
{
    if (probe->known && probe->known->tracked)
        return "is tracked";
    return probe->here.ignored ? "is ignored on this machine only"
                               : "would be committed";
}
