/* plaintext_name.h - what a value of a tree is called by whoever reads the file. */
#ifndef SECLINT_CHECK_PLAINTEXT_NAME_H
#define SECLINT_CHECK_PLAINTEXT_NAME_H

#include "doc/node.h"

/* The name of a leaf: its key or that of its list; for {name: X, value: V}, <add key="X"
 * value="V"/>, <entry key="X">V</entry> and the like X; for X: {value: V} and a
 * parameter's or variable's default X; for <key>X</key><string>V</string> X. before is
 * the leaf in front of it in document order, or NULL. *from: leaf, or the highest node
 * above it whose key was looked at; NULL: any may have been. */
sl_str sl_plaintext_name(const sl_node *leaf, const sl_node *before,
                         const sl_node **from);

/* Does the key say nothing but "here is the value"? Its name may stand beside it. */
bool sl_plaintext_is_value(sl_str key);

#endif
