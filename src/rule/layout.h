/* layout.h - which paths of a project should hold secrets, as data.
 *
 * A layout is one file, rules/layouts/<id>.yml: classes of paths with the
 * program that reads them, which decides what encryption can work there. */
#ifndef SECLINT_RULE_LAYOUT_H
#define SECLINT_RULE_LAYOUT_H

#include "base/vec.h"
#include "rule/rule.h"

typedef struct sl_secret_class {
    sl_str layout; /* "cloudreactor-deploy" */
    sl_str id;     /* "deployment-env" */
    sl_str title;  /* "deployment secrets, read by Docker" */
    sl_str reader; /* "docker", "ansible", "python-dotenv", ... */
    sl_list paths; /* globs, text/glob.h */
    sl_list
        public_paths;   /* examples and the like: meant to be committed in plaintext */
    sl_list encryption; /* of "ansible-vault", "git-crypt", "sops" */
} sl_secret_class;

SL_VEC(sl_layouts, sl_secret_class);

/* The first class that path belongs to, or NULL; public paths belong to none. */
const sl_secret_class *sl_layouts_find(const sl_layouts *layouts, sl_str path);

#endif
