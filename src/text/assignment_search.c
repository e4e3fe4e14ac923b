/* assignment_search.c - finds the words that names of secrets hold. */
#include "text/assignment.h"

/* In small letters. A name that announces a secret holds one of them, and a command
 * line that shows one begins with one. */
static const char *const anchors[] = {
    "pass",           "pwd",         "psw",        "passwort",
    "secret",         "token",       "key",        "cred",
    "auth",           "bearer",      "senha",      "kennwort",
    "salt",           "contrase",    "wachtwoord", "identified",
    "curl",           "mysql",       "sshpass",    "redis-cli",
    "docker login",   "ldapsearch",  "smbclient",  "securestring",
    "haslo",          "basicauth",   "basic_auth", "mongo",
    "htpasswd",       "rabbitmqctl", "lftp",       "mysqli_connect",
    "getconnection",  "networkcred", "jwt.",       "new pdo",
    ".login(",        "openssl",     "az login",   "api key",
    "secret key",     "access key",  "cqlsh",      "beeline",
    "createaccount(", "twine ",      "useradd",    "xfreerdp",
    "ipmitool",       "mosquitto_",  "7z ",        "zip ",
    "podman login",   "oc login",    "plink ",     "pscp ",
    "signtool ",      "bcp ",        "winexe ",    "unlock-keychain"};

static uint32_t fold3(const char *p)
{
    return (uint32_t)(p[0] & 31) << 10 | (uint32_t)(p[1] & 31) << 5 |
           (uint32_t)(p[2] & 31);
}

static void enter(sl_assignment_reader *reader, uint32_t window)
{
    reader->windows[window >> 5] |= 1u << (window & 31);
}

/* Every second place of the text is looked at, so each word is entered with the
 * windows at its first and its second byte; the third byte of the latter may be any
 * where the word has but three: all the windows of one number. */
void sl_assignment_open(sl_assignment_reader *reader, sl_str text)
{
    *reader = (sl_assignment_reader){.text = text};
    for (size_t i = 0; i < sizeof anchors / sizeof *anchors; i++) {
        const char *word = anchors[i];

        reader->words[word[0] & 31] |= UINT64_C(1) << i;
        reader->begins[i] = (uint16_t)fold3(word);
        enter(reader, fold3(word));
        if (word[3] == '\0')
            reader->windows[fold3(word + 1) >> 5] = UINT32_MAX;
        else
            enter(reader, fold3(word + 1));
    }
}

void sl_assignment_reopen(sl_assignment_reader *reader, sl_str text)
{
    reader->text = text;
    reader->at = 0;
}

_Static_assert(sizeof anchors / sizeof *anchors <= 64, "a word has a bit");

static bool is_anchor(const sl_assignment_reader *reader, sl_str rest)
{
    uint64_t words = reader->words[rest.ptr[0] & 31];
    uint32_t window = fold3(rest.ptr);

    for (; words != 0; words &= words - 1) {
        int i = __builtin_ctzll(words);

        if (reader->begins[i] == window &&
            sl_str_starts_nocase(rest, sl_str_of(anchors[i])))
            return true;
    }
    return false;
}

/* Place of the next word at or behind reader->at, or SIZE_MAX. */
static size_t next_anchor(const sl_assignment_reader *reader)
{
    sl_str text = reader->text;
    size_t from = reader->at;

    for (size_t at = from; at + 2 < text.len; at += 2) {
        uint32_t window = fold3(text.ptr + at);

        if (!(reader->windows[window >> 5] >> (window & 31) & 1))
            continue;
        if (at > from && is_anchor(reader, sl_str_skip(text, at - 1)))
            return at - 1;
        if (is_anchor(reader, sl_str_skip(text, at)))
            return at;
    }
    return SIZE_MAX;
}

bool sl_assignment_any(const sl_assignment_reader *reader)
{
    return next_anchor(reader) != SIZE_MAX;
}

bool sl_assignment_next(sl_assignment_reader *reader, sl_assignment *out)
{
    size_t anchor;

    while ((anchor = next_anchor(reader)) != SIZE_MAX)
        if (sl_assignment_at(reader->text, anchor, out, &reader->at))
            return true;
    reader->at = reader->text.len;
    return false;
}
