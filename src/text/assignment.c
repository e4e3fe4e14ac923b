#include "text/assignment.h"

#include "text/assigned.h"

#include <string.h>

enum {
    MAX_PADDING = 60,
    LONG_WORD = 64,
    MIN_LOOSE = 16,
    MIN_SAID = 8 /* behind "is" */
};

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* What is known while the text behind a name is read. */
typedef struct reading {
    sl_str text;
    sl_span name;
    bool quoted; /* the name stands in quotes */
    size_t at;
    sl_assignment *out;
    size_t end; /* of what was read */
} reading;

static char front(const reading *r, size_t back)
{
    return sl_assigned_front(r->text, r->name, back);
}

static sl_str word_before(const reading *r)
{
    return sl_assigned_word_before(r->text, r->name);
}

/* Past what closes round the name. */
static bool leave_name(reading *r)
{
    r->at = sl_assigned_leave(r->text, r->name, &r->quoted);
    return r->at != SIZE_MAX;
}

/* Over one line end too, if a literal follows, or a list. */
static bool value_behind(reading *r, size_t at)
{
    size_t next = sl_assigned_blanks(r->text, at);

    if (sl_str_at(r->text, next) == '\r' || sl_str_at(r->text, next) == '\n') {
        while (is_space(sl_str_at(r->text, next)) && next - at < 2 * MAX_PADDING)
            next++;
        return (sl_assigned_is_quote(sl_str_at(r->text, next)) ||
                sl_str_at(r->text, next) == '{') &&
               sl_assigned_value(r->text, next, r->out, &r->end);
    }
    return sl_assigned_value(r->text, next, r->out, &r->end);
}

/* ${name:v} of configurations that know defaults; not ${name:+set}, ${name:?message} and
 * ${name:$from:$len} of shells. */
static bool after_opening(reading *r, size_t at)
{
    sl_str rest = sl_str_sub(r->text, at, at + SL_MAX_ASSIGNED_NAME);
    size_t close = sl_str_chr(sl_str_sub(rest, 0, sl_str_chr(rest, '\n')), '}');
    char first = sl_str_at(rest, 0);

    if (close == SIZE_MAX || first == '+' || first == '?' ||
        (first == '$' && sl_assigned_is_word(sl_str_at(rest, 1))))
        return false;
    r->out->value = sl_str_sub(rest, 0, close);
    r->out->quoted = true;
    r->out->tie = SL_TIE_DEFAULT;
    r->end = at + close;
    return true;
}

/* "name:" has a line for itself, and so has the word below it. */
static bool alone_below(reading *r, size_t at)
{
    size_t end;

    at = sl_assigned_blanks(r->text, at);
    if (sl_str_at(r->text, at) == '\r')
        at++;
    if (sl_str_at(r->text, at) != '\n' || r->quoted ||
        (r->name.start > 0 && front(r, 1) != '\n'))
        return false;
    at = sl_assigned_blanks(r->text, at + 1);
    if (!sl_assigned_bare(r->text, at, r->out, &end) || r->out->value.len < MIN_SAID)
        return false;
    at = sl_assigned_blanks(r->text, end);
    if (at < r->text.len && r->text.ptr[at] != '\n' && r->text.ptr[at] != '\r')
        return false;
    r->out->tie = SL_TIE_LOOSE;
    r->end = end;
    return true;
}

static bool after_colon(reading *r, size_t at)
{
    size_t next = sl_assigned_blanks(r->text, at);
    size_t sign;

    if (sl_str_at(r->text, at) == ':') /* name:: "v" of Jsonnet, or a scope */
        return next == at && sl_str_at(r->text, at + 1) == ' ' &&
               sl_assigned_quoted(r->text, sl_assigned_blanks(r->text, at + 1), r->out,
                                  &r->end);
    if (sl_assigned_in_arn(r->text, r->name))
        return false;
    if (sl_str_at(r->text, at) == '-' && front(r, 1) == '{') /* ${NAME:-v} */
        return sl_assigned_value(r->text, at + 1, r->out, &r->end);
    if (front(r, 1) == '{' && front(r, 2) == '$' && !r->quoted)
        return after_opening(r, at);
    if (sl_str_at(r->text, at) == '=')
        return value_behind(r, at + 1);
    at += sl_assigned_strong(r->text, r->name, at); /* **name:** v */
    next = sl_assigned_blanks(r->text, at);
    if (sl_assigned_is_word(sl_str_at(r->text, next)) ||
        sl_str_at(r->text, next) == '&' || sl_str_at(r->text, next) == '[') {
        sign = sl_assigned_sign(r->text, next);
        if (sign != SIZE_MAX)
            return value_behind(r, sign);
    }
    if (alone_below(r, at))
        return true;
    if (!value_behind(r, at))
        return false;
    if (!r->out->quoted && next == at) /* host:port, group:artifact, user:password */
        r->out->tie = SL_TIE_LOOSE;
    return true;
}

static bool after_equals(reading *r, size_t at)
{
    char c = sl_str_at(r->text, at);

    if (c == '=') {
        r->out->tie = SL_TIE_COMPARED;
        at += sl_str_at(r->text, at + 1) == '=' ? 2 : 1;
        return sl_assigned_quoted(r->text, sl_assigned_blanks(r->text, at), r->out,
                                  &r->end);
    }
    if (c == '~')
        return false;
    return value_behind(r, c == '>' ? at + 1 : at);
}

/* Behind the sign of "As Type = v" and "TYPE := v", or SIZE_MAX. */
static size_t typed_sign(sl_str text, size_t at)
{
    enum { NEAR = 60 };
    sl_str rest = sl_str_sub(text, at, at + NEAR);
    bool as = sl_str_starts_nocase(rest, sl_lit("as "));
    size_t sign;

    if (!as && sl_str_chr(rest, ':') == SIZE_MAX)
        return SIZE_MAX;
    sign = sl_assigned_sign(text, at);
    return as || sign == SIZE_MAX || text.ptr[sign - 2] == ':' ? sign : SIZE_MAX;
}

/* "name=" and 'name: ' are the whole of a text: the quote behind the separator ends what
 * the one in front of the name began. */
static bool ends_text(const reading *r, size_t at)
{
    size_t back = 1;

    while (front(r, back) == '-' && back <= 2)
        back++; /* "--name=" */
    return !r->quoted && sl_assigned_is_quote(front(r, back)) &&
           sl_str_at(r->text, sl_assigned_blanks(r->text, at)) == front(r, back);
}

/* name v: behind --name, set name, #define name; else only a loose tie. */
static bool after_blank(reading *r, size_t at)
{
    size_t next = sl_assigned_blanks(r->text, at);
    size_t sign;

    if (r->quoted || ends_text(r, at)) /* "Token " + v */
        return false;
    if (front(r, 1) == '-' && (front(r, 2) == '-' || is_space(front(r, 2))))
        return sl_assigned_quoted(r->text, next, r->out, &r->end) ||
               sl_assigned_bare(r->text, next, r->out, &r->end);
    if (front(r, 1) == ':' && front(r, 2) && strchr(" {([", front(r, 2)) &&
        sl_assigned_is_quote(sl_str_at(r->text, next))) /* {:name "v"} */
        return sl_assigned_quoted(r->text, next, r->out, &r->end);
    if (sl_assigned_declares(word_before(r))) { /* var name string = v */
        sign = sl_assigned_sign(r->text, next);
        if (sign != SIZE_MAX)
            return value_behind(r, sign);
        return sl_assigned_value(r->text, next, r->out, &r->end);
    }
    sign = typed_sign(r->text, next); /* Dim name As String = v, name CHAR(9) := v */
    if (sign != SIZE_MAX)
        return value_behind(r, sign);
    if (front(r, 1) == '$' || sl_assigned_handles(word_before(r)) ||
        sl_assigned_verb_pass(word_before(r),
                              sl_str_sub(r->text, r->name.start, r->name.end)))
        return false;
    at = next;
    next = sl_assigned_verb(r->text, at);
    r->out->tie = SL_TIE_LOOSE;
    return sl_assigned_quoted(r->text, next, r->out, &r->end) ||
           (sl_assigned_bare(r->text, next, r->out, &r->end) &&
            r->out->value.len >= (next > at ? MIN_SAID : MIN_LOOSE));
}

/* name ||= v, name ?? "v" */
static bool after_alternative(reading *r, size_t at)
{
    if (sl_str_at(r->text, at) == '=')
        return value_behind(r, at + 1);
    r->out->tie = SL_TIE_DEFAULT;
    return sl_assigned_quoted(r->text, sl_assigned_blanks(r->text, at), r->out,
                              &r->end);
}

/* name{"v"}, name { get; set; } = "v" */
static bool after_brace(reading *r, size_t at)
{
    sl_str line = sl_str_sub(r->text, at, at + MAX_PADDING);
    size_t close = sl_str_find(line, sl_lit("} = "));

    line = sl_str_sub(line, 0, sl_str_chr(line, '\n'));
    if (close < line.len)
        return sl_assigned_quoted(r->text, at + close + sl_lit("} = ").len, r->out,
                                  &r->end);
    return sl_assigned_quoted(r->text, at, r->out, &r->end) &&
           sl_str_at(r->text, r->end) == '}';
}

/* getName() { return "v"; }, get_name(): return "v", getName = () => "v" */
static bool after_parameters(reading *r, size_t at)
{
    size_t next = at;

    while (next - at < MAX_PADDING &&
           (is_space(sl_str_at(r->text, next)) || sl_str_at(r->text, next) == '{' ||
            sl_str_at(r->text, next) == ':'))
        next++;
    return sl_str_starts(sl_str_skip(r->text, next), sl_lit("return ")) &&
           sl_assigned_quoted(r->text, next + sl_lit("return ").len, r->out, &r->end);
}

/* define(name, "v") */
static bool defined(const reading *r)
{
    static const char call[] = "define(";
    size_t len = sizeof call - 1;

    return r->name.start >= len &&
           sl_str_ends(sl_str_sub(r->text, 0, r->name.start), sl_str_of(call));
}

/* "type": "name", ...: what stands there is itself a value, as is a name with a number
 * behind another text: "Password!", "Password1", "Password22". */
static bool is_value(const reading *r)
{
    size_t at = r->name.start;
    char last = r->text.ptr[r->name.end - 1];

    if (!r->quoted || at == 0)
        return false;
    at--;
    while (at > 0 && (r->text.ptr[at - 1] == ' ' || r->text.ptr[at - 1] == '\\'))
        at--;
    return at > 1 && sl_assigned_is_quote(r->text.ptr[at - 2]) &&
           (r->text.ptr[at - 1] == ':' ||
            (r->text.ptr[at - 1] == ',' && last >= '0' && last <= '9'));
}

/* "name", "v"; {name, "v"}; define(name, "v"); "--name", default="v"; "Name", with: "v";
 * and, which says less, f(name, "v") and f :name, "v" */
static bool after_comma(reading *r, size_t at)
{
    static const char *const marks[] = {"default=", "with: "};
    size_t next = sl_assigned_blanks(r->text, at);

    if (is_value(r))
        return false;
    for (size_t i = 0; r->quoted && i < sizeof marks / sizeof *marks; i++)
        if (sl_str_starts(sl_str_skip(r->text, next), sl_str_of(marks[i])))
            next += strlen(marks[i]);
    if (!r->quoted && front(r, 1) != '{' && !sl_assigned_declares(word_before(r)) &&
        !defined(r)) {
        if (front(r, 1) != '(' && (front(r, 1) != ':' || !is_space(front(r, 2))))
            return false;
        r->out->tie = SL_TIE_COMPARED;
    }
    return sl_assigned_quoted(r->text, next, r->out, &r->end);
}

/* getenv("NAME") or "v" */
static bool after_call(reading *r, size_t at)
{
    static const char *const marks[] = {"or ", "|| ",         "?? ",
                                        "?: ", ".unwrap_or(", ".unwrap_or_else(|_| "};
    size_t next = sl_assigned_blanks(r->text, at);

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (!sl_str_starts(sl_str_skip(r->text, next), sl_str_of(marks[i])))
            continue;
        r->out->tie = SL_TIE_DEFAULT;
        return sl_assigned_quoted(r->text, next + strlen(marks[i]), r->out, &r->end);
    }
    return sl_assigned_field(r->text, at, r->out, &r->end);
}

/* t.pass("all of it is there") of tests */
static bool says_passed(const reading *r)
{
    return sl_str_ends(sl_str_sub(r->text, r->name.start, r->name.end),
                       sl_lit(".pass"));
}

static bool read_separator(reading *r)
{
    size_t at = sl_assigned_blanks(r->text, r->at);
    char c = sl_str_at(r->text, at);
    char next = sl_str_at(r->text, at + 1);

    if (at - r->at > MAX_PADDING)
        return false;
    if (c == '?' && (next == ':' || next == '='))
        c = sl_str_at(r->text, ++at), next = sl_str_at(r->text, at + 1);
    if (sl_str_starts(sl_str_skip(r->text, at), sl_lit(SL_WIDE_COLON))) {
        at = sl_assigned_blanks(r->text, at + sl_lit(SL_WIDE_COLON).len);
        return sl_assigned_quoted(r->text, at, r->out, &r->end) ||
               sl_assigned_bare(r->text, at, r->out, &r->end);
    }
    switch (c) {
    case '=': return !ends_text(r, at + 1) && after_equals(r, at + 1);
    case ':': return !ends_text(r, at + 1) && after_colon(r, at + 1);
    case '?': return next == '?' && after_alternative(r, at + 2);
    case '|':
        return next == '|'
                   ? after_alternative(r, at + 2)
                   : sl_assigned_cell(r->text, r->name.start, at + 1, r->out, &r->end);
    case '!': return next == '=' && after_equals(r, at + 1);
    case ')': return r->quoted && after_call(r, at + 1);
    case '<': /* name <- v, read name <<< v */
        if (next == '/')
            return sl_assigned_column(r->text, r->name.start, at + 1, r->out, &r->end);
        at += next == '-'                                        ? 2
              : next == '<' && sl_str_at(r->text, at + 2) == '<' ? 3
                                                                 : 0;
        return sl_str_at(r->text, at) != '<' &&
               sl_assigned_quoted(r->text, sl_assigned_blanks(r->text, at), r->out,
                                  &r->end);
    case '{': return !r->quoted && after_brace(r, at + 1);
    case '-':
        if (next == ' ' && at > r->at)
            return after_blank(r, r->at);
        return next == '>' &&
               sl_assigned_quoted(r->text, sl_assigned_blanks(r->text, at + 2), r->out,
                                  &r->end);
    case '>':
        if (r->quoted)
            return sl_assigned_tag(r->text, at, r->out, &r->end);
        return sl_assigned_in_tag(r->text, r->name.start) &&
               sl_assigned_element(r->text, at + 1, r->out, &r->end);
    case ',': return after_comma(r, at + 1);
    case '(':
        if (next == ')')
            return !r->quoted && after_parameters(r, at + 2);
        r->out->tie = SL_TIE_ARGUMENT;
        return !r->quoted && !says_passed(r) &&
               sl_assigned_quoted(r->text, sl_assigned_blanks(r->text, at + 1), r->out,
                                  &r->end) &&
               sl_str_at(r->text, sl_assigned_blanks(r->text, r->end)) == ')';
    default: break;
    }
    if (at == r->at)
        return false;
    if (r->quoted) /* <add key="password" value="v"> */
        return sl_assigned_tag(r->text, at, r->out, &r->end);
    if (sl_assigned_in_tag(r->text, r->name.start) &&
        r->text.ptr[r->name.start - 1] == '<')
        return sl_assigned_tag(r->text, at, r->out, &r->end);
    return after_blank(r, at);
}

/* The file of accounts, and no name: "/etc/passwd: ..." */
static bool is_accounts(const reading *r)
{
    sl_str before = sl_str_sub(r->text, 0, r->name.start);

    return sl_str_eq(sl_str_sub(r->text, r->name.start, r->name.end),
                     sl_lit("passwd")) &&
           (sl_str_ends(before, sl_lit("/etc/")) ||
            sl_str_ends(before, sl_lit("/tmp/")));
}

/* Where reading goes on behind a long bare word: no second time in it, but in the query
 * of a link that stands behind a blank ("curl https://host/path?token=v"). */
static size_t behind_long(const reading *r)
{
    sl_str value = r->out->value;
    size_t query = sl_str_chr(value, '?');

    if (!is_space(value.ptr[-1]) || query == SIZE_MAX ||
        !sl_str_starts_nocase(value, sl_lit("http")))
        return r->end;
    return sl_span_in(r->text, value).start + query;
}

bool sl_assignment_at(sl_str text, size_t at, sl_assignment *out, size_t *next)
{
    reading r = {.text = text, .out = out};

    *out = (sl_assignment){0};
    if (sl_assigned_command(text, at, out, next))
        return true;
    *out = (sl_assignment){0};
    if (sl_assigned_call(text, at, out, next))
        return true;
    *out = (sl_assignment){0};
    r.name = sl_assigned_name(text, at);
    *next = r.name.end > at ? r.name.end : at + 1;
    if (r.name.start == r.name.end || is_accounts(&r) || !leave_name(&r) ||
        (!read_separator(&r) &&
         (r.quoted || !sl_assigned_compared(text, r.name, at, out))))
        return false;
    r.name = sl_assigned_whole_name(text, r.name);
    out->name = sl_str_sub(text, r.name.start, r.name.end);
    sl_assigned_drop_scheme(&out->value);
    if (!out->quoted && out->value.len > LONG_WORD)
        *next = behind_long(&r);
    return out->value.len > 0;
}
