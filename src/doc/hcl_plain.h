/* hcl_plain.h - the HCL that people and generators write nearly always, without
 * tree-sitter.
 *
 * Blocks, attributes, strings and heredocs, numbers, lists, objects, references and
 * calls, operators, conditions and for expressions. Not what is broken, spelt in letters
 * beyond ASCII, or a choice of lists that is the condition of another choice.
 * Of such text tree-sitter-hcl makes the same tree, only slower. */
#ifndef SECLINT_DOC_HCL_PLAIN_H
#define SECLINT_DOC_HCL_PLAIN_H

#include "doc/builder.h"

/* Reads the builder's text. False, with the builder as it was, if anything in it is not
 * of the kind above, or beyond a ceiling. */
bool sl_hcl_plain_read(sl_builder *builder);

/* As sl_hcl_read, but always by tree-sitter. */
bool sl_hcl_grammar_read(sl_builder *builder);

#endif
