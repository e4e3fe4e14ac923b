/* doc.h - a document: a blob whose kind is known, and its tree when asked for. */
#ifndef SECLINT_DOC_DOC_H
#define SECLINT_DOC_DOC_H

#include "base/arena.h"
#include "base/err.h"
#include "base/timing.h"
#include "source/blob.h"
#include "doc/content.h"
#include "doc/node.h"
#include "text/assignment.h"
#include "text/lines.h"

/* Which reader the document is for, by its name (and, where that is silent, by
 * its first bytes). */
typedef enum sl_doc_kind {
    SL_DOC_TEXT, /* anything else that is text */
    SL_DOC_DOTENV,
    SL_DOC_YAML,
    SL_DOC_JSON,
    SL_DOC_INI,
    SL_DOC_PROPERTIES,
    SL_DOC_TOML,
    SL_DOC_HCL,
    SL_DOC_XML,
    SL_DOC_LOGIN, /* .netrc, .pgpass */
    SL_DOC_IGNORE,
    SL_DOC_ATTRIBUTES,
    SL_DOC_MESSAGE, /* commit or tag message */
    SL_DOC_KINDS
} sl_doc_kind;

/* Leaves of a tree, in document order. */
typedef struct sl_leaf_list {
    const sl_node *leaf;
    struct sl_leaf_list *next; /* NULL: no more */
} sl_leaf_list;

/* Bytes are borrowed from the blob; all else lives in the arena. */
typedef struct sl_doc {
    const sl_blob *blob;
    sl_str text;  /* the blob's bytes, or their UTF-8 form if they were UTF-16 */
    bool decoded; /* text is not the blob's own bytes */
    sl_doc_kind kind;
    sl_content content; /* what the bytes are: vault, git-crypt, plain text ... */
    sl_arena *arena;
    const sl_node *tree;          /* NULL until sl_doc_tree, and if there is none */
    bool parsed;                  /* sl_doc_tree was tried */
    struct sl_subtree_log *parts; /* what is known of the text's base, and noted of it
                                * itself; NULL: nobody asks, see doc/subtree.h */
    struct sl_dull_pairs *dull; /* of its reader, see check/dull_pairs.h; NULL: none */
    const sl_node *rest;        /* see sl_doc_rest; NULL: there is none, or the tree */
    bool fallback;      /* the tree was made from key/value lines, or from a template
                          * with its marks masked: not exact */
    bool lines;         /* the tree was made from key/value lines: it has keys, but not
                          * the structure that they are in */
    bool templated;     /* the reader failed and there are Jinja, Helm or ERB marks:
                          * parse_error is nothing to complain about */
    bool gaps;          /* JSON: something is left to a template or left out */
    sl_err parse_error; /* why the proper reader failed, if it did */
    const char *parse_flaw; /* the same without the place: "expected a value" */
    sl_span parse_error_at; /* the place, in text */
    const struct sl_passages *passages; /* NULL until sl_doc_passages */
    bool lines_known;
    sl_lines lines_table;
    const sl_node *lines_tree;     /* NULL until sl_doc_lines_tree */
    sl_assignment_answer assigned; /* the place last asked about: rules share places, */
    const sl_node *assigning_tree; /* whose leaves that may assign are */
    const sl_leaf_list *assigning; /* these */
    const void *aws;   /* what aws/ keeps about the document, see aws/policy.h */
    sl_timing *timing; /* of who asks for the tree, or NULL */
} sl_doc;

/* Kind by path alone; SL_DOC_TEXT if the name says nothing. Cheap. */
sl_doc_kind sl_doc_kind_of(sl_str path);
const char *sl_doc_kind_name(sl_doc_kind kind);

/* Describes blob: kind, content class, UTF-16 decoded. Never fails. */
void sl_doc_open(sl_doc *doc, const sl_blob *blob, sl_arena *arena);
/* The same in two steps, for who learns from elsewhere whether SL_SOPS_MARK stands in the
 * text: until sl_doc_marked is called, which is then due, SOPS is TEXT. */
void sl_doc_open_unmarked(sl_doc *doc, const sl_blob *blob, sl_arena *arena);
/* The kind that the first bytes of its text tell: YAML, JSON or SL_DOC_TEXT. */
sl_doc_kind sl_doc_kind_of_bytes(const sl_doc *doc);
void sl_doc_marked(sl_doc *doc);

/* The tree of a document whose kind has one, parsed at the first call: a
 * MAP, SEQ or SCALAR, or (several YAML documents, JSON lines) a SEQ of them; an empty
 * MAP if the document holds none. A template that its reader refuses is read again
 * with its marks masked (values that hold one are as written); if that fails too,
 * a MAP is made from key/value lines. Either way fallback is set and the reason is in
 * parse_error ("line 3: ..."). JSON with errors keeps what was read, with
 * parse_error but without fallback. NULL for kinds without a tree, for binary
 * and encrypted content (but not for SOPS: its keys and plain leaves can be read),
 * and for documents above SL_MAX_TREE_SIZE (parse_error says so). */
const sl_node *sl_doc_tree(sl_doc *doc);

/* The same, but what is known to be barren (doc/subtree.h) may be empty collections: enough
 * for who judges leaves, and found nothing in the base. judge: a bit of its own, of
 * those who note in doc->parts what comes of the leaves; 0: who does not look at leaves. */
const sl_node *sl_doc_rest(sl_doc *doc, unsigned judge);
/* The tree, after all, for who sees in sl_doc_rest that what is left out may matter. */
const sl_node *sl_doc_unparted(sl_doc *doc);
/* May what doc->parts holds be left to a text that is a delta on this one? All who
 * have judged leaves are done. */
bool sl_doc_parted(const sl_doc *doc);
/* Of one that may: is it flat (doc/flat.h), with verdicts on each leaf for itself? */
bool sl_doc_flat(const sl_doc *doc);

/* A MAP of the key/value lines, whatever the kind, made at the first call; NULL for
 * binary and encrypted content, and above SL_MAX_TREE_SIZE. */
const sl_node *sl_doc_lines_tree(sl_doc *doc);

/* The versions of the readers' libraries, "0.2.5", "0.25.1" and the newest grammar ABI. */
const char *sl_doc_yaml_version(void);
const char *sl_doc_tree_sitter_version(void);
unsigned sl_doc_tree_sitter_abi(void);

/* The line table of doc->text, made at the first call. */
const sl_lines *sl_doc_lines(sl_doc *doc);

#endif
