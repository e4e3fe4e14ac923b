#include "lsp/comment.h"

#include "doc/doc.h"

typedef struct row {
    const char *names; /* extensions with their dot, or whole names, blanks between */
    sl_comment comment;
} row;

/* In a Dockerfile, an ignore file and the like '#' means itself behind other text; so it
 * does in the values of some readers of .env, INI and properties files. */
static const row rows[] = {
    {" .sh .bash .zsh .fish .py .pyi .rb .rake .pl .pm .r .ps1 .psm1 .nix .ex .exs .tf "
     ".tfvars .hcl .yml .yaml .toml .jl .coffee .tcl .awk .bzl .star .cmake .graphql ",
     {"# ", "", true}},
    {" .env .envrc .properties .conf .cfg .desktop .service .mk .gitignore "
     ".gitattributes .dockerignore .npmignore .npmrc .pypirc .editorconfig .htaccess "
     "Dockerfile Containerfile Makefile Gemfile Rakefile Vagrantfile Brewfile "
     "Procfile ",
     {"# ", "", false}},
    {" .c .h .cc .cpp .cxx .hpp .hh .m .mm .js .mjs .cjs .jsx .ts .mts .cts .tsx .java "
     ".kt .kts .scala .groovy .gradle .go .rs .swift .cs .php .dart .proto .zig .jsonc "
     ".json5 .scss .less .sol .v .sv Jenkinsfile ",
     {"// ", "", true}},
    {" .css ", {"/* ", " */", true}},
    {" .sql .lua .hs .elm .ada .adb .ads .vhd ", {"-- ", "", true}},
    {" .ini .clj .cljs .edn .el .lisp .scm ", {"; ", "", false}},
    {" .tex .erl .hrl .mat ", {"% ", "", true}},
    {" .html .htm .xml .svg .vue .xhtml .xsl .pom .csproj .config ",
     {"<!-- ", " -->", true}},
};

static bool lists(const char *names, sl_str word)
{
    sl_str all = sl_str_of(names);
    sl_str one;

    while (sl_str_split(all, ' ', &one, &all))
        if (one.len > 0 && sl_str_eq_nocase(one, word))
            return true;
    return false;
}

static sl_comment by_name(sl_str word)
{
    for (size_t i = 0; word.len > 0 && i < sizeof rows / sizeof *rows; i++)
        if (lists(rows[i].names, word))
            return rows[i].comment;
    return (sl_comment){0};
}

sl_comment sl_comment_of(sl_str path)
{
    sl_str base = sl_path_base(path);
    size_t dot = sl_str_rchr(base, '.');
    sl_comment found = by_name(base);

    if (!found.open && dot != SIZE_MAX)
        found = by_name(sl_str_skip(base, dot));
    if (found.open)
        return found;
    switch (sl_doc_kind_of(path)) {
    case SL_DOC_DOTENV:
    case SL_DOC_PROPERTIES:
    case SL_DOC_IGNORE:
    case SL_DOC_ATTRIBUTES: return (sl_comment){"# ", "", false};
    case SL_DOC_YAML:
    case SL_DOC_TOML:
    case SL_DOC_HCL: return (sl_comment){"# ", "", true};
    case SL_DOC_XML: return (sl_comment){"<!-- ", " -->", true};
    default: return (sl_comment){0};
    }
}
