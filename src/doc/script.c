#include "doc/script.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static bool has_suffix(sl_str path, const char *const *suffixes, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (sl_str_ends_nocase(path, sl_str_of(suffixes[i])))
            return true;
    return false;
}

bool sl_script_known(sl_str path, sl_str text)
{
    static const char *const suffixes[] = {
        ".sh",        ".bash",         ".zsh",        ".ksh",        ".bats",
        ".mk",        ".ps1",          ".psm1",       ".dockerfile", "makefile",
        "dockerfile", "containerfile", "jenkinsfile", "justfile"};
    sl_str base = sl_path_base(path);
    sl_str first;

    if (has_suffix(base, suffixes, COUNT(suffixes)) ||
        sl_str_starts_nocase(base, sl_lit("dockerfile.")))
        return true;
    first = sl_str_line(&text);
    return sl_str_starts(first, sl_lit("#!")) && sl_str_has(first, sl_lit("sh"));
}

sl_shell_kind sl_script_kind(sl_str name)
{
    static const char *const power[] = {"powershell", "pwsh", "ps1", ".psm1"};
    static const char *const make[] = {"makefile", "make", ".mk"};

    if (has_suffix(name, power, COUNT(power)))
        return SL_SHELL_POWER;
    return has_suffix(name, make, COUNT(make)) ? SL_SHELL_MAKE : SL_SHELL_POSIX;
}

bool sl_script_language(sl_str language)
{
    static const char *const names[] = {
        "sh",           "bash",     "shell",      "zsh",  "console", "shell-session",
        "shellsession", "terminal", "powershell", "pwsh", "ps1",     "make",
        "makefile",     "docker",   "dockerfile", "bat",  "cmd",     "session",
        "commandline"};

    return sl_str_among(names, COUNT(names), language);
}

sl_str sl_command_file(sl_str command)
{
    bool copies = sl_str_starts(command, sl_lit("COPY ")) ||
                  sl_str_starts(command, sl_lit("ADD "));
    sl_str file = {0}, before = {0}, word, rest = command;

    while (rest.len > 0) {
        bool found = sl_str_split(rest, ' ', &word, &rest);

        word = found ? word : rest;
        rest = found ? rest : (sl_str){0};
        if (word.len == 0)
            continue;
        if (word.ptr[0] == '>' && sl_str_trim(word).len > 2)
            file = sl_str_drop(sl_str_skip(word, 1), sl_lit(">"));
        else if (sl_str_eq(before, sl_lit("tee")) || copies ||
                 sl_str_eq(before, sl_lit(">")) || sl_str_eq(before, sl_lit(">>")))
            file = word;
        if (!sl_str_starts(word, sl_lit("-")))
            before = word;
    }
    file = sl_str_trim(file);
    while (file.len > 0 &&
           sl_str_chr(sl_lit("\"'"), file.ptr[file.len - 1]) != SIZE_MAX)
        file = sl_str_sub(file, 0, file.len - 1);
    return file;
}
