/* html_assets.h - the style sheet and the script of the HTML report: html/report.css and
 * html/report.js, made C by tools/compile_assets.c. */
#ifndef SECLINT_REPORT_HTML_ASSETS_H
#define SECLINT_REPORT_HTML_ASSETS_H

#include "base/str.h"

typedef struct sl_html_asset {
    sl_str text;
    sl_str hash; /* "sha256-...", as a content security policy names it */
} sl_html_asset;

extern const sl_html_asset sl_html_style;
extern const sl_html_asset sl_html_script;

#endif
