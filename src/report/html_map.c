#include "report/html_page.h"

#include "base/limits.h"
#include "report/html_text.h"

/* How the guards are summed up: a word, and the guards that it stands for. */
typedef struct band {
    const char *kind; /* class of the style sheet */
    const char *name;
} band;

enum { OPEN_ROWS = 30 };
enum { EXPOSED, REMEMBERED, ENCRYPTED, LOCAL, WITHOUT, BANDS };

static const band bands[BANDS] = {
    [EXPOSED] = {"exposed", "exposed now"},
    [REMEMBERED] = {"past", "exposed in history only"},
    [ENCRYPTED] = {"encrypted", "encrypted"},
    [LOCAL] = {"local", "ignored, on this machine only"},
    [WITHOUT] = {"quiet", "without a secret, binary or allowed"},
};

static size_t band_of_guard(sl_html_guard guard)
{
    switch (guard) {
    case SL_HTML_PLAIN:
    case SL_HTML_BROKEN: return EXPOSED;
    case SL_HTML_GONE:
    case SL_HTML_CLEAN: return REMEMBERED;
    case SL_HTML_GITCRYPT:
    case SL_HTML_VAULT:
    case SL_HTML_SOPS:
    case SL_HTML_CIPHER: return ENCRYPTED;
    case SL_HTML_IGNORED: return LOCAL;
    default: return WITHOUT;
    }
}

/* An old version in the open weighs more than what the file is today. */
static size_t band_of(const sl_html_state *state)
{
    size_t now = band_of_guard(state->guard);

    return now != EXPOSED && sl_html_state_exposed(state) ? REMEMBERED : now;
}

/* One bar over all paths; the legend says in words and figures what it shows. */
static void write_bar(const sl_html_page *page)
{
    size_t counts[BANDS] = {0}, from = 0;
    size_t total = page->states.len;

    for (size_t i = 0; i < total; i++)
        counts[band_of(&page->states.at[i])]++;
    SL_HTML(page, "<svg class=\"bar\" viewBox=\"0 0 1000 10\" "
                  "preserveAspectRatio=\"none\" aria-hidden=\"true\">");
    for (size_t i = 0; i < BANDS; i++) {
        sl_buf_printf(page->out,
                      "<rect class=\"%s\" x=\"%zu\" y=\"0\" width=\"%zu\" "
                      "height=\"10\"/>",
                      bands[i].kind, from * 1000 / total,
                      (from + counts[i]) * 1000 / total - from * 1000 / total);
        from += counts[i];
    }
    SL_HTML(page, "</svg>\n<ul class=\"legend\">");
    for (size_t i = 0; i < BANDS; i++) {
        if (counts[i] == 0)
            continue;
        sl_buf_printf(page->out,
                      "<li><svg class=\"key\" viewBox=\"0 0 10 10\" "
                      "aria-hidden=\"true\"><rect class=\"%s\" width=\"10\" "
                      "height=\"10\"/></svg><b>",
                      bands[i].kind);
        sl_tally_number(counts[i], page->out);
        sl_buf_printf(page->out, "</b> %s</li>", bands[i].name);
    }
    SL_HTML(page, "</ul>\n");
}

static void write_path(const sl_html_page *page, const sl_html_state *state)
{
    size_t group = sl_html_number(&page->groups, state->path);

    SL_HTML(page, "<th scope=\"row\">");
    if (group > 0)
        sl_buf_printf(page->out, "<a href=\"#p%zu\">", group);
    sl_html_text(state->path, page->out);
    if (group > 0)
        SL_HTML(page, "</a>");
    if (state->class_) {
        SL_HTML(page, "<small>");
        sl_html_text(state->class_->title, page->out);
        SL_HTML(page, "</small>");
    }
    SL_HTML(page, "</th>");
}

static void write_strategy(const sl_html_page *page, const sl_html_state *state)
{
    const sl_survey *survey = page->results->facts.survey;
    const sl_layout_use *use = NULL;

    if (survey && state->class_)
        use = sl_survey_use(survey, state->class_->layout);
    SL_HTML(page, "<td>");
    if (use)
        sl_buf_add(page->out, sl_str_of(sl_strategy_name(
                                  sl_class_strategy(state->class_, use->strategy))));
    else
        SL_HTML(page, "<span class=\"dim\">none known</span>");
    SL_HTML(page, "</td>");
}

static void write_history(const sl_html_page *page, const sl_html_state *state)
{
    sl_str mode = page->results->mode;

    SL_HTML(page, "<td>");
    if (state->committed) {
        SL_HTML(page, "<span class=\"badge past\">secrets</span>");
        if (state->dated) {
            SL_HTML(page, " since ");
            sl_html_date(state->since, page->out);
        }
    } else if (sl_str_eq(mode, sl_lit("history"))) {
        SL_HTML(page, "no secret");
    } else {
        SL_HTML(page, "<span class=\"dim\">not looked at</span>");
    }
    SL_HTML(page, "</td>");
}

static void write_row(const sl_html_page *page, size_t i)
{
    const sl_html_state *state = &page->states.at[i];

    sl_buf_printf(page->out, "<tr id=\"s%zu\">", i + 1);
    write_path(page, state);
    write_strategy(page, state);
    sl_buf_printf(page->out, "<td><span class=\"badge %s\">%s</span></td><td>%s</td>",
                  bands[band_of_guard(state->guard)].kind,
                  sl_html_guard_name(state->guard),
                  state->tracked ? "tracked" : "<span class=\"dim\">no</span>");
    write_history(page, state);
    SL_HTML(page, "<td class=\"r\">");
    if (state->findings > 0)
        sl_tally_number(state->findings, page->out);
    else
        SL_HTML(page, "<span class=\"dim\">none</span>");
    SL_HTML(page, "</td></tr>\n");
}

static void write_uses(const sl_html_page *page)
{
    const sl_survey *survey = page->results->facts.survey;

    if (!survey || survey->uses_len == 0)
        return;
    SL_HTML(page, "<details class=\"uses\"><summary>What the repository follows, and "
                  "how that is known</summary>\n<ul>\n");
    for (size_t i = 0; i < survey->uses_len; i++) {
        const sl_layout_use *use = &survey->uses[i];

        SL_HTML(page, "<li><b>");
        sl_html_text(use->layout->title, page->out);
        sl_buf_printf(page->out, "</b>: strategy %s, ",
                      sl_strategy_name(use->strategy));
        if (use->inferred)
            sl_html_text(use->evidence, page->out);
        else
            SL_HTML(page, "as configured");
        SL_HTML(page, "; known by <code>");
        sl_html_text(use->because, page->out);
        SL_HTML(page, "</code></li>\n");
    }
    SL_HTML(page, "</ul>\n</details>\n");
}

static void write_table(const sl_html_page *page, size_t from, size_t to)
{
    SL_HTML(page, "<table aria-labelledby=\"map-title\">\n<thead><tr>"
                  "<th scope=\"col\">Path</th><th scope=\"col\">Strategy</th>"
                  "<th scope=\"col\">Protection</th><th scope=\"col\">Index</th>"
                  "<th scope=\"col\">History</th><th scope=\"col\" class=\"r\">"
                  "Findings</th></tr></thead>\n<tbody>\n");
    for (size_t i = from; i < to; i++)
        write_row(page, i);
    SL_HTML(page, "</tbody>\n</table>\n");
}

/* A long table would stand between the reader and the findings: its first rows, which
 * are those that need somebody, are open. */
static void write_tables(const sl_html_page *page)
{
    size_t total = page->states.len;
    size_t rows = total < SL_MAX_HTML_STATES ? total : SL_MAX_HTML_STATES;
    size_t open = rows <= OPEN_ROWS + OPEN_ROWS / 2 ? rows : OPEN_ROWS;

    write_table(page, 0, open);
    if (open < rows) {
        SL_HTML(page, "<details class=\"more\"><summary>");
        sl_tally_count(rows - open, "more path", page->out);
        SL_HTML(page, "</summary>\n");
        write_table(page, open, rows);
        SL_HTML(page, "</details>\n");
    }
    if (rows < total) {
        SL_HTML(page, "<p>");
        sl_tally_count(total - rows, "more path", page->out);
        SL_HTML(page, " without room here; their findings are in the list.</p>\n");
    }
}

void sl_html_map(const sl_html_page *page)
{
    if (page->states.len == 0)
        return;
    SL_HTML(page, "<section id=\"map\" aria-labelledby=\"map-title\">\n"
                  "<h2 id=\"map-title\">Secret files</h2>\n"
                  "<p class=\"lead\">Every path that holds, should hold or once held a "
                  "secret, and what keeps its values from strangers.</p>\n");
    write_bar(page);
    write_tables(page);
    write_uses(page);
    SL_HTML(page, "</section>\n");
}
