/* sink_test.c - from hits to findings that hold nothing of a secret. */
#include "rule/sink.h"

#include "base/limits.h"
#include "page.h"
#include "text/linehash.h"

static const sl_rule first = {
    .id = {"a-first", 7}, .level = SL_LEVEL_ERROR, .confidence = SL_CONFIDENCE_HIGH};
static const sl_rule second = {
    .id = {"b-second", 8}, .level = SL_LEVEL_WARNING, .confidence = SL_CONFIDENCE_LOW};
static const sl_rule form = {.id = {"c-form", 6}, .level = SL_LEVEL_NOTE};

/* Made up as the test runs, so that no file looks as if it held a live one. */
static const char *secret_text(char *out, size_t len)
{
    static const char alphabet[] =
        "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    uint32_t x = 0x2545f491;

    for (size_t i = 0; i < len; i++) {
        x = x * 1664525u + 1013904223u;
        out[i] = alphabet[(x >> 16) % (sizeof alphabet - 1)];
    }
    out[len] = '\0';
    return out;
}

static void hit(sl_sink *sink, page *p, const sl_rule *rule, sl_span span, bool secret)
{
    sl_hit one = {.rule = rule, .span = span};

    if (secret)
        one.secret = span;
    sl_sink_hit(sink, &p->doc, &one, "a message");
}

static void base64_of(sl_str text, sl_buf *out)
{
    static const char digits[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    for (size_t i = 0; i + 3 <= text.len; i += 3) {
        uint32_t bits = (uint32_t)(uint8_t)text.ptr[i] << 16 |
                        (uint32_t)(uint8_t)text.ptr[i + 1] << 8 |
                        (uint8_t)text.ptr[i + 2];

        for (unsigned shift = 24; shift > 0; shift -= 6)
            sl_buf_char(out, digits[bits >> (shift - 6) & 63]);
    }
}

static void assert_hidden(sl_str text, const char *secret)
{
    sl_buf coded = {0};
    size_t len = strlen(secret);
    char backwards[128];

    for (size_t i = 0; i < len; i++)
        backwards[i] = secret[len - 1 - i];
    base64_of(sl_str_of(secret), &coded);
    /* half of it would be as bad */
    assert_false(sl_str_has(text, sl_str_make(secret, len / 2)));
    assert_false(sl_str_has(text, sl_str_make(secret + len / 2, len - len / 2)));
    assert_false(sl_str_has(text, sl_str_make(backwards, len / 2)));
    assert_false(sl_str_has(text, sl_str_sub(sl_buf_str(&coded), 0, len / 2)));
    sl_buf_free(&coded);
}

static void no_string_of_a_finding_holds_the_secret(void **state)
{
    static const char *const lines[] = {
        "key = %s",
        "key = %s # seclint:allow",
        "a %s # seclint:allow -- %s is only a sample",
        "%s %s %s",
        "key = \"\n%s\n\" \xff",
    };
    char secret[41];

    (void)state;
    secret_text(secret, sizeof secret - 1);
    for (size_t i = 0; i < COUNT(lines); i++) {
        sl_layouts layouts = {0};
        sl_sink sink = {.layouts = &layouts,
                        .hashes = SL_HASHES_FILES,
                        .policy = {.comments = true}};
        sl_buf text = {0};
        page p;

        for (const char *c = lines[i]; *c; c++) {
            if (*c == '%')
                sl_buf_add(&text, sl_str_of(secret));
            else if (c == lines[i] || c[-1] != '%')
                sl_buf_char(&text, *c);
        }
        page_open(&p, "dir/a.txt", sl_buf_str(&text));
        for (size_t at = 0, n = 0;; n++) {
            size_t found = sl_str_find(sl_str_skip(p.doc.text, at), sl_str_of(secret));

            if (found == SIZE_MAX)
                break;
            hit(&sink, &p, &first, span_of(p.doc.text, secret, n), true);
            at += found + 1;
        }
        sl_sink_finish(&sink, &p.doc);
        page_close(&p); /* what is left must not lie in the document */
        sl_buf_free(&text);
        assert_true(sink.findings.len > 0);
        for (size_t k = 0; k < sink.findings.len; k++) {
            const sl_finding *f = &sink.findings.at[k];

            assert_true(f->masked);
            assert_hidden(f->message, secret);
            assert_hidden(f->place.path, secret);
            assert_hidden(f->place.snippet, secret);
            assert_hidden(f->place.line_hash, secret);
            assert_hidden(f->justification, secret);
        }
        sl_sink_free(&sink);
    }
}

/* A bug once: only the bytes of the hit that won were masked. */
static void what_a_dropped_hit_thought_secret_is_masked_too(void **state)
{
    sl_layouts layouts = {0};
    sl_sink sink = {.layouts = &layouts, .hashes = SL_HASHES_FILES};
    page p;

    (void)state;
    page_open(&p, "a.txt", sl_lit("k = before MIDDLE after"));
    hit(&sink, &p, &second, span_of(p.doc.text, "before MIDDLE after", 0), true);
    hit(&sink, &p, &first, span_of(p.doc.text, "MIDDLE", 0), true);
    sl_sink_finish(&sink, &p.doc);
    assert_int_equal(sink.findings.len, 1);
    assert_ptr_equal(sink.findings.at[0].rule, &first);
    assert_text(sink.findings.at[0].place.snippet, "k = ********");
    sl_sink_free(&sink);
    page_close(&p);
}

/* A bug once: what lay beyond the ceiling was quoted with the last that did not. */
static void findings_that_are_left_out_are_masked_in_the_others(void **state)
{
    enum { SECRETS = SL_MAX_FINDINGS_PER_BLOB + 20 };
    sl_layouts layouts = {0};
    sl_sink sink = {.layouts = &layouts, .hashes = SL_HASHES_FILES};
    sl_buf text = {0};
    page p;

    (void)state;
    for (size_t i = 0; i < SECRETS; i++)
        sl_buf_printf(&text, "x%05zu ", i);
    page_open(&p, "a.txt", sl_buf_str(&text));
    for (size_t i = 0; i < SECRETS; i++)
        hit(&sink, &p, &first, (sl_span){7 * i, 7 * i + 6}, true);
    sl_sink_finish(&sink, &p.doc);
    assert_int_equal(sink.findings.len, SL_MAX_FINDINGS_PER_BLOB);
    assert_int_equal(sink.notices.len, 1);
    assert_true(sink.notices.at[0].incomplete);
    for (size_t i = 0; i < sink.findings.len; i++)
        assert_false(sl_str_has(sink.findings.at[i].place.snippet, sl_lit("x0")));
    sl_sink_free(&sink);
    page_close(&p);
    sl_buf_free(&text);
}

static void a_finding_says_where_and_what(void **state)
{
    sl_layouts layouts = {0};
    sl_sink sink = {.layouts = &layouts, .hashes = SL_HASHES_FILES};
    const sl_finding *f;
    page p;

    (void)state;
    page_open(&p, "dir/a.txt", sl_lit("one\nk\xc3\xa9y = sesame9 end\n"));
    hit(&sink, &p, &first, span_of(p.doc.text, "sesame9", 0), true);
    hit(&sink, &p, &form, span_of(p.doc.text, "one", 0), false);
    sl_sink_finish(&sink, &p.doc);
    assert_int_equal(sink.findings.len, 2);
    f = &sink.findings.at[0];
    assert_ptr_equal(f->rule, &form);
    assert_int_equal(f->level, SL_LEVEL_NOTE);
    assert_false(f->masked);
    assert_text(f->place.snippet, "one");
    f = &sink.findings.at[1];
    assert_text(f->place.path, "dir/a.txt");
    assert_int_equal(f->place.start.line, 2);
    assert_int_equal(f->place.start.byte, 8);
    assert_int_equal(f->place.start.code_point, 7);
    assert_int_equal(f->place.end.code_point, 14);
    assert_int_equal(f->origins, 1u << SL_ORIGIN_WORKTREE);
    assert_true(f->place.line_hash.len > 0);
    assert_true(f->identity != 0);
    assert_int_equal(sink.facts.len, 1);
    assert_int_equal(sink.facts.at[0].secrets, 1);
    sl_sink_free(&sink);
    page_close(&p);
}

/* Lines are hashed as far as something is said about them, and no further. */
static void every_place_has_the_hash_of_its_line(void **state)
{
    enum { HIT, PART, LINE, AWS, MARK, KINDS };
    static const char text[] = "one\ntwo\nthree\nfour # seclint:allow\nfive\n";

    (void)state;
    for (int kind = 0; kind < KINDS; kind++) {
        sl_layouts layouts = {0};
        sl_sink sink = {.layouts = &layouts,
                        .hashes = SL_HASHES_LINES,
                        .unmarked = kind != MARK,
                        .policy = {.comments = true}};
        size_t len;
        sl_hit_part part = {.message = sl_lit("far behind")};
        sl_hit one = {.rule = &form, .parts = &part, .parts_len = kind == PART};
        const sl_place *place;
        sl_span four;
        sl_str hash;
        page p;

        page_open(&p, "a.txt", sl_str_of(text));
        part.span = four = span_of(p.doc.text, "four", 0);
        hash = sl_line_hash_text(p.doc.arena,
                                 sl_line_hashes(p.doc.arena, p.doc.text, &len)[3]);
        one.span = span_of(p.doc.text, kind == HIT ? "four" : "two", 0);
        sl_sink_hit(&sink, &p.doc, &one, "a message");
        if (kind == LINE)
            sl_sink_line(&sink, SL_LINE_IGNORE, four, sl_lit("x"), false);
        if (kind == AWS)
            sl_sink_aws(&sink, four, &(sl_aws_fact){0});
        sl_sink_finish(&sink, &p.doc);
        place = kind == PART   ? &sink.findings.at[0].related[0].place
                : kind == LINE ? &sink.lines.at[0].place
                : kind == AWS  ? &sink.aws.at[0].place
                : kind == MARK ? &sink.marks.at[0].place
                               : &sink.findings.at[0].place;
        assert_int_equal(place->start.line, 4);
        assert_text(place->line_hash, hash.ptr);
        sl_sink_free(&sink);
        page_close(&p);
    }
}

/* A file hash costs as much as all line hashes: who asks for less gets less. */
static void a_report_gets_the_hashes_that_it_asks_for(void **state)
{
    static const sl_hashes asked[] = {SL_HASHES_NONE, SL_HASHES_LINES, SL_HASHES_FILES};

    (void)state;
    for (size_t i = 0; i < COUNT(asked); i++) {
        sl_layouts layouts = {0};
        sl_sink sink = {.layouts = &layouts, .hashes = asked[i]};
        const sl_place *place, *fact;
        page p;

        page_open(&p, "a.txt", sl_lit("k = sesame9\nlast"));
        hit(&sink, &p, &first, span_of(p.doc.text, "sesame9", 0), true);
        hit(&sink, &p, &form, span_of(p.doc.text, "last", 0), false);
        sl_sink_finish(&sink, &p.doc);
        place = &sink.findings.at[0].place;
        fact = &sink.facts.at[0].place;
        assert_int_equal(place->line_hash.len > 0, asked[i] >= SL_HASHES_LINES);
        assert_text(fact->line_hash,
                    asked[i] == SL_HASHES_NONE ? "" : place->line_hash.ptr);
        assert_int_equal(place->digest != NULL, asked[i] == SL_HASHES_FILES);
        if (place->digest) {
            assert_ptr_equal(place->digest, fact->digest);
            assert_int_equal(place->digest->len, p.blob.bytes.len);
        }
        assert_true(place->redacted && place->breaks);
        place = &sink.findings.at[1].place;
        assert_false(place->redacted || place->breaks);
        sl_sink_free(&sink);
        page_close(&p);
    }
}

static void an_ignored_or_filtered_file_protects_its_secrets(void **state)
{
    static const struct {
        sl_path_state state;
        sl_origin origin;
        sl_protection protection;
    } cases[] = {
        {{.known = false, .here.ignored = true},
         SL_ORIGIN_WORKTREE,
         SL_PROTECTION_NONE},
        {{.known = true, .here.ignored = true},
         SL_ORIGIN_WORKTREE,
         SL_PROTECTION_IGNORED},
        {{.known = true, .here.ignored = true}, SL_ORIGIN_INDEX, SL_PROTECTION_NONE},
        {{.known = true, .here.ignored = true, .tracked = true},
         SL_ORIGIN_WORKTREE,
         SL_PROTECTION_NONE},
        {{.known = true, .tracked = true, .here.filtered = true},
         SL_ORIGIN_WORKTREE,
         SL_PROTECTION_GITCRYPT},
        {{.known = true}, SL_ORIGIN_WORKTREE, SL_PROTECTION_NONE},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_layouts layouts = {0};
        sl_sink sink = {.layouts = &layouts, .hashes = SL_HASHES_FILES};
        page p;

        page_open(&p, "a.env", sl_lit("k=sesame99"));
        p.blob.state = cases[i].state;
        p.blob.origin = cases[i].origin;
        hit(&sink, &p, &first, span_of(p.doc.text, "sesame99", 0), true);
        sl_sink_finish(&sink, &p.doc);
        assert_int_equal(sink.findings.at[0].protection, cases[i].protection);
        assert_int_equal(sink.findings.at[0].level,
                         cases[i].protection ? SL_LEVEL_NOTE : SL_LEVEL_ERROR);
        sl_sink_free(&sink);
        page_close(&p);
    }
}

static void an_allowance_suppresses_its_rule_on_its_line_only(void **state)
{
    static const bool honoured[] = {true, false};

    (void)state;
    for (size_t i = 0; i < COUNT(honoured); i++) {
        sl_layouts layouts = {0};
        sl_sink sink = {.layouts = &layouts,
                        .hashes = SL_HASHES_FILES,
                        .policy = {.comments = honoured[i]}};
        page p;

        page_open(
            &p, "a.txt",
            sl_lit("k=one1 j=two2 # seclint:allow a-first -- a sample\nk=three\n"));
        hit(&sink, &p, &first, span_of(p.doc.text, "one1", 0), true);
        hit(&sink, &p, &second, span_of(p.doc.text, "two2", 0), true);
        hit(&sink, &p, &first, span_of(p.doc.text, "three", 0), true);
        sl_sink_finish(&sink, &p.doc);
        assert_int_equal(sink.findings.at[0].suppressed, honoured[i]);
        assert_text(sink.findings.at[0].justification, honoured[i] ? "a sample" : "");
        assert_int_equal(sink.findings.at[0].allowed_line, honoured[i]);
        assert_false(sink.findings.at[1].suppressed);
        assert_false(sink.findings.at[2].suppressed);
        assert_int_equal(sink.facts.at[0].secrets, honoured[i] ? 2 : 3);
        sl_sink_free(&sink);
        page_close(&p);
    }
}

static void one_secret_has_one_identity_under_one_key(void **state)
{
    sl_layouts layouts = {0};
    uint64_t seen[3];

    (void)state;
    for (size_t i = 0; i < COUNT(seen); i++) {
        sl_sink sink = {
            .layouts = &layouts, .hashes = SL_HASHES_FILES, .key = {i == 2}};
        page p;

        page_open(&p, "a.txt", i ? sl_lit("moved: sesame99") : sl_lit("k=sesame99"));
        hit(&sink, &p, &first, span_of(p.doc.text, "sesame99", 0), true);
        sl_sink_finish(&sink, &p.doc);
        seen[i] = sink.findings.at[0].identity;
        sl_sink_free(&sink);
        page_close(&p);
    }
    assert_true(seen[0] == seen[1]);
    assert_true(seen[0] != seen[2]);
}

static void
a_document_with_too_many_mistakes_of_form_is_cut_short_and_told(void **state)
{
    sl_layouts layouts = {0};
    sl_sink sink = {.layouts = &layouts, .hashes = SL_HASHES_FILES};
    page p;

    (void)state;
    page_open(&p, "a.txt", sl_lit("x sesame99"));
    for (size_t i = 0; i < SL_MAX_HITS_PER_BLOB + 10; i++)
        hit(&sink, &p, &form, (sl_span){0, 1}, false);
    assert_true(sink.full);
    assert_int_equal(sink.hits.len, SL_MAX_HITS_PER_BLOB);
    hit(&sink, &p, &first, (sl_span){2, 10}, true);
    assert_int_equal(sink.hits.len, SL_MAX_HITS_PER_BLOB + 1);
    sl_sink_finish(&sink, &p.doc);
    assert_false(sink.full);
    assert_int_equal(sink.notices.len, 1);
    for (size_t i = 0; i < sink.findings.len; i++)
        assert_text(sink.findings.at[i].place.snippet, "x ********");
    sl_sink_free(&sink);
    page_close(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_string_of_a_finding_holds_the_secret),
        cmocka_unit_test(what_a_dropped_hit_thought_secret_is_masked_too),
        cmocka_unit_test(findings_that_are_left_out_are_masked_in_the_others),
        cmocka_unit_test(a_finding_says_where_and_what),
        cmocka_unit_test(every_place_has_the_hash_of_its_line),
        cmocka_unit_test(a_report_gets_the_hashes_that_it_asks_for),
        cmocka_unit_test(an_ignored_or_filtered_file_protects_its_secrets),
        cmocka_unit_test(an_allowance_suppresses_its_rule_on_its_line_only),
        cmocka_unit_test(one_secret_has_one_identity_under_one_key),
        cmocka_unit_test(
            a_document_with_too_many_mistakes_of_form_is_cut_short_and_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
