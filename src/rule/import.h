/* import.h - rules of ours from the configuration of gitleaks (version 8, TOML).
 *
 * Format: the README of gitleaks, section "Configuration". What cannot be carried over is
 * named, never left out in silence. */
#ifndef SECLINT_RULE_IMPORT_H
#define SECLINT_RULE_IMPORT_H

#include "rule/load.h"

/* One construct that was not carried over, or not as it was. */
typedef struct sl_import_note {
    size_t line;
    sl_str rule; /* its id there; empty: it belongs to none */
    sl_str construct;
    sl_str why;
} sl_import_note;

SL_VEC(sl_import_notes, sl_import_note);

typedef struct sl_imported_rule {
    sl_str id;   /* ours */
    sl_str yaml; /* as a file below rules/ */
} sl_imported_rule;

SL_VEC(sl_imported_rules, sl_imported_rule);

typedef struct sl_import {
    sl_arena arena; /* owns all strings */
    sl_imported_rules rules;
    sl_buf allow;    /* items of allow: in .seclint.yml; may be empty */
    sl_buf settings; /* items of rules: in .seclint.yml; may be empty */
    sl_import_notes notes;
} sl_import;

/* Reads text, which file names in messages. known: the rules that there are; an imported
 * one must not have the id of one of them. Fails if text is no TOML. *out is for
 * sl_import_free in any case. */
bool sl_import_gitleaks(sl_str file, sl_str text, const sl_rules *known, sl_import *out,
                        sl_err *err);
/* All of it as one .seclint.yml. */
void sl_import_config(const sl_import *import, bool with_rules, sl_buf *out);
void sl_import_free(sl_import *import);

#endif
