/* limits.h - every ceiling of the program, by name.
 *
 * Hitting one is never silent: the document gets a notice and the scan counts
 * as incomplete (exit status 3 when nothing was found). */
#ifndef SECLINT_BASE_LIMITS_H
#define SECLINT_BASE_LIMITS_H

#define SL_MIB (1024u * 1024u)

#define SL_MAX_FILE_SIZE     (256u * SL_MIB) /* bytes of one file or object */
#define SL_MAX_TREE_SIZE     (4u * SL_MIB) /* bytes of a document parsed into a tree */
#define SL_MAX_DEPTH         128u          /* nesting of YAML, JSON, git trees */
#define SL_MAX_NODES         400000u       /* nodes of one document tree */
#define SL_MAX_NESTED        4u            /* documents in values of documents */
#define SL_MAX_PASSAGES      2000u         /* documents in one document */
#define SL_MAX_PROGRAM_SIZE  (1u * SL_MIB) /* bytes of a program that is parsed */
#define SL_MAX_RECOVERIES    1000u         /* of a grammar, in one document */
#define SL_MAX_FOLDED        400000u  /* nodes folded from templates, of one document */
#define SL_MAX_FOLDED_TEXT   8192u    /* bytes of one text in them */
#define SL_MAX_ARN           2048u    /* bytes of one ARN; IAM's own limit */
#define SL_MAX_HOLE          128u     /* bytes of one placeholder in it */
#define SL_MAX_REFS          5000000u /* refs in the reftables of a repository, */
#define SL_MAX_REF_NAMES     (256u * SL_MIB) /* and bytes of their names */
#define SL_MAX_TAG_DEPTH     16u             /* tags of tags */
#define SL_MAX_REFTABLES     10000u          /* tables of one stack */
#define SL_MAX_REF_LIST      (2u * SL_MIB)   /* bytes of the file that names them */
#define SL_MAX_REF_LEVELS    16u             /* of the index of one */
#define SL_MAX_REF_RETRIES   100u      /* readings of a stack that others write to */
#define SL_MAX_REFERENCE     4096u     /* bytes of a reference to a secret */
#define SL_MAX_CHECK_STEPS   20000000u /* comparisons of checks over one document */
#define SL_MAX_NEAR          200u /* unknown actions of one policy whose nearest is looked for */
#define SL_MAX_WIDE          64u /* Resources of one statement compared with ARN templates */
#define SL_MAX_RULE_FILE     (256u * 1024u) /* bytes of one rule file */
#define SL_MAX_CONFIG_FILE   (1u * SL_MIB) /* .seclint.yml, ignore and attribute files */
#define SL_MAX_BASELINE_FILE (16u * SL_MIB) /* bytes of a baseline */
#define SL_MAX_BASELINE_LOOKS \
    10000000u /* at places that entries of one secret may follow to */
#define SL_MAX_REPORT_FILE     (256u * SL_MIB) /* bytes of a report that is read again */
#define SL_MAX_REPORT_NODES    4000000u        /* values in it */
#define SL_MAX_CONFIG_INCLUDES 1000u           /* files of git's configuration */
#define SL_MAX_RULE_LINES \
    10000u /* lines of one ignore or attribute file that are judged */
#define SL_MAX_CANDIDATES        400000u /* literals of rules in one MiB of text */
#define SL_MAX_LEGACY            400000u /* literals of a text that deltas on it take over */
#define SL_MAX_LEGACY_PARTS      100000u /* parts of its tree that they need not read */
#define SL_MAX_HITS_PER_BLOB     20000u  /* of rules in one document */
#define SL_MAX_FINDINGS_PER_BLOB 1000u   /* findings in one document */
#define SL_MAX_ALLOW_MARKS       1000u /* seclint:allow of one document that are judged */
#define SL_MAX_MISTAKES          200u  /* in a configuration that are told */
#define SL_MAX_OVERRIDES         200u  /* entries below overrides: in .seclint.yml */
#define SL_MAX_RULE_SETTINGS     2000u /* keys below rules: there */
#define SL_MAX_ALLOW_ENTRIES     1000u /* entries below allow: in .seclint.yml */
#define SL_MAX_AWS_FACTS         4000u /* ARNs, references and grants of one document */
#define SL_MAX_XREF              1000000u /* pairs of references and grants of a tree */
#define SL_MAX_MARKDOWN          900000u  /* bytes; GitHub drops a summary over 1 MiB */
#define SL_MAX_HTML_STATES       2000u /* rows of the map of secret files in an HTML report */
#define SL_MAX_HTML_LIVES        60u  /* secrets that its time line shows one by one */
#define SL_MAX_SNIPPET           240u /* bytes of a quoted line */
#define SL_MAX_PATH              4096u
#define SL_MAX_MEND_ROUNDS       12 /* of --fix-gitignore: one edit may ask for another */
#define SL_MAX_RANGE_TIPS \
    16u /* commits whose ignore and attribute files judge a range */
#define SL_MAX_HOOK_INPUT       (64u * SL_MIB) /* bytes of the refs that git tells a hook */
#define SL_TREE_LOG             (16u * SL_MIB) /* bytes kept of what trees name, and so many */
#define SL_TREE_LOG_EACH        32u      /* for each object; else they are read twice */
#define SL_MAX_TREE_PATHS       2000000u /* paths of one commit that are listed */
#define SL_MAX_SAME_CONTENT     4096u    /* paths of one content there, or in commits */
#define SL_MAX_READINGS         32u /* names of one content under which it is read */
#define SL_MAX_PLACES           400000u /* folders on the ways to contents in history */
#define SL_MAX_PLACE_STEPS      20000000u /* entries that are looked at there again */
#define SL_MAX_LINK_DEPTH       40u       /* nested ignore files, alternates */
#define SL_REGEX_MATCH_LIMIT    200000u   /* pcre2 match limit for one call */
#define SL_REGEX_DEPTH_LIMIT    2000u
#define SL_REGEX_HEAP_KIB       16384u
#define SL_REGEX_CALLS_PER_RULE 20000u /* pcre2 calls of one rule in one MiB of text */
#define SL_MAX_CACHE_FRONT      (64u * SL_MIB) /* bytes of a cache before its keys */
#define SL_MAX_CACHE_KEYS       (32u * SL_MIB) /* objects that a cache knows to be clean */
#define SL_MAX_CACHE_PACKS      100000u        /* packs whose state it knows */
#define SL_MAX_THREADS          256u
#define SL_MIN_PARALLEL         (256u * 1024u) /* staged bytes that are worth a thread */
#define SL_MAX_PACK_LIVE \
    (1024u * SL_MIB) /* bytes one worker holds while it walks a pack */
#define SL_MAX_SIMILAR         (8u * SL_MIB) /* bytes of whole objects that it keeps */
#define SL_MAX_FALLBACKS       1000u         /* objects that libgit2 is asked for */
#define SL_MAX_ALTERNATES      256u          /* object directories of one repository */
#define SL_MAX_ARCHIVE_DEPTH   4u            /* archives in archives */
#define SL_MAX_ARCHIVE_MEMBERS 100000u       /* of one archive and those in it */
#define SL_MAX_ARCHIVE_BYTES   (512u * SL_MIB) /* unpacked, of the same */
#define SL_MAX_ARCHIVE_RATIO   200u            /* unpacked to packed, beyond */
#define SL_MAX_ARCHIVE_SLACK   (16u * SL_MIB)  /* so many bytes */
#define SL_MAX_ARCHIVE_MEMBER  (64u * SL_MIB)  /* bytes of one member */
#define SL_MAX_ARCHIVE_HISTORY (32u * SL_MIB)  /* packed, of an archive in history */
#define SL_MAX_DECODE_DEPTH    4u              /* encodings inside each other */
#define SL_MAX_DECODED         (16u * SL_MIB) /* encoded bytes of one document, all layers */
#define SL_MAX_LSP_HEADERS \
    8192u /* bytes of headers of one message to an editor's server */
#define SL_MAX_LSP_MESSAGE   (64u * SL_MIB) /* bytes of one such message */
#define SL_MAX_LSP_TEXT      (16u * SL_MIB) /* bytes of a document that an editor has open */
#define SL_MAX_LSP_DOCUMENTS 1000u          /* that it has open at once */
#define SL_MAX_LSP_FOLDERS   100u           /* of its workspace */
#define SL_MAX_LSP_HOMES     8u   /* repositories that are kept though none is open */
#define SL_MAX_LSP_AFFECTED  200u /* files that a line of an ignore file makes matter */
#define SL_MAX_LSP_ACTIONS   20u  /* findings that actions are offered for at once */

#endif
