/* collect_dockerfile.c - the instructions of a Dockerfile that say what is in the
 * image: FROM, COPY, ADD, ARG and ENV.
 *
 * Source: the Dockerfile reference of Docker. Continued lines are joined, comments and
 * here-documents passed over. The value of a secret is not kept. */
#include "check/check.h"
#include "check/leaf.h"

enum { MAX_INSTRUCTIONS = 1000 };

typedef struct reading {
    sl_doc *doc;
    sl_sink *sink;
    sl_str rest;
    sl_str escape; /* "\" or "`" */
    size_t told;
    bool here_lost; /* a here-document had no end: nothing is taken for one again */
} reading;

/* One instruction: keyword in capitals, what follows it, and its first line. */
typedef struct instruction {
    sl_str keyword;
    sl_str body;
    sl_span span;
} instruction;

static bool is_dockerfile(sl_str path)
{
    sl_str name = sl_path_base(path);
    sl_str plain[] = {sl_lit("Dockerfile"), sl_lit("Containerfile")};

    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        sl_str more = sl_str_skip(name, plain[i].len);

        if (sl_str_starts_nocase(name, plain[i]) &&
            (more.len == 0 || sl_str_chr(sl_lit(".-_"), more.ptr[0]) != SIZE_MAX))
            return true;
    }
    return sl_str_ends_nocase(name, sl_lit(".dockerfile"));
}

static bool is_comment(sl_str line)
{
    return line.len == 0 || line.ptr[0] == '#';
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* "# escape=`", which may only stand before anything else. */
static void read_directives(reading *r)
{
    sl_str rest = r->rest;

    while (rest.len > 0) {
        sl_str line = sl_str_trim(sl_str_line(&rest));
        sl_str name, value;

        if (!sl_str_starts(line, sl_lit("#")) ||
            !sl_str_split(sl_str_skip(line, 1), '=', &name, &value))
            return;
        if (sl_str_eq_nocase(sl_str_trim(name), sl_lit("escape")) &&
            sl_str_eq(sl_str_trim(value), sl_lit("`")))
            r->escape = sl_lit("`");
    }
}

/* "COPY", however it was written, or empty for what is of no interest. */
static sl_str known_keyword(sl_str word)
{
    sl_str known[] = {sl_lit("FROM"), sl_lit("COPY"), sl_lit("ADD"),
                      sl_lit("ARG"),  sl_lit("ENV"),  sl_lit("RUN")};

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (sl_str_eq_nocase(word, known[i]))
            return known[i];
    return (sl_str){0};
}

/* Takes the first word, with its quotes, off *rest; empty at the end. */
static sl_str take_word(sl_str *rest)
{
    sl_str text = sl_str_trim(*rest);
    size_t end = 0;
    char quote = 0;

    for (; end < text.len && (quote || !is_blank(text.ptr[end])); end++) {
        char c = text.ptr[end];

        if (quote ? c == quote : c == '"' || c == '\'')
            quote = quote ? 0 : c;
    }
    *rest = sl_str_skip(text, end);
    return sl_str_sub(text, 0, end);
}

static bool next_instruction(reading *r, instruction *out)
{
    sl_buf joined = {0};
    bool more = true;

    *out = (instruction){0};
    while (more && r->rest.len > 0) {
        sl_str line = sl_str_trim(sl_str_line(&r->rest));

        if (is_comment(line))
            continue; /* also between continued lines */
        if (joined.len == 0)
            out->span = sl_span_in(r->doc->text, line);
        more = sl_str_ends(line, r->escape);
        sl_buf_add(&joined, sl_str_drop_end(line, r->escape));
        sl_buf_char(&joined, ' ');
    }
    out->body = sl_arena_str(r->doc->arena, sl_buf_str(&joined));
    sl_buf_free(&joined);
    out->keyword = take_word(&out->body);
    if (sl_str_eq_nocase(out->keyword, sl_lit("ONBUILD")))
        out->keyword = take_word(&out->body);
    out->keyword = known_keyword(out->keyword);
    return out->span.end > 0;
}

/* Passes over the lines up to the one that ends the here-document word, "<<EOF". */
static void skip_here(reading *r, sl_str word)
{
    sl_str rest = r->rest;

    word = sl_str_drop(sl_str_skip(word, 2), sl_lit("-"));
    if (word.len > 2 && (word.ptr[0] == '"' || word.ptr[0] == '\''))
        word = sl_str_sub(word, 1, word.len - 1);
    if (word.len == 0)
        return;
    while (rest.len > 0) {
        if (sl_str_eq(sl_str_trim(sl_str_line(&rest)), word)) {
            r->rest = rest;
            return;
        }
    }
    r->here_lost = true;
}

static void skip_here_documents(reading *r, sl_str body)
{
    while (body.len > 0 && !r->here_lost) {
        sl_str word = take_word(&body);

        if (sl_str_starts(word, sl_lit("<<")) && !sl_str_starts(word, sl_lit("<<<")))
            skip_here(r, word);
    }
}

static void tell(reading *r, const instruction *in, sl_str text)
{
    r->told++;
    sl_sink_line(r->sink, SL_LINE_DOCKERFILE, in->span, text, false);
}

static sl_str unquote(sl_str value)
{
    bool quoted = value.len > 1 && (value.ptr[0] == '"' || value.ptr[0] == '\'') &&
                  value.ptr[value.len - 1] == value.ptr[0];

    return quoted ? sl_str_sub(value, 1, value.len - 1) : value;
}

static void tell_variable(reading *r, const instruction *in, sl_str name, sl_str value)
{
    value = unquote(value);
    if (sl_pair_is_secret(name, value, false))
        value = sl_lit("*");
    tell(r, in,
         sl_arena_printf(r->doc->arena, "%.*s %.*s=%.*s", sl_fmt(in->keyword),
                         sl_fmt(name), sl_fmt(value)));
}

/* "ENV NAME value" in the old form, "NAME=value NAME=value" in the new one. */
static void tell_variables(reading *r, const instruction *in)
{
    sl_str rest = in->body;
    bool old = true;

    while (rest.len > 0 && r->told < MAX_INSTRUCTIONS) {
        sl_str word = take_word(&rest);
        sl_str name, value;

        if (sl_str_split(word, '=', &name, &value)) {
            tell_variable(r, in, name, value);
        } else if (old && sl_str_eq(in->keyword, sl_lit("ENV"))) {
            tell_variable(r, in, word, sl_str_trim(rest));
            return;
        }
        old = false;
    }
}

void sl_collect_dockerfile(sl_doc *doc, sl_sink *sink)
{
    reading r = {.doc = doc, .sink = sink, .rest = doc->text, .escape = sl_lit("\\")};
    instruction in;
    bool first = true;

    if (!is_dockerfile(doc->blob->path))
        return;
    read_directives(&r);
    while (r.told < MAX_INSTRUCTIONS && next_instruction(&r, &in)) {
        /* Anything else is a text that only has the name. */
        if (first && !sl_str_eq(in.keyword, sl_lit("FROM")) &&
            !sl_str_eq(in.keyword, sl_lit("ARG")))
            return;
        first = false;
        if (sl_str_eq(in.keyword, sl_lit("ARG")) ||
            sl_str_eq(in.keyword, sl_lit("ENV")))
            tell_variables(&r, &in);
        else if (in.keyword.len > 0 && !sl_str_eq(in.keyword, sl_lit("RUN")))
            tell(&r, &in,
                 sl_arena_printf(doc->arena, "%.*s %.*s", sl_fmt(in.keyword),
                                 sl_fmt(sl_str_trim(in.body))));
        skip_here_documents(&r, in.body);
    }
}
