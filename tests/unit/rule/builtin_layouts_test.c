/* builtin_layouts_test.c - the layouts that are shipped agree with themselves. */
#include "git/pattern.h"
#include "rule/load.h"

#include "page.h"

/* One built-in layout among all of them. */
typedef struct scene {
    const sl_layouts *all;
    const sl_layout *layout;
} scene;

typedef void look_at(const scene *s);

/* Runs look for every built-in layout. */
static void for_each_layout(look_at *look)
{
    sl_rules book = {0};
    sl_err err = {0};

    assert_true(sl_rules_add_builtin(&book, &err));
    sl_rules_sort(&book);
    assert_true(book.layouts.len > 20);
    for (size_t i = 0; i < book.layouts.len; i++)
        look(&(scene){&book.layouts, book.layouts.at[i]});
    sl_rules_free(&book);
}

/* Says which thing is wrong before the test fails. */
static void expect(const scene *s, bool holds, const char *what, sl_str which)
{
    if (!holds)
        print_error("layout %.*s: %s: %.*s\n", sl_fmt(s->layout->id), what,
                    sl_fmt(which));
    assert_true(holds);
}

static bool is_public(const sl_layout *layout, sl_str path)
{
    const sl_layouts one = {.at = (const sl_layout **)&layout, .len = 1};

    return !sl_layouts_find(&one, path) && sl_layouts_find_public(&one, path);
}

static bool in_class(const sl_secret_class *class_, sl_str path)
{
    return sl_list_match(class_->paths, path) &&
           !sl_list_match(class_->public_paths, path);
}

static void check_names(const scene *s)
{
    static const sl_str known[] = {
        {"ansible-vault", 13}, {"git-crypt", 9}, {"sops", 4}};
    const sl_layout *layout = s->layout;

    for (size_t i = 0; i < s->all->len; i++)
        expect(s, s->all->at[i] == layout || !sl_str_eq(s->all->at[i]->id, layout->id),
               "its id is used twice", layout->id);
    for (size_t i = 0; i < layout->classes_len; i++) {
        const sl_secret_class *class_ = &layout->classes[i];

        for (size_t k = 0; k < i; k++)
            expect(s, !sl_str_eq(layout->classes[k].id, class_->id),
                   "two classes have one id", class_->id);
        for (size_t k = 0; k < class_->encryption.len; k++)
            expect(
                s,
                sl_list_has((sl_list){known, COUNT(known)}, class_->encryption.at[k]),
                "unknown encryption", class_->encryption.at[k]);
        expect(s, !class_->generated || class_->encryption.len == 0,
               "what a tool generates cannot be encrypted", class_->id);
    }
}

static void names_are_unique_and_known(void **state)
{
    (void)state;
    for_each_layout(check_names);
}

/* To the layout itself, or to one that may stand beside it: those with conditions on
 * lines are versions of one project that exclude each other. */
static bool is_secret(const scene *s, sl_str path)
{
    for (size_t i = 0; i < s->all->len; i++) {
        const sl_layout *other = s->all->at[i];
        const sl_layouts one = {.at = &other, .len = 1};

        if (other != s->layout && (other->given.len > 0 || other->unless.len > 0))
            continue;
        if (sl_layouts_find(&one, path))
            return true;
    }
    return false;
}

static void check_paths(const scene *s)
{
    for (size_t i = 0; i < s->layout->classes_len; i++) {
        const sl_secret_class *class_ = &s->layout->classes[i];

        for (size_t k = 0; k < class_->probes.len; k++)
            expect(s, in_class(class_, sl_layout_probe(class_->probes.at[k])),
                   "a probe is not in its class", class_->probes.at[k]);
        for (size_t k = 0; k < class_->gaps.len; k++)
            expect(s, in_class(class_, sl_layout_probe(class_->gaps.at[k])),
                   "a gap is not in its class", class_->gaps.at[k]);
        for (size_t k = 0; k < class_->public_probes.len; k++)
            expect(s, !is_secret(s, sl_layout_probe(class_->public_probes.at[k])),
                   "a public probe counts as secret", class_->public_probes.at[k]);
        expect(s, class_->gaps.len == 0 || class_->probes.len > 0,
               "a gap beside no probe is never asked for", class_->id);
    }
}

static void probes_are_in_their_class_and_public_probes_in_none(void **state)
{
    (void)state;
    for_each_layout(check_paths);
}

/* Does the pattern, in the file, fit path or a directory above it? */
static bool covers(const sl_managed_file *file, sl_str written, sl_str path)
{
    sl_path_pattern pattern = sl_path_pattern_parse(written);
    sl_str dir = sl_path_dir(file->path);
    size_t depth = dir.len ? dir.len + 1 : 0;

    if (depth > 0 &&
        (path.len <= depth || !sl_str_starts(path, dir) || path.ptr[dir.len] != '/'))
        return false;
    for (size_t end = depth + 1; end <= path.len; end++) {
        sl_path_query query = {.path = sl_str_sub(path, 0, end),
                               .directory = end < path.len};

        if (end < path.len && path.ptr[end] != '/')
            continue;
        query.name = sl_path_base(query.path);
        if (sl_path_pattern_match(&pattern, &query, depth))
            return true;
    }
    return false;
}

/* The class of the first of these paths that the pattern fits, or NULL. */
static const sl_secret_class *covered(const scene *s, const sl_managed_file *file,
                                      sl_str pattern, bool gaps)
{
    for (size_t i = 0; i < s->layout->classes_len; i++) {
        const sl_secret_class *class_ = &s->layout->classes[i];
        sl_list asked = gaps ? class_->gaps : class_->probes;

        for (size_t k = 0; k < asked.len; k++)
            if (covers(file, pattern, sl_layout_probe(asked.at[k])))
                return class_;
    }
    return NULL;
}

static bool covers_secret(const scene *s, const sl_managed_file *file, sl_str pattern)
{
    return covered(s, file, pattern, false) || covered(s, file, pattern, true);
}

/* Fits the pattern a public probe, or name a path that is an example? */
static bool covers_public(const scene *s, const sl_managed_file *file, sl_str pattern)
{
    sl_path_pattern parsed = sl_path_pattern_parse(pattern);
    sl_str dir = sl_path_dir(file->path);
    sl_buf path = {0};
    bool found;

    for (size_t i = 0; i < s->layout->classes_len; i++) {
        sl_list asked = s->layout->classes[i].public_probes;

        for (size_t k = 0; k < asked.len; k++)
            if (covers(file, pattern, sl_layout_probe(asked.at[k])))
                return true;
    }
    sl_buf_printf(&path, "%.*s%s%.*s", sl_fmt(dir), dir.len ? "/" : "",
                  sl_fmt(parsed.text));
    found = is_public(s->layout, sl_buf_str(&path)) ||
            sl_str_ends(sl_buf_str(&path), sl_lit("/.gitignore"));
    sl_buf_free(&path);
    return found;
}

/* A file at its own line, with attributes behind its pattern or without. */
typedef struct managed {
    const sl_managed_file *file;
    const sl_managed_line *line;
    bool attributes;
    sl_str pattern;
    bool exception; /* a '!' line, or one that takes the filter away */
} managed;

typedef void look_at_line(const scene *s, const managed *m);

static void for_each_line(const scene *s, look_at_line *look)
{
    for (size_t i = 0; i < s->layout->files_len; i++) {
        const sl_managed_file *file = &s->layout->files[i];
        managed m = {.file = file};

        m.attributes = sl_str_eq(sl_path_base(file->path), sl_lit(".gitattributes"));
        for (size_t k = 0; k < file->lines_len; k++) {
            m.line = &file->lines[k];
            m.pattern = m.line->text;
            m.exception = sl_str_starts(m.pattern, sl_lit("!"));
            if (m.attributes) {
                sl_str rest;

                assert_true(sl_str_split(m.line->text, ' ', &m.pattern, &rest));
                m.exception = !sl_str_has(rest, sl_lit("filter=git-crypt"));
            }
            look(s, &m);
        }
    }
}

static void check_line(const scene *s, const managed *m)
{
    const sl_managed_line *line = m->line;
    size_t same = 0;
    bool after = line->after.len == 0;

    for (size_t f = 0; f < s->layout->files_len; f++) {
        const sl_managed_file *file = &s->layout->files[f];

        for (size_t i = 0; i < file->lines_len; i++)
            same += sl_str_eq(file->path, m->file->path) &&
                    sl_str_eq(file->lines[i].text, line->text);
    }
    for (size_t i = 0; i < m->file->lines_len; i++)
        after |= sl_str_eq(m->file->lines[i].text, line->after);
    expect(s, same == 1, "a line stands twice in a file", line->text);
    expect(s, after, "a line comes after one that the file does not have", line->after);
    expect(s, (line->on | line->off) != 0, "a line for no strategy", line->text);
    expect(s, !m->attributes || line->on == 1u << SL_STRATEGY_GIT_CRYPT,
           "an attribute line not for git-crypt alone", line->text);
}

static void check_lines(const scene *s)
{
    for_each_line(s, check_line);
}

static void lines_stand_once_and_after_lines_that_are_there(void **state)
{
    (void)state;
    for_each_layout(check_lines);
}

static void check_use(const scene *s, const managed *m)
{
    bool counts = m->attributes || m->line->on & 1u << SL_STRATEGY_LOCAL_ONLY;

    /* Lines that are only switched where they are belong to old versions too. */
    if (!counts || m->line->keep)
        return;
    if (m->exception)
        expect(s, covers_public(s, m->file, m->pattern),
               "an exception for what is not public", m->line->text);
    else
        expect(s, covers_secret(s, m->file, m->pattern), "a line that fits no probe",
               m->line->text);
}

static void check_uses(const scene *s)
{
    for_each_line(s, check_use);
}

static void every_line_has_something_to_do(void **state)
{
    (void)state;
    for_each_layout(check_uses);
}

/* Commented out, a line must not uncover what its reader cannot decrypt. */
static void check_switch(const scene *s, const managed *m)
{
    for (int i = SL_STRATEGY_LOCAL_ONLY; i < SL_STRATEGIES; i++) {
        const sl_secret_class *class_ = covered(s, m->file, m->pattern, false);

        if (m->attributes || m->exception || !class_ || !(m->line->off & 1u << i))
            continue;
        expect(s, sl_class_strategy(class_, (sl_strategy)i) == (sl_strategy)i,
               "a line is off although its class cannot be encrypted like that",
               m->line->text);
    }
}

static void check_switches(const scene *s)
{
    for_each_line(s, check_switch);
}

static void a_line_is_off_only_where_encryption_works(void **state)
{
    (void)state;
    for_each_layout(check_switches);
}

static bool ignored_by(const sl_layout *layout, sl_str path, sl_strategy strategy)
{
    for (size_t i = 0; i < layout->files_len; i++) {
        const sl_managed_file *file = &layout->files[i];

        if (!sl_str_eq(sl_path_base(file->path), sl_lit(".gitignore")))
            continue;
        for (size_t k = 0; k < file->lines_len; k++) {
            const sl_managed_line *line = &file->lines[k];

            if (line->on & 1u << strategy && !line->keep &&
                !sl_str_starts(line->text, sl_lit("!")) &&
                covers(file, line->text, path))
                return true;
        }
    }
    return false;
}

/* Can any class follow the strategy? If none can, the repair refuses it. */
static bool possible(const sl_layout *layout, sl_strategy strategy)
{
    for (size_t i = 0; i < layout->classes_len; i++)
        if (sl_class_strategy(&layout->classes[i], strategy) == strategy)
            return true;
    return false;
}

/* The repair must be able to settle what it reports. */
static void check_class(const scene *s, const sl_secret_class *class_,
                        sl_strategy strategy)
{
    if (s->layout->files_len == 0 || !possible(s->layout, strategy) ||
        sl_class_strategy(class_, strategy) != SL_STRATEGY_LOCAL_ONLY)
        return;
    for (size_t i = 0; i < class_->probes.len; i++)
        expect(s,
               ignored_by(s->layout, sl_layout_probe(class_->probes.at[i]), strategy),
               sl_strategy_name(strategy), class_->probes.at[i]);
}

static void check_cover(const scene *s)
{
    for (size_t i = 0; i < s->layout->classes_len; i++)
        for (int k = SL_STRATEGY_LOCAL_ONLY; k < SL_STRATEGIES; k++)
            check_class(s, &s->layout->classes[i], (sl_strategy)k);
}

static void every_probe_that_must_be_ignored_has_a_line(void **state)
{
    (void)state;
    for_each_layout(check_cover);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_unique_and_known),
        cmocka_unit_test(probes_are_in_their_class_and_public_probes_in_none),
        cmocka_unit_test(lines_stand_once_and_after_lines_that_are_there),
        cmocka_unit_test(every_line_has_something_to_do),
        cmocka_unit_test(a_line_is_off_only_where_encryption_works),
        cmocka_unit_test(every_probe_that_must_be_ignored_has_a_line),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
