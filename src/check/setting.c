#include "check/setting.h"

static const char *const source_endings[] = {
    ".c",      ".h",     ".cc",     ".cpp",  ".cxx",  ".hpp",  ".cs",    ".java",
    ".kt",     ".kts",   ".go",     ".rs",   ".py",   ".pyi",  ".rb",    ".php",
    ".js",     ".mjs",   ".cjs",    ".jsx",  ".ts",   ".tsx",  ".swift", ".m",
    ".mm",     ".pl",    ".pm",     ".lua",  ".dart", ".ex",   ".exs",   ".erl",
    ".hs",     ".clj",   ".r",      ".jl",   ".vb",   ".fs",   ".sol",   ".scala",
    ".groovy", ".vue",   ".svelte", ".html", ".htm",  ".css",  ".scss",  ".jsp",
    ".erb",    ".aspx",  ".cshtml", ".tcl",  ".el",   ".rake", ".proto", ".graphql",
    ".twig",   ".phtml", ".haml",   ".slim", ".hbs",  ".zig",  ".nim",   ".cue"};

static const char *const prose_endings[] = {
    ".md",  ".mdx",     ".markdown", ".rst", ".adoc", ".asciidoc", ".po",
    ".pot", ".tex",     ".pod",      ".1",   ".3",    ".5",        ".7",
    ".8",   ".textile", ".asc",      ".xlf", ".resx"};

/* Words of path components, in small letters. */
static const char *const trial_words[] = {
    "test",     "tests",     "testing",    "testdata",  "testutil",   "spec",
    "specs",    "fixture",   "fixtures",   "mock",      "mocks",      "stub",
    "stubs",    "example",   "examples",   "sample",    "samples",    "demo",
    "demos",    "e2e",       "snapshot",   "snapshots", "cassettes",  "vectors",
    "vendor",   "vendored",  "deps",       "dist",      "testcases",  "testsuite",
    "tutorial", "tutorials", "playground", "benchmark", "benchmarks", "fake",
    "fakes",    "dummy",     "contrib"};

/* Those of them that say as much in the name of a file itself: sample.conf may be what
 * is used. */
static const char *const test_words[] = {
    "test", "tests", "spec", "specs", "fixture", "fixtures", "mock",  "mocks",
    "stub", "stubs", "e2e",  "dummy", "fake",    "testdata", "fakes", "snapshot"};

static const char *const prose_words[] = {
    "doc",  "docs",  "documentation", "locale",    "locales",    "i18n",   "l10n",
    "lang", "langs", "translations",  "changelog", "changelogs", "changes"};

#define HAS(table, word) sl_str_among(table, sizeof(table) / sizeof *(table), word)

static bool ends_in(const char *const *table, size_t len, sl_str path)
{
    size_t dot = sl_str_rchr(path, '.');

    return dot != SIZE_MAX && sl_str_among(table, len, sl_str_skip(path, dot));
}

/* The next word of path: letters and digits, cut where a capital begins a word. */
static sl_str next_word(sl_str *path)
{
    size_t start = 0, end;

#define LETTER(c) (((c) | 0x20) >= 'a' && ((c) | 0x20) <= 'z')
#define DIGIT(c)  ((c) >= '0' && (c) <= '9')
    while (start < path->len && !LETTER(path->ptr[start]) && !DIGIT(path->ptr[start]))
        start++;
    end = start;
    while (end < path->len && (LETTER(path->ptr[end]) || DIGIT(path->ptr[end])) &&
           (end == start || path->ptr[end] < 'A' || path->ptr[end] > 'Z' ||
            path->ptr[end - 1] < 'a' || path->ptr[end - 1] > 'z'))
        end++;
#undef LETTER
#undef DIGIT
    path->ptr += end;
    path->len -= end;
    return (sl_str){path->ptr - (end - start), end - start};
}

sl_level sl_setting_level(sl_str path, sl_level level)
{
    switch (sl_setting_of(path)) {
    case SL_SETTING_TRIAL: return SL_LEVEL_NOTE;
    case SL_SETTING_PROSE: return level > SL_LEVEL_NOTE ? level - 1 : level;
    default: return level;
    }
}

void sl_setting_rate(sl_str path, sl_hit *hit)
{
    hit->plain = hit->level;
    hit->level = sl_setting_level(path, hit->level);
}

/* What a package manager put there, and the descriptions of services that come with the
 * SDK for Python: somebody else's. */
static bool is_installed(sl_str path)
{
    static const char *const places[] = {
        "node_modules/",  "third_party/",      "third-party/",  "site-packages/",
        "dist-packages/", "bower_components/", "botocore/data/"};

    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (sl_str_has(path, sl_str_of(places[i])))
            return true;
    return false;
}

sl_setting sl_setting_of(sl_str path)
{
    sl_str rest = path;
    bool prose =
        ends_in(prose_endings, sizeof prose_endings / sizeof *prose_endings, path);

    if (is_installed(path) || sl_str_starts(path, sl_lit("t/")) ||
        sl_str_has(path, sl_lit("/t/")))
        return SL_SETTING_TRIAL;
    while (rest.len > 0) {
        sl_str word = next_word(&rest);

        if (word.len > 0 && HAS(trial_words, word) &&
            (sl_str_chr(rest, '/') != SIZE_MAX || HAS(test_words, word)))
            return SL_SETTING_TRIAL;
        prose = prose || (word.len > 0 && HAS(prose_words, word));
    }
    if (prose)
        return SL_SETTING_PROSE;
    return sl_source_ending(path) ? SL_SETTING_SOURCE : SL_SETTING_CONFIG;
}

bool sl_source_ending(sl_str name)
{
    return ends_in(source_endings, sizeof source_endings / sizeof *source_endings,
                   name);
}
