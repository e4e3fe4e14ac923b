/* check.h - structural checks: one file each, one table of all. */
#ifndef SECLINT_CHECK_CHECK_H
#define SECLINT_CHECK_CHECK_H

#include "rule/sink.h"

/* Looks at one document and leaves hits in the sink. Called on any thread. */
typedef void sl_document_check(const sl_rule *rule, sl_doc *doc, sl_sink *sink);
/* Looks at the facts of all documents. Called once, on one thread. */
typedef void sl_repository_check(const sl_rule *rule, sl_facts facts, sl_sink *sink);

/* Leaves line facts and declared intents of one document in the sink; run whatever
 * rules there are, on what lies in the working tree or is staged. */
typedef void sl_collector(sl_doc *doc, sl_sink *sink);

enum {
    SL_ANY_KIND = (1 << SL_DOC_KINDS) - 1,
    /* formats with a tree in which a key says what its value is */
    SL_CONFIG_KINDS = 1 << SL_DOC_YAML | 1 << SL_DOC_JSON | 1 << SL_DOC_INI |
                      1 << SL_DOC_PROPERTIES | 1 << SL_DOC_TOML | 1 << SL_DOC_HCL |
                      1 << SL_DOC_XML | 1 << SL_DOC_LOGIN
};

typedef struct sl_check {
    const char *name; /* as a rule's "check" says it */
    sl_scope scope;
    unsigned kinds;     /* document: bits 1 << sl_doc_kind that it wants to see */
    bool finds_secrets; /* document: also run on old versions in history, where
                          * mistakes of form are of no interest any more */
    sl_document_check *document;
    sl_repository_check *repository; /* NULL also for CLOSING */
} sl_check;

/* Every check, declared. */
#define DOCUMENT(function, name, kinds, secrets) sl_document_check sl_check_##function;
#define REPOSITORY(function, name)               sl_repository_check sl_check_##function;
#define COLLECTOR(function, kinds)               sl_collector sl_collect_##function;
#define CLOSING(name)
#include "check/checks.def"
#undef DOCUMENT
#undef REPOSITORY
#undef COLLECTOR
#undef CLOSING

/* Runs the collectors that want documents of its kind. */
void sl_collect(sl_doc *doc, sl_sink *sink);

/* By name, or NULL. */
const sl_check *sl_check_find(sl_str name);

#endif
