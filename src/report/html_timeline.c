#include "report/html_page.h"

#include "base/limits.h"
#include "report/html_text.h"

#include <stdlib.h>

enum { BUCKETS = 60, HALF = 40, WIDE = 1000, LEAST = 10 };

/* The life of one secret at one path. */
typedef struct life {
    const sl_finding *finding;
    size_t number; /* of the finding, from 1 */
    int64_t entered;
    int64_t left; /* the newest commit that has it; INT64_MAX: it is still there */
} life;

SL_VEC(life_vec, life);

typedef struct chart {
    life_vec lives;
    int64_t first;
    int64_t last;
    size_t still;
} chart;

static bool is_still_there(const sl_finding *f)
{
    unsigned now = 1u << SL_ORIGIN_WORKTREE | 1u << SL_ORIGIN_INDEX |
                   1u << SL_ORIGIN_FILE | 1u << SL_ORIGIN_HEAD;

    return ((f->origins | 1u << f->place.origin) & now) != 0;
}

static void stretch(chart *c, int64_t time)
{
    if (time < c->first)
        c->first = time;
    if (time > c->last)
        c->last = time;
}

static void gather(chart *c, const sl_results *results)
{
    for (size_t i = 0; i < results->findings_len; i++) {
        const sl_finding *f = &results->findings[i];
        const sl_place *place = &f->place;
        life *one;

        if (!f->masked || !sl_html_committed(f))
            continue;
        one = sl_vec_push(&c->lives);
        *one = (life){f, i + 1, place->commit_time, place->commit_time};
        if (place->last && place->last->last.len > 0)
            one->left = place->last->last_time;
        if (c->lives.len == 1)
            c->first = c->last = one->entered;
        stretch(c, one->entered);
        stretch(c, one->left);
        if (is_still_there(f)) {
            one->left = INT64_MAX;
            c->still++;
        }
    }
}

/* In doubles, because commits may claim any time. */
static double at(const chart *c, int64_t time, double wide)
{
    double range = (double)c->last - (double)c->first;

    if (time == INT64_MAX || range <= 0)
        return time == INT64_MAX ? wide : 0;
    return ((double)time - (double)c->first) / range * wide;
}

static size_t bucket(const chart *c, int64_t time)
{
    double place = at(c, time, BUCKETS);

    return place >= BUCKETS ? BUCKETS - 1 : place > 0 ? (size_t)place : 0;
}

static void write_column(const sl_html_page *page, const char *kind, size_t i,
                         size_t count, size_t most)
{
    size_t height = count * (HALF - 4) / most;

    if (count == 0)
        return;
    height = height < 3 ? 3 : height;
    sl_buf_printf(page->out,
                  "<rect class=\"%s\" x=\"%zu\" y=\"%zu\" width=\"8\" height=\"%zu\"/>",
                  kind, i * 10 + 1, kind[0] == 'i' ? HALF - height : HALF + 2, height);
}

/* How many came (up) and went (down), in sixty parts of the time. */
static void write_columns(const sl_html_page *page, const chart *c)
{
    size_t came[BUCKETS] = {0}, went[BUCKETS] = {0}, most = 1;

    for (size_t i = 0; i < c->lives.len; i++) {
        came[bucket(c, c->lives.at[i].entered)]++;
        if (c->lives.at[i].left != INT64_MAX)
            went[bucket(c, c->lives.at[i].left)]++;
    }
    for (size_t i = 0; i < BUCKETS; i++) {
        most = came[i] > most ? came[i] : most;
        most = went[i] > most ? went[i] : most;
    }
    sl_buf_printf(page->out,
                  "<svg class=\"columns\" viewBox=\"0 0 600 %d\" role=\"img\" "
                  "preserveAspectRatio=\"none\" aria-label=\"Secrets that entered and "
                  "left history, over time\">",
                  2 * HALF + 2);
    sl_buf_printf(page->out,
                  "<rect class=\"axis\" x=\"0\" y=\"%d\" width=\"600\" height=\"1\"/>",
                  HALF);
    for (size_t i = 0; i < BUCKETS; i++) {
        write_column(page, "in", i, came[i], most);
        write_column(page, "out", i, went[i], most);
    }
    SL_HTML(page, "</svg>\n<p class=\"ends\"><span>");
    sl_html_date(c->first, page->out);
    SL_HTML(page, "</span><span>up: entered, down: last seen</span><span>");
    sl_html_date(c->last, page->out);
    SL_HTML(page, "</span></p>\n");
}

static const char *kind_of(const life *one)
{
    sl_html_standing standing = sl_html_standing_of(one->finding);

    if (standing != SL_HTML_OPEN && standing != SL_HTML_NEW)
        return "safe";
    return one->left == INT64_MAX ? "stays" : "past";
}

static void write_life(const sl_html_page *page, const chart *c, const life *one)
{
    const sl_finding *f = one->finding;
    double from = at(c, one->entered, WIDE);
    double wide = at(c, one->left, WIDE) - from;

    wide = wide < LEAST ? LEAST : wide;
    from = from > WIDE - wide ? WIDE - wide : from;
    sl_buf_printf(page->out, "<li><a href=\"#f%zu\">", one->number);
    sl_html_text(f->place.path, page->out);
    if (f->place.start.line > 0)
        sl_buf_printf(page->out, ":%zu", f->place.start.line);
    SL_HTML(page, "</a> <code>");
    sl_html_text(f->rule->id, page->out);
    sl_buf_printf(page->out,
                  "</code><svg viewBox=\"0 0 %d 10\" preserveAspectRatio=\"none\" "
                  "aria-hidden=\"true\"><rect class=\"rail\" y=\"4\" width=\"%d\" "
                  "height=\"2\"/><rect class=\"%s\" x=\"%.0f\" y=\"1\" width=\"%.0f\" "
                  "height=\"8\"/></svg><span class=\"when\">",
                  WIDE, WIDE, kind_of(one), from, wide);
    sl_html_date(one->entered, page->out);
    if (one->left == INT64_MAX) {
        SL_HTML(page, " to now");
    } else if (one->left != one->entered) {
        SL_HTML(page, " to ");
        sl_html_date(one->left, page->out);
    }
    SL_HTML(page, "</span></li>\n");
}

/* What is there still and worst, and came last. */
static int by_weight(const void *a, const void *b)
{
    const life *x = a;
    const life *y = b;
    int order = (int)y->finding->level - (int)x->finding->level;

    if (order == 0)
        order = (y->left == INT64_MAX) - (x->left == INT64_MAX);
    if (order == 0)
        order = (y->entered > x->entered) - (y->entered < x->entered);
    return order ? order : (x->number > y->number) - (x->number < y->number);
}

static int by_time(const void *a, const void *b)
{
    const life *x = a;
    const life *y = b;
    int order = (x->entered > y->entered) - (x->entered < y->entered);

    return order ? order : (x->number > y->number) - (x->number < y->number);
}

static void write_lives(const sl_html_page *page, chart *c)
{
    size_t shown = c->lives.len < SL_MAX_HTML_LIVES ? c->lives.len : SL_MAX_HTML_LIVES;

    qsort(c->lives.at, c->lives.len, sizeof *c->lives.at, by_weight);
    qsort(c->lives.at, shown, sizeof *c->lives.at, by_time);
    SL_HTML(page, "<ol class=\"lives\">\n");
    for (size_t i = 0; i < shown; i++)
        write_life(page, c, &c->lives.at[i]);
    SL_HTML(page, "</ol>\n");
    if (shown == c->lives.len)
        return;
    SL_HTML(page, "<p>");
    sl_tally_count(c->lives.len - shown, "more secret", page->out);
    SL_HTML(page, ", counted above and listed among the findings.</p>\n");
}

void sl_html_timeline(const sl_html_page *page)
{
    chart c = {0};

    gather(&c, page->results);
    if (c.lives.len > 0) {
        SL_HTML(page, "<section id=\"timeline\" aria-labelledby=\"timeline-title\">\n"
                      "<h2 id=\"timeline-title\">Time line</h2>\n<p class=\"lead\">");
        sl_tally_count(c.lives.len, "secret", page->out);
        SL_HTML(page, " entered history; ");
        sl_tally_number(c.still, page->out);
        sl_buf_printf(page->out,
                      " %s still in the working tree or the index. One that "
                      "was taken out stays in every clone: it has to be "
                      "replaced.</p>\n",
                      c.still == 1 ? "is" : "are");
        write_columns(page, &c);
        write_lives(page, &c);
        SL_HTML(page, "</section>\n");
    }
    sl_vec_free(&c.lives);
}
