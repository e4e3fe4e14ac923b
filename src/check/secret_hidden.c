/* secret_hidden.c - secrets in the working tree that git status does not show, or
 * shows as a file that is tracked already: the next commit or reset decides. Beside
 * them symbolic links, which no filter ever encrypts. */
#include "check/check.h"
#include "git/index.h"

static const char *flag_of(uint8_t flags)
{
    return flags & SL_INDEX_SKIP_WORKTREE ? "skip-worktree" : "assume-unchanged";
}

/* Nothing in the index that a person wrote yet: `git add -N`, an empty file, or one
 * whose values are still to be filled in. */
static const char *emptiness(const sl_fact *index, uint8_t flags)
{
    if (flags & SL_INDEX_INTENT_TO_ADD)
        return "marked with git add -N";
    if (!index)
        return NULL;
    if (index->content.class_ == SL_CONTENT_EMPTY)
        return "tracked as an empty file";
    if (index->content.class_ != SL_CONTENT_TEXT)
        return NULL;
    return sl_leaves_class(&index->leaves) == SL_LEAVES_PLAINTEXT
               ? NULL
               : "tracked without values";
}

static void judge_file(const sl_rule *rule, sl_facts of_path, sl_sink *sink)
{
    const sl_fact *file = sl_facts_origin(of_path, SL_ORIGIN_WORKTREE);
    const sl_fact *index = sl_facts_origin(of_path, SL_ORIGIN_INDEX);
    const char *empty;

    if (!file || !file->state.tracked || file->state.same_in_index ||
        file->state.here.filtered || file->secrets == 0 ||
        (index && index->secrets > 0))
        return;
    if (file->state.index_flags &
        (SL_INDEX_SKIP_WORKTREE | SL_INDEX_ASSUME_UNCHANGED)) {
        sl_sink_about(
            sink, rule, SL_LEVEL_OFF, file,
            "%zu plaintext secret%s in a change that %s hides from git status",
            file->secrets, file->secrets == 1 ? "" : "s",
            flag_of(file->state.index_flags));
        return;
    }
    empty = emptiness(index, file->state.index_flags);
    if (empty && (file->path_class || file->state.index_flags & SL_INDEX_INTENT_TO_ADD))
        sl_sink_about(sink, rule, SL_LEVEL_OFF, file,
                      "%s: the next git commit -a takes %zu plaintext secret%s along",
                      empty, file->secrets, file->secrets == 1 ? "" : "s");
}

static void judge_link(const sl_rule *rule, const sl_fact *link, sl_sink *sink)
{
    if (!link || !link->symlink || !link->path_class)
        return;
    sl_sink_about(
        sink, rule, SL_LEVEL_NOTE, link,
        "a symbolic link in place of a secret file (%.*s): git stores the path "
        "that it points to%s",
        sl_fmt(link->path_class->title),
        link->state.here.filtered ? ", and git-crypt never encrypts it" : "");
}

void sl_check_secret_hidden(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    for (size_t start = 0; start < facts.len;) {
        sl_facts of_path = sl_facts_next_path(facts, &start);

        judge_file(rule, of_path, sink);
        judge_link(rule, sl_facts_origin(of_path, SL_ORIGIN_INDEX), sink);
    }
}
