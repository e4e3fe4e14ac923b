/* loose.h - objects in files of their own: objects/ab/cdef... */
#ifndef SECLINT_GIT_LOOSE_H
#define SECLINT_GIT_LOOSE_H

#include "base/buf.h"
#include "base/err.h"
#include "base/vec.h"
#include "git/inflate.h"
#include "git/oid.h"

/* An object file that is there, in the object directory number dir. */
typedef struct sl_loose_name {
    sl_oid oid;
    size_t dir;
} sl_loose_name;

SL_VEC(sl_loose_names, sl_loose_name);

/* Appends every loose object below the object directory fd, unsorted. False if
 * a directory could not be read to its end; the others are listed all the same. */
bool sl_loose_list(int fd, size_t dir, size_t oid_len, sl_loose_names *out,
                   sl_err *err);

/* One object file. A zeroed one is ready for sl_loose_open, and again after it;
 * free with sl_loose_free. */
typedef struct sl_loose {
    bool eager;  /* set by who will load it: what is short is inflated while its header
                 * is read */
    bool loaded; /* and was */
    int fd;      /* valid after sl_loose_open, until the load */
    bool open;
    sl_object_type type;
    uint64_t size;  /* as declared */
    size_t header;  /* bytes before the object itself */
    sl_buf packed;  /* what was read of the file */
    sl_buf content; /* header and object, after the load */
} sl_loose;

/* Opens the file and reads only its header: type and size. SL_ENOTFOUND if it is
 * not there. */
bool sl_loose_open(int dir, const sl_oid *oid, sl_loose *out, sl_err *err);

/* Inflates the object that was opened; check its size first. *bytes points into
 * loose->content. */
bool sl_loose_load(sl_loose *loose, const sl_oid *oid, sl_inflate *inflate,
                   sl_str *bytes, sl_err *err);

bool sl_loose_has(int dir, const sl_oid *oid);
void sl_loose_free(sl_loose *loose);

#endif
