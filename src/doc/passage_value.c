/* passage_value.c - documents and commands in the values of documents. */
#include "doc/look.h"
#include "doc/nested.h"
#include "doc/passage_work.h"
#include "doc/unescape.h"

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

/* A string of HCL with an interpolation in it is as written: what else is escaped in it is
 * no less a document. */
static sl_str value_of(sl_passage_work *work, const sl_piece *piece,
                       const sl_node *leaf)
{
    sl_str value = leaf->value;

    /* empty lines before a block scalar are not in its span */
    while (piece->kind == SL_DOC_YAML && sl_str_starts(value, sl_lit("\n")))
        value = sl_str_skip(value, 1);
    if (piece->kind != SL_DOC_HCL || leaf->style != SL_STYLE_DOUBLE ||
        !sl_str_eq(leaf->tag, sl_lit("!template")))
        return value;
    return sl_unescape_toml(work->doc->arena, value);
}

static bool is_several_lines(sl_str value)
{
    return sl_str_chr(sl_str_trim(value), '\n') != SIZE_MAX;
}

static void set_kind(sl_piece *piece, sl_str value)
{
    sl_doc_kind named;

    if (sl_looks_like_json(value)) {
        piece->kind = SL_DOC_JSON;
        return;
    }
    if (!is_several_lines(value))
        return;
    named = sl_nested_kind(piece->leaf, value);
    if (named == SL_DOC_INI && sl_doc_kind_of(sl_node_name(piece->leaf)) != named)
        named = SL_DOC_TEXT; /* "[ -f x ]" begins a script, too */
    piece->meant =
        named != SL_DOC_MESSAGE && named != SL_DOC_JSON && named != SL_DOC_TEXT;
    piece->kind = piece->meant ? named : sl_look_at_text(value);
}

/* Where nothing fits together, every byte stands where the value does. */
static sl_excerpt excerpt_of(sl_passage_work *work, const sl_piece *piece,
                             const sl_node *leaf, sl_str value)
{
    sl_writing writing = piece->carrier == SL_CARRIER_LITERAL
                             ? SL_WRITTEN_BACKSLASH
                             : sl_leaf_writing(piece->kind, leaf);
    size_t indent = sl_leaf_indent(piece->text.text, leaf);
    sl_excerpt_maker maker;
    sl_excerpt written = sl_excerpt_sub(&piece->text, leaf->span);
    sl_excerpt out;

    if (sl_excerpt_decoded(work->doc->arena, &written, value, writing, indent, &out))
        return out;
    maker = sl_excerpt_begin(work->doc->arena, &piece->text, value.len);
    for (size_t i = 0; i < value.len; i++)
        sl_excerpt_put(&maker, value.ptr[i], leaf->span);
    return sl_excerpt_end(&maker);
}

static bool read_leaf(sl_passage_work *work, const sl_piece *piece, const sl_node *leaf)
{
    enum { SHORTEST = 7 }; /* {"a":1} */
    bool script, taken;
    sl_piece inner;
    sl_str value;

    if (leaf->type != SL_NODE_SCALAR || leaf->commented || leaf->value.len < SHORTEST)
        return true;
    value = value_of(work, piece, leaf);
    inner = (sl_piece){.carrier = SL_CARRIER_VALUE,
                       .leaf = leaf,
                       .prose = piece->prose,
                       .leeway = piece->leeway,
                       .level = piece->level + 1};
    set_kind(&inner, value);
    script = inner.kind != SL_DOC_JSON && is_script(leaf);
    if (!script && inner.kind == SL_DOC_TEXT)
        return true;
    inner.text = excerpt_of(work, piece, leaf, value);
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
