#include "check/docker_build.h"

enum { MAX_WORDS = 64, MAX_COPIES = 200, MAX_VARIABLES = 8 };

typedef struct words {
    sl_str at[MAX_WORDS];
    size_t len;
} words;

/* The stages of a Dockerfile, numbered from 1 as their FROMs are met; what stands
 * before the first one is stage 0. */
typedef struct stage {
    sl_str name;
    size_t base; /* the stage that it is built on; 0: an image */
} stage;

SL_VEC(stage_vec, stage);

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == ',' || c == '[' || c == ']';
}

/* Words of both forms: COPY a b, and COPY ["a", "b c"]. */
static words words_of(sl_str text)
{
    words found = {.len = 0};
    sl_str rest = sl_str_trim(text);

    while (rest.len > 0 && found.len < MAX_WORDS) {
        size_t end = 0;

        while (rest.len > 0 && (is_blank(rest.ptr[0])))
            rest = sl_str_skip(rest, 1);
        if (rest.len == 0)
            break;
        if (rest.ptr[0] == '"' || rest.ptr[0] == '\'') {
            char quote = rest.ptr[0];

            rest = sl_str_skip(rest, 1);
            end = sl_str_chr(rest, quote);
        } else {
            while (end < rest.len && rest.ptr[end] != ' ' && rest.ptr[end] != '\t')
                end++;
        }
        found.at[found.len++] = sl_str_sub(rest, 0, end);
        rest = sl_str_skip(rest, end < rest.len ? end + 1 : rest.len);
    }
    return found;
}

static sl_str keyword_of(const sl_line_fact *line)
{
    return sl_str_sub(line->text, 0, sl_str_chr(line->text, ' '));
}

static bool is(const sl_line_fact *line, sl_str keyword)
{
    return sl_str_eq(keyword_of(line), keyword);
}

static sl_str body_of(const sl_line_fact *line)
{
    return sl_str_skip(line->text, keyword_of(line).len + 1);
}

/* The value that the nearest ARG or ENV before line gives name, or empty. */
static sl_str value_of(sl_survey_lines lines, const sl_line_fact *before, sl_str name)
{
    for (const sl_line_fact *line = before; line-- > lines.at;) {
        sl_str key, value;

        if ((is(line, sl_lit("ARG")) || is(line, sl_lit("ENV"))) &&
            sl_str_split(body_of(line), '=', &key, &value) && sl_str_eq(key, name) &&
            value.len > 0)
            return sl_str_chr(value, '$') == SIZE_MAX ? value : (sl_str){0};
    }
    return (sl_str){0};
}

static bool is_name(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           c == '_';
}

/* The variable at the start of text, "$NAME" or "${NAME...}", and its length. */
static sl_str variable_at(sl_str text, size_t *len)
{
    bool braces = text.len > 1 && text.ptr[1] == '{';
    size_t start = braces ? 2 : 1;
    size_t end = start;

    while (end < text.len && is_name(text.ptr[end]))
        end++;
    *len = end;
    if (braces) {
        size_t close = sl_str_chr(text, '}');

        *len = close == SIZE_MAX ? text.len : close + 1;
    }
    return sl_str_sub(text, start, end);
}

static sl_docker_source source_of(sl_survey_lines lines, const sl_line_fact *line,
                                  sl_str word, sl_arena *arena)
{
    sl_docker_source source = {.written = word, .literal = true};
    size_t variables = 0;
    sl_buf text = {0};

    for (size_t i = 0; i < word.len;) {
        size_t len = 1;
        char c = word.ptr[i];

        if (c == '$' && variables++ < MAX_VARIABLES) {
            sl_str name = variable_at(sl_str_skip(word, i), &len);
            sl_str value = value_of(lines, line, name);

            source.literal = source.literal && value.len > 0;
            source.variable = source.variable.len > 0 ? source.variable : name;
            sl_buf_add(&text, value.len > 0 ? value : sl_lit("*"));
        } else {
            source.literal = source.literal && sl_str_chr(sl_lit("*?["), c) == SIZE_MAX;
            sl_buf_char(&text, c);
        }
        i += len;
    }
    source.pattern = sl_docker_clean(arena, sl_buf_str(&text));
    sl_buf_free(&text);
    return source;
}

static bool is_remote(sl_str word)
{
    return sl_str_has(word, sl_lit("://")) || sl_str_starts(word, sl_lit("git@")) ||
           sl_str_starts(word, sl_lit("<<"));
}

/* False for a copy from elsewhere, and for one with exceptions of its own. */
static bool read_copy(sl_docker_copy *copy, sl_survey_lines lines, sl_arena *arena)
{
    words found = words_of(body_of(copy->line));
    sl_docker_source *sources = sl_arena_calloc(arena, found.len + 1, sizeof *sources);

    copy->sources = sources;
    for (size_t i = 0; i < found.len; i++) {
        sl_str word = found.at[i];

        if (sl_str_starts(word, sl_lit("--from=")) ||
            sl_str_starts(word, sl_lit("--exclude=")))
            return false;
        if (sl_str_starts(word, sl_lit("--")))
            continue;
        if (i + 1 == found.len)
            copy->target = word;
        else if (!is_remote(word))
            sources[copy->sources_len++] = source_of(lines, copy->line, word, arena);
    }
    return copy->sources_len > 0;
}

/* "FROM [--platform=...] base [AS name]" */
static void add_stage(stage_vec *stages, sl_str body)
{
    words found = words_of(body);
    size_t first = 0;
    stage new = {0};

    while (first < found.len && sl_str_starts(found.at[first], sl_lit("--")))
        first++;
    for (size_t i = 0; first < found.len && i < stages->len; i++)
        if (stages->at[i].name.len > 0 &&
            sl_str_eq_nocase(stages->at[i].name, found.at[first]))
            new.base = i;
    if (first + 2 < found.len && sl_str_eq_nocase(found.at[first + 1], sl_lit("as")))
        new.name = found.at[first + 2];
    *sl_vec_push(stages) = new;
}

/* Is stage number the last one, or one that the last is built on? */
static bool ships(const stage_vec *stages, size_t number)
{
    size_t at = stages->len - 1;

    while (at > number && at > 0)
        at = stages->at[at].base; /* always an earlier one */
    return at == number;
}

static void read_copies(sl_docker_build *build, sl_arena *arena)
{
    stage_vec stages = {0};
    sl_vec_push(&stages); /* before the first FROM */

    for (size_t i = 0; i < build->lines.len; i++)
        if (is(&build->lines.at[i], sl_lit("FROM")) && stages.len < MAX_WORDS)
            add_stage(&stages, body_of(&build->lines.at[i]));
    for (size_t i = 0, number = 0;
         i < build->lines.len && build->copies.len < MAX_COPIES; i++) {
        sl_docker_copy copy = {.line = &build->lines.at[i]};

        number += is(copy.line, sl_lit("FROM")) && number + 1 < stages.len;
        if ((is(copy.line, sl_lit("COPY")) || is(copy.line, sl_lit("ADD"))) &&
            read_copy(&copy, build->lines, arena)) {
            copy.ships = ships(&stages, number);
            *sl_vec_push(&build->copies) = copy;
        }
    }
    sl_vec_free(&stages);
}

static bool exists(const sl_survey *survey, sl_str path)
{
    return sl_survey_path(survey, path) || sl_survey_dir(survey, path);
}

static sl_str below(sl_str dir, sl_str path, sl_arena *arena)
{
    return sl_arena_printf(arena, "%.*s%s%.*s", sl_fmt(dir),
                           dir.len && path.len ? "/" : "", sl_fmt(path));
}

/* The lines of that .dockerignore, len 0 if there is none. */
static sl_survey_lines ignore_lines(const sl_survey *survey, sl_str path)
{
    for (size_t start = 0; start < survey->lines_len;) {
        sl_survey_lines lines = sl_survey_next_file(survey, &start);

        if (lines.at->kind == SL_LINE_DOCKERIGNORE &&
            sl_str_eq(lines.at->place.path, path))
            return lines;
    }
    return (sl_survey_lines){0};
}

static sl_str context_of(const sl_docker_build *build, const sl_survey *survey,
                         sl_arena *arena)
{
    sl_str dir = sl_path_dir(build->path);
    size_t here = 0;
    size_t top = 0;

    if (ignore_lines(survey, below(dir, sl_lit(".dockerignore"), arena)).len > 0)
        return dir;
    for (size_t i = 0; i < build->copies.len; i++) {
        const sl_docker_copy *copy = &build->copies.at[i];

        for (size_t k = 0; k < copy->sources_len; k++) {
            sl_str pattern = copy->sources[k].pattern;

            if (!copy->sources[k].literal || pattern.len == 0)
                continue;
            here += exists(survey, below(dir, pattern, arena));
            top += exists(survey, pattern);
        }
    }
    return top > here ? (sl_str){0} : dir;
}

static void find_ignore(sl_docker_build *build, const sl_survey *survey,
                        sl_arena *arena)
{
    sl_str own = sl_arena_printf(arena, "%.*s.dockerignore", sl_fmt(build->path));
    sl_str shared = below(build->context, sl_lit(".dockerignore"), arena);
    sl_survey_lines lines = ignore_lines(survey, own);

    if (lines.len == 0)
        lines = ignore_lines(survey, shared);
    if (lines.len == 0)
        return;
    build->ignore_path = lines.at->place.path;
    build->ignore = sl_docker_ignore_open(lines, arena);
}

void sl_docker_build_open(sl_docker_build *build, const sl_survey *survey,
                          sl_survey_lines lines, size_t *work, sl_arena *arena)
{
    *build =
        (sl_docker_build){.path = lines.at->place.path, .lines = lines, .work = work};
    for (size_t i = 0; i < survey->uses_len; i++)
        *sl_vec_push(&build->layouts) = survey->uses[i].layout;
    read_copies(build, arena);
    build->context = context_of(build, survey, arena);
    find_ignore(build, survey, arena);
}

void sl_docker_build_close(sl_docker_build *build)
{
    sl_vec_free(&build->copies);
    sl_vec_free(&build->layouts);
    sl_docker_ignore_free(&build->ignore);
}

bool sl_docker_build_sees(const sl_docker_build *build, sl_str path, sl_str *relative)
{
    size_t skip = build->context.len ? build->context.len + 1 : 0;

    if (skip > 0 && (!sl_str_starts(path, build->context) || path.len <= skip ||
                     path.ptr[skip - 1] != '/'))
        return false;
    *relative = sl_str_skip(path, skip);
    return !sl_docker_ignored(&build->ignore, *relative, build->work);
}

bool sl_docker_copies(const sl_docker_build *build, const sl_docker_copy *copy,
                      sl_str relative)
{
    for (size_t i = 0; i < copy->sources_len; i++) {
        const sl_docker_source *source = &copy->sources[i];

        if ((source->literal || source->variable.len == 0) &&
            sl_docker_match(source->pattern, relative, build->work))
            return true;
    }
    return false;
}

sl_str sl_docker_build_path(const sl_docker_build *build, sl_str relative,
                            sl_arena *arena)
{
    return below(build->context, relative, arena);
}

bool sl_docker_is_leak(const sl_fact *fact)
{
    return fact->place.origin == SL_ORIGIN_WORKTREE && fact->path_class &&
           fact->secrets > 0;
}
