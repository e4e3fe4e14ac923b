/* ignore_pattern_dead.c - ignore lines that protect the secret files of a layout, in a
 * project whose directories have other names. */
#include "check/check.h"
#include "git/pattern.h"

/* The line is one that some layout wants in that file, and no layout in use does. */
static bool left_behind(const sl_survey *survey, const sl_line_fact *line)
{
    sl_str text = sl_str_trim(line->text);
    bool managed = false;

    for (size_t i = 0; i < survey->layouts->len; i++) {
        const sl_layout *layout = sl_layouts_at(survey->layouts, i);

        for (size_t k = 0; k < layout->files_len; k++) {
            const sl_managed_file *file = &layout->files[k];

            if (!sl_str_eq(file->path, line->place.path))
                continue;
            for (size_t n = 0; n < file->lines_len; n++) {
                if (!sl_str_eq(file->lines[n].text, text))
                    continue;
                if (sl_survey_use(survey, layout))
                    return false;
                managed = true;
            }
        }
    }
    return managed;
}

/* The top-level directory that the line names and that does not exist, or empty. A bare
 * name fits anywhere, and a directory that is only not there yet has its parent. */
static sl_str absent_directory(const sl_survey *survey, sl_str text)
{
    sl_path_pattern pattern = sl_path_pattern_parse(text);
    size_t slash = sl_str_chr(pattern.text, '/');
    sl_str dir = sl_str_sub(pattern.text, 0, slash);

    return slash < pattern.prefix && !sl_survey_dir(survey, dir) ? dir : (sl_str){0};
}

/* The directory that makes an active line of the top .gitignore dead, or empty. */
static sl_str dead_for(const sl_survey *survey, const sl_line_fact *line)
{
    if (line->kind != SL_LINE_IGNORE || sl_path_dir(line->place.path).len > 0 ||
        sl_str_starts(line->text, sl_lit("#")) || !left_behind(survey, line))
        return (sl_str){0};
    return absent_directory(survey, sl_str_trim(line->text));
}

/* The lines that name one absent directory: one finding, on the first of them. */
typedef struct dead_lines {
    sl_str dir;
    const sl_line_fact *first;
    size_t count;
} dead_lines;

SL_VEC(dead_vec, dead_lines);

/* There are no more directories than the layouts name. */
static void add(dead_vec *dead, sl_str dir, const sl_line_fact *line)
{
    for (size_t i = 0; i < dead->len; i++) {
        if (sl_str_eq(dead->at[i].dir, dir)) {
            dead->at[i].count++;
            return;
        }
    }
    *sl_vec_push(dead) = (dead_lines){dir, line, 1};
}

void sl_check_ignore_pattern_dead(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    const sl_survey *survey = facts.survey;
    dead_vec dead = {0};

    for (size_t i = 0; survey->whole && i < survey->lines_len; i++) {
        sl_str dir = dead_for(survey, &survey->lines[i]);

        if (dir.len > 0)
            add(&dead, dir, &survey->lines[i]);
    }
    for (size_t i = 0; i < dead.len; i++) {
        const dead_lines *lines = &dead.at[i];

        if (lines->count == 1)
            sl_sink_at(sink, rule, SL_LEVEL_OFF, &lines->first->place,
                       "the line protects nothing: there is no directory %.*s",
                       sl_fmt(lines->dir));
        else
            sl_sink_at(sink, rule, SL_LEVEL_OFF, &lines->first->place,
                       "%zu lines protect nothing: there is no directory %.*s",
                       lines->count, sl_fmt(lines->dir));
    }
    sl_vec_free(&dead);
}
