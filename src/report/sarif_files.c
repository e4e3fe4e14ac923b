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

sl_sarif_file *sl_sarif_file_of(sl_sarif *log, sl_str path)
{
    void **slot = sl_map_put(&log->files_by_path, path);
    sl_sarif_file *file = *slot;

    if (file)
        return file;
    file = sl_arena_alloc(&log->arena, sizeof *file);
    sl_buf_clear(&log->text);
    add_uri(path, &log->text);
    file->uri = sl_arena_str(&log->arena, sl_buf_str(&log->text));
    file->index = log->files.len;
    *slot = file;
    *sl_vec_push(&log->files) = file;
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

void sl_sarif_artifact_location(sl_sarif *log, sl_str path)
{
    sl_json_key(&log->json, "artifactLocation");
    write_location(log, sl_sarif_file_of(log, path), true);
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
