#include "text/glob.h"

/* A glob is read into steps, and all places in it that the path so far may have
 * led to are carried along as a set of bits: time is steps times bytes, whatever
 * stars and braces there are. */
enum { MAX_STEPS = 512, MAX_NESTING = 16 };

typedef enum step_kind {
    STEP_BYTE,     /* one given byte */
    STEP_ONE,      /* '?': one character, but no '/' */
    STEP_CLASS,    /* [...] */
    STEP_TAIL,     /* the other bytes of a UTF-8 character, behind the two above */
    STEP_STAR,     /* any bytes but '/' */
    STEP_ANY,      /* a double star: any bytes */
    STEP_DIRS,     /* a double star with '/': no or some whole folders ... */
    STEP_DIRS_ON,  /* ... and inside of them */
    STEP_BRACE,    /* '{': go on at each alternative; arg: the next ',' or '}' */
    STEP_COMMA,    /* end of an alternative; arg: its next ',' or '}' */
    STEP_BRACE_END /* '}' */
} step_kind;

typedef struct step {
    uint8_t kind;
    uint8_t byte;
    uint16_t arg;
    uint16_t end; /* STEP_COMMA: the '}' */
    sl_str class_;
} step;

typedef struct program {
    step steps[MAX_STEPS];
    size_t len;
    uint16_t marks[MAX_NESTING]; /* the last '{' or ',' of each open brace */
    size_t nesting;
} program;

typedef struct set {
    uint64_t bits[(MAX_STEPS + 64) / 64];
} set;

static void push(program *p, step_kind kind, char byte)
{
    p->steps[p->len++] = (step){.kind = (uint8_t)kind, .byte = (uint8_t)byte};
}

/* Length of the class at the start of s, or 0 if it is not closed. A ']' that
 * stands first is a member. */
static size_t class_length(sl_str s)
{
    size_t i = 1;

    if (i < s.len && (s.ptr[i] == '!' || s.ptr[i] == '^'))
        i++;
    for (size_t first = i; i < s.len; i++) {
        if (s.ptr[i] == ']' && i > first)
            return i + 1;
        if (s.ptr[i] == '\\')
            i++;
    }
    return 0;
}

static bool class_has(sl_str members, uint8_t c)
{
    bool negated = members.ptr[0] == '!' || members.ptr[0] == '^';
    bool found = false;

    if (c == '/' || (c & 0xc0) == 0x80)
        return false;
    for (size_t i = negated; i < members.len; i++) {
        uint8_t low, high;

        if (members.ptr[i] == '\\' && i + 1 < members.len)
            i++;
        low = high = (uint8_t)members.ptr[i];
        if (i + 2 < members.len && members.ptr[i + 1] == '-') {
            i += 2;
            if (members.ptr[i] == '\\' && i + 1 < members.len)
                i++;
            high = (uint8_t)members.ptr[i];
        }
        found = found || (c >= low && c <= high);
    }
    return found != negated;
}

/* Ties a ',' or '}' to the mark before it, so that '{' leads to a chain of its
 * alternatives. */
static void chain(program *p, step_kind kind)
{
    uint16_t here = (uint16_t)p->len;

    p->steps[p->marks[p->nesting - 1]].arg = here;
    p->marks[p->nesting - 1] = here;
    push(p, kind, 0);
    if (kind == STEP_BRACE_END)
        p->nesting--;
}

/* At the start of a folder or file name, where a double star takes whole ones. */
static bool at_name(const program *p)
{
    const step *last = p->len ? &p->steps[p->len - 1] : NULL;

    return !last || (last->kind == STEP_BYTE && last->byte == '/') ||
           last->kind == STEP_BRACE || last->kind == STEP_COMMA ||
           last->kind == STEP_DIRS_ON;
}

static size_t read_star(program *p, sl_str s)
{
    size_t stars = 1;

    while (stars < s.len && s.ptr[stars] == '*')
        stars++;
    if (stars == 1) {
        push(p, STEP_STAR, 0);
    } else if (stars < s.len && s.ptr[stars] == '/' && at_name(p)) {
        push(p, STEP_DIRS, 0);
        push(p, STEP_DIRS_ON, 0);
        stars++;
    } else {
        push(p, STEP_ANY, 0);
    }
    return stars;
}

static size_t read_class(program *p, sl_str s)
{
    size_t len = class_length(s);

    if (len == 0)
        return 0;
    push(p, STEP_CLASS, 0);
    p->steps[p->len - 1].class_ = sl_str_sub(s, 1, len - 1);
    push(p, STEP_TAIL, 0);
    return len;
}

/* Reads one step; how many bytes it took, 0 if it is wrong (*why). */
static size_t read_step(program *p, sl_str s, const char **why)
{
    char c = s.ptr[0];

    if (c == '*')
        return read_star(p, s);
    if (c == '[') {
        *why = "class is not closed";
        return read_class(p, s);
    }
    if (c == '{') {
        *why = "braces are nested too deeply";
        if (p->nesting == MAX_NESTING)
            return 0;
        p->marks[p->nesting++] = (uint16_t)p->len;
        push(p, STEP_BRACE, 0);
        return 1;
    }
    if (p->nesting > 0 && (c == ',' || c == '}')) {
        chain(p, c == ',' ? STEP_COMMA : STEP_BRACE_END);
        return 1;
    }
    if (c == '?') {
        push(p, STEP_ONE, 0);
        push(p, STEP_TAIL, 0);
        return 1;
    }
    if (c == '\\' && s.len > 1) {
        push(p, STEP_BYTE, s.ptr[1]);
        return 2;
    }
    push(p, STEP_BYTE, c);
    return 1;
}

static bool compile(program *p, sl_str glob, const char **why)
{
    p->len = p->nesting = 0;
    glob = sl_str_drop(glob, sl_lit("/"));
    while (glob.len > 0) {
        size_t took;

        *why = "glob is too long";
        if (p->len + 2 > MAX_STEPS)
            return false;
        took = read_step(p, glob, why);
        if (took == 0)
            return false;
        glob = sl_str_skip(glob, took);
    }
    *why = "brace is not closed";
    if (p->nesting > 0)
        return false;
    for (size_t i = p->len; i-- > 0;) {
        step *s = &p->steps[i];
        const step *next = &p->steps[s->arg];

        if (s->kind == STEP_COMMA)
            s->end = next->kind == STEP_COMMA ? next->end : s->arg;
    }
    *why = NULL;
    return true;
}

static bool has(const set *s, size_t i)
{
    return s->bits[i / 64] >> (i % 64) & 1;
}

/* Adds place i and all that is reached from it without reading a byte. */
static void reach(const program *p, set *s, size_t i)
{
    while (!has(s, i)) {
        const step *at = &p->steps[i];

        s->bits[i / 64] |= (uint64_t)1 << (i % 64);
        if (i == p->len)
            return;
        switch ((step_kind)at->kind) {
        case STEP_BYTE:
        case STEP_ONE:
        case STEP_CLASS:
        case STEP_DIRS_ON: return;
        case STEP_DIRS:
            reach(p, s, i + 2);
            i++;
            break;
        case STEP_BRACE:
            for (size_t k = i; p->steps[k].kind != STEP_BRACE_END; k = p->steps[k].arg)
                reach(p, s, k + 1);
            return;
        case STEP_COMMA: i = at->end + 1u; break;
        case STEP_TAIL:
        case STEP_STAR:
        case STEP_ANY:
        case STEP_BRACE_END: i++; break;
        }
    }
}

/* Adds the places that byte c leads to from place i. */
static void read_byte(const program *p, size_t i, uint8_t c, set *next)
{
    const step *at = &p->steps[i];

    switch ((step_kind)at->kind) {
    case STEP_BYTE:
        if (c == at->byte)
            reach(p, next, i + 1);
        break;
    case STEP_ONE:
        if (c != '/' && (c & 0xc0) != 0x80)
            reach(p, next, i + 1);
        break;
    case STEP_CLASS:
        if (class_has(at->class_, c))
            reach(p, next, i + 1);
        break;
    case STEP_TAIL:
        if ((c & 0xc0) == 0x80)
            reach(p, next, i);
        break;
    case STEP_STAR:
        if (c != '/')
            reach(p, next, i);
        break;
    case STEP_ANY: reach(p, next, i); break;
    case STEP_DIRS_ON:
        reach(p, next, i);
        if (c == '/')
            reach(p, next, i + 1);
        break;
    case STEP_DIRS:
    case STEP_BRACE:
    case STEP_COMMA:
    case STEP_BRACE_END: break;
    }
}

static bool run(const program *p, sl_str path)
{
    set now = {0};

    reach(p, &now, 0);
    for (size_t at = 0; at < path.len; at++) {
        set next = {0};
        uint64_t alive = 0;

        for (size_t word = 0; word * 64 < p->len; word++) {
            uint64_t bits = now.bits[word];

            for (; bits != 0; bits &= bits - 1) {
                size_t i = word * 64 + (size_t)__builtin_ctzll(bits);

                if (i < p->len)
                    read_byte(p, i, (uint8_t)path.ptr[at], &next);
            }
        }
        for (size_t word = 0; word * 64 <= p->len; word++)
            alive |= next.bits[word];
        if (alive == 0)
            return false;
        now = next;
    }
    return has(&now, p->len);
}

sl_str sl_glob_end(sl_str glob)
{
    size_t i = glob.len;

    while (i > 0 && glob.ptr[i - 1] != '/' && !sl_glob_special(glob.ptr[i - 1]))
        i--;
    return sl_str_skip(glob, i);
}

/* None of a class or of alternatives, and no '/': folders may be none. */
uint64_t sl_glob_bytes(sl_str glob)
{
    uint64_t bytes = 0;
    size_t nesting = 0;

    for (size_t i = 0, len; i < glob.len; i += len) {
        char c = glob.ptr[i];

        len = c == '[' ? class_length(sl_str_skip(glob, i)) : c == '\\' ? 2 : 1;
        if (len == 0)
            return 0;
        if (len > 1)
            continue;
        if (c == '{')
            nesting++;
        else if (c == '}')
            nesting -= nesting > 0;
        else if (nesting == 0 && c != '/' && !sl_glob_special(c))
            bytes |= sl_glob_bits(sl_str_sub(glob, i, i + 1));
    }
    return bytes;
}

/* Does the path have what stands before the first star, or behind it? Without either a
 * glob need not be compiled. */
static bool start_fits(sl_str glob, sl_str path)
{
    size_t i = 0, start;

    for (; i < glob.len && !sl_glob_special(glob.ptr[i]); i++)
        if (i == path.len || path.ptr[i] != glob.ptr[i])
            return false;
    if (i > 0)
        return true;
    while (i < glob.len && glob.ptr[i] == '*')
        i++;
    start = i; /* of what follows the stars: behind two of them no folder need be */
    while (i > 0 && i < glob.len && glob.ptr[i] != '/' && !sl_glob_special(glob.ptr[i]))
        i++;
    return i == start || sl_str_has(path, sl_str_sub(glob, start, i));
}

bool sl_glob_match_all(sl_str glob, sl_str path)
{
    bool anchored = glob.len > 0 && glob.ptr[0] == '/';
    program p;
    const char *why;

    if (anchored && glob.len > 1 && path.len > 0 && path.ptr[0] != glob.ptr[1] &&
        !sl_glob_special(glob.ptr[1]))
        return false;
    if (!sl_str_ends(path, sl_glob_end(glob)))
        return false;
    if (!anchored && sl_str_chr(glob, '/') == SIZE_MAX)
        path = sl_path_base(path);
    return start_fits(sl_str_skip(glob, anchored), path) && compile(&p, glob, &why) &&
           run(&p, path);
}

bool sl_glob_valid(sl_str glob, const char **why)
{
    program p;

    return compile(&p, glob, why);
}
