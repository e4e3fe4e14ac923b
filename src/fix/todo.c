#include "fix/todo.h"

/* By rule: what to say once, and the command for each path. */
static const struct {
    const char *rule;
    const char *say;
    const char *command; /* "%.*s" is the path, quoted for a shell; NULL: none */
} rows[] = {
    {"secret-tracked-plaintext",
     "tracked in the clear, which no ignore line changes: change the secrets, then",
     "git rm --cached -- %.*s"},
    {"secret-tracked-but-ignored",
     "tracked although it is ignored: change the secrets if they can be read, then",
     "git rm --cached -- %.*s"},
    {"vault-password-committed",
     "a vault password was committed: change it and every secret it protects, then",
     "ansible-vault rekey -- FILE... && git rm --cached -- %.*s"},
    {"secret-staged-over-encrypted",
     "the staged version is no longer encrypted: encrypt it again, then",
     "git add -- %.*s"},
    {"git-crypt-blob-plaintext",
     "stored in the clear although git-crypt covers it: in an unlocked clone run this, "
     "commit, and change the secrets",
     "git-crypt status -f"},
    {"git-crypt-not-configured",
     "git-crypt is not set up in this clone: run one of these",
     "git-crypt unlock || git-crypt init"},
    {"git-crypt-key-committed",
     "a git-crypt key was committed: make a new one, encrypt anew, change every secret",
     NULL},
    {"secret-in-history",
     "in the clear in old versions: change the secrets; rewriting history is a "
     "clean-up afterwards",
     NULL},
    {"ignore-negation-exposes",
     "re-included by a \"!\" line: remove that line, or encrypt the file", NULL},
};

/* 'it'"'"'s' */
static sl_str quoted(sl_plan *plan, sl_str path)
{
    sl_buf text = {0};
    sl_str out;
    bool plain = path.len > 0 && path.ptr[0] != '-';

    for (size_t i = 0; i < path.len; i++) {
        char c = path.ptr[i];

        plain &= (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                 (c >= '0' && c <= '9') || c == '/' || c == '.' || c == '_' || c == '-';
    }
    if (plain)
        return path;
    sl_buf_char(&text, '\'');
    for (size_t i = 0; i < path.len; i++) {
        if (path.ptr[i] == '\'')
            sl_buf_add(&text, sl_lit("'\"'\"'"));
        else
            sl_buf_char(&text, path.ptr[i]);
    }
    sl_buf_char(&text, '\'');
    out = sl_arena_str(&plan->arena, sl_buf_str(&text));
    sl_buf_free(&text);
    return out;
}

static void add(sl_plan *plan, sl_str line)
{
    for (size_t i = 0; i < plan->todo.len; i++)
        if (sl_str_eq(plan->todo.at[i], line))
            return;
    *sl_vec_push(&plan->todo) = line;
}

static void add_row(sl_plan *plan, size_t row)
{
    const sl_results *results = plan->results;

    for (size_t i = 0; i < results->findings_len; i++) {
        const sl_finding *finding = &results->findings[i];
        sl_str path = quoted(plan, finding->place.path);
        size_t at;
        sl_str command = sl_str_of(rows[row].command);

        if (finding->suppressed ||
            !sl_str_eq(finding->rule->id, sl_str_of(rows[row].rule)))
            continue;
        add(plan, sl_arena_printf(&plan->arena, "%.*s: %s", sl_fmt(finding->place.path),
                                  rows[row].say));
        if (command.len == 0)
            continue;
        at = sl_str_find(command, sl_lit("%.*s"));
        add(plan,
            at == SIZE_MAX
                ? sl_arena_printf(&plan->arena, "    %.*s", sl_fmt(command))
                : sl_arena_printf(&plan->arena, "    %.*s%.*s%.*s",
                                  sl_fmt(sl_str_sub(command, 0, at)), sl_fmt(path),
                                  sl_fmt(sl_str_skip(command, at + 4))));
    }
}

/* Examples that lose the filter and are stored as ciphertext. */
static void add_examples(sl_plan *plan)
{
    sl_facts facts = plan->results->facts;

    for (size_t start = 0; start < facts.len;) {
        const sl_fact *fact = sl_facts_staged(sl_facts_next_path(facts, &start));
        sl_str path;

        if (!fact || !fact->public_class || !fact->state.here.filtered ||
            fact->content.class_ != SL_CONTENT_GITCRYPT ||
            sl_plan_ask(plan, fact->place.path).filtered)
            continue;
        path = fact->place.path;
        add(plan, sl_arena_printf(&plan->arena,
                                  "%.*s: stored encrypted although it is meant to be "
                                  "read: in an unlocked clone take it up again",
                                  sl_fmt(path)));
        add(plan, sl_arena_printf(&plan->arena, "    git add --renormalize -- %.*s",
                                  sl_fmt(quoted(plan, path))));
    }
}

void sl_fix_todo(sl_plan *plan)
{
    for (size_t row = 0; row < sizeof rows / sizeof *rows; row++)
        add_row(plan, row);
    add_examples(plan);
}
