/* decode.h - what a document holds in an encoded form, scanned as if it stood there.
 *
 * Every stretch that is base64, hexadecimal or written with escapes is decoded; all of
 * them together are one text, which the patterns are run over, and in which encoded
 * stretches are looked for in their turn. Hits are taken back to the bytes of the
 * document that the secret was decoded from. */
#ifndef SECLINT_SCAN_DECODE_H
#define SECLINT_SCAN_DECODE_H

#include "scan/scanner.h"

enum { SL_DECODE_LITERALS = 146 };

/* Literals for the gate that wake owner + SL_ESCAPE_...: where none stands, escapes are
 * not looked for. out has room for SL_DECODE_LITERALS; all of it is filled. */
void sl_decode_literals(sl_arena *arena, uint32_t owner, sl_gate_literal *out);

/* Adds the hits of decoded texts to scanner->sink. Call right after the patterns were run
 * over doc: scanner->woken says which escapes it has, and is overwritten. */
void sl_decode_run(sl_scanner *scanner, sl_doc *doc);

#endif
