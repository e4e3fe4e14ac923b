#include "report/report.h"

#include "report/formats.h"

#include "version.h"

static const sl_report_format formats[] = {
    {"text", "diagnostics for people", false, SL_HASHES_NONE, sl_text_write},
    {"sarif", "SARIF 2.1.0, for code scanning", true, SL_HASHES_FILES, sl_sarif_write},
    {"jsonl", "one JSON object per line", false, SL_HASHES_LINES, sl_jsonl_write},
    {"github", "annotations of GitHub Actions", false, SL_HASHES_NONE, sl_github_write},
    {"gitlab", "GitLab secret detection report", false, SL_HASHES_NONE,
     sl_gitlab_write},
    {"codequality", "GitLab Code Quality", false, SL_HASHES_NONE, sl_codequality_write},
    {"junit", "JUnit XML", false, SL_HASHES_NONE, sl_junit_write},
    {"rdjson", "Reviewdog Diagnostic Format", false, SL_HASHES_NONE, sl_rdjson_write},
    {"azure", "logging commands of Azure Pipelines", false, SL_HASHES_NONE,
     sl_azure_write},
    {"html", "one self-contained page for a browser", false, SL_HASHES_NONE,
     sl_html_write},
    {"markdown", "summary for the page of a CI job", false, SL_HASHES_NONE,
     sl_markdown_write},
};

const sl_report_format *sl_report_format_at(size_t i)
{
    return i < sizeof formats / sizeof *formats ? &formats[i] : NULL;
}

const sl_report_format *sl_report_format_find(sl_str name)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        if (sl_str_eq(name, sl_str_of(formats[i].name)))
            return &formats[i];
    }
    return NULL;
}

const char *sl_version(void)
{
    return SL_VERSION;
}
