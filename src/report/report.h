/* report.h - the formats of a report, one row each. */
#ifndef SECLINT_REPORT_REPORT_H
#define SECLINT_REPORT_REPORT_H

#include "base/buf.h"
#include "base/err.h"
#include "scan/results.h"

/* Does SARIF have suppressed findings? As verbose says, yes, no. */
enum { SL_SUPPRESSED_AUTO, SL_SUPPRESSED_INCLUDE, SL_SUPPRESSED_EXCLUDE };

#define SL_HOME "https://github.com/CloudReactor/seclint"

typedef struct sl_report_style {
    bool color;      /* SGR sequences */
    bool hyperlinks; /* OSC 8 */
    sl_str root;  /* absolute path of what findings are relative to; empty: unknown */
    bool unicode; /* box drawing and ellipsis; plain ASCII otherwise */
    bool quiet;   /* text: no summary, no notices */
    bool statistics; /* text: counts in place of findings */
    bool verbose;    /* text: protected and suppressed findings too, every notice */
    bool
        no_hashes; /* machine formats: nothing that is computed from the bytes of a line
                      * or file, which a weak password could be guessed from */
    unsigned sarif_suppressed; /* an SL_SUPPRESSED_... */
    size_t width;              /* columns of the terminal, 0: unknown */
} sl_report_style;

typedef struct sl_report_format {
    const char *name;    /* "text" */
    const char *summary; /* for --help */
    bool edits;          /* it carries the edits of sl_results.edits */
    sl_hashes hashes;    /* and what costs a look at all bytes */
    /* Appends the whole report to *out. Cannot fail. */
    void (*write)(const sl_results *results, const sl_report_style *style, sl_buf *out);
} sl_report_format;

/* By name, or NULL; the i-th, or NULL past the last. */
const sl_report_format *sl_report_format_find(sl_str name);
const sl_report_format *sl_report_format_at(size_t i);

/* Writes bytes to path ("-": standard output), a regular file by way of a
 * temporary one in the same directory, mode 0600, renamed when complete. */
bool sl_report_save(const char *path, sl_str bytes, sl_err *err);

/* The same at the end of what stands in the file, which is made if it is missing: for a
 * file that somebody collects, as $GITHUB_STEP_SUMMARY. */
bool sl_report_append(const char *path, sl_str bytes, sl_err *err);

/* The version of the program, "0.1.0". */
const char *sl_version(void);

#endif
