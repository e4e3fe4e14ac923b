#include "lsp/action.h"

#include "base/limits.h"
#include "fix/plan.h"
#include "lsp/allow.h"
#include "lsp/diagnostic.h"
#include "report/read_json.h"

/* A finding that is asked about, as it outlives another look. */
typedef struct asked {
    const sl_rule *rule;
    size_t line;       /* in the document, from 1; 0: none */
    sl_str diagnostic; /* the object, as JSON */
} asked;

SL_VEC(asked_vec, asked);

typedef struct acting {
    sl_json *json;
    sl_document *document;
    const sl_documents *documents;
    const sl_client *client;
    sl_arena arena;
    asked_vec asked;
} acting;

/* "quickfix", one of its kinds, or all. */
static bool wants_quickfix(const sl_node *params)
{
    const sl_node *only = sl_json_below(params, "context.only");

    if (!only || only->type != SL_NODE_SEQ)
        return true;
    for (const sl_node *kind = only->first; kind; kind = kind->next)
        if (sl_str_eq(kind->value, sl_lit("quickfix")) || kind->value.len == 0)
            return true;
    return false;
}

static sl_spot_range wanted_range(const sl_node *params)
{
    return (sl_spot_range){
        .line = sl_json_number(params, "range.start.line"),
        .end_line = sl_json_number(params, "range.end.line"),
    };
}

static sl_str diagnostic_of(acting *a, const sl_finding *finding)
{
    sl_buf text = {0};
    sl_json json = sl_json_open(&text, false);
    sl_str kept;

    sl_diagnostic_write_one(&json, finding, a->document, a->client);
    kept = sl_arena_str(&a->arena, sl_buf_str(&text));
    sl_buf_free(&text);
    return kept;
}

static bool is_asked(const acting *a, const sl_finding *finding,
                     const sl_spot_range *wanted)
{
    sl_spot_range range;

    if (!sl_diagnostic_shown(finding, a->document))
        return false;
    range = sl_diagnostic_range(finding, a->document, a->client->units);
    return sl_diagnostic_meets(&range, wanted);
}

static void begin_action(acting *a, sl_str title, const asked *one)
{
    sl_json *json = a->json;
    sl_buf shown = {0};

    sl_diagnostic_text(title, &shown);
    sl_json_object(json);
    sl_json_pair(json, "title", sl_buf_str(&shown));
    sl_buf_free(&shown);
    sl_json_pair(json, "kind", sl_lit("quickfix"));
    sl_json_key(json, "diagnostics");
    sl_json_array(json);
    sl_json_raw(json, one->diagnostic);
    sl_json_end_array(json);
}

static void end_action(acting *a, const sl_file_edits *edits)
{
    sl_json_key(a->json, "edit");
    sl_file_edits_write(a->json, edits, a->documents, a->client);
    sl_json_end_object(a->json);
}

/* The bytes of lines [first, first + count), from 1. */
static sl_span span_of_lines(sl_str text, size_t first, size_t count)
{
    sl_str rest = text;
    sl_span span;

    for (size_t i = 1; i < first && rest.len > 0; i++)
        sl_str_line(&rest);
    span.start = text.len - rest.len;
    for (size_t i = 0; i < count && rest.len > 0; i++)
        sl_str_line(&rest);
    span.end = text.len - rest.len;
    return span;
}

static const sl_draft *draft_of(const sl_plan *plan, sl_str path)
{
    for (size_t i = 0; i < plan->drafts.len; i++)
        if (sl_str_eq(plan->drafts.at[i]->path, path))
            return plan->drafts.at[i];
    return NULL;
}

static void write_fix(acting *a, const asked *one, const sl_plan *plan, sl_edits edits)
{
    sl_str folder = a->document->home->folder;
    sl_buf title = {0};
    sl_file_edits all = {0};

    sl_buf_add(&title, sl_lit("seclint: settle "));
    sl_buf_add(&title, one->rule->id);
    sl_buf_add(&title, sl_lit(" in"));
    for (size_t i = 0; i < edits.len; i++) {
        const sl_edit *edit = &edits.at[i];
        const sl_draft *draft = draft_of(plan, edit->path);

        if (i == 0 || !sl_str_eq(edit->path, edits.at[i - 1].path))
            sl_buf_printf(&title, "%s %.*s", i ? "," : "", sl_fmt(edit->path));
        *sl_vec_push(&all) = (sl_file_edit){
            .path = sl_arena_printf(&a->arena, "%.*s/%.*s", sl_fmt(folder),
                                    sl_fmt(edit->path)),
            .old = draft->before,
            .exists = draft->existed,
            .span = span_of_lines(draft->before, edit->line, edit->replaced),
            .text = edit->text,
        };
    }
    begin_action(a, sl_buf_str(&title), one);
    sl_json_pair_bool(a->json, "isPreferred", true);
    end_action(a, &all);
    sl_vec_free(&all);
    sl_buf_free(&title);
}

/* One plan for all of them; it rests on the results, so it comes before the trials. */
static void write_fixes(acting *a, const sl_results *results, const asked *first,
                        const sl_finding *const *findings)
{
    sl_live *live = a->document->home->live;
    sl_plan_options how = {.over = sl_live_tree(live)};
    sl_plan plan = {0};
    sl_err err = {0};

    if (sl_live_whole(live) &&
        sl_plan_make(&plan, sl_live_repo(live), results, &how, &err))
        for (size_t i = 0; i < a->asked.len; i++) {
            sl_edits edits = sl_plan_edits(&plan, findings[i]);

            if (edits.len > 0)
                write_fix(a, &first[i], &plan, edits);
        }
    sl_plan_free(&plan);
}

static size_t count_shown(const sl_results *results, const sl_document *document)
{
    size_t count = 0;

    for (size_t i = 0; i < results->findings_len; i++)
        count += sl_diagnostic_shown(&results->findings[i], document);
    return count;
}

/* Does the comment make one finding less, at least? */
static bool works(acting *a, const sl_allow_try *trial, size_t before)
{
    sl_live *live = a->document->home->live;
    sl_str text = sl_buf_str(&a->document->text);
    sl_buf edited = {0};
    size_t after;

    sl_buf_add(&edited, sl_str_sub(text, 0, trial->at));
    sl_buf_add(&edited, trial->text);
    sl_buf_add(&edited, sl_str_skip(text, trial->at));
    sl_live_put(live, a->document->name, sl_buf_str(&edited));
    after = count_shown(sl_live_look(live), a->document);
    sl_live_put(live, a->document->name, text);
    sl_buf_free(&edited);
    return after < before;
}

static void write_allow(acting *a, const asked *one, size_t before)
{
    sl_allow_try tries[SL_ALLOW_TRIES];
    size_t len =
        sl_allow_tries(a->document, one->rule->id, one->line, &a->arena, tries);
    sl_file_edits edits = {0};
    sl_str title;

    for (size_t i = 0; i < len; i++) {
        if (!works(a, &tries[i], before))
            continue;
        *sl_vec_push(&edits) = (sl_file_edit){
            .path = a->document->path,
            .old = sl_buf_str(&a->document->text),
            .exists = true,
            .span = {tries[i].at, tries[i].at},
            .text = tries[i].text,
        };
        title = sl_arena_printf(&a->arena, "seclint: allow %.*s here, with a reason",
                                sl_fmt(one->rule->id));
        begin_action(a, title, one);
        end_action(a, &edits);
        break;
    }
    sl_vec_free(&edits);
}

static void write_all(acting *a, const sl_results *results, const sl_spot_range *wanted)
{
    const sl_finding *findings[SL_MAX_LSP_ACTIONS] = {NULL};
    size_t before = count_shown(results, a->document);

    for (size_t i = 0; i < results->findings_len && a->asked.len < SL_MAX_LSP_ACTIONS;
         i++) {
        const sl_finding *finding = &results->findings[i];

        if (!is_asked(a, finding, wanted))
            continue;
        findings[a->asked.len] = finding;
        *sl_vec_push(&a->asked) = (asked){
            .rule = finding->rule,
            .line = finding->place.origin == SL_ORIGIN_INDEX
                        ? 0
                        : finding->place.start.line,
            .diagnostic = diagnostic_of(a, finding),
        };
    }
    if (a->asked.len == 0)
        return;
    write_fixes(a, results, a->asked.at, findings);
    for (size_t i = 0; i < a->asked.len; i++)
        write_allow(a, &a->asked.at[i], before);
}

void sl_actions_write(sl_json *json, sl_document *document,
                      const sl_documents *documents, const sl_client *client,
                      const sl_node *params)
{
    acting a = {
        .json = json, .document = document, .documents = documents, .client = client};
    sl_spot_range wanted = wanted_range(params);

    sl_json_array(json);
    if (document->home && client->literals && wants_quickfix(params))
        write_all(&a, sl_live_look(document->home->live), &wanted);
    sl_json_end_array(json);
    sl_vec_free(&a.asked);
    sl_arena_free(&a.arena);
}
