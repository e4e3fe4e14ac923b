#include "source/repo_fallback.h"

#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "git/inflate.h"
#include "source/repo_state.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* libgit2 1.5 turns for ever in a stream that is cut short, and in deltas that are each
 * other's base. So it is asked for loose objects only, and only where our own decoder
 * comes to the end of the stream: then what differs is the header. It knows one that we
 * do not, that of a pack, as early versions of git wrote it. */

/* Where the stream starts: at once, or behind the header of a pack. */
static size_t stream_start(sl_str file)
{
    const uint8_t *at = (const uint8_t *)file.ptr;
    size_t start = 0;

    if (file.len < 2 || ((at[0] & 0x8f) == 0x08 && (at[0] << 8 | at[1]) % 31 == 0))
        return 0;
    while (start < file.len && at[start] & 0x80)
        start++;
    return start + 1;
}

static bool is_whole(sl_str file)
{
    sl_str stream = sl_str_skip(file, stream_start(file));
    uint64_t most = (uint64_t)stream.len * SL_INFLATE_RATIO;
    size_t room = most < SL_MAX_FILE_SIZE ? (size_t)most : SL_MAX_FILE_SIZE;
    uint8_t *bytes = sl_malloc(room + 1);
    sl_inflate *inflate = sl_inflate_new();
    size_t len = sl_inflate_head(stream, bytes, room);
    bool whole = sl_inflate_exact(inflate, stream, bytes, len, room, NULL);

    sl_inflate_free(inflate);
    free(bytes);
    return whole;
}

static bool file_is_fit(const char *objects, const sl_oid *oid)
{
    char hex[SL_OID_HEX_MAX + 1];
    sl_arena arena = {0};
    sl_buf file = {0};
    sl_str path;
    bool fit;

    sl_oid_hex(oid, hex);
    path = sl_arena_printf(&arena, "%s/%.2s/%s", objects, hex, hex + 2);
    fit = sl_file_read(path.ptr, SL_MAX_FILE_SIZE, &file, NULL) &&
          is_whole(sl_buf_str(&file));
    sl_buf_free(&file);
    sl_arena_free(&arena);
    return fit;
}

static bool read_from(const sl_libgit2 *lib, git_odb *odb, const sl_oid *oid,
                      sl_object_type *type, sl_buf *out)
{
    git_odb_object *object = NULL;
    git_object_t kind;
    git_oid id;
    size_t size;

    memcpy(id.id, oid->raw, sizeof id.id);
    if (lib->git_odb_read_header(&size, &kind, odb, &id) != 0 ||
        size > SL_MAX_FILE_SIZE || kind < GIT_OBJECT_COMMIT || kind > GIT_OBJECT_TAG ||
        lib->git_odb_read(&object, odb, &id) != 0)
        return false;
    *type = (sl_object_type)lib->git_odb_object_type(object);
    sl_buf_clear(out);
    sl_buf_add(out, sl_str_make(lib->git_odb_object_data(object),
                                lib->git_odb_object_size(object)));
    lib->git_odb_object_free(object);
    return true;
}

static bool read_loose(sl_repo *repo, const char *objects, const sl_oid *oid,
                       sl_object_type *type, sl_buf *out)
{
    git_odb_backend *backend = NULL;
    git_odb *odb = NULL;
    bool ok = repo->fallbacks < SL_MAX_FALLBACKS && sl_repo_git(repo, NULL) &&
              repo->lib->git_odb_new(&odb) == 0;

    repo->fallbacks++;
    if (ok) {
        ok = repo->lib->git_odb_backend_loose(&backend, objects, -1, 0, 0, 0) == 0 &&
             repo->lib->git_odb_add_backend(odb, backend, 1) == 0 &&
             read_from(repo->lib, odb, oid, type, out);
        repo->lib->git_odb_free(odb);
    }
    return ok;
}

bool sl_repo_fallback_read(sl_repo *repo, const sl_oid *oid, sl_object_type *type,
                           sl_buf *out)
{
    sl_arena arena = {0};
    const char *objects = sl_arena_printf(&arena, "%s/objects", repo->common_dir).ptr;
    bool ok = oid->len == SL_OID_SHA1 && file_is_fit(objects, oid);

    if (ok) {
        sl_lock_take(repo->lock);
        ok = read_loose(repo, objects, oid, type, out);
        sl_lock_give(repo->lock);
    }
    sl_arena_free(&arena);
    return ok;
}

bool sl_repo_read_any(sl_repo *repo, const sl_oid *oid, sl_object_type *type,
                      sl_buf *out, sl_err *err)
{
    sl_odb *odb = sl_repo_odb(repo, err);
    sl_err why = {0};

    if (!odb)
        return false;
    if (sl_odb_read(odb, oid, SL_MAX_FILE_SIZE, type, out, &why) ||
        (why.code == SL_EFORMAT && sl_repo_fallback_read(repo, oid, type, out)))
        return true;
    if (err)
        *err = why;
    return false;
}

bool sl_repo_read(sl_repo *repo, const sl_oid *oid, sl_object_type want, sl_buf *out,
                  sl_err *err)
{
    sl_object_type type;

    if (!sl_repo_read_any(repo, oid, &type, out, err))
        return false;
    return type == want ||
           sl_fail(err, SL_EFORMAT, "it has another type than what names it says");
}

bool sl_repo_need(sl_repo *repo, const sl_oid *oid, sl_object_type want, sl_buf *out,
                  sl_err *err)
{
    char words[SL_NOT_SCANNED];
    sl_err why = {0};

    return sl_repo_read(repo, oid, want, out, &why) ||
           sl_fail(err, SL_ELOST, "%s", sl_not_scanned(oid, why.text, words));
}

const char *sl_not_scanned(const sl_oid *oid, const char *why, char out[SL_NOT_SCANNED])
{
    char hex[SL_OID_HEX_MAX + 1];
    sl_str id = sl_str_of(sl_oid_hex(oid, hex));
    sl_str rest = sl_str_drop(sl_str_of(why), sl_lit("object "));

    rest = sl_str_drop(sl_str_drop(rest, id), sl_lit(": "));
    snprintf(out, SL_NOT_SCANNED, "not scanned: %s, %s%.*s", id.ptr,
             sl_str_starts(rest, sl_lit(" ")) ? "it" : "", sl_fmt(rest));
    return out;
}

void sl_repo_tell_lost(const sl_feed *feed, unsigned worker, sl_str subject,
                       const sl_oid *oid, const char *why)
{
    char words[SL_NOT_SCANNED];

    feed->notice(feed->ctx, worker, subject, sl_not_scanned(oid, why, words), true);
}

/* Adds text with another name for a folder, if that is given. */
static void add_renamed(sl_str text, const char *folder, const char *name, sl_buf *out)
{
    sl_str from = sl_str_drop_end(sl_str_of(folder), sl_lit("/"));
    size_t at;

    while (from.len > 0 && (at = sl_str_find(text, from)) != SIZE_MAX) {
        sl_buf_add(out, sl_str_sub(text, 0, at));
        sl_buf_add(out, sl_str_of(name));
        text = sl_str_skip(text, at + from.len);
        while (sl_str_starts(text, sl_lit("/")))
            text = sl_str_skip(text, 1);
    }
    sl_buf_add(out, text);
}

void sl_repo_tell_index(const sl_repo *repo, const sl_feed *feed, const char *why)
{
    sl_buf words = {0}, half = {0};

    /* No report names a place on this machine. */
    sl_buf_add(&words, sl_lit("not scanned: "));
    add_renamed(sl_str_of(why), repo->git_dir, ".git/", &half);
    add_renamed(sl_buf_str(&half), repo->worktree ? repo->worktree : "", "", &words);
    feed->notice(feed->ctx, 0, sl_lit("index"), words.ptr, true);
    sl_buf_free(&words);
    sl_buf_free(&half);
}
