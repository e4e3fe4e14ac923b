/* report.h - the formats of a report, one row each. */
#ifndef SECLINT_REPORT_REPORT_H
#define SECLINT_REPORT_REPORT_H

#include "base/buf.h"
#include "base/err.h"
#include "scan/results.h"

typedef struct sl_report_style {
    bool color;      /* SGR sequences */
    bool hyperlinks; /* OSC 8 */
    bool unicode;    /* box drawing and ellipsis; plain ASCII otherwise */
    bool quiet;      /* text: no summary, no notices */
    bool verbose;    /* text: protected and suppressed findings too, every notice */
    size_t width;    /* columns of the terminal, 0: unknown */
} sl_report_style;

typedef struct sl_report_format {
    const char *name;    /* "text" */
    const char *summary; /* for --help */
    bool edits;          /* it carries the edits of sl_results.edits */
    bool line_hashes;    /* and sl_place.line_hash, which costs a look at all bytes */
    /* Appends the whole report to *out. Cannot fail. */
    void (*write)(const sl_results *results, const sl_report_style *style, sl_buf *out);
} sl_report_format;

/* By name, or NULL; the i-th, or NULL past the last. */
const sl_report_format *sl_report_format_find(sl_str name);
const sl_report_format *sl_report_format_at(size_t i);

/* Writes bytes to path ("-": standard output), a regular file by way of a
 * temporary one in the same directory, mode 0600, renamed when complete. */
bool sl_report_save(const char *path, sl_str bytes, sl_err *err);

/* The version of the program, "0.1.0". */
const char *sl_version(void);

#endif
