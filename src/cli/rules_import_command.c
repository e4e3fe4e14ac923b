#include "base/file.h"
#include "base/limits.h"
#include "base/write.h"
#include "cli/commands.h"
#include "cli/out.h"
#include "cli/rulebase.h"
#include "cli/rules_work.h"
#include "rule/import.h"
#include "scan/results.h"

#include <errno.h>
#include <sys/stat.h>

static void tell_notes(const sl_import *import, const char *file)
{
    for (size_t i = 0; i < import->notes.len; i++) {
        const sl_import_note *note = &import->notes.at[i];
        sl_err told = {0};
        sl_buf text = {0};

        sl_buf_printf(&text, "%s:%zu: ", file, note->line);
        if (note->rule.len > 0)
            sl_buf_printf(&text, "rule %.*s: ", sl_fmt(note->rule));
        if (note->construct.len > 0)
            sl_buf_printf(&text, "%.*s: ", sl_fmt(note->construct));
        sl_fail(&told, SL_EUSAGE, "%s%.*s", text.ptr, sl_fmt(note->why));
        sl_complain_as("seclint", &told);
        sl_buf_free(&text);
    }
}

/* One file for each rule; none is replaced. */
static bool write_files(const sl_import *import, const char *dir, sl_err *err)
{
    struct stat st;

    if (mkdir(dir, 0777) != 0 && errno != EEXIST)
        return sl_fail(err, SL_EIO, "make %s", dir);
    for (size_t i = 0; i < import->rules.len; i++) {
        const sl_imported_rule *rule = &import->rules.at[i];
        sl_buf path = {0};
        bool ok;

        sl_buf_printf(&path, "%s/%.*s.yml", dir, sl_fmt(rule->id));
        ok = lstat(path.ptr, &st) != 0
                 ? sl_file_replace(path.ptr, rule->yaml, 0644, err)
                 : sl_fail(err, SL_EUSAGE, "%s is there already", path.ptr);
        sl_buf_free(&path);
        if (!ok)
            return false;
    }
    return true;
}

static bool import_file(const sl_options *options, sl_rules *known, sl_err *err)
{
    const char *file = options->paths.at[1];
    sl_import import = {0};
    sl_buf text = {0};
    sl_buf out = {0};
    bool ok =
        sl_rulebase_add(options, known, err) &&
        sl_file_read(file, SL_MAX_TREE_SIZE, &text, err) &&
        sl_import_gitleaks(sl_str_of(file), sl_buf_str(&text), known, &import, err);

    if (ok) {
        tell_notes(&import, file);
        sl_import_config(&import, !options->into, &out);
        ok = (!options->into || write_files(&import, options->into, err)) &&
             sl_stdout_write(sl_buf_str(&out), err);
    }
    sl_import_free(&import);
    sl_buf_free(&text);
    sl_buf_free(&out);
    return ok;
}

int sl_rules_import_command(const sl_options *options)
{
    sl_rules known = {0};
    sl_err err = {0};
    bool ok = options->paths.len == 2
                  ? import_file(options, &known, &err)
                  : sl_fail(&err, SL_EUSAGE, "rules import needs one FILE");

    sl_rules_free(&known);
    return ok ? SL_EXIT_CLEAN : sl_complain(&err);
}
