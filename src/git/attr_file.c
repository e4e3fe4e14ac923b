#include "git/attr_file.h"

#include "git/unquote.h"

/* sl_map holds pointers, of which NULL means absent. */
static void *as_value(size_t number)
{
    return (void *)(uintptr_t)(number + 1);
}

bool sl_attr_number(const sl_attr_parser *parser, sl_str name, size_t *out)
{
    uintptr_t value = (uintptr_t)sl_map_get(&parser->numbers, name);

    if (value)
        *out = value - 1;
    return value != 0;
}

static size_t number_of(sl_attr_parser *parser, sl_str name)
{
    size_t number;

    if (sl_attr_number(parser, name, &number))
        return number;
    name = sl_arena_str(parser->arena, name);
    number = parser->names.len;
    *sl_vec_push(&parser->names) = name;
    *sl_map_put(&parser->numbers, name) = as_value(number);
    return number;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static sl_str skip_blanks(sl_str s)
{
    while (s.len > 0 && is_blank(s.ptr[0]))
        s = sl_str_skip(s, 1);
    return s;
}

/* Takes the text up to the next blank off *rest. */
static sl_str take_word(sl_str *rest)
{
    size_t end = 0;
    sl_str word;

    while (end < rest->len && !is_blank(rest->ptr[end]))
        end++;
    word = sl_str_sub(*rest, 0, end);
    *rest = sl_str_skip(*rest, end);
    return word;
}

static bool name_valid(sl_str name)
{
    if (name.len == 0 || name.ptr[0] == '-')
        return false;
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];

        if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') &&
            !(c >= '0' && c <= '9') && c != '-' && c != '.' && c != '_')
            return false;
    }
    return true;
}

/* A setting without its number, which only a line that is kept gives out. */
static bool setting_parse(sl_str word, sl_str *name, sl_attr_setting *out)
{
    bool valued = sl_str_split(word, '=', name, &out->value);
    bool minus = sl_str_starts(word, sl_lit("-"));
    bool bang = sl_str_starts(word, sl_lit("!"));

    if (!valued)
        *name = word;
    out->state = valued ? SL_ATTR_VALUE : SL_ATTR_SET;
    if (minus || bang) { /* "-a=b" is read as "-a" */
        *name = sl_str_skip(*name, 1);
        out->state = minus ? SL_ATTR_UNSET : SL_ATTR_UNSPECIFIED;
        out->value = sl_lit("");
    }
    return name_valid(*name);
}

static bool settings_valid(sl_str rest)
{
    for (rest = skip_blanks(rest); rest.len > 0; rest = skip_blanks(rest)) {
        sl_attr_setting setting = {0};
        sl_str name;

        if (!setting_parse(take_word(&rest), &name, &setting))
            return false;
    }
    return true;
}

static void settings_add(sl_attr_parser *parser, sl_str rest, sl_attr_rule *rule)
{
    sl_attr_setting *kept;

    parser->settings.len = 0;
    for (rest = skip_blanks(rest); rest.len > 0; rest = skip_blanks(rest)) {
        sl_attr_setting setting = {0};
        sl_str name;

        setting_parse(take_word(&rest), &name, &setting);
        setting.attr = number_of(parser, name);
        *sl_vec_push(&parser->settings) = setting;
        if (sl_str_eq(name, sl_lit("filter")) &&
            (setting.state == SL_ATTR_SET || setting.state == SL_ATTR_VALUE))
            parser->may_filter = true;
    }
    rule->settings_len = parser->settings.len;
    kept = sl_arena_calloc(parser->arena, rule->settings_len, sizeof *kept);
    for (size_t i = 0; i < rule->settings_len; i++)
        kept[i] = parser->settings.at[i];
    rule->settings = kept;
}

/* Reads one line, cut at its first NUL. Returns NULL if it was added or holds
 * nothing, else why it is discarded. */
static const char *line_parse(sl_attr_parser *parser, sl_str line, size_t number,
                              bool macros)
{
    sl_str prefix = sl_lit("[attr]");
    sl_str rest = skip_blanks(line);
    sl_str head;
    sl_attr_rule rule = {.line = number};

    if (rest.len == 0 || rest.ptr[0] == '#')
        return NULL;
    if (line.len >= SL_ATTR_MAX_LINE)
        return "longer than 2047 bytes";
    if (!sl_unquote_c(parser->arena, &rest, &head))
        head = take_word(&rest);
    rule.is_macro = head.len > prefix.len && sl_str_starts(head, prefix);
    head = sl_str_sub(head, 0, sl_str_chr(head, '\0')); /* from "\000" */
    if (rule.is_macro) {
        if (!macros)
            return "a macro, which only the top-level file may define";
        head = skip_blanks(sl_str_skip(head, prefix.len));
        head = take_word(&head);
        if (!name_valid(head))
            return "not a valid macro name";
    }
    if (!settings_valid(rest))
        return "not a valid attribute name (a comment needs a line of its own)";
    if (!rule.is_macro) {
        rule.pattern = sl_path_pattern_parse(head);
        if (rule.pattern.negated)
            return "a negated pattern";
    } else {
        rule.macro = number_of(parser, head);
    }
    settings_add(parser, rest, &rule);
    *sl_vec_push(&parser->rules) = rule;
    return NULL;
}

const sl_attr_file *sl_attr_file_parse(sl_attr_parser *parser, sl_str name, sl_str text,
                                       bool macros)
{
    sl_attr_file *file = sl_arena_alloc(parser->arena, sizeof *file);
    sl_str rest =
        sl_str_drop(sl_arena_str(parser->arena, text), sl_lit("\xef\xbb\xbf"));
    sl_attr_rule *rules;

    file->name = sl_arena_str(parser->arena, name);
    parser->rules.len = 0;
    for (size_t number = 1; rest.len > 0; number++) {
        sl_str line = sl_str_line(&rest);
        const char *why;

        line = sl_str_sub(line, 0, sl_str_chr(line, '\0'));
        why = line_parse(parser, line, number, macros);
        if (why)
            *sl_vec_push(&parser->discarded) =
                (sl_attr_discarded){file->name, number, line, why};
    }
    file->len = parser->rules.len;
    rules = sl_arena_calloc(parser->arena, file->len, sizeof *rules);
    for (size_t i = 0; i < file->len; i++)
        rules[i] = parser->rules.at[i];
    file->rules = rules;
    return file;
}

void sl_attr_parser_free(sl_attr_parser *parser)
{
    sl_map_free(&parser->numbers);
    sl_vec_free(&parser->names);
    sl_vec_free(&parser->discarded);
    sl_vec_free(&parser->rules);
    sl_vec_free(&parser->settings);
}
