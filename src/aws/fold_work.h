/* fold_work.h - what the parts of the folder share. Inside of aws/ only. */
#ifndef SECLINT_AWS_FOLD_WORK_H
#define SECLINT_AWS_FOLD_WORK_H

#include "aws/fold.h"
#include "base/limits.h"

/* Nested values, aliases in aliases. */
enum { SL_FOLD_DEPTH = 2 * SL_MAX_DEPTH };

typedef enum sl_intrinsic_kind {
    SL_INTRINSIC_NONE, /* an ordinary value */
    SL_INTRINSIC_REF,
    SL_INTRINSIC_GET_ATT,
    SL_INTRINSIC_SUB,
    SL_INTRINSIC_JOIN,
    SL_INTRINSIC_SELECT,
    SL_INTRINSIC_SPLIT, /* a list */
    SL_INTRINSIC_IF,
    SL_INTRINSIC_CONCAT, /* a list of lists */
    SL_INTRINSIC_MERGE,  /* a list of maps */
    SL_INTRINSIC_FOR,
    SL_INTRINSIC_SAME, /* a call that hands its argument through */
    SL_INTRINSIC_OTHER
} sl_intrinsic_kind;

/* A function and its argument: the node itself if a tag names the function, the only
 * child of a map with a key like "Fn::Sub" otherwise. */
typedef struct sl_intrinsic {
    sl_intrinsic_kind kind;
    sl_str name; /* "Sub" */
    const sl_node *argument;
} sl_intrinsic;

sl_intrinsic sl_intrinsic_of(const sl_node *node);
/* The n-th item of a SEQ, or NULL. */
const sl_node *sl_item_at(const sl_node *seq, size_t n);
/* The node that an alias stands for, NULL if it is not known; any other node itself. */
const sl_node *sl_fold_target(sl_folder *folder, const sl_node *node);
/* Adds what "<<: merged" of map stands for. */
void sl_fold_merge_key(sl_folder *folder, sl_fold_into *into, const sl_node *map,
                       const sl_node *merged, unsigned depth);
/* As sl_fold_take; depth: how many values it stands in. */
void sl_fold_take_at(sl_folder *folder, sl_fold_into *into, const sl_node *node,
                     const sl_node *named, unsigned depth);
/* Is it !Ref AWS::NoValue, or null of Terraform? */
bool sl_fold_is_nothing(const sl_node *node);

/* Appends the text that a node comes to. False, with out as it was, if it is a list or
 * a map, or one of them for all that is known. */
bool sl_fold_text_of(sl_folder *folder, const sl_node *node, sl_buf *out,
                     unsigned depth);
/* Appends "${name}"; a name that is too long for a placeholder, or has lines, is cut and
 * told by a hash. */
void sl_fold_placeholder(sl_str name, sl_buf *out);
/* Appends a placeholder that tells what the function is given. */
void sl_fold_hole(const sl_intrinsic *of, sl_buf *out);
/* The items of !Split, appended to into; false if they are not known. */
bool sl_fold_split(sl_folder *folder, sl_fold_into *into, const sl_node *argument,
                   unsigned depth);
/* Appends the text of !Select; false if it is not known. */
bool sl_fold_select(sl_folder *folder, const sl_node *argument, sl_buf *out,
                    unsigned depth);

/* Does the text of a scalar change when it is folded? */
bool sl_fold_text_changes(const sl_folder *folder, const sl_node *scalar);
/* Appends the folded text of a scalar that is no intrinsic. */
void sl_fold_text_add(sl_folder *folder, const sl_node *scalar, sl_buf *out);
/* Appends the text of a Fn::Sub; variables is a MAP or NULL. */
void sl_fold_sub(sl_folder *folder, sl_str text, const sl_node *variables, sl_buf *out,
                 unsigned depth);
/* Appends what !Ref name comes to. */
void sl_fold_ref(sl_folder *folder, sl_str name, sl_buf *out);

#endif
