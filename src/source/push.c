#include "source/push.h"

/* The id, none if it is all zeros. */
static bool parse_oid(sl_str hex, sl_oid *out)
{
    size_t zeros = 0;

    while (zeros < hex.len && hex.ptr[zeros] == '0')
        zeros++;
    if (!sl_oid_parse(hex, out))
        return false;
    if (zeros == hex.len)
        out->len = 0;
    return true;
}

/* Takes the last word off *rest. */
static sl_str last_word(sl_str *rest)
{
    size_t blank = sl_str_rchr(*rest, ' ');
    sl_str word = blank == SIZE_MAX ? *rest : sl_str_skip(*rest, blank + 1);

    *rest = sl_str_sub(*rest, 0, blank == SIZE_MAX ? 0 : blank);
    return word;
}

/* From the end: the name on this side is what was typed ("HEAD~2", ":/fix this"), and may
 * hold blanks. */
static bool parse_sent(sl_str line, sl_ref_update *out)
{
    sl_str before = last_word(&line);
    sl_str ref = last_word(&line);
    sl_str after = last_word(&line);

    out->ref = ref;
    return line.len > 0 && ref.len > 0 && before.len == after.len &&
           parse_oid(before, &out->before) && parse_oid(after, &out->after);
}

static bool parse_received(sl_str line, sl_ref_update *out)
{
    sl_str before, after;

    return sl_str_split(line, ' ', &before, &line) &&
           sl_str_split(line, ' ', &after, &out->ref) && out->ref.len > 0 &&
           before.len == after.len && parse_oid(before, &out->before) &&
           parse_oid(after, &out->after);
}

bool sl_push_parse(sl_str text, const char *remote, sl_push *out, sl_err *err)
{
    *out = (sl_push){.remote = remote};
    for (size_t number = 1; text.len > 0; number++) {
        size_t end = sl_str_chr(text, '\n');
        sl_str line = sl_str_sub(text, 0, end);
        sl_ref_update update = {0};

        if (!(remote ? parse_sent(line, &update) : parse_received(line, &update)) ||
            sl_str_chr(line, '\0') != SIZE_MAX)
            return sl_fail(err, SL_EFORMAT,
                           "line %zu of standard input is not '%s', as git writes it "
                           "for a %s hook",
                           number,
                           remote ? "LOCAL-REF OID REMOTE-REF OID" : "OLD NEW REF",
                           remote ? "pre-push" : "pre-receive");
        *sl_vec_push(&out->updates) = update;
        text = end == SIZE_MAX ? (sl_str){0} : sl_str_skip(text, end + 1);
    }
    return true;
}

void sl_push_free(sl_push *push)
{
    sl_vec_free(&push->updates);
}

static bool add_update(sl_repo *repo, const sl_ref_update *update, sl_range_ends *out,
                       sl_err *err)
{
    size_t len = sl_repo_oid_len(repo);

    if ((update->before.len > 0 && update->before.len != len) ||
        (update->after.len > 0 && update->after.len != len))
        return sl_fail(err, SL_EFORMAT,
                       "standard input has ids of %s, this repository has others",
                       len == SL_OID_SHA1 ? "SHA-256" : "SHA-1");
    if (update->before.len > 0)
        sl_range_ends_hide(repo, &update->before, out);
    return update->after.len == 0 || sl_range_ends_want(repo, &update->after, out, err);
}

static void hide_remote(sl_repo *repo, sl_str name, sl_range_ends *out)
{
    sl_buf prefix = {0};

    sl_buf_printf(&prefix, "refs/remotes/%.*s/", sl_fmt(name));
    sl_range_ends_hide_refs(repo, sl_buf_str(&prefix), NULL, out);
    sl_buf_free(&prefix);
}

/* git names a remote that has no name by its URL, which may be that of one that has. */
static void hide_known(sl_repo *repo, const sl_push *push, sl_range_ends *out)
{
    sl_map updated = {0};
    sl_str name, url;

    if (push->remote) {
        hide_remote(repo, sl_str_of(push->remote), out);
        for (size_t i = 0; sl_repo_remote_at(repo, i, &name, &url); i++)
            if (sl_str_eq(url, sl_str_of(push->remote)))
                hide_remote(repo, name, out);
    } else {
        for (size_t i = 0; i < push->updates.len; i++)
            *sl_map_put(&updated, push->updates.at[i].ref) = &updated;
        sl_range_ends_hide_refs(repo, sl_lit("refs/"), &updated, out);
    }
    sl_map_free(&updated);
}

bool sl_push_ends(sl_repo *repo, const sl_push *push, sl_range_ends *out, sl_err *err)
{
    out->sent = push->remote != NULL;
    for (size_t i = 0; i < push->updates.len; i++)
        if (!add_update(repo, &push->updates.at[i], out, err))
            return false;
    if (out->wanted.len > 0)
        hide_known(repo, push, out);
    return sl_repo_refs_check(repo, err);
}
