/* check.h - structural checks: one file each, one table of all. */
#ifndef SECLINT_CHECK_CHECK_H
#define SECLINT_CHECK_CHECK_H

#include "aws/policy.h"
#include "rule/sink.h"

/* One policy of a document, and where what is found goes (check/iam/policy_hit.h). */
typedef struct sl_policy_view {
    const sl_rule *rule;
    const sl_policy *policy;
    sl_doc *doc;
    sl_sink *sink;
} sl_policy_view;

/* Looks at one policy, of a document of any kind. Called on any thread. */
typedef void sl_policy_check(const sl_policy_view *view);
/* Looks at one document and leaves hits in the sink. Called on any thread. */
typedef void sl_document_check(const sl_rule *rule, sl_doc *doc, sl_sink *sink);
/* Looks round one literal of its rule, at doc->text[at]. Called in ascending order, often:
 * what is nothing must be recognised in nanoseconds. */
typedef struct sl_place_answer {
    size_t next; /* it is not asked about literals in front of that place */
    /* There is nothing, and whoever reads dull bytes from the place on, at most
     * SL_PLACE_AFTER, and before in front of it, at most SL_PLACE_BEFORE, and no path, sees
     * that and the same next. 0: that is not so, or nobody inherits it. */
    size_t dull;
    size_t before;
} sl_place_answer;

enum { SL_PLACE_BEFORE = 128, SL_PLACE_AFTER = 6144 };

typedef sl_place_answer sl_place_check(const sl_rule *rule, sl_doc *doc, sl_sink *sink,
                                       size_t at);
/* Looks at the facts of all documents. Called once, on one thread. */
typedef void sl_repository_check(const sl_rule *rule, sl_facts facts, sl_sink *sink);

/* Leaves line facts and declared intents of one document in the sink; run whatever
 * rules there are, on what lies in the working tree or is staged. */
typedef void sl_collector(sl_doc *doc, sl_sink *sink);

enum {
    SL_ANY_KIND = (1 << SL_DOC_KINDS) - 1,
    /* binary content: only checks that name it see any */
    SL_BINARY = 1 << SL_DOC_KINDS,
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
    sl_place_check *place;   /* document: asked about every literal of the rule, before
                            * the document as a whole */
    sl_policy_check *policy; /* document: asked about every policy instead */
} sl_check;

/* Every check, declared. */
#define DOCUMENT(function, name, kinds, secrets) sl_document_check sl_check_##function;
#define PLACES(function, name, kinds)      \
    sl_document_check sl_check_##function; \
    sl_place_check sl_check_##function##_at;
#define POLICY(function, name)             sl_policy_check sl_check_##function;
#define REPOSITORY(function, name)         sl_repository_check sl_check_##function;
#define COLLECTOR(function, kinds)         sl_collector sl_collect_##function;
#define COLLECTOR_OF(function, kinds, ...) sl_collector sl_collect_##function;
#define CLOSING(name)
#include "check/checks.def"
#undef DOCUMENT
#undef PLACES
#undef POLICY
#undef REPOSITORY
#undef COLLECTOR
#undef COLLECTOR_OF
#undef CLOSING

/* A collector that is only of use where one of its words stands (the gate knows them,
 * like the literals of rules). */
typedef struct sl_collector_words {
    const char *const *at;
    size_t len; /* 0: it looks at every document */
} sl_collector_words;

size_t sl_collectors_len(void);
/* The number of the collector of that name, which there is. */
size_t sl_collector_find(const char *name);
sl_collector_words sl_collector_words_of(size_t collector);

/* Runs the collectors that want documents of its kind. met: by collector, whether a word
 * of it stands in the document; NULL: nobody looked. */
void sl_collect(sl_doc *doc, sl_sink *sink, const uint8_t *met);

/* History says where a blob lay only when it was searched. Corrects the level of a
 * finding that goes by the path; false: it is none there. */
bool sl_check_settle(sl_finding *finding);
/* The highest level that it can settle for, wherever it lies. */
sl_level sl_check_most(const sl_finding *finding);

/* By name, or NULL. */
const sl_check *sl_check_find(sl_str name);
/* The i-th check, or NULL past the last. */
const sl_check *sl_check_at(size_t i);

#endif
