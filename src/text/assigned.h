/* assigned.h - the parts of assignment.h: words, values, command lines. */
#ifndef SECLINT_TEXT_ASSIGNED_H
#define SECLINT_TEXT_ASSIGNED_H

#include "text/assignment.h"

#define SL_WIDE_COLON "\xef\xbc\x9a" /* of Chinese and Japanese text */

enum {
    SL_MAX_ASSIGNED_LINE = 400, /* bytes of a line read behind a name */
    SL_MAX_ASSIGNED_NAME = 80   /* bytes of a name */
};

/* Letters, digits, '_' and whatever is not ASCII. */
static inline bool sl_assigned_is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '_' || (uint8_t)c >= 0x80;
}

/* What a name holds, though not at its ends. */
static inline bool sl_assigned_is_name(char c)
{
    return sl_assigned_is_word(c) || c == '-' || c == '.';
}

static inline bool sl_assigned_is_quote(char c)
{
    return c == '"' || c == '\'' || c == '`';
}

/* Reads what stands at text[at], behind a separator and blanks: a literal in quotes,
 * a call round one, a default behind an expression, or a bare word. Sets value, quoted
 * and, where it is not a plain value, tie; *end is behind what was read. */
bool sl_assigned_value(sl_str text, size_t at, sl_assignment *out, size_t *end);
/* Only a literal in quotes (with a prefix such as b or r), also written \"...\". */
bool sl_assigned_quoted(sl_str text, size_t at, sl_assignment *out, size_t *end);
/* Behind a literal that was read: "a" + "v", also over lines. Of the pieces the longest is
 * the value. Always true. */
bool sl_assigned_pieces(sl_str text, sl_assignment *out, size_t *end);
/* Behind the whole value: "Bearer {}".format("v"), "Bearer %s" % "v", ("Bearer %s", "v").
 * Takes what is put into the place that a scheme leaves open. Always true. */
bool sl_assigned_filled(sl_str text, sl_assignment *out, size_t *end);
/* Behind an expression on the same line: || "v", ?? "v", or "v", ? "v" : other,
 * ? other : "v", and the second argument of getenv("X", "v"). */
bool sl_assigned_fallback(sl_str text, size_t at, sl_assignment *out, size_t *end);
/* An expansion that is the value, with a default: ${NAME:v} and ${NAME:-v} of
 * configurations and shells, {{ name | default "v" }} of Go and Jinja templates,
 * <%= ENV['NAME'] || 'v' %>. */
bool sl_assigned_expansion(sl_str text, size_t at, sl_assignment *out, size_t *end);
/* Behind the sign of "Type = v" and "Type := v", with the type at text[at]; SIZE_MAX if
 * no such sign stands there. */
size_t sl_assigned_sign(sl_str text, size_t at);
/* "the name is v", "name: v" in other words; at itself if no such word stands there. */
size_t sl_assigned_verb(sl_str text, size_t at);
/* Only a bare word. */
bool sl_assigned_bare(sl_str text, size_t at, sl_assignment *out, size_t *end);

/* A word of a command line or statement that begins at text[at]: curl, mysql,
 * sshpass ... Sets all of *out if there is a secret behind it on its line. */
bool sl_assigned_command(sl_str text, size_t at, sl_assignment *out, size_t *end);

/* A call that begins at text[at] and takes a secret by position: SetBasicAuth("user",
 * "V"), mysqli_connect(host, user, 'V'). Sets all of *out. */
bool sl_assigned_call(sl_str text, size_t at, sl_assignment *out, size_t *end);

/* The text of an element that begins at text[at], up to the tag that closes it. */
bool sl_assigned_element(sl_str text, size_t at, sl_assignment *out, size_t *end);
/* The rest of a tag, from text[at] on: ... value="V", and what stands behind it: >V</ */
bool sl_assigned_tag(sl_str text, size_t at, sl_assignment *out, size_t *end);
/* find("#name").type("V"), with text[at] behind the bracket: what a test of pages types
 * into a field. */
bool sl_assigned_field(sl_str text, size_t at, sl_assignment *out, size_t *end);
/* | name | V | of Markdown, Org and AsciiDoc; the name is all of its cell. text[name] is
 * its first byte, text[at] is behind the bar. */
bool sl_assigned_cell(sl_str text, size_t name, size_t at, sl_assignment *out,
                      size_t *end);
/* <td>name</td><td>V</td> on one line; text[at] is behind the first '<'. */
bool sl_assigned_column(sl_str text, size_t name, size_t at, sl_assignment *out,
                        size_t *end);

/* The name round text[at]: letters, digits, '_' and, inside it, '-' and '.'; or two words
 * such as "API key" that begin there. Empty if there is none. */
sl_span sl_assigned_name(sl_str text, size_t at);

/* The byte so many in front of a name; NUL before the text begins. */
static inline char sl_assigned_front(sl_str text, sl_span name, size_t back)
{
    return name.start >= back ? text.ptr[name.start - back] : '\0';
}

/* Past the quotes and brackets that close round the name: "name", ['name'], name[]; sets
 * *quoted if it stands in quotes. SIZE_MAX if it is only the end of some text. */
size_t sl_assigned_leave(sl_str text, sl_span name, bool *quoted);
/* How many bytes at text[at] end **name** of Markdown. */
size_t sl_assigned_strong(sl_str text, sl_span name, size_t at);
/* arn:aws:secretsmanager:...:secret:name: is the name a part between colons? */
bool sl_assigned_in_arn(sl_str text, sl_span name);
/* The word in front of the name and blanks; empty if there is none. */
sl_str sl_assigned_word_before(sl_str text, sl_span name);
/* The name with what says which one it is: "GPG key", "public key", and of
 * checksum/secret, the annotation of a pod, what is said of the secret. */
sl_span sl_assigned_whole_name(sl_str text, sl_span name);

/* Words in front of a name: those that declare it ("set", "const"), those by which a
 * command is about it ("kubectl describe secret NAME"), and "you could pass 'x' to it". */
bool sl_assigned_declares(sl_str word);
bool sl_assigned_handles(sl_str word);
bool sl_assigned_verb_pass(sl_str before, sl_str name);

/* "v".equals(name), "v" == name: what is compared stands in front. text[at] is in the word
 * by which the name was found; not more than SL_ASSIGNMENT_BEFORE bytes are read. */
bool sl_assigned_compared(sl_str text, sl_span name, size_t at, sl_assignment *out);

/* Does the name that begins at text[name] belong to a tag: <name ...>, <x:name>? */
bool sl_assigned_in_tag(sl_str text, size_t name);

/* "Bearer v", "Basic v", "token v": takes the scheme off, which is no part of the value. */
void sl_assigned_drop_scheme(sl_str *value);

/* Behind blanks and tabs. */
size_t sl_assigned_blanks(sl_str text, size_t at);

#endif
