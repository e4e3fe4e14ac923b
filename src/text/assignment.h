/* assignment.h - finds places in any text where a value is given to a name that may
 * announce a secret, without knowing the language: source code, shell, configuration,
 * logs, prose, markup, command lines.
 *
 * The text is searched for the words that such names hold (pass, secret, token, key,
 * ...); what stands round one of them is read as a name, then a separator, then a
 * value. Time is linear in the text: a name is at most 80 bytes long, a quoted value
 * SL_MAX_ASSIGNED and ends at the next quote, and a long bare word is not read again.
 * Values are searched too: a connection string in quotes holds pairs of its own.
 * Whether a value is a secret is for the caller to judge. */
#ifndef SECLINT_TEXT_ASSIGNMENT_H
#define SECLINT_TEXT_ASSIGNMENT_H

#include "base/buf.h"
#include "base/str.h"

/* How the value is tied to the name, by how much that says. */
typedef enum sl_tie {
    SL_TIE_ASSIGNED, /* name = v, "name": v, <name>v</name>, --name v */
    SL_TIE_COMMAND,  /* the program or statement itself says that it is a secret:
                      * mysql -pV, curl -u user:V, IDENTIFIED BY 'V' */
    SL_TIE_DEFAULT,  /* name = getenv("X") || "v" */
    SL_TIE_COMPARED, /* name == "v" */
    SL_TIE_ARGUMENT, /* name("v"), name = call("v") */
    SL_TIE_LOOSE     /* name v: only blanks between, or a header "Bearer v" */
} sl_tie;

/* Slices point into the text. */
typedef struct sl_assignment {
    sl_str name;  /* "config.db_password"; for SL_TIE_COMMAND the word that was found */
    sl_str value; /* without quotes; escapes as written */
    sl_tie tie;
    bool quoted;  /* a literal in quotes, or the text of an element */
    bool bytes;   /* a list of bytes, or a literal of escapes (text/bytes.h) */
    sl_str whole; /* of a value in pieces ("ab" + "cd"), of which value is the longest:
                   * all of them with their quotes; else empty */
} sl_assignment;

/* Of a value in pieces: adds them to out, one behind the other. */
void sl_assignment_join(sl_str whole, sl_buf *out);

/* What holds where nobody sets a value that is one expansion: ${NAME:-v},
 * {{ name | default "v" }}, <%= ENV['NAME'] || 'v' %>. Empty if it is none or has no
 * default; points into value. */
sl_str sl_assignment_default(sl_str value);

/* Reads the assignment to the name that holds text[at], or the command that begins
 * there; false if there is none. *next, behind at, is where to look for more. */
bool sl_assignment_at(sl_str text, size_t at, sl_assignment *out, size_t *next);

/* How many bytes from text[at] on, at most, sl_assignment_at needs to say that there is
 * none, or to find this value: whatever stands behind them, it says the same. SIZE_MAX if
 * that is not seen at a glance: nearly all assignments end with their line. In front of
 * text[at] it needs sl_assignment_before, at most SL_ASSIGNMENT_BEFORE: the line, and the
 * end of the one above it. */
size_t sl_assignment_reach(sl_str text, size_t at);
size_t sl_assignment_before(sl_str text, size_t at);

enum { SL_ASSIGNMENT_BEFORE = 128 };

/* What was said about one place, for who asks again. */
typedef struct sl_assignment_answer {
    size_t at;
    size_t next;
    size_t reach; /* as above; 0: not asked */
    bool known;
    bool found;
    sl_assignment assignment;
} sl_assignment_answer;

/* Finds the words by itself. */
typedef struct sl_assignment_reader {
    sl_str text;
    size_t at;              /* read up to here */
    uint32_t windows[1024]; /* bits: three folded bytes that a word holds */
    uint64_t words[32];     /* by folded first byte: a bit for each word */
    uint16_t begins[64];    /* three folded bytes of each word */
} sl_assignment_reader;

enum { SL_MAX_ASSIGNED = 4096 }; /* bytes of a value; longer ones are not seen */

void sl_assignment_open(sl_assignment_reader *reader, sl_str text);
/* Goes on in another text: opening costs more than reading a line. */
void sl_assignment_reopen(sl_assignment_reader *reader, sl_str text);
bool sl_assignment_next(sl_assignment_reader *reader, sl_assignment *out);
/* Is there a word at all? Costs a fraction of what reading an assignment does. */
bool sl_assignment_any(const sl_assignment_reader *reader);

#endif
