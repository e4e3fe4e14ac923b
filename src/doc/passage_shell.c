/* passage_shell.c - heredocs and quoted arguments of commands.
 *
 * No grammar: quotes are believed within their line, and beyond it only if they hold
 * what looks like JSON, so that one apostrophe too many does not swallow a script. */
#include "doc/look.h"
#include "doc/passage_work.h"
#include "doc/script.h"

enum {
    MAX_HEREDOCS = 8, /* of one line */
    MAX_ENDLESS = 64  /* texts without an end: what begins them means something else */
};

typedef struct scan {
    sl_passage_work *work;
    const sl_piece *piece;
    sl_str text;
    sl_shell_kind kind;
    size_t at;
    size_t line;     /* where the logical line begins */
    size_t line_end; /* of the line on the page, if at is not behind it */
    size_t first;    /* passage of the logical line */
    sl_shell_unclosed unclosed;
    sl_heredoc heredocs[MAX_HEREDOCS];
    size_t heredocs_len;
    size_t endless; /* texts that were begun and have no end */
} scan;

static char char_at(const scan *in, size_t at)
{
    return at < in->text.len ? in->text.ptr[at] : '\0';
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Does the quote at text[at] hold an object, its own quotes with or without a
 * backslash? */
static bool holds_json(const scan *in, size_t at)
{
    char open;

    for (at++; is_blank(char_at(in, at));)
        at++;
    open = char_at(in, at);
    if (open != '{' && open != '[')
        return false;
    for (at++; is_blank(char_at(in, at)) || char_at(in, at) == '\\' ||
               char_at(in, at) == '`';)
        at++;
    return char_at(in, at) == '"' || (open == '[' && char_at(in, at) == '{');
}

static sl_str command(const scan *in, size_t end)
{
    return sl_str_trim(sl_str_sub(in->text, in->line, end));
}

/* A piece of the script that is read as kind. */
static sl_piece piece_of(const scan *in, sl_carrier carrier, sl_doc_kind kind)
{
    return (sl_piece){.carrier = carrier,
                      .kind = kind,
                      .prose = in->piece->prose,
                      .leeway = in->piece->leeway,
                      .level = in->piece->level};
}

/* jq has objects of its own, in which keys need no quotes. */
static sl_leeway leeway_of(const scan *in)
{
    return sl_str_has(command(in, in->at), sl_lit("jq ")) ? SL_LEEWAY_PROSE
                                                          : in->piece->leeway;
}

static bool take_argument(scan *in)
{
    size_t end = sl_shell_word_end(in->text, in->at, in->kind, &in->unclosed);
    sl_piece piece = piece_of(in, SL_CARRIER_ARGUMENT, SL_DOC_JSON);
    bool taken;

    if (end == in->at + 1) {
        in->at = end;
        return true;
    }
    piece.leeway = leeway_of(in);
    piece.text = sl_shell_word(in->work->doc->arena, &in->piece->text,
                               (sl_span){in->at, end}, in->kind);
    in->at = end;
    return sl_piece_take(in->work, &piece, &taken);
}

/* Past a quoted part of the line that is no document. */
static void skip_quote(scan *in)
{
    size_t end;

    if (in->line_end <= in->at) {
        size_t length = sl_str_chr(sl_str_skip(in->text, in->at), '\n');

        in->line_end = length == SIZE_MAX ? in->text.len : in->at + length;
    }
    end = sl_shell_quote_end(sl_str_sub(in->text, 0, in->line_end), in->at, in->kind);
    in->at = end == SIZE_MAX ? in->at + 1 : end + 1;
}

static bool take_quote(scan *in)
{
    if (holds_json(in, in->at))
        return take_argument(in);
    skip_quote(in);
    return true;
}

/* What the file's name says, and if that is nothing, or wrong, what the text looks like. */
static void set_kind(sl_piece *piece)
{
    sl_str text = piece->text.text;
    sl_doc_kind named = sl_doc_kind_of(sl_command_file(piece->context));
    bool json = sl_looks_like_json(text);
    bool known =
        named != SL_DOC_TEXT && named != SL_DOC_IGNORE && named != SL_DOC_ATTRIBUTES;

    piece->meant = known && json == (named == SL_DOC_JSON);
    piece->kind = piece->meant ? named : json ? SL_DOC_JSON : sl_look_at_text(text);
}

/* The text of a heredoc: a document, or a script. */
static bool take_text(scan *in, sl_excerpt text, sl_str context)
{
    sl_piece piece = piece_of(in, SL_CARRIER_HEREDOC, SL_DOC_TEXT);
    bool taken;

    piece.text = text;
    piece.context = context;
    set_kind(&piece);
    if (piece.kind != SL_DOC_TEXT)
        return sl_piece_take(in->work, &piece, &taken);
    if (piece.level >= SL_MAX_NESTED)
        return true;
    piece.level++;
    return sl_piece_shell(in->work, &piece);
}

/* The texts of the line's heredocs begin at text[at]. */
static bool take_heredocs(scan *in, sl_str context)
{
    for (size_t i = 0; i < in->heredocs_len; i++) {
        size_t end, next;
        sl_excerpt text;

        if (!sl_heredoc_end(in->text, in->at, &in->heredocs[i], &end, &next)) {
            in->endless++;
            continue;
        }
        text = sl_heredoc_text(in->work->doc->arena, &in->piece->text,
                               (sl_span){in->at, end}, &in->heredocs[i], in->kind);
        in->at = next;
        if (!take_text(in, text, context))
            return false;
    }
    return true;
}

/* What was found in the logical line learns what that was. */
static bool end_line(scan *in)
{
    sl_str context = command(in, in->at);
    bool going;

    for (size_t i = in->first; i < in->work->found.len; i++) {
        sl_passage *passage = &in->work->found.at[i];

        if (passage->carrier == SL_CARRIER_ARGUMENT && passage->context.len == 0)
            passage->context = context;
    }
    in->at += in->at < in->text.len;
    going = take_heredocs(in, context);
    in->heredocs_len = 0;
    in->first = in->work->found.len;
    in->line = in->at;
    return going;
}

static void take_redirection(scan *in)
{
    sl_heredoc found = {0};
    size_t end;

    if (!sl_heredoc_at(in->text, in->at, &found, &end)) {
        in->at += 2;
        return;
    }
    if (in->heredocs_len < MAX_HEREDOCS && in->endless < MAX_ENDLESS)
        in->heredocs[in->heredocs_len++] = found;
    in->at = end;
}

/* A text between lines, up to one that begins with close: *found says so. */
static bool take_block(scan *in, sl_str close, bool *found)
{
    size_t length = sl_str_chr(sl_str_skip(in->text, in->at), '\n');
    size_t start = length == SIZE_MAX ? in->text.len : in->at + length + 1;

    *found = false;
    for (size_t line = start; line < in->text.len;) {
        sl_str rest = sl_str_skip(in->text, line);
        sl_str here = sl_str_line(&rest);
        sl_span span = {start, line};

        *found = sl_str_starts(sl_str_trim(here), close);
        if (*found) {
            sl_str context = command(in, start - 1);

            in->at = line + here.len;
            return take_text(in, sl_excerpt_sub(&in->piece->text, span), context);
        }
        line = in->text.len - rest.len;
    }
    in->endless++;
    return true;
}

/* What ends the text that begins here: @' or @" of PowerShell, define of make; empty if
 * none does. */
static sl_str block_close(const scan *in)
{
    sl_str rest = sl_str_skip(in->text, in->at);

    if (in->endless >= MAX_ENDLESS)
        return (sl_str){0};
    if (in->kind == SL_SHELL_POWER && sl_str_starts(rest, sl_lit("@'")))
        return sl_lit("'@");
    if (in->kind == SL_SHELL_POWER && sl_str_starts(rest, sl_lit("@\"")))
        return sl_lit("\"@");
    if (in->kind == SL_SHELL_MAKE && in->at == in->line &&
        sl_str_starts(rest, sl_lit("define ")))
        return sl_lit("endef");
    return (sl_str){0};
}

static bool begins_remark(const scan *in)
{
    return in->at == in->line || is_blank(char_at(in, in->at - 1));
}

static void skip_remark(scan *in)
{
    size_t length = sl_str_chr(sl_str_skip(in->text, in->at), '\n');

    in->at = length == SIZE_MAX ? in->text.len : in->at + length;
}

static bool step(scan *in)
{
    char c = in->text.ptr[in->at];
    sl_str close = c == '@' || c == 'd' ? block_close(in) : (sl_str){0};
    bool found = false;

    if (c == '\n')
        return end_line(in);
    if (c == '"' || c == '\'')
        return take_quote(in);
    if (close.len > 0 && !take_block(in, close, &found))
        return false;
    if (found)
        return true;
    if (c == '#' && begins_remark(in))
        skip_remark(in);
    else if (c == '<' && char_at(in, in->at + 1) == '<')
        take_redirection(in);
    else if (c == '\\' || (c == '`' && in->kind == SL_SHELL_POWER))
        in->at += char_at(in, in->at + 1) == '\r' ? 3 : 2; /* the line may go on */
    else
        in->at++;
    return true;
}

/* Whose quoting: the language of a fence, the key of a value, or the file says it. */
static sl_shell_kind kind_of(const sl_passage_work *work, const sl_piece *piece)
{
    if (piece->leaf)
        return sl_script_kind(sl_node_name(piece->leaf));
    if (piece->carrier == SL_CARRIER_BLOCK)
        return sl_script_kind(piece->context);
    return piece->carrier == SL_CARRIER_HEREDOC ? SL_SHELL_POSIX
                                                : sl_script_kind(work->doc->blob->path);
}

bool sl_piece_shell(sl_passage_work *work, const sl_piece *piece)
{
    scan in = {.work = work,
               .piece = piece,
               .text = piece->text.text,
               .kind = kind_of(work, piece),
               .first = work->found.len};

    while (in.at < in.text.len)
        if (!step(&in))
            return false;
    in.at = in.text.len;
    return end_line(&in);
}
