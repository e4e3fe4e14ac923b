/* layout.h - which paths of a project should hold secrets, as data.
 *
 * A layout is one file, rules/layouts/<id>.yml: how it is recognised, classes of
 * paths with the program that reads them (which decides what encryption can work
 * there), and the lines of ignore and attribute files that protect them. See
 * docs/layouts.md. */
#ifndef SECLINT_RULE_LAYOUT_H
#define SECLINT_RULE_LAYOUT_H

#include "base/vec.h"
#include "rule/rule.h"
#include "rule/strategy.h"
#include "text/glob_set.h"

typedef struct sl_layout sl_layout;

typedef struct sl_secret_class {
    const sl_layout *layout;
    sl_str id;     /* "deployment-env" */
    sl_str title;  /* "deployment secrets, read by Docker" */
    sl_str reader; /* "docker", "ansible", "dotenv", "rails", ... */
    sl_list when;  /* globs: probes are asked only if a path that fits exists */
    sl_list paths; /* globs, text/glob.h */
    sl_list
        public_paths;   /* examples and the like: meant to be committed in plaintext */
    sl_list encryption; /* of "ansible-vault", "git-crypt", "sops": what can work */
    sl_list probes;     /* paths that may come tomorrow, and must be protected then */
    sl_list gaps;       /* the same under spellings that patterns tend to miss */
    sl_list public_probes; /* paths that must be neither ignored nor encrypted */
    bool generated;        /* written by a tool, never by hand: only ever ignored */
} sl_secret_class;

/* One line of an ignore or attribute file that the layout knows. */
typedef struct sl_managed_line {
    sl_str text;  /* a pattern, or a pattern with its attributes */
    unsigned on;  /* bits 1 << sl_strategy: the line must count */
    unsigned off; /* the line must be commented out; in other strategies it stays */
    sl_str after; /* where it is added: directly behind this line; empty: at the end */
    bool keep;    /* never added, only switched where it is */
} sl_managed_line;

/* One ignore or attribute file that the layout knows. */
typedef struct sl_managed_file {
    sl_str path;   /* of the file: ".gitignore", "deploy/vars/.gitignore" */
    sl_list when;  /* globs of paths; one must exist, or the file is left alone */
    sl_list begin; /* lines written before and behind what is added */
    sl_list end;
    const sl_managed_line *lines;
    size_t lines_len;
} sl_managed_file;

struct sl_layout {
    sl_str id; /* "cloudreactor-deploy" */
    sl_str title;
    sl_list when;   /* globs: one existing path that fits makes the layout present, */
    sl_list given;  /* if one of these lines is there ("FILE: LINE"; commented out is
                     * there, too); empty: in any case */
    sl_list unless; /* and none of these is */
    uint32_t rank;  /* classes of layouts with a lower one are asked first */
    bool certain; /* its paths hold secrets for sure: an uncovered class is an error */
    const sl_secret_class *classes;
    size_t classes_len;
    const sl_managed_file *files;
    size_t files_len;
};

/* The class of a glob: the layout's number, and its own in that. */
typedef struct sl_glob_owner {
    uint16_t layout;
    uint16_t class_;
} sl_glob_owner;

/* Sorted by rank and id; the layouts belong to the loader's arena. */
typedef struct sl_layouts {
    const sl_layout **at; /* a vector, see base/vec.h; for sl_layouts_at if unread */
    size_t len;
    size_t cap;
    /* All globs of all classes in a row, and the class of each; NULL: a list that
     * somebody made of some of the layouts. */
    const sl_glob_set *globs;
    const sl_glob_owner *owners;
    struct sl_unread_layouts *unread; /* rule/unread.h; NULL: all are there */
} sl_layouts;

/* The layout of that number, on any thread. */
const sl_layout *sl_layouts_at(const sl_layouts *layouts, size_t number);
/* Its globs "when", for which no layout is read: the list may live in the arena. */
sl_list sl_layouts_when(const sl_layouts *layouts, size_t number, sl_arena *arena);

/* What the class can follow of a strategy: local-only where its reader decrypts
 * nothing of that kind, and for what tools generate. */
sl_strategy sl_class_strategy(const sl_secret_class *class_, sl_strategy strategy);

/* A probe's path: without the slash that may stand before it. */
sl_str sl_layout_probe(sl_str probe);

bool sl_list_match(sl_list globs, sl_str path); /* does one of the globs fit? */
bool sl_list_has(sl_list list, sl_str text);

/* The first class whose paths path fits decides what it is: a secret file of that class,
 * or (*public, which may be NULL) an example of one. NULL: neither. */
const sl_secret_class *sl_layouts_class(const sl_layouts *layouts, sl_str path,
                                        bool *public);
/* That class, if path is a secret file of it, or an example. */
const sl_secret_class *sl_layouts_find(const sl_layouts *layouts, sl_str path);
const sl_secret_class *sl_layouts_find_public(const sl_layouts *layouts, sl_str path);

/* Sorts them, and makes the list of globs in the arena. Those that are unread, and no
 * others, are and have that. */
void sl_layouts_sort(sl_layouts *layouts, sl_arena *arena);

#endif
