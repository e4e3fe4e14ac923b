/* program.h - literals of Python, JavaScript and TypeScript. Inside of doc/ only. */
#ifndef SECLINT_DOC_PROGRAM_H
#define SECLINT_DOC_PROGRAM_H

#include "base/map.h"
#include "doc/passage_work.h"
#include "doc/syntax.h"

/* What the nodes of both grammars are to the reader. */
typedef enum sl_program_role {
    SL_PROGRAM_OTHER,
    SL_PROGRAM_PAREN, /* brackets and casts: stands for its first child */
    SL_PROGRAM_STRING,
    SL_PROGRAM_TEMPLATE, /* `a${b}` */
    SL_PROGRAM_CONCAT,   /* "a" "b" */
    SL_PROGRAM_BINARY,
    SL_PROGRAM_NAME,
    SL_PROGRAM_NUMBER,
    SL_PROGRAM_SIGN, /* an operator before a value */
    SL_PROGRAM_TRUE,
    SL_PROGRAM_FALSE,
    SL_PROGRAM_NULL,
    SL_PROGRAM_DICT,
    SL_PROGRAM_PAIR,
    SL_PROGRAM_SHORT, /* {name} */
    SL_PROGRAM_SPREAD,
    SL_PROGRAM_LIST,
    SL_PROGRAM_EACH, /* a list made by a loop */
    SL_PROGRAM_CALL,
    SL_PROGRAM_MEMBER,
    SL_PROGRAM_ARGUMENTS,
    SL_PROGRAM_KEYWORD, /* name=value in a call */
    SL_PROGRAM_ASSIGN,
    SL_PROGRAM_CHOICE,
    SL_PROGRAM_STATEMENT, /* that may hold an assignment */
    SL_PROGRAM_BODY,      /* plain text of a string */
    SL_PROGRAM_ESCAPE,    /* an escape that stands beside it */
    SL_PROGRAM_HOLE,
    SL_PROGRAM_PLUS,
    SL_PROGRAM_PERCENT,
    SL_PROGRAM_IGNORED /* comments and types */
} sl_program_role;

typedef struct sl_program_grammar {
    sl_syntax_grammar syntax;
    bool python; /* else JavaScript */
    bool casts;  /* "<Type>value" is no JSX */
} sl_program_grammar;

/* The grammar for a path; false if there is none. */
bool sl_program_grammar_for(sl_str path, sl_program_grammar *out);
/* Takes out of *text what the grammar would misread, and leaves its length. Returns false
 * if it must not be read at all. */
bool sl_program_readable(const sl_program_grammar *grammar, sl_arena *arena,
                         sl_str *text);

/* A place whose literals are still to be found. */
typedef struct sl_program_place {
    TSNode node;
    sl_str context; /* what it is assigned or passed to, as far as that is not below */
} sl_program_place;

SL_VEC(sl_program_places, sl_program_place);

typedef struct sl_program {
    sl_passage_work *work;
    sl_program_grammar grammar;
    sl_syntax syntax;
    sl_str text;
    sl_map strings;          /* names of the module that are strings: sl_str in arena */
    sl_map uses;             /* names: the keyword that they are passed to, as sl_str */
    sl_program_places later; /* inside of what was read as one value */
    sl_builder builder;      /* of the literal that is being read */
    bool incomplete;
} sl_program;

sl_program_role sl_program_role_of(const sl_program *program, TSNode node);
sl_span sl_program_span(TSNode node);
sl_str sl_program_written(const sl_program *program, TSNode node);
TSNode sl_program_field(TSNode node, const char *field);
/* A named child that is no comment (of the first few); null if there is none. */
TSNode sl_program_child(const sl_program *program, TSNode node, size_t index);
/* The node that brackets and casts around it stand for. */
TSNode sl_program_bare(const sl_program *program, TSNode node);
/* Is it json.dumps() or its like, which hand their first argument through? */
bool sl_program_is_transparent(const sl_program *program, TSNode call);
/* As sl_program_bare, and what json.dumps() and its like are around. */
TSNode sl_program_passed(const sl_program *program, TSNode node);
/* The last word of "a.b.c", or of any other name; empty for what is none. */
sl_str sl_program_last_name(const sl_program *program, TSNode node);

SL_VEC(sl_spans_vec, sl_span);

/* Text put together from literals. */
typedef struct sl_program_text {
    sl_buf bytes;
    sl_spans_vec places; /* by byte: where it is written */
    sl_span span;        /* from the first to the last part, outer quotes left out */
    size_t parts;
    size_t literals;
    size_t borrowed; /* bytes from elsewhere: the values of names */
    bool templated;  /* something is known at run time only */
    bool formatted;  /* "{{" is a brace */
} sl_program_text;

/* The escape that rest begins with; returns its width. Python keeps the backslash of one
 * that it does not know, JavaScript drops it. */
size_t sl_program_escape(sl_str rest, bool python, sl_buf *out);
/* Puts together what node (a string, a sum, a call of .format ...) says. Returns false
 * if there is no string in it. Either way sl_program_text_free must be called. */
bool sl_program_join(const sl_program *program, TSNode node, sl_program_text *out);
void sl_program_text_free(sl_program_text *text);
/* May node be text: a string, a sum, "..".format(), ".." % x? */
bool sl_program_is_text(const sl_program *program, TSNode node);
/* Does node, by its first bytes, begin with a string that begins with a brace? */
bool sl_program_begins_brace(const sl_program *program, TSNode node);

/* Adds the value of node, and all below it, to the open level of program->builder.
 * Returns false at a ceiling. */
bool sl_program_value(sl_program *program, TSNode node);
/* If value is a name: notes that it is handed on under a keyword, and is known by that. */
void sl_program_note_use(sl_program *program, sl_str keyword, TSNode value);
/* Fills program->strings. */
void sl_program_note_strings(sl_program *program);
/* What a literal inside of node is assigned or passed to, if node says so. Returns true
 * if the node around it has to be asked, too. */
bool sl_program_context(const sl_program *program, TSNode node, sl_str *context);
/* Is node, bare, a literal with keys, or a call that stands for one? */
bool sl_program_is_container(const sl_program *program, TSNode node);

#endif
