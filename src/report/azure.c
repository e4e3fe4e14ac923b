/* azure.c - logging commands of Azure Pipelines, one a line.
 *
 * Source: learn.microsoft.com, "Logging commands", and the escaping of
 * azure-pipelines-task-lib. There are errors and warnings only: notes are plain lines
 * of the log. */
#include "report/formats.h"

#include "report/account.h"
#include "report/annotations.h"
#include "report/logline.h"
#include "report/tally.h"
#include "text/escape.h"

static const sl_logline_form data = {"%AZP25", ""};
static const sl_logline_form property = {"%AZP25", ";]"};

static void add_text(const sl_finding *f, sl_buf *out)
{
    sl_account_where(&f->place, out);
    sl_buf_add(out, sl_lit(": "));
    sl_account_write(f, out);
}

static void write_note(const sl_finding *f, sl_buf *out)
{
    sl_buf line = {0};

    sl_account_where(&f->place, &line);
    sl_buf_printf(&line, ": %s[", sl_level_name(f->level));
    sl_escape(f->rule->id, &line);
    sl_buf_add(&line, sl_lit("]: "));
    sl_account_write(f, &line);
    sl_buf_char(&line, '\n');
    sl_logline_disarm(sl_buf_str(&line), out);
    sl_buf_free(&line);
}

static void write_issue(const sl_finding *f, sl_buf *out)
{
    sl_str file = sl_account_file(&f->place);
    sl_buf text = {0};

    sl_buf_printf(out, "##vso[task.logissue type=%s;", sl_level_name(f->level));
    if (file.len > 0) {
        sl_buf_add(out, sl_lit("sourcepath="));
        sl_logline_field(file, &property, out);
        sl_buf_char(out, ';');
    }
    if (sl_account_is_here(&f->place))
        sl_buf_printf(out, "linenumber=%zu;columnnumber=%zu;", f->place.start.line,
                      f->place.start.utf16);
    sl_buf_add(out, sl_lit("code="));
    sl_logline_field(f->rule->id, &property, out);
    sl_buf_add(out, sl_lit(";]"));
    add_text(f, &text);
    sl_logline_field(sl_buf_str(&text), &data, out);
    sl_buf_char(out, '\n');
    sl_buf_free(&text);
}

static void write_finding(const sl_finding *f, sl_buf *out)
{
    if (sl_tally_counts(f) && f->level >= SL_LEVEL_WARNING)
        write_issue(f, out);
    else
        write_note(f, out);
}

static void tell_incomplete(const sl_results *results, const sl_ranking *ranking,
                            sl_buf *out)
{
    sl_tally tally = sl_tally_of(results);

    (void)ranking;
    if (results->complete)
        return;
    sl_buf_add(out, sl_lit("##vso[task.logissue type=warning;]seclint: "));
    sl_tally_unread(&tally, out);
    sl_buf_add(out, sl_lit("; the log says what\n"));
}

void sl_azure_write(const sl_results *results, const sl_report_style *style,
                    sl_buf *out)
{
    static const sl_annotator azure = {tell_incomplete, write_finding};

    sl_annotations_write(&azure, results, style, out);
}
