/* template.h - files that are YAML or JSON only after Jinja, Helm or ERB. */
#ifndef SECLINT_DOC_TEMPLATE_H
#define SECLINT_DOC_TEMPLATE_H

#include "base/arena.h"

/* Does the text hold a pair of template marks? */
bool sl_template_marked(sl_str text);

/* A copy of the same length in which a reader of the rendered form may find its way:
 * an expression inside a line is a number; statements (of Go's templates, too), comments
 * and marks that have their line to themselves are blank. Line ends stay. Without
 * statements, those of Go's templates are numbers, too: what is blank before a key,
 * "{{ if .x }}key: a{{ end }}", moves it away from the keys beside it. */
sl_str sl_template_mask(sl_arena *arena, sl_str text, bool statements);

/* Is there an expression with quotes in it, as in "${f("x")}" (Terraform) or
 * "$(cmd "x")" (a shell)? */
bool sl_interpolation_marked(sl_str text);
/* A copy of the same length in which such quotes, and backslashes, are underscores. */
sl_str sl_interpolation_mask(sl_arena *arena, sl_str text);

#endif
