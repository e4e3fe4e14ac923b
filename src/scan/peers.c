#include "scan/peers.h"

#include "base/file.h"
#include "base/limits.h"

#include <fcntl.h>
#include <stdio.h>

static const char gitleaksignore[] = ".gitleaksignore";
static const char baseline[] = ".secrets.baseline";

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10 : -1;
}

static bool is_commit(sl_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (hex_digit(text.ptr[i]) < 0)
            return false;
    return text.len == 40 || text.len == 64;
}

static bool parse_number(sl_str text, size_t *out)
{
    *out = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9' || *out > UINT32_MAX)
            return false;
        *out = *out * 10 + (size_t)(text.ptr[i] - '0');
    }
    return text.len > 0;
}

/* Cuts text at its last colon. */
static bool split_last(sl_str text, sl_str *before, sl_str *after)
{
    size_t at = sl_str_rchr(text, ':');

    if (at == SIZE_MAX)
        return false;
    *before = sl_str_sub(text, 0, at);
    *after = sl_str_skip(text, at + 1);
    return true;
}

/* A path as git writes it, whatever system the entry was made on. */
static sl_str own_path(sl_arena *arena, sl_str path)
{
    sl_buf text = {0};
    sl_str kept;

    for (size_t i = 0; i < path.len; i++)
        sl_buf_char(&text, path.ptr[i] == '\\' ? '/' : path.ptr[i]);
    kept = sl_arena_str(arena, sl_str_drop(sl_buf_str(&text), sl_lit("./")));
    sl_buf_free(&text);
    return kept;
}

static bool read_line(sl_str line, size_t number, sl_allow_list *out)
{
    sl_str rest, text, path, commit;
    size_t at_line;
    sl_allow_entry *entry;
    sl_str *commits;

    if (!split_last(line, &rest, &text) || !parse_number(text, &at_line) ||
        at_line == 0 || !split_last(rest, &path, &text))
        return false;
    entry = sl_allow_list_add(out, SL_ALLOWER_GITLEAKSIGNORE);
    if (sl_str_split(path, ':', &commit, &text) && is_commit(commit)) {
        commits = sl_arena_calloc(&out->arena, 1, sizeof *commits);
        *commits = sl_arena_str(&out->arena, commit);
        entry->commits = (sl_list){commits, 1};
        path = text;
    }
    entry->path = own_path(&out->arena, path);
    entry->at_line = at_line;
    entry->file = sl_str_of(gitleaksignore);
    entry->line = number;
    entry->reason = sl_arena_printf(&out->arena, "line %zu", number);
    return true;
}

void sl_peers_gitleaksignore(sl_str text, sl_allow_list *out, sl_sink *notices)
{
    size_t number = 0;
    bool told = false;

    while (text.len > 0) {
        sl_str line = sl_str_trim(sl_str_line(&text));
        char why[80];

        number++;
        if (line.len == 0 || line.ptr[0] == '#' || read_line(line, number, out) || told)
            continue;
        told = true;
        snprintf(why, sizeof why, "line %zu is no COMMIT:PATH:RULE:LINE", number);
        sl_sink_notice(notices, sl_str_of(gitleaksignore), why, false);
    }
}

static bool parse_sha1(sl_str hex, uint8_t out[SL_SHA1_SIZE])
{
    if (hex.len != 2 * SL_SHA1_SIZE)
        return false;
    for (size_t i = 0; i < SL_SHA1_SIZE; i++) {
        int high = hex_digit(hex.ptr[2 * i]);
        int low = hex_digit(hex.ptr[2 * i + 1]);

        if (high < 0 || low < 0)
            return false;
        out[i] = (uint8_t)(high << 4 | low);
    }
    return true;
}

static void add_hashed(sl_str path, const sl_node *item, size_t line,
                       sl_allow_list *out)
{
    const sl_node *hash = sl_node_get(item, sl_lit("hashed_secret"));
    uint8_t sha1[SL_SHA1_SIZE];
    sl_allow_entry *entry;

    if (!hash || !parse_sha1(hash->value, sha1))
        return;
    entry = sl_allow_list_add(out, SL_ALLOWER_SECRETS_BASELINE);
    for (size_t i = 0; i < SL_SHA1_SIZE; i++)
        entry->sha1[i] = sha1[i];
    entry->hashed = true;
    entry->path = path;
    entry->file = sl_str_of(baseline);
    entry->line = line;
    entry->reason = sl_arena_printf(&out->arena, "line %zu", line);
}

void sl_peers_baseline(sl_str text, sl_allow_list *out, sl_sink *notices)
{
    sl_arena arena = {0};
    sl_blob blob = {.path = sl_lit("baseline.json"), .bytes = text};
    const sl_node *results;
    sl_doc doc;

    sl_doc_open(&doc, &blob, &arena);
    results = sl_node_get(sl_doc_tree(&doc), sl_lit("results"));
    if (!results || doc.parse_error.code != SL_OK)
        sl_sink_notice(notices, sl_str_of(baseline), "is no baseline that can be read",
                       false);
    for (const sl_node *file = results ? results->first : NULL; file;
         file = file->next) {
        sl_str path = own_path(&out->arena, file->key);

        for (const sl_node *item = file->first; item; item = item->next)
            add_hashed(path, item,
                       sl_lines_position(sl_doc_lines(&doc), item->span.start).line,
                       out);
    }
    sl_arena_free(&arena);
}

static void load(const char *worktree, const char *name, size_t max,
                 void (*read)(sl_str, sl_allow_list *, sl_sink *), sl_allow_list *out,
                 sl_sink *notices)
{
    sl_str path = sl_arena_printf(&out->arena, "%s/%s", worktree, name);
    sl_buf text = {0};
    sl_err err = {0};

    if (sl_file_read_at(AT_FDCWD, path.ptr, name, max, &text, &err))
        read(sl_buf_str(&text), out, notices);
    else if (err.code != SL_ENOTFOUND)
        sl_sink_notice(notices, sl_str_of(name), err.text, false);
    sl_buf_free(&text);
}

void sl_peers_load(const char *worktree, sl_allow_list *out, sl_sink *notices)
{
    load(worktree, gitleaksignore, SL_MAX_CONFIG_FILE, sl_peers_gitleaksignore, out,
         notices);
    load(worktree, baseline, SL_MAX_TREE_SIZE, sl_peers_baseline, out, notices);
}
