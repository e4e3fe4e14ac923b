/* git_crypt_blob.c - what git-crypt will not decrypt to what was meant: encrypted twice,
 * or cut off. */
#include "check/attr_coverage.h"
#include "check/check.h"

enum { OVERHEAD = 22 }; /* bytes that git-crypt adds: its header and a nonce */

static bool is_ciphertext(const sl_fact *fact)
{
    return fact && fact->content.class_ == SL_CONTENT_GITCRYPT;
}

/* What stands in the index becomes the file when it is decrypted once. In a locked clone
 * both are the same. */
static void judge_twice(const sl_rule *rule, const sl_fact *staged, const sl_fact *file,
                        sl_sink *sink)
{
    if (staged->size == file->size + OVERHEAD)
        sl_sink_about(
            sink, rule, SL_LEVEL_OFF, staged,
            "encrypted twice: the file on disk is ciphertext, and the version "
            "in the index is that ciphertext encrypted again");
    else if (staged->size != file->size && file->state.here.filter_configured)
        sl_sink_about(
            sink, rule, SL_LEVEL_WARNING, file,
            "the file on disk is ciphertext, and another one than that in the "
            "index: git add would encrypt it a second time");
}

static void judge(const sl_rule *rule, sl_facts of_path, sl_sink *sink)
{
    const sl_fact *file = sl_facts_origin(of_path, SL_ORIGIN_WORKTREE);
    const sl_fact *index = sl_facts_origin(of_path, SL_ORIGIN_INDEX);
    const sl_fact *staged = sl_facts_staged(of_path);

    if (staged && staged->content.class_ == SL_CONTENT_GITCRYPT_TRUNCATED)
        sl_sink_about(
            sink, rule, SL_LEVEL_OFF, staged,
            "%zu bytes that begin like a file encrypted by git-crypt, which has "
            "at least %d: git-crypt cannot read it",
            staged->size, OVERHEAD);
    else if (is_ciphertext(index) && is_ciphertext(file) && file->state.here.filtered)
        judge_twice(rule, index, file, sink);
}

void sl_check_git_crypt_blob(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    for (size_t start = 0; start < facts.len;)
        judge(rule, sl_facts_next_path(facts, &start), sink);
}
