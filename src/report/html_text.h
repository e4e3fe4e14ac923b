/* html_text.h - text from strangers inside HTML, and the prose of rules as HTML. */
#ifndef SECLINT_REPORT_HTML_TEXT_H
#define SECLINT_REPORT_HTML_TEXT_H

#include "base/buf.h"

/* The one way by which data comes into the page, as text or inside a quoted attribute:
 * & < > " ' are character references, and what steers (controls, bidirectional
 * overrides, bytes that are no UTF-8) is written as text/escape.h has it. */
void sl_html_text(sl_str text, sl_buf *out);
/* The paragraphs of a rule, as report/prose.h tells them apart; `words` are <code>. */
void sl_html_prose(sl_str text, sl_buf *out);
/* One line of it, without a paragraph around it. */
void sl_html_flow(sl_str text, sl_buf *out);
/* Takes the next command that a terminal would run out of the `words` of a text, such as
 * `git rm --cached PATH`. False: there is none left. */
bool sl_html_next_command(sl_str *rest, sl_str *command);
/* <time datetime="2024-02-29">2024-02-29</time>, in UTC; a year that no calendar has as
 * seconds. */
void sl_html_date(int64_t seconds, sl_buf *out);
/* The day alone: "2024-02-29". */
void sl_html_day(int64_t seconds, sl_buf *out);

#endif
