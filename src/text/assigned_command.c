/* assigned_command.c - secrets that a program or statement takes by position. */
#include "text/assigned.h"

#include <string.h>

typedef enum manner {
    GLUED,  /* -pV */
    NEXT,   /* -a V */
    PAIR,   /* -u user:V */
    QUOTED, /* BY 'V' */
    LAST    /* -b file user V */
} manner;

static const struct command {
    char program[20]; /* as found, in small letters */
    char option[20];  /* blank in front of it */
    manner manner;
} commands[] = {
    {"curl", "-u", PAIR},
    {"curl", "--user", PAIR},
    {"curl", "--proxy-user", PAIR},
    {"mysql", "-p", GLUED},
    {"redis-cli", "-a", NEXT},
    {"docker login", "-p", NEXT},
    {"sshpass", "-p", NEXT},
    {"sshpass", "-p", GLUED},
    {"ldapsearch", "-w", NEXT},
    {"mysqladmin", "password", NEXT},
    {"mongo", "-p", NEXT},
    {"cqlsh", "-p", NEXT},
    {"beeline", "-p", NEXT},
    {"az login", "-p", NEXT},
    {"podman login", "-p", NEXT},
    {"oc login", "-p", NEXT},
    {"zip ", "-P", NEXT},
    {"7z ", "-p", GLUED},
    {"openssl", "-k", NEXT},
    {"useradd", "-p", NEXT},
    {"ipmitool", "-P", NEXT},
    {"mosquitto_", "-P", NEXT},
    {"xfreerdp", "/p:", GLUED},
    {"lftp", "-u", PAIR},
    {"htpasswd", "-b", LAST},
    {"htpasswd", "-nb", LAST},
    {"htpasswd", "-cb", LAST},
    {"htpasswd", "-Bb", LAST},
    {"rabbitmqctl", "add_user", LAST},
    {"rabbitmqctl", "change_password", LAST},
    {"smbclient", "-U", PAIR},
    {"identified", "BY", QUOTED},
    {"identified", "by", QUOTED},
    {"securestring", "-String", QUOTED},
    {"securestring", "-AsPlainText", QUOTED},
    {"twine ", "-p", NEXT},
    {"unlock-keychain", "-p", NEXT},
    {"create-keychain", "-p", NEXT},
    {"altool ", "-p", NEXT},
    {"plink ", "-pw", NEXT},
    {"plink.exe", "-pw", NEXT},
    {"pscp ", "-pw", NEXT},
    {"psftp ", "-pw", NEXT},
    {"ncftpput ", "-p", NEXT},
    {"isql ", "-P", NEXT},
    {"rdesktop ", "-p", NEXT},
    {"evil-winrm", "-p", NEXT},
    {"cf login", "-p", NEXT},
    {"ibmcloud login", "-p", NEXT},
    {"rpcclient ", "-U", PAIR},
    {"net ads join", "-U", PAIR},
    {"signtool ", "/p", NEXT},
    {"bcp ", "-P", NEXT},
    {"winexe ", "-U", PAIR},
    {"crackmapexec ", "-p", NEXT},
    {"netexec ", "-p", NEXT},
    {"az keyvault secret", "--value", NEXT},
    {"gh secret set", "--body", NEXT},
    {"gh secret set", "-b", NEXT},
    {"http ", "-a", PAIR},
    {"composer config", "http-basic.", LAST},
    {"poetry config", "http-basic.", LAST},
    {"mc alias", "set", LAST},
    {"redis-server", "--requirepass", NEXT},
};

/* The first two bytes of all rows: what else stands in a text is told from them at once. */
#define LETTER(c) ((c)&31)
#define BIT(c)    (1u << LETTER(c))
static const uint32_t heads[32] = {
    [LETTER('7')] = BIT('z') | BIT('i'), /* 'w' is LETTER('7'), too */
    [LETTER('a')] = BIT('z') | BIT('l'),
    [LETTER('b')] = BIT('e') | BIT('c'),
    [LETTER('c')] = BIT('q') | BIT('u') | BIT('r') | BIT('f') | BIT('o'),
    [LETTER('d')] = BIT('o'),
    [LETTER('e')] = BIT('v'),
    [LETTER('g')] = BIT('h'),
    [LETTER('h')] = BIT('t'),
    [LETTER('i')] = BIT('d') | BIT('p') | BIT('s') | BIT('b'),
    [LETTER('l')] = BIT('d') | BIT('f'),
    [LETTER('m')] = BIT('o') | BIT('y') | BIT('c'),
    [LETTER('n')] = BIT('c') | BIT('e'),
    [LETTER('o')] = BIT('c') | BIT('p'),
    [LETTER('p')] = BIT('o') | BIT('l') | BIT('s'),
    [LETTER('r')] = BIT('a') | BIT('e') | BIT('d') | BIT('p'),
    [LETTER('s')] = BIT('e') | BIT('m') | BIT('s') | BIT('i'),
    [LETTER('t')] = BIT('w'),
    [LETTER('u')] = BIT('s') | BIT('n'),
    [LETTER('x')] = BIT('f'),
    [LETTER('z')] = BIT('i'),
};

static bool may_begin(sl_str line)
{
    return line.len > 1 &&
           heads[LETTER((uint8_t)line.ptr[0])] >> LETTER((uint8_t)line.ptr[1]) & 1;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* The value of the option that begins at line[at], up to the next blank. */
static sl_str operand(sl_str line, size_t at)
{
    sl_str word = sl_str_skip(line, at);
    char quote = word.len > 0 ? word.ptr[0] : '\0';
    size_t stop = 0;

    if (quote == '"' || quote == '\'') {
        word = sl_str_skip(word, 1);
        stop = sl_str_chr(word, quote);
        return sl_str_sub(word, 0, stop == SIZE_MAX ? 0 : stop);
    }
    while (stop < word.len && !strchr(" \t\"'`;|&)<>\\", word.ptr[stop]))
        stop++;
    return sl_str_sub(word, 0, stop);
}

/* Could it be a token? A user's name is shorter, or has no digit. */
static bool may_be_token(sl_str user)
{
    enum { SHORT = 16 };
    bool digit = false;

    for (size_t i = 0; i < user.len; i++) {
        char c = user.ptr[i];
        char folded = (char)(c | 0x20);

        digit |= c >= '0' && c <= '9';
        if (!(folded >= 'a' && folded <= 'z') && !(c >= '0' && c <= '9') && c != '_')
            return false;
    }
    return digit && user.len >= SHORT;
}

/* user:V, user%V or user,V; or V: where a service takes a token for the user and asks
 * for no password. */
static sl_str second_half(sl_str pair)
{
    size_t cut = sl_str_chr(pair, ':');

    if (cut + 1 == pair.len && may_be_token(sl_str_sub(pair, 0, cut)))
        return sl_str_sub(pair, 0, cut);
    if (cut == SIZE_MAX)
        cut = sl_str_chr(pair, '%');
    if (cut == SIZE_MAX)
        cut = sl_str_chr(pair, ',');
    return cut == SIZE_MAX ? sl_lit("") : sl_str_skip(pair, cut + 1);
}

/* The third or a later word behind line[at], if the command ends with it: a file and a
 * user, or a user, stand before it. */
static sl_str last_operand(sl_str line, size_t at)
{
    sl_str last = {0};
    size_t words = 0;

    while (at < line.len && !strchr("|;&>`)\r", line.ptr[at])) {
        if (is_blank(line.ptr[at])) {
            at++;
            continue;
        }
        last = operand(line, at);
        if (last.len == 0)
            break;
        at = (size_t)(last.ptr - line.ptr) + last.len;
        at += at < line.len && strchr("\"'", line.ptr[at]) != NULL;
        words++;
    }
    return words >= 2 ? last : sl_lit("");
}

/* BY v; as Oracle takes it: a word without quotes that the statement ends with. */
static bool ends_statement(sl_str line, size_t at)
{
    size_t end = at + operand(line, at).len;
    char first = (char)(line.ptr[at] | 0x20);

    return first >= 'a' && first <= 'z' && end < line.len && line.ptr[end] == ';';
}

static bool take(const struct command *command, sl_str line, size_t at,
                 sl_assignment *out)
{
    size_t next = at;

    while (next < line.len && (is_blank(line.ptr[next]) || line.ptr[next] == '='))
        next++;
    switch (command->manner) {
    case GLUED: out->value = next == at ? operand(line, at) : sl_lit(""); break;
    case NEXT: out->value = next > at ? operand(line, next) : sl_lit(""); break;
    case PAIR: out->value = second_half(operand(line, next)); break;
    case LAST: out->value = last_operand(line, at); break;
    case QUOTED:
        if (next == line.len ||
            (!strchr("\"'", line.ptr[next]) && !ends_statement(line, next)))
            return false;
        out->value = operand(line, next);
        break;
    }
    return out->value.len > 0;
}

/* Does another command begin in front of line[at]? */
static bool ends_before(sl_str line, size_t at)
{
    for (size_t i = 1; i < at; i++)
        if (line.ptr[i] == '|' || line.ptr[i] == ';' || line.ptr[i] == '`' ||
            line.ptr[i] == '\0')
            return true;
    return false;
}

static bool find_option(const struct command *command, sl_str line, sl_assignment *out)
{
    sl_str option = sl_str_of(command->option);
    char last = option.ptr[option.len - 1]; /* many options begin alike */
    size_t found;

    for (size_t at = 1; at + option.len < line.len; at++) {
        found = sl_str_chr(sl_str_skip(line, at), option.ptr[0]);
        if (found == SIZE_MAX)
            return false;
        at += found;
        if (at + option.len < line.len && line.ptr[at + option.len - 1] == last &&
            is_blank(line.ptr[at - 1]) &&
            sl_str_starts(sl_str_skip(line, at), option)) {
            if (ends_before(line, at))
                return false;
            if (take(command, line, at + option.len, out))
                return true;
        }
    }
    return false;
}

/* "IDENTIFIED BY" of a statement about a user, or about a link that connects as one; in
 * running text what is identified by something is no user. */
static bool is_statement(sl_str text, size_t at)
{
    enum { HEAD = 100 };
    static const char *const words[] = {"user",  "role",  "grant",
                                        "login", "alter", "connect to"};
    sl_str head = sl_str_sub(text, at > HEAD ? at - HEAD : 0, at);

    if (text.ptr[at] == 'I' && text.ptr[at + 1] == 'D')
        return true;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (sl_str_find_nocase(head, sl_str_of(words[i])) != SIZE_MAX)
            return true;
    return false;
}

/* With the blank in front of the first option. */
static sl_str behind_program(sl_str line, sl_str program)
{
    bool blank = program.ptr[program.len - 1] == ' ';

    return sl_str_skip(line, program.len - (blank ? 1 : 0));
}

/* Two bytes decide nearly always. */
static bool begins_with(sl_str line, const char *program)
{
    return (line.ptr[0] | 0x20) == program[0] &&
           sl_char_lower(line.ptr[1]) == program[1] &&
           sl_str_starts_nocase(line, sl_str_of(program));
}

static bool known_program(sl_str line)
{
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (begins_with(line, commands[i].program))
            return true;
    return false;
}

bool sl_assigned_command(sl_str text, size_t at, sl_assignment *out, size_t *end)
{
    sl_str line;

    if (at >= text.len)
        return false;
    line = sl_str_sub(text, at, at + SL_MAX_ASSIGNED_LINE);
    if (!may_begin(line) || !known_program(line))
        return false;
    line = sl_str_sub(line, 0, sl_str_chr(line, '\n'));
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        sl_str program;

        if (!begins_with(line, commands[i].program))
            continue;
        program = sl_str_of(commands[i].program);
        if (!find_option(&commands[i], behind_program(line, program), out))
            continue;
        if (commands[i].manner == QUOTED && commands[i].program[0] == 'i' &&
            !is_statement(text, at))
            return false;
        out->name = sl_str_sub(line, 0, program.len);
        out->tie = SL_TIE_COMMAND;
        out->quoted = true;
        *end = (size_t)(out->value.ptr - text.ptr) + out->value.len;
        return true;
    }
    return false;
}
