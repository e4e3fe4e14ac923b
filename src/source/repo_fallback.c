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
    bool whole = sl_inflate_exact(inflate, stream, bytes, len, NULL);

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

bool sl_repo_fallback_read(sl_repo *repo, const sl_oid *oid, sl_object_type *type,
                           sl_buf *out)
{
    sl_arena arena = {0};
    const char *objects = sl_arena_printf(&arena, "%s/objects", repo->common_dir).ptr;
    git_odb_backend *backend = NULL;
    git_odb *odb = NULL;
    bool ok = oid->len == SL_OID_SHA1 && file_is_fit(objects, oid) &&
              sl_repo_git(repo, NULL) && repo->lib->git_odb_new(&odb) == 0;

    if (ok) {
        ok = repo->lib->git_odb_backend_loose(&backend, objects, -1, 0, 0, 0) == 0 &&
             repo->lib->git_odb_add_backend(odb, backend, 1) == 0 &&
             read_from(repo->lib, odb, oid, type, out);
        repo->lib->git_odb_free(odb);
    }
    sl_arena_free(&arena);
    return ok;
}

const char *sl_not_scanned(const sl_oid *oid, const char *why, char out[SL_NOT_SCANNED])
{
    char hex[SL_OID_HEX_MAX + 1];
    sl_str id = sl_str_of(sl_oid_hex(oid, hex));
    sl_str rest = sl_str_drop(sl_str_of(why), sl_lit("object "));

    rest = sl_str_drop(sl_str_drop(rest, id), sl_lit(": "));
    snprintf(out, SL_NOT_SCANNED, "not scanned: %s, %.*s", id.ptr, sl_fmt(rest));
    return out;
}
