#include "scan/config_tell.h"

#include "scan/target.h"
#include "source/path_rules.h"
#include "text/glob.h"

/* Members of archives and messages of commits are in no list of paths. */
static bool is_about_files(sl_str glob)
{
    return !sl_str_has(glob, sl_lit("!/")) && !sl_str_starts(glob, sl_lit(".git/"));
}

/* The index behind the alternatives or the class that begin at glob[at]. */
static size_t behind(sl_str glob, size_t at, char end)
{
    while (at < glob.len && glob.ptr[at] != end)
        at++;
    return at + 1;
}

/* Some path that the glob fits, more or less. */
static void add_sample(sl_str glob, sl_buf *out)
{
    for (size_t i = 0; i < glob.len;) {
        char c = glob.ptr[i++];

        if (c == '*' || c == '?') {
            while (i < glob.len && glob.ptr[i] == '*')
                i++;
            sl_buf_char(out, 'x');
        } else if (c == '[') {
            i = behind(glob, i, ']');
            sl_buf_char(out, 'x');
        } else if (c == '{') {
            while (i < glob.len && glob.ptr[i] != ',' && glob.ptr[i] != '}')
                sl_buf_char(out, glob.ptr[i++]);
            i = behind(glob, i, '}');
        } else {
            if (c == '\\' && i < glob.len)
                c = glob.ptr[i++];
            sl_buf_char(out, c);
        }
    }
}

/* What is built is there on one machine and not on another: its paths are ignored. */
static bool is_ignored(const sl_run_state *state, sl_str glob)
{
    sl_path_rules *rules =
        sl_path_rules_open(state->targets[0].repo, SL_VIEW_WORKTREE, NULL);
    sl_treatment treatment = {0};
    sl_buf sample = {0};

    add_sample(glob, &sample);
    if (sample.len > 0)
        sl_path_rules_ask(rules, sl_str_drop(sl_buf_str(&sample), sl_lit("/")),
                          &treatment);
    sl_buf_free(&sample);
    sl_path_rules_free(rules);
    return treatment.ignored;
}

static void warn(const sl_run_state *state, const sl_node *node, sl_str glob)
{
    if (state->config.mistakes.len < SL_MAX_MISTAKES && !is_ignored(state, glob))
        sl_fields_warn(state->config.source, node, "no path fits '%.*s'",
                       sl_fmt(sl_str_sub(glob, 0, 120)));
}

static void tell_exclude(const sl_run_state *state)
{
    const sl_config *config = &state->config;
    const sl_node *list = sl_node_get(config->source->doc.tree, sl_lit("exclude"));
    const sl_node *node = list ? list->first : NULL;

    for (size_t i = 0; node && i < config->exclude.len; i++, node = node->next)
        if (!config->met[i] && is_about_files(config->exclude.at[i]))
            warn(state, node, config->exclude.at[i]);
}

static bool fits_some_path(const sl_run_state *state, sl_str glob)
{
    const sl_survey *survey = state->facts.survey;

    for (size_t i = 0; i < survey->paths_len; i++)
        if (sl_glob_match(glob, survey->paths[i].path))
            return true;
    return false;
}

static void tell_override(const sl_run_state *state, const sl_override *override,
                          const sl_node *node)
{
    const sl_node *paths = sl_node_get(node, sl_lit("paths"));

    if (!paths)
        paths = sl_node_get(node, sl_lit("path"));
    if (!paths)
        return;
    node = paths->type == SL_NODE_SEQ ? paths->first : paths;
    for (size_t i = 0; node && i < override->paths.len; i++) {
        sl_str glob = override->paths.at[i];

        if (!override->met[i] && is_about_files(glob) && !fits_some_path(state, glob))
            warn(state, node, glob);
        node = paths->type == SL_NODE_SEQ ? node->next : node;
    }
}

static void tell_overrides(const sl_run_state *state)
{
    const sl_config *config = &state->config;
    const sl_node *list = sl_node_get(config->source->doc.tree, sl_lit("overrides"));
    const sl_node *node = list ? list->first : NULL;

    for (size_t i = 0; node && i < config->overrides.len; i++, node = node->next)
        tell_override(state, &config->overrides.at[i], node);
}

void sl_config_tell(sl_run_state *state, bool whole)
{
    const sl_config *config = &state->config;
    sl_buf text = {0};

    if (whole && config->source && state->facts.survey && state->facts.survey->whole) {
        tell_exclude(state);
        tell_overrides(state);
    }
    state->warnings =
        sl_arena_calloc(&state->arena, config->mistakes.len, sizeof *state->warnings);
    for (size_t i = 0; i < config->mistakes.len; i++) {
        const sl_mistake *mistake = &config->mistakes.at[i];
        sl_str subject =
            sl_arena_printf(&state->arena, "%.*s:%zu:%zu", sl_fmt(config->file),
                            mistake->line, mistake->column);

        if (sl_str_starts(subject, sl_lit("/"))) /* no report names this machine */
            subject = sl_path_base(subject);
        sl_sink_notice(&state->sink, subject,
                       sl_arena_str(&state->arena, mistake->text).ptr, false);
        sl_mistake_print(mistake, config->file, &text);
        state->warnings[state->warnings_len++] =
            sl_arena_str(&state->arena, sl_buf_str(&text));
        sl_buf_clear(&text);
    }
    sl_buf_free(&text);
}
