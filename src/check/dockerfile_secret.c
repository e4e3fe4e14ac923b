/* dockerfile_secret.c - secrets that a Dockerfile puts into the image: files that it
 * copies, and variables with a literal value. */
#include "check/check.h"
#include "check/docker_build.h"

typedef struct looking {
    const sl_rule *rule;
    sl_facts facts;
    const sl_docker_build *build;
    sl_arena *arena;
    sl_sink *sink;
    size_t work;
} looking;

/* As messages quote it: "COPY . ." */
static sl_str shown(const sl_line_fact *line)
{
    return sl_str_sub(line->text, 0, 80);
}

/* Files on disk that the copy takes along. */
static size_t leaks_of(const looking *l, const sl_docker_copy *copy, sl_str *first)
{
    size_t found = 0;

    for (size_t i = 0; i < l->facts.len; i++) {
        const sl_fact *fact = &l->facts.at[i];
        sl_str relative;

        if (sl_docker_is_leak(fact) &&
            sl_docker_build_sees(l->build, fact->place.path, &relative) &&
            sl_docker_copies(l->build, copy, relative) && found++ == 0)
            *first = fact->place.path;
    }
    return found;
}

/* The class of a secret file that the copy names, whether there is one or not. A file
 * that exists was judged by what is in it. */
static const sl_secret_class *named_class(const looking *l, const sl_docker_copy *copy,
                                          sl_str *named)
{
    for (size_t i = 0; i < copy->sources_len; i++) {
        const sl_docker_source *source = &copy->sources[i];
        sl_str path = sl_docker_build_path(l->build, source->pattern, l->arena);
        const sl_known_path *known = sl_survey_path(l->facts.survey, path);
        const sl_secret_class *class_ = sl_layouts_find(&l->build->layouts, path);
        sl_str relative;

        if (source->variable.len == 0 && source->literal && class_ && !known &&
            !sl_survey_dir(l->facts.survey, path) &&
            sl_docker_build_sees(l->build, path, &relative)) {
            *named = path;
            return class_;
        }
    }
    return NULL;
}

/* The class of the files that a variable stands for: what its default is for, or an
 * example of; or what the copy is called in the image. */
static const sl_secret_class *
variable_class(const looking *l, const sl_docker_copy *copy, sl_str *variable)
{
    const sl_layouts *layouts = &l->build->layouts;

    for (size_t i = 0; i < copy->sources_len; i++) {
        const sl_docker_source *source = &copy->sources[i];
        sl_str path = sl_docker_build_path(l->build, source->pattern, l->arena);
        const sl_secret_class *class_ = NULL;

        if (source->variable.len == 0)
            continue;
        if (source->literal)
            class_ = sl_layouts_find(layouts, path);
        if (!class_ && source->literal)
            class_ = sl_layouts_find_public(layouts, path);
        if (!class_ && !source->literal)
            class_ = sl_layouts_find(layouts, sl_path_base(copy->target));
        if (class_) {
            *variable = source->variable;
            return class_;
        }
    }
    return NULL;
}

static void judge_copy(const looking *l, const sl_docker_copy *copy)
{
    const sl_place *place = &copy->line->place;
    const sl_secret_class *class_;
    sl_str name = {0};
    size_t found = leaks_of(l, copy, &name);

    if (found == 1)
        sl_sink_at(l->sink, l->rule, SL_LEVEL_OFF, place,
                   "'%.*s' puts %.*s, which holds plaintext secrets, into the image",
                   sl_fmt(shown(copy->line)), sl_fmt(name));
    else if (found > 1)
        sl_sink_at(
            l->sink, l->rule, SL_LEVEL_OFF, place,
            "'%.*s' puts %.*s and %zu more file%s with plaintext secrets into the "
            "image",
            sl_fmt(shown(copy->line)), sl_fmt(name), found - 1, found == 2 ? "" : "s");
    else if ((class_ = named_class(l, copy, &name)))
        sl_sink_at(l->sink, l->rule, SL_LEVEL_OFF, place,
                   "'%.*s' puts %.*s (%.*s) into the image", sl_fmt(shown(copy->line)),
                   sl_fmt(name), sl_fmt(class_->title));
    else if ((class_ = variable_class(l, copy, &name)))
        sl_sink_at(l->sink, l->rule, SL_LEVEL_OFF, place,
                   "'%.*s' puts whatever file %.*s stands for (%.*s) into the image",
                   sl_fmt(shown(copy->line)), sl_fmt(name), sl_fmt(class_->title));
}

/* The line holds the secret and no other rule may have masked it: it is not quoted. */
static void judge_variable(const looking *l, const sl_line_fact *line)
{
    sl_str keyword = sl_str_sub(line->text, 0, 3);
    sl_str body = sl_str_skip(line->text, 4);
    sl_place place = line->place;
    sl_str name, value;

    if ((!sl_str_eq(keyword, sl_lit("ENV")) && !sl_str_eq(keyword, sl_lit("ARG"))) ||
        !sl_str_split(body, '=', &name, &value) || !sl_str_eq(value, sl_lit("*")))
        return;
    place.snippet = (sl_str){0};
    place.mark_start = place.mark_end = 0;
    sl_sink_at(
        l->sink, l->rule, SL_LEVEL_OFF, &place,
        "%.*s %.*s has a literal value, which docker history shows to whoever has "
        "the image",
        sl_fmt(keyword), sl_fmt(name));
}

static void judge(looking *l, sl_survey_lines lines)
{
    sl_docker_build build;

    sl_docker_build_open(&build, l->facts.survey, lines, &l->work, l->arena);
    l->build = &build;
    for (size_t i = 0; i < build.copies.len; i++)
        if (build.copies.at[i].ships)
            judge_copy(l, &build.copies.at[i]);
    for (size_t i = 0; i < lines.len; i++)
        judge_variable(l, &lines.at[i]);
    sl_docker_build_close(&build);
    l->build = NULL;
}

void sl_check_dockerfile_secret(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    sl_arena arena = {0};
    looking l = {.rule = rule,
                 .facts = facts,
                 .arena = &arena,
                 .sink = sink,
                 .work = SL_DOCKER_MAX_WORK};

    for (size_t start = 0; facts.survey->whole && start < facts.survey->lines_len;) {
        sl_survey_lines lines = sl_survey_next_file(facts.survey, &start);

        if (lines.at->kind == SL_LINE_DOCKERFILE)
            judge(&l, lines);
    }
    if (l.work == 0)
        sl_sink_notice(sink, sl_lit("Dockerfile"),
                       "patterns too costly, not every copy is looked at", true);
    sl_arena_free(&arena);
}
