/* sample.h - made-up results of a run, for the tests of reports.
 *
 * Everything lives in one sl_sample. Snippets are masked as rule/sink.h would do it,
 * but here the mask is as long as what it hides, so that columns follow from it. */
#ifndef SECLINT_TESTS_REPORT_SAMPLE_H
#define SECLINT_TESTS_REPORT_SAMPLE_H

#include "scan/results.h"

#include <string.h>

enum { SAMPLE_RULES = 4, SAMPLE_MOST = 26000 };
enum { SAMPLE_AWS, SAMPLE_GITHUB, SAMPLE_JWT, SAMPLE_VAULT };

typedef struct sl_sample {
    sl_rule rules[SAMPLE_RULES];
    const sl_rule *rule_list[SAMPLE_RULES];
    sl_str tags[3];
    sl_str references[2];
    sl_finding_vec findings;
    sl_notice_vec notices;
    sl_arena arena;
    sl_results results;
} sl_sample;

static inline void sample_rules(sl_sample *s)
{
    static const struct {
        const char *id, *title, *severity, *why, *fix;
        sl_level level;
        sl_confidence confidence;
        uint32_t cwe;
    } rows[SAMPLE_RULES] = {
        {"aws-access-key", "AWS access key", "9.1",
         "Whoever has the key acts as its user.\n\nIt does not expire.",
         "Deactivate the key, e.g. in the console. Then delete it.", SL_LEVEL_ERROR,
         SL_CONFIDENCE_HIGH, 798},
        {"github-pat", "GitHub personal access token", "9.5",
         "The token acts for its owner.", "Revoke the token. Rotate what it reached.",
         SL_LEVEL_ERROR, SL_CONFIDENCE_HIGH, 798},
        {"jwt", "JSON web token", "", "A session that can be replayed.",
         "End the session", SL_LEVEL_NOTE, SL_CONFIDENCE_LOW, 0},
        {"vault-plaintext", "Vault file that is not encrypted | <b>", "7",
         "It is named as a vault.", "Run `ansible-vault encrypt`.", SL_LEVEL_WARNING,
         SL_CONFIDENCE_MEDIUM, 312},
    };

    s->tags[0] = sl_lit("token");
    s->tags[1] = sl_lit("security");
    s->tags[2] = sl_lit("cloud");
    s->references[0] = sl_lit("https://example.com/rotate");
    s->references[1] = sl_lit("javascript:alert(1)");
    for (size_t i = 0; i < SAMPLE_RULES; i++) {
        s->rules[i] = (sl_rule){.id = sl_str_of(rows[i].id),
                                .title = sl_str_of(rows[i].title),
                                .severity = sl_str_of(rows[i].severity),
                                .why = sl_str_of(rows[i].why),
                                .fix = sl_str_of(rows[i].fix),
                                .level = rows[i].level,
                                .confidence = rows[i].confidence,
                                .cwe = rows[i].cwe,
                                .tags = {s->tags, 3},
                                .references = {s->references, i == 0 ? 2 : 0},
                                .index = i};
        s->rule_list[i] = &s->rules[i];
        if (i == SAMPLE_VAULT)
            s->rules[i].check = sl_lit("vault_header");
    }
}

static inline sl_oid sample_oid(uint8_t fill)
{
    uint8_t raw[SL_OID_SHA1];

    memset(raw, fill, sizeof raw);
    return sl_oid_make(raw, sizeof raw);
}

/* A place on the given line, which is snippet; mark is found in it. */
static inline sl_place sample_place(sl_sample *s, sl_str path, size_t line,
                                    sl_str snippet, sl_str mark)
{
    sl_lines lines = sl_lines_index(&s->arena, snippet);
    size_t start = sl_str_find(snippet, mark);
    sl_place place = {.origin = SL_ORIGIN_WORKTREE,
                      .path = path,
                      .snippet = snippet,
                      .mark_start = start,
                      .mark_end = start + mark.len,
                      .line_hash = sl_lit("271789c17abda88f:1")};

    if (line == 0)
        return (sl_place){.origin = SL_ORIGIN_WORKTREE, .path = path};
    place.start = sl_lines_position(&lines, start);
    place.end = sl_lines_position(&lines, start + mark.len);
    place.start.line = place.end.line = line;
    place.redacted = sl_str_has(snippet, sl_lit("********"));
    place.breaks = true;
    return place;
}

static inline sl_finding *sample_find(sl_sample *s, size_t rule, sl_str message,
                                      sl_place place)
{
    sl_finding *f = sl_vec_push(&s->findings);

    *f = (sl_finding){.rule = &s->rules[rule],
                      .level = s->rules[rule].level,
                      .message = message,
                      .place = place,
                      .origins = 1u << place.origin,
                      .masked = place.snippet.len > 0};
    memset(f->fingerprint, 'f', SL_FINGERPRINT_HEX);
    return f;
}

static inline void sample_notice(sl_sample *s, sl_str subject, sl_str text,
                                 bool incomplete)
{
    *sl_vec_push(&s->notices) = (sl_notice){subject, text, incomplete};
}

static inline void sample_begin(sl_sample *s)
{
    memset(s, 0, sizeof *s);
    sample_rules(s);
    s->results.mode = sl_lit("history");
    s->results.revision = sl_lit("0123456789abcdef0123456789abcdef01234567");
    s->results.branch = sl_lit("main");
    s->results.remote_url = sl_lit("git@example.com:team/project.git");
    s->results.stats = (sl_stats){
        .files = 1234, .objects = 40000, .bytes = 1234567890, .seconds = 2.11};
}

/* Fills in what follows from the lists. */
static inline const sl_results *sample_end(sl_sample *s)
{
    sl_results *r = &s->results;

    r->findings = s->findings.at;
    r->findings_len = s->findings.len;
    r->notices = s->notices.at;
    r->notices_len = s->notices.len;
    r->rules = s->rule_list;
    r->rules_len = SAMPLE_RULES;
    r->complete = true;
    for (size_t i = 0; i < r->notices_len; i++)
        r->complete &= !r->notices[i].incomplete;
    r->exit_status = r->complete ? SL_EXIT_CLEAN : SL_EXIT_INCOMPLETE;
    for (size_t i = 0; i < r->findings_len; i++) {
        const sl_finding *f = &r->findings[i];

        r->stats.suppressed += f->suppressed;
        r->stats.protected_ += f->protection != SL_PROTECTION_NONE;
        if (!f->suppressed && f->protection == SL_PROTECTION_NONE)
            r->exit_status = SL_EXIT_FINDINGS;
    }
    return r;
}

static inline void sample_free(sl_sample *s)
{
    sl_vec_free(&s->findings);
    sl_vec_free(&s->notices);
    sl_arena_free(&s->arena);
}

static inline void sample_normal(sl_sample *s)
{
    sl_finding *f = sample_find(
        s, SAMPLE_GITHUB, sl_lit("GitHub personal access token, checksum valid"),
        sample_place(s, sl_lit("deploy/.env"), 3, sl_lit("GITHUB_TOKEN=ghp_********"),
                     sl_lit("ghp_********")));

    f->origins |= 1u << SL_ORIGIN_INDEX | 1u << SL_ORIGIN_HISTORY;
    sample_find(s, SAMPLE_GITHUB, sl_lit("GitHub personal access token"),
                sample_place(s, sl_lit("deploy/.env"), 12,
                             sl_lit("\tTOKEN=ghp_********"), sl_lit("ghp_********")));
    sample_find(
        s, SAMPLE_VAULT, sl_lit("named as a vault, but not encrypted"),
        sample_place(s, sl_lit("group_vars/vault.yml"), 0, sl_lit(""), sl_lit("")));
    sample_find(s, SAMPLE_AWS, sl_lit("AWS access key"),
                sample_place(s, sl_lit("src/wide.py"), 7,
                             sl_lit("k = \"\xf0\x9f\x94\x91\xc3\xa9"
                                    "AKIA********\" # \xe9\x8d\xb5"),
                             sl_lit("AKIA********")));
}

static inline void sample_history(sl_sample *s)
{
    sl_place place = sample_place(s, sl_lit("old/key.txt"), 1,
                                  sl_lit("key: AKIA********"), sl_lit("AKIA********"));

    place.origin = SL_ORIGIN_MESSAGE;
    place.path = sl_lit(".git/commit/abababababababababababababababababababab");
    place.commit = sample_oid(0xab);
    sample_find(s, SAMPLE_AWS, sl_lit("AWS access key"), place);
    place.origin = SL_ORIGIN_HISTORY;
    place.path = sl_lit("old/key.txt");
    place.blob = sample_oid(0x12);
    place.commit_time = 1709164800;
    sample_find(s, SAMPLE_AWS, sl_lit("AWS access key"), place);
    place.commit.len = 0;
    place.unreachable = true;
    place.blob = sample_oid(0x34);
    sample_find(s, SAMPLE_AWS, sl_lit("AWS access key"), place);
}

/* In history under two names, the second time gone since; and one that is new. */
static inline void sample_moved(sl_sample *s)
{
    sl_place place = sample_place(s, sl_lit("old/key.txt"), 1,
                                  sl_lit("key: AKIA********"), sl_lit("AKIA********"));
    sl_attribution *a = sl_arena_alloc(&s->arena, sizeof *a);
    sl_digest *digest = sl_arena_alloc(&s->arena, sizeof *digest);

    *a = (sl_attribution){.blob = sample_oid(0x12),
                          .path = place.path,
                          .commit = sample_oid(0xab),
                          .time = 1709164800,
                          .author = sl_lit("A B <a@example.com>"),
                          .last = sample_oid(0xcd),
                          .last_time = 1711929600,
                          .last_path = sl_lit("new/key.txt")};
    digest->len = 18;
    place.first = place.last = a;
    place.digest = digest;
    place.origin = SL_ORIGIN_HISTORY;
    place.blob = a->blob;
    place.commit = a->commit;
    place.commit_time = a->time;
    sample_find(s, SAMPLE_AWS, sl_lit("AWS access key"), place)->baseline =
        SL_BASELINE_UNCHANGED;
    place.origin = SL_ORIGIN_WORKTREE;
    place.digest = NULL;
    sample_find(s, SAMPLE_AWS, sl_lit("AWS access key"), place)->baseline =
        SL_BASELINE_NEW;
}

/* Too large even when it is compressed: nothing in it repeats. */
static inline void sample_large(sl_sample *s)
{
    uint64_t state = 88172645463325252u;

    for (size_t i = 0; i < SAMPLE_MOST; i++) {
        char noise[481];

        for (size_t j = 0; j + 1 < sizeof noise; j++) {
            state ^= state << 13, state ^= state >> 7, state ^= state << 17;
            noise[j] = (char)('a' + state % 26);
        }
        noise[sizeof noise - 1] = '\0';
        sample_find(s, i % 2 ? SAMPLE_JWT : SAMPLE_AWS,
                    sl_arena_str(&s->arena, sl_str_of(noise)),
                    sample_place(s, sl_lit("a.txt"), 0, sl_lit(""), sl_lit("")));
    }
}

static inline void sample_related(sl_sample *s)
{
    sl_related *related = sl_arena_calloc(&s->arena, 2, sizeof *related);
    sl_finding *f =
        sample_find(s, SAMPLE_VAULT, sl_lit("the policy grants [too](1) much"),
                    sample_place(s, sl_lit("policy.json"), 1,
                                 sl_lit("\"Resource\": \"*\""), sl_lit("\"*\"")));

    f->masked = false;
    related[0].place =
        sample_place(s, sl_lit("main.tf"), 2, sl_lit("secret = x"), sl_lit("x"));
    related[0].message = sl_lit("the secret is named here");
    related[1].place = sample_place(s, sl_lit("other.tf"), 0, sl_lit(""), sl_lit(""));
    related[1].message = sl_lit("list [a] is used here");
    f->related = related;
    f->related_len = 2;
}

static inline void sample_hostile(sl_sample *s)
{
    static const char *const paths[] = {
        "\x1b[31mred",
        "a\nb: error[x]: y",
        "\xe2\x80\xaegpj.exe",
        "inv\xff\xfelid\xe2\x82",
        "two words/100%/a:b",
        "c:/x",
        "\xf0\x9f\x94\x91/key",
        "http://example.com/x",
        "//host/share",
        "a?b#c",
        "..//./x",
        "::error file=x::y",
    };

    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        sample_find(
            s, SAMPLE_JWT, sl_lit("a \x1b[2J\xe2\x80\xae {0} {x} [l](http://e) \xff"),
            sample_place(s, sl_str_of(paths[i]), i + 1,
                         sl_lit("\xff\x1b]0;x\x07 \xe2\x80\xae eyJ********\xe2\x82"),
                         sl_lit("eyJ********")));
    }
    sample_notice(s, sl_lit("bad\x1b[m\nname"), sl_lit("a symbolic link, not read"),
                  false);
    s->results.branch = sl_lit("b\x1b[31m\xff");
    s->results.remote_url =
        sl_lit("https://user:hunter2@example.com/a b.git?token=x#y");
}

static inline void sample_suppressed(sl_sample *s)
{
    sample_normal(s);
    s->findings.at[1].suppressed = true;
    s->findings.at[1].allowed_by = SL_ALLOWER_INLINE;
    s->findings.at[1].justification = sl_lit("a sample\nof the manual");
    s->findings.at[2].protection = SL_PROTECTION_GITCRYPT;
    s->findings.at[3].protection = SL_PROTECTION_IGNORED;
}

static inline void sample_incomplete(sl_sample *s)
{
    sample_notice(s, sl_lit("big.iso"), sl_lit("larger than 256 MiB, not scanned"),
                  true);
    sample_notice(s, sl_lit(""), sl_lit("the clone is shallow"), true);
    sample_notice(s, sl_lit("link"), sl_lit("a symbolic link"), false);
}

static inline void sample_many(sl_sample *s)
{
    sl_place place = sample_place(s, sl_lit("a.txt"), 1, sl_lit("x eyJ******** y"),
                                  sl_lit("eyJ********"));

    for (size_t i = 0; i < SAMPLE_MOST; i++)
        sample_find(s, i % 2 ? SAMPLE_JWT : SAMPLE_AWS, sl_lit("a token"), place);
}

/* A mark that is all of its line, one that goes on below it, a line cut short. */
static inline void sample_shapes(sl_sample *s)
{
    sl_buf cut = {0};
    sl_finding *f;

    sample_find(
        s, SAMPLE_JWT, sl_lit("a token"),
        sample_place(s, sl_lit("a"), 1, sl_lit("eyJ********"), sl_lit("eyJ********")));
    f = sample_find(s, SAMPLE_GITHUB, sl_lit("a private key"),
                    sample_place(s, sl_lit("b"), 1, sl_lit("key: BEGIN ********"),
                                 sl_lit("BEGIN ********")));
    f->place.end = (sl_position){9, 4, 4, 4};
    sl_buf_printf(&cut, "%0*d eyJ********", 232, 7);
    sample_find(s, SAMPLE_JWT, sl_lit("a ##[group] token"),
                sample_place(s, sl_lit("c"), 1,
                             sl_arena_str(&s->arena, sl_buf_str(&cut)),
                             sl_lit("eyJ********")));
    sl_buf_free(&cut);
}

static inline void sample_empty(sl_sample *s)
{
    s->results.revision = sl_lit("");
    s->results.mode = sl_lit("files");
}

typedef struct sample_case {
    const char *name;
    void (*fill)(sl_sample *s);
} sample_case;

/* By name; false if there is none. The caller frees. */
static inline bool sample_make(sl_sample *s, const char *name)
{
    static const sample_case cases[] = {
        {"normal", sample_normal},
        {"history", sample_history},
        {"related", sample_related},
        {"hostile", sample_hostile},
        {"suppressed", sample_suppressed},
        {"incomplete", sample_incomplete},
        {"many", sample_many},
        {"empty", sample_empty},
        {"moved", sample_moved},
        {"large", sample_large},
        {"shapes", sample_shapes},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (strcmp(cases[i].name, name) == 0) {
            sample_begin(s);
            cases[i].fill(s);
            sample_end(s);
            return true;
        }
    }
    return false;
}

#endif
