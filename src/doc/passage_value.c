/* passage_value.c - documents and commands in the values of documents. */
#include "doc/look.h"
#include "doc/nested.h"
#include "doc/passage_work.h"

/* Keys whose values are commands: of workflows and pipelines (GitHub, GitLab, Azure,
 * CircleCI, CodeBuild, Bitbucket), Ansible, Taskfiles, package.json, cloud-init. */
static const char *const script_keys[] = {
    "run",
    "script",
    "before_script",
    "after_script",
    "command",
    "commands",
    "cmd",
    "cmds",
    "shell",
    "bash",
    "sh",
    "pwsh",
    "powershell",
    "inlinescript",
    "inline",
    "entrypoint",
    "args",
    "scripts",
    "user_data",
    "userdata",
    "runcmd",
    "bootcmd",
    "before_install",
    "install",
    "after_success",
    "deploy",
    "ansible.builtin.shell",
    "ansible.builtin.command",
};

enum { SCRIPT_KEYS = sizeof script_keys / sizeof *script_keys };

static bool is_script_key(sl_str key)
{
    return sl_str_among(script_keys, SCRIPT_KEYS, key);
}

/* A heredoc or a quoted object can only be where these are. */
static bool is_script(const sl_node *leaf)
{
    const sl_node *around = leaf->parent;

    if (sl_str_chr(leaf->value, '{') == SIZE_MAX &&
        !sl_str_has(leaf->value, sl_lit("<<")))
        return false;
    if (sl_str_starts(leaf->value, sl_lit("#!")) || is_script_key(sl_node_name(leaf)))
        return true;
    return around && is_script_key(sl_node_name(around));
}

static bool is_several_lines(sl_str value)
{
    return sl_str_chr(sl_str_trim(value), '\n') != SIZE_MAX;
}

static sl_doc_kind kind_of(const sl_node *leaf)
{
    sl_str value = leaf->value;
    sl_doc_kind kind;

    if (sl_looks_like_json(value))
        return SL_DOC_JSON;
    if (!is_several_lines(value))
        return SL_DOC_TEXT;
    kind = sl_nested_kind(leaf, value);
    if (kind == SL_DOC_MESSAGE || kind == SL_DOC_JSON)
        return SL_DOC_TEXT;
    return kind == SL_DOC_TEXT ? sl_look_at_text(value) : kind;
}

/* Where nothing fits together, every byte stands where the value does. */
static sl_excerpt excerpt_of(sl_passage_work *work, const sl_piece *piece,
                             const sl_node *leaf)
{
    sl_writing writing = piece->carrier == SL_CARRIER_LITERAL
                             ? SL_WRITTEN_BACKSLASH
                             : sl_leaf_writing(piece->kind, leaf);
    size_t indent = sl_leaf_indent(piece->text.text, leaf);
    sl_excerpt_maker maker;
    sl_excerpt out;

    if (sl_excerpt_decoded(work->doc->arena, &piece->text, leaf->span, leaf->value,
                           writing, indent, &out))
        return out;
    maker = sl_excerpt_begin(work->doc->arena, &piece->text, leaf->value.len);
    for (size_t i = 0; i < leaf->value.len; i++)
        sl_excerpt_put(&maker, leaf->value.ptr[i], leaf->span);
    return sl_excerpt_end(&maker);
}

static bool read_leaf(sl_passage_work *work, const sl_piece *piece, const sl_node *leaf)
{
    enum { SHORTEST = 10 };
    bool script, taken;
    sl_piece inner;

    if (leaf->type != SL_NODE_SCALAR || leaf->commented || leaf->value.len < SHORTEST)
        return true;
    inner = (sl_piece){.carrier = SL_CARRIER_VALUE,
                       .kind = kind_of(leaf),
                       .leaf = leaf,
                       .prose = piece->prose,
                       .leeway = piece->leeway,
                       .level = piece->level + 1};
    script = inner.kind != SL_DOC_JSON && is_script(leaf);
    if (!script && inner.kind == SL_DOC_TEXT)
        return true;
    inner.text = excerpt_of(work, piece, leaf);
    return script ? sl_piece_shell(work, &inner) : sl_piece_take(work, &inner, &taken);
}

bool sl_piece_values(sl_passage_work *work, const sl_piece *piece, const sl_node *tree)
{
    if (piece->level >= SL_MAX_NESTED)
        return true;
    for (const sl_node *leaf = tree; leaf; leaf = sl_node_walk(tree, leaf))
        if (!read_leaf(work, piece, leaf))
            return false;
    return true;
}
