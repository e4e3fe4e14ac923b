/* assigned_level.c - how sure a value is that text assigns to a name, by the way in which
 * it is written and the sort of file. */
#include "check/assigned.h"
#include "check/assigned_work.h"
#include "text/name.h"
#include "text/randomness.h"

enum {
    LONG_LINE = 1000, /* on both sides: no person wrote it */
    LONG_HEAD = 400,  /* of a line, in front of a value */
    SURE = 16,        /* length of a random value in a loose tie */
    SURE_BARE = 20    /* and without quotes where bare words are expressions */
};

static bool has_break(sl_str text)
{
    return sl_str_chr(text, '\n') != SIZE_MAX;
}

/* Minified, generated, or data. */
static bool in_long_line(sl_str text, sl_span value)
{
    size_t from = value.start > LONG_LINE ? value.start - LONG_LINE : 0;

    return value.start > LONG_LINE && value.end + LONG_LINE < text.len &&
           !has_break(sl_str_sub(text, from, value.start)) &&
           !has_break(sl_str_sub(text, value.end, value.end + LONG_LINE));
}

/* <https://host/path?token=v>, <a href=...?token=v>: does '>' at text[end] close what a
 * '<' opened on the line? */
static bool closes_tag(sl_str text, size_t end)
{
    sl_str head = sl_str_sub(text, end > LONG_HEAD ? end - LONG_HEAD : 0, end);
    size_t open = sl_str_rchr(head, '<');

    head = sl_str_skip(head, open == SIZE_MAX ? head.len : open + 1);
    return sl_str_has(head, sl_lit("://")) && sl_str_chr(head, '>') == SIZE_MAX &&
           !has_break(head);
}

/* Is a bare value one word, with nothing glued to it that makes it an expression? */
static bool ends_well(sl_str text, sl_str value)
{
    size_t end = sl_span_in(text, value).end;
    char c;

    while (end < text.len && sl_str_chr(sl_lit(".:?"), text.ptr[end]) != SIZE_MAX)
        end++; /* of the sentence */
    c = end < text.len ? text.ptr[end] : '\n';
    return sl_str_chr(sl_lit(" \t\r\n;&,\"'`|).}<]"), c) != SIZE_MAX ||
           (c == '>' && closes_tag(text, end)) ||
           sl_str_starts(sl_str_skip(text, end), sl_lit("\\\"")) ||
           sl_str_starts(sl_str_skip(text, end), sl_lit("\\n"));
}

/* An example in a comment for readers: " *  f(token: 'v')", "#   token = v". What
 * somebody commented out stands right behind the mark. */
static bool in_example(const sl_looking *l, sl_span value)
{
    sl_span line = sl_lines_around(sl_doc_lines(l->doc), value.start);
    sl_str head = sl_str_trim(sl_str_sub(l->doc->text, line.start, value.start));
    size_t marks = 0;

    while (marks < head.len && sl_str_chr(sl_lit("#/*;"), head.ptr[marks]) != SIZE_MAX)
        marks++;
    if (marks == 0 || l->setting != SL_SETTING_SOURCE)
        return false;
    if (head.ptr[0] == '*')
        return true;
    head = sl_str_skip(head, marks);
    return sl_str_starts(head, sl_lit("  ")) || sl_str_starts(head, sl_lit("\t"));
}

/* EC_PRIME256V1_KEY: the name of a constant */
static bool is_constant(sl_str value)
{
    for (size_t i = 0; i < value.len; i++) {
        char c = value.ptr[i];

        if (!(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9') && c != '_')
            return false;
    }
    return sl_str_chr(value, '_') != SIZE_MAX;
}

/* A line of base85, as Python embeds archives: no blanks, none of the signs that base85
 * leaves out, and signs all over. */
static bool in_base85(const sl_looking *l, sl_str value)
{
    enum { LEAST = 60, MOST = 120, KINDS = 6 };
    static const char used[] = "!#$%&()*+-;<=>?@^_`{|}~";
    sl_str text = l->doc->text;
    sl_span at = sl_span_in(text, value);
    sl_span line = sl_lines_around(sl_doc_lines(l->doc), at.start);
    sl_str head = sl_str_sub(text, line.start, at.start);
    sl_str tail = sl_str_sub(text, at.end, line.end);
    size_t kinds = 0;

    if (line.end - line.start < LEAST || line.end - line.start > MOST)
        return false;
    for (size_t i = line.start; i < line.end; i++)
        if ((uint8_t)text.ptr[i] <= ' ' || (uint8_t)text.ptr[i] >= 0x7f ||
            sl_str_chr(sl_lit("\"',./:[]\\"), text.ptr[i]) != SIZE_MAX)
            return false;
    for (size_t i = 0; i + 1 < sizeof used; i++)
        kinds += sl_str_chr(head, used[i]) != SIZE_MAX ||
                 sl_str_chr(tail, used[i]) != SIZE_MAX;
    return kinds >= KINDS;
}

/* Random values: how sure they are, tied like this. */
static sl_level random_level(const sl_looking *l, const sl_assignment *a)
{
    sl_randomness r = sl_randomness_of(a->value);
    sl_name_kind kind = sl_name_kind_of(a->name);
    bool mixed = r.digit && (r.upper || r.lower);

    if (!a->quoted && (!mixed || !ends_well(l->doc->text, a->value) ||
                       (l->setting != SL_SETTING_CONFIG && is_constant(a->value))))
        return SL_LEVEL_OFF;
    switch (a->tie) {
    case SL_TIE_ASSIGNED:
    case SL_TIE_DEFAULT:
        if (!a->quoted && l->setting == SL_SETTING_SOURCE && r.len < SURE_BARE)
            return SL_LEVEL_OFF;
        return SL_LEVEL_WARNING;
    case SL_TIE_COMMAND: return SL_LEVEL_WARNING;
    case SL_TIE_COMPARED:
    case SL_TIE_ARGUMENT:
        if (kind == SL_NAME_PERHAPS || r.len < SURE)
            return SL_LEVEL_NOTE;
        return SL_LEVEL_WARNING;
    case SL_TIE_LOOSE:
        if (kind == SL_NAME_PERHAPS || r.len < (a->quoted ? SURE : SURE_BARE))
            return SL_LEVEL_OFF;
        return SL_LEVEL_WARNING;
    }
    return SL_LEVEL_OFF;
}

bool sl_assigned_drawn(const sl_looking *l, const sl_assignment *a)
{
    return random_level(l, a) != SL_LEVEL_OFF;
}

static bool sets(sl_str name)
{
    size_t dot = sl_str_rchr(name, '.');

    name = sl_str_skip(name, dot == SIZE_MAX ? 0 : dot + 1);
    return sl_str_starts_nocase(name, sl_lit("set")) ||
           sl_str_starts_nocase(name, sl_lit("with")) || name.len <= 10;
}

/* Does a pair of a connection stand in front on the line, as in "host=x password=v"? */
static bool in_connection(const sl_looking *l, sl_str value)
{
    static const char *const names[] = {
        "host=",    "user=",     "username=", "dbname=", "server=",      "uid=",
        "user id=", "filename=", "provider=", "source=", ".windows.net:"};
    size_t at = sl_span_in(l->doc->text, value).start;
    sl_str head = sl_str_sub(l->doc->text, at > LONG_HEAD ? at - LONG_HEAD : 0, at);
    size_t line = sl_str_rchr(head, '\n');

    head = sl_str_skip(head, line == SIZE_MAX ? 0 : line + 1);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (sl_str_find_nocase(head, sl_str_of(names[i])) != SIZE_MAX)
            return true;
    return false;
}

/* Is a line of a program a comment? */
static bool in_comment(const sl_looking *l, sl_str value)
{
    static const char *const marks[] = {"#", "//", "/*", "*", "--", ";", "<!--", "%"};
    sl_span at = sl_span_in(l->doc->text, value);
    sl_span line = sl_lines_around(sl_doc_lines(l->doc), at.start);
    sl_str head = sl_str_trim(sl_str_sub(l->doc->text, line.start, at.start));

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (sl_str_starts(head, sl_str_of(marks[i])) &&
            !sl_str_starts(head, sl_lit("#define")))
            return true;
    return false;
}

/* "NAME=v": is a text that begins with the name over behind the value? */
static bool is_whole_text(sl_str text, const sl_assignment *a)
{
    size_t name = sl_span_in(text, a->name).start;
    size_t end = sl_span_in(text, a->value).end;

    return name > 0 && end < text.len && text.ptr[name - 1] == text.ptr[end] &&
           (text.ptr[end] == '"' || text.ptr[end] == '\'');
}

/* Values that people chose, and wrote without quotes. In a program they would be
 * expressions; in running text only what cannot be a word counts. */
static sl_level bare_level(const sl_looking *l, const sl_assignment *a, sl_worth worth)
{
    bool tied = a->tie == SL_TIE_ASSIGNED || a->tie == SL_TIE_COMMAND;

    if (!ends_well(l->doc->text, a->value))
        return SL_LEVEL_OFF;
    if (l->setting == SL_SETTING_CONFIG && tied)
        return worth == SL_WORTH_WEAK ? SL_LEVEL_NOTE : SL_LEVEL_WARNING;
    if (worth != SL_WORTH_STRONG)
        return SL_LEVEL_OFF;
    if (l->setting == SL_SETTING_SOURCE && tied && sl_assigned_glued(a) &&
        (in_connection(l, a->value) || is_whole_text(l->doc->text, a)) &&
        !in_comment(l, a->value))
        return SL_LEVEL_WARNING;
    if (l->setting == SL_SETTING_SOURCE || l->setting == SL_SETTING_TRIAL)
        return tied && (in_comment(l, a->value) ||
                        (sl_assigned_glued(a) && in_connection(l, a->value)))
                   ? SL_LEVEL_NOTE
                   : SL_LEVEL_OFF;
    return tied || a->tie == SL_TIE_LOOSE ? SL_LEVEL_NOTE : SL_LEVEL_OFF;
}

/* Values that people chose, in quotes. */
static sl_level chosen_level(const sl_looking *l, const sl_assignment *a,
                             sl_worth worth)
{
    bool config = l->setting == SL_SETTING_CONFIG;

    if (!a->quoted && config && l->doc->blob->path.len == 0 && !sl_assigned_glued(a))
        return SL_LEVEL_OFF; /* all its names are those of programs, if it has any */
    if (!a->quoted)
        return bare_level(l, a, worth);
    switch (a->tie) {
    case SL_TIE_ASSIGNED:
    case SL_TIE_DEFAULT:
    case SL_TIE_COMMAND:
        if (worth == SL_WORTH_STRONG)
            return SL_LEVEL_WARNING;
        return config && worth != SL_WORTH_WEAK ? SL_LEVEL_WARNING : SL_LEVEL_NOTE;
    case SL_TIE_COMPARED: return SL_LEVEL_NOTE;
    case SL_TIE_ARGUMENT:
        if (!sets(a->name))
            return SL_LEVEL_OFF;
        return worth == SL_WORTH_STRONG ? SL_LEVEL_WARNING : SL_LEVEL_NOTE;
    case SL_TIE_LOOSE:
        return worth == SL_WORTH_STRONG && config ? SL_LEVEL_WARNING : SL_LEVEL_NOTE;
    }
    return SL_LEVEL_OFF;
}

/* In a file of a sort that is asked for, whatever that of the document is. */
static sl_level level_in(sl_looking *l, const sl_assignment *a, sl_worth worth,
                         sl_setting setting)
{
    sl_span value = sl_span_in(l->doc->text, a->value);
    sl_level level;

    l->setting = setting;
    if (l->context == SL_IN_PROGRAM && setting == SL_SETTING_CONFIG)
        l->setting = SL_SETTING_SOURCE;
    if (!l->random && worth == SL_WORTH_RANDOM)
        worth = sl_assigned_drawn(l, a) ? SL_WORTH_NONE : SL_WORTH_STRONG;
    if (worth == SL_WORTH_NONE || (!a->quoted && in_base85(l, a->value)))
        return SL_LEVEL_OFF;
    level = l->random ? random_level(l, a) : chosen_level(l, a, worth);
    if (level != SL_LEVEL_OFF &&
        (l->setting >= SL_SETTING_PROSE || in_long_line(l->doc->text, value) ||
         in_example(l, value)))
        level = SL_LEVEL_NOTE;
    return level;
}

enum { SORT_BITS = 2, SORT_MASK = (1 << SORT_BITS) - 1 };

_Static_assert((int)SL_LEVEL_ERROR <= (int)SORT_MASK, "levels are kept in two bits");

static sl_level level_of_sort(unsigned sorts, sl_setting setting)
{
    return (sl_level)(sorts >> SORT_BITS * setting & SORT_MASK);
}

void sl_assigned_rate(sl_looking *l, const sl_assignment *a, sl_worth worth,
                      sl_hit *hit)
{
    const sl_blob *blob = l->doc->blob;
    sl_setting own = sl_setting_of(blob->path);

    hit->level = level_in(l, a, worth, own);
    if (!blob->name_only)
        return;
    for (unsigned setting = 0; setting < SL_SETTINGS; setting++)
        hit->sorts |= (uint8_t)(level_in(l, a, worth, setting) << SORT_BITS * setting);
    hit->elsewhere = hit->level == SL_LEVEL_OFF;
    for (unsigned setting = 0; hit->level == SL_LEVEL_OFF && setting < SL_SETTINGS;
         setting++)
        hit->level = level_of_sort(hit->sorts, setting);
}

bool sl_assigned_settle(sl_finding *finding)
{
    const sl_place *place = &finding->place;

    if (place->commit.len == 0 && sl_doc_kind_of(place->path) != SL_DOC_TEXT)
        return false;
    if (place->commit.len == 0)
        finding->level = SL_LEVEL_NOTE; /* it never left this disk */
    else if (finding->sorts != 0)
        finding->level = level_of_sort(finding->sorts, sl_setting_of(place->path));
    return finding->level != SL_LEVEL_OFF;
}

sl_level sl_assigned_most(const sl_finding *finding)
{
    sl_level most = finding->level;

    for (unsigned setting = 0; setting < SL_SETTINGS; setting++)
        if (level_of_sort(finding->sorts, setting) > most)
            most = level_of_sort(finding->sorts, setting);
    return most;
}
