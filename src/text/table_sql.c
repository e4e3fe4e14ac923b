/* table_sql.c - rows of tables that stand in statements of SQL. */
#include "text/table.h"

#include "text/name.h"

enum {
    MAX_HEAD = 400, /* bytes between the first word of a statement and its bracket */
    MAX_SETTING = 4096
};

typedef struct dump {
    sl_str rest;
    sl_str table; /* that CREATE TABLE made last, */
    sl_table_columns made;
    sl_table_columns columns; /* of the statement at hand */
    sl_table_fn *found;
    void *ctx;
} dump;

static sl_str skip_blanks(sl_str text)
{
    while (text.len > 0 && sl_str_chr(sl_lit(" \t\r\n"), text.ptr[0]) != SIZE_MAX)
        text = sl_str_skip(text, 1);
    return text;
}

/* `name`, "name", [name] */
static sl_str unquoted(sl_str name)
{
    sl_str signs = sl_lit("`\"[] \t\r\n");

    while (name.len > 0 && sl_str_chr(signs, name.ptr[0]) != SIZE_MAX)
        name = sl_str_skip(name, 1);
    while (name.len > 0 && sl_str_chr(signs, name.ptr[name.len - 1]) != SIZE_MAX)
        name.len--;
    return name;
}

/* The length of the literal in quotes that text begins with; of one that is never closed
 * as if a quote stood at the end. */
static size_t literal(sl_str text)
{
    size_t end = 1;

    while (end < text.len) {
        bool quote = text.ptr[end] == '\'';
        bool two = quote && end + 1 < text.len && text.ptr[end + 1] == '\'';

        if (quote && !two)
            return end + 1;
        end += two || text.ptr[end] == '\\' ? 2 : 1; /* '' stands for one */
    }
    return text.len + 1;
}

/* Moves *rest past an item of a list, and past the ',' or ')' behind it; false: it was
 * the last. *value is its literal, if that is all, otherwise all of it. */
static bool take_item(sl_str *rest, sl_str *value)
{
    size_t depth = 0, at = 0, from = SIZE_MAX, to = 0;
    bool more = false;

    for (; at < rest->len; at++) {
        char c = rest->ptr[at];

        if (c == '\'') {
            from = at + 1;
            at += literal(sl_str_skip(*rest, at)) - 1;
            to = at;
        } else if (c == '(') {
            depth++;
        } else if ((c == ')' && depth-- == 0) || (c == ',' && depth == 0)) {
            more = c == ',';
            break;
        }
    }
    *value = from != SIZE_MAX && to > from ? sl_str_sub(*rest, from, to)
                                           : sl_str_trim(sl_str_sub(*rest, 0, at));
    *rest = sl_str_skip(*rest, at + 1);
    return more;
}

/* The list of columns that d->rest begins with, behind its bracket. definitions: with
 * their types, of which the first word is the name. */
static void read_columns(dump *d, sl_table_columns *columns, bool definitions)
{
    bool more = true;

    columns->len = 0;
    for (size_t at = 0; more && d->rest.len > 0; at++) {
        sl_str name;

        more = take_item(&d->rest, &name);
        if (definitions) {
            size_t end = 0;

            name = skip_blanks(name);
            while (end < name.len &&
                   sl_str_chr(sl_lit(" \t\r\n"), name.ptr[end]) == SIZE_MAX)
                end++;
            name.len = end;
        }
        sl_table_enter(columns, at, unquoted(name));
    }
}

static bool read_rows(dump *d)
{
    while (sl_str_starts(d->rest, sl_lit("("))) {
        bool more = true;

        d->rest = sl_str_skip(d->rest, 1);
        for (size_t at = 0; more && d->rest.len > 0; at++) {
            sl_str value;

            more = take_item(&d->rest, &value);
            if (!sl_table_cell(&d->columns, at, value, d->found, d->ctx))
                return false;
        }
        d->rest = skip_blanks(d->rest);
        if (!sl_str_starts(d->rest, sl_lit(",")))
            break;
        d->rest = skip_blanks(sl_str_skip(d->rest, 1));
    }
    return true;
}

/* Moves d->rest behind the first '(' of the statement and returns what stands before it;
 * empty: there is none. */
static sl_str take_head(dump *d)
{
    sl_str head = sl_str_sub(d->rest, 0, MAX_HEAD);
    size_t open = sl_str_chr(head, '(');

    if (open == SIZE_MAX || sl_str_chr(sl_str_sub(head, 0, open), ';') != SIZE_MAX)
        return sl_lit("");
    d->rest = sl_str_skip(d->rest, open + 1);
    return sl_str_trim(sl_str_sub(head, 0, open));
}

static bool insert(dump *d)
{
    sl_str head = take_head(d);
    sl_str word = sl_lit("values");

    if (head.len == 0)
        return true;
    if (sl_str_ends_nocase(head, word)) { /* INSERT INTO t VALUES ( */
        head.len -= word.len;
        if (!sl_str_eq(unquoted(head), d->table))
            return true;
        d->columns = d->made;
        d->rest = (sl_str){d->rest.ptr - 1, d->rest.len + 1};
    } else {
        read_columns(d, &d->columns, false);
        d->rest = skip_blanks(d->rest);
        if (!sl_str_starts_nocase(d->rest, word))
            return true;
        d->rest = skip_blanks(sl_str_skip(d->rest, word.len));
    }
    return d->columns.len == 0 || read_rows(d);
}

static bool create(dump *d)
{
    sl_str head = take_head(d);
    sl_str mark = sl_lit("if not exists ");

    if (head.len == 0)
        return true;
    if (sl_str_starts_nocase(head, mark))
        head = sl_str_skip(head, mark.len);
    d->table = unquoted(head);
    read_columns(d, &d->made, true);
    return true;
}

/* The word in front of "= 'v'", which text ends with. */
static sl_str column_before(sl_str text)
{
    size_t end, start;

    text = sl_str_trim(text);
    if (!sl_str_ends(text, sl_lit("=")))
        return (sl_str){0};
    text = unquoted(sl_str_sub(text, 0, text.len - 1));
    end = start = text.len;
    while (start > 0 &&
           sl_str_chr(sl_lit(" \t\r\n,.(`\"[]"), text.ptr[start - 1]) == SIZE_MAX)
        start--;
    return sl_str_sub(text, start, end);
}

static bool ends_in(sl_str column, const char *const *words, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (sl_str_ends_nocase(column, sl_str_of(words[i])))
            return true;
    return false;
}

/* UPDATE t SET value = 'V' WHERE name = 'NAME': a setting in a table of settings. */
static bool update(dump *d)
{
    static const char *const values[] = {"value", "val"};
    static const char *const names[] = {"name",    "key",  "option",
                                        "setting", "path", "param"};
    sl_str text = sl_str_sub(d->rest, 0, MAX_HEAD + MAX_SETTING);
    sl_str value = {0}, name = {0};

    for (size_t at = 0; at < text.len && text.ptr[at] != ';';) {
        size_t len;
        sl_str column, item;

        if (text.ptr[at] != '\'') {
            at++;
            continue;
        }
        len = literal(sl_str_skip(text, at));
        column = column_before(sl_str_sub(text, 0, at));
        item = sl_str_sub(text, at + 1, at + len - 1);
        at += len;
        if (ends_in(column, values, sizeof values / sizeof *values))
            value = item;
        else if (ends_in(column, names, sizeof names / sizeof *names))
            name = item;
    }
    return value.len == 0 || !sl_name_is_secret(name) || d->found(d->ctx, name, value);
}

/* Rows between tabs, up to the line "\." */
static bool copy(dump *d)
{
    sl_str line;

    if (take_head(d).len == 0)
        return true;
    read_columns(d, &d->columns, false);
    line = sl_str_line(&d->rest);
    if (!sl_str_starts_nocase(sl_str_trim(line), sl_lit("from stdin")))
        return true;
    while (d->columns.len > 0 && d->rest.len > 0) {
        size_t at = 0, end;

        line = sl_str_line(&d->rest);
        if (sl_str_starts(line, sl_lit("\\.")))
            break;
        do {
            end = sl_str_chr(line, '\t');
            if (!sl_table_cell(&d->columns, at++, sl_str_trim(sl_str_sub(line, 0, end)),
                               d->found, d->ctx))
                return false;
            line = end == SIZE_MAX ? sl_lit("") : sl_str_skip(line, end + 1);
        } while (end != SIZE_MAX);
    }
    return true;
}

void sl_table_sql(sl_str text, sl_table_fn *found, void *ctx)
{
    static const struct {
        const char *words;
        bool (*read)(dump *);
    } statements[] = {
        {"insert into ", insert},
        {"create table ", create},
        {"copy ", copy},
        {"update ", update},
    };
    dump d = {.rest = text, .found = found, .ctx = ctx};

    while (d.rest.len > 0) {
        bool taken = false;

        d.rest = skip_blanks(d.rest);
        for (size_t i = 0; !taken && i < sizeof statements / sizeof *statements; i++) {
            sl_str words = sl_str_of(statements[i].words);

            if (!sl_str_starts_nocase(d.rest, words))
                continue;
            d.rest = sl_str_skip(d.rest, words.len);
            if (!statements[i].read(&d))
                return;
            taken = true;
        }
        sl_str_line(&d.rest); /* statements begin lines */
    }
}
