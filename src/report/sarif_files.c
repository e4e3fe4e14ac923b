#include "report/sarif.h"

#include "text/escape.h"

/* An empty URI, or one that is absolute, is refused by GitHub. */
static void add_uri(sl_str path, sl_buf *out)
{
    while (path.len > 0 && path.ptr[0] == '/')
        path = sl_str_skip(path, 1);
    if (path.len == 0)
        sl_buf_char(out, '.');
    else
        sl_escape_uri(path, out);
}

static sl_sarif_file *add_file(sl_sarif *log, sl_str path)
{
    sl_sarif_file *file = sl_arena_alloc(&log->arena, sizeof *file);

    sl_buf_clear(&log->text);
    add_uri(path, &log->text);
    file->uri = sl_arena_str(&log->arena, sl_buf_str(&log->text));
    file->index = log->files.len;
    *sl_vec_push(&log->files) = file;
    return file;
}

/* The map's key of one version: no path has a NUL. */
static sl_str version_key(sl_sarif *log, sl_str path, const sl_digest *digest)
{
    sl_buf_clear(&log->text);
    sl_buf_add(&log->text, path);
    sl_buf_char(&log->text, '\0');
    sl_buf_add(&log->text,
               sl_str_make((const char *)digest->sha256, sizeof digest->sha256));
    return sl_buf_str(&log->text);
}

/* The version that was seen first stands for those of which nothing more is known. */
sl_sarif_file *sl_sarif_file_of(sl_sarif *log, sl_str path, const sl_digest *digest)
{
    sl_sarif_file *first = sl_map_get(&log->files_by_path, path);
    sl_sarif_file *file;
    sl_str key;

    if (log->style->no_hashes)
        digest = NULL;
    if (!first) {
        first = add_file(log, path);
        *sl_map_put(&log->files_by_path, path) = first;
    }
    if (!digest)
        return first;
    key = sl_arena_str(&log->arena, version_key(log, path, digest));
    file = sl_map_get(&log->files_by_path, key);
    if (file)
        return file;
    file = first->digest ? add_file(log, path) : first;
    file->digest = digest;
    *sl_map_put(&log->files_by_path, key) = file;
    return file;
}

static void write_location(sl_sarif *log, const sl_sarif_file *file, bool index)
{
    sl_json *json = &log->json;

    sl_json_object(json);
    sl_json_pair(json, "uri", file->uri);
    sl_json_pair(json, "uriBaseId", sl_lit("SRCROOT"));
    if (index)
        sl_json_pair_int(json, "index", (int64_t)file->index);
    sl_json_end_object(json);
}

void sl_sarif_artifact_location(sl_sarif *log, sl_str path, const sl_digest *digest)
{
    sl_json_key(&log->json, "artifactLocation");
    write_location(log, sl_sarif_file_of(log, path, digest), true);
}

static void write_digest(sl_json *json, const sl_digest *digest)
{
    char hex[2 * SL_SHA256_SIZE + 1];

    if (!digest)
        return;
    sl_hex(digest->sha256, sizeof digest->sha256, hex);
    sl_json_pair_int(json, "length", (int64_t)digest->len);
    sl_json_key(json, "hashes");
    sl_json_object(json);
    sl_json_pair(json, "sha-256", sl_str_of(hex));
    sl_json_end_object(json);
}

void sl_sarif_artifacts(sl_sarif *log)
{
    sl_json *json = &log->json;

    if (log->files.len == 0)
        return;
    sl_json_key(json, "artifacts");
    sl_json_array(json);
    for (size_t i = 0; i < log->files.len; i++) {
        sl_json_object(json);
        sl_json_key(json, "location");
        write_location(log, log->files.at[i], false);
        write_digest(json, log->files.at[i]->digest);
        sl_json_key(json, "roles");
        sl_json_array(json);
        sl_json_cstr(json, "analysisTarget");
        if (log->files.at[i]->has_result)
            sl_json_cstr(json, "resultFile");
        sl_json_end_array(json);
        sl_json_end_object(json);
    }
    sl_json_end_array(json);
}
