/* shell_word.h - words of a command line without their quotes, with the way back.
 *
 * Sources: POSIX.1-2017, Shell Command Language, 2.2 and 2.7.4; about_Quoting_Rules of
 * PowerShell; GNU make, "Splitting recipe lines" and "Using variables in recipes". */
#ifndef SECLINT_DOC_SHELL_WORD_H
#define SECLINT_DOC_SHELL_WORD_H

#include "doc/excerpt.h"

typedef enum sl_shell_kind {
    SL_SHELL_POSIX,
    SL_SHELL_MAKE, /* a '$' is written twice */
    SL_SHELL_POWER /* the escape is a backtick, quotes are written twice */
} sl_shell_kind;

/* Index of the quote that closes the one at text[at], SIZE_MAX if there is none. */
size_t sl_shell_quote_end(sl_str text, size_t at, sl_shell_kind kind);
/* Which quotes have no end in the rest of a text, so that nobody looks for it again. */
typedef struct sl_shell_unclosed {
    bool single, dual;
} sl_shell_unclosed;
/* Index behind the word whose first quote is at text[at]: quoted parts and what stands
 * between them without a blank. at + 1 if the quote is not closed. */
size_t sl_shell_word_end(sl_str text, size_t at, sl_shell_kind kind,
                         sl_shell_unclosed *unclosed);

/* What the command gets for from->text[span], a word as above. Expansions ($X, ${X},
 * $(cmd)) stay as written. */
sl_excerpt sl_shell_word(sl_arena *arena, const sl_excerpt *from, sl_span span,
                         sl_shell_kind kind);

/* How a heredoc is written. */
typedef struct sl_heredoc {
    sl_str word;
    bool quoted; /* the word is: nothing in the text is an escape */
    bool tabs;   /* <<- : tabs before a line do not count */
} sl_heredoc;

/* The heredoc that "<<" at text[at] begins; *end is behind its word. False if it is a
 * shift or a here-string. */
bool sl_heredoc_at(sl_str text, size_t at, sl_heredoc *out, size_t *end);
/* Finds the end of the text that begins at text[start]: the line that is the word, which
 * begins at *end and is followed by text[*next]. False if there is none. */
bool sl_heredoc_end(sl_str text, size_t start, const sl_heredoc *doc, size_t *end,
                    size_t *next);
/* What the command gets for from->text[span]. */
sl_excerpt sl_heredoc_text(sl_arena *arena, const sl_excerpt *from, sl_span span,
                           const sl_heredoc *doc, sl_shell_kind kind);

#endif
