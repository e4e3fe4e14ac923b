/* formats.h - the writers behind the table of report.c. */
#ifndef SECLINT_REPORT_FORMATS_H
#define SECLINT_REPORT_FORMATS_H

#include "report/report.h"

void sl_text_write(const sl_results *results, const sl_report_style *style,
                   sl_buf *out);
void sl_sarif_write(const sl_results *results, const sl_report_style *style,
                    sl_buf *out);
/* See docs/jsonl.md. */
void sl_jsonl_write(const sl_results *results, const sl_report_style *style,
                    sl_buf *out);
/* For machines and pages of others: docs/formats.md. */
void sl_github_write(const sl_results *results, const sl_report_style *style,
                     sl_buf *out);
void sl_gitlab_write(const sl_results *results, const sl_report_style *style,
                     sl_buf *out);
void sl_codequality_write(const sl_results *results, const sl_report_style *style,
                          sl_buf *out);
void sl_junit_write(const sl_results *results, const sl_report_style *style,
                    sl_buf *out);
void sl_rdjson_write(const sl_results *results, const sl_report_style *style,
                     sl_buf *out);
void sl_azure_write(const sl_results *results, const sl_report_style *style,
                    sl_buf *out);
void sl_markdown_write(const sl_results *results, const sl_report_style *style,
                       sl_buf *out);
/* One self-contained page: docs/html-report.md. */
void sl_html_write(const sl_results *results, const sl_report_style *style,
                   sl_buf *out);

#endif
