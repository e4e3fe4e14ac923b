/* reader.h - the thread that reads the trees of repositories, so that nobody waits for it
 * while he types. It is asked, and answers, by pointers through pipes. */
#ifndef SECLINT_LSP_READER_H
#define SECLINT_LSP_READER_H

#include "scan/live.h"

/* One repository, or folder, opened and read; whose it is goes with it. */
typedef struct sl_reading {
    sl_str folder; /* NUL-terminated; freed with the reading */
    bool repository;
    sl_live *live; /* NULL: err says why */
    sl_err err;
    double seconds; /* that it took */
} sl_reading;

typedef struct sl_reader {
    int ask[2];
    int answer[2];
    bool busy; /* somebody was asked, and the answer not taken */
    atomic_bool stop;
} sl_reader;

bool sl_reader_open(sl_reader *reader, sl_err *err);
/* Of a clock that only goes on. */
double sl_seconds(void);
/* The work of the thread; returns once the other side closed its end. */
void sl_reader_work(sl_reader *reader);
/* One at a time: not while busy. */
void sl_reader_ask(sl_reader *reader, sl_str folder, bool repository);
/* Readable when there is an answer. */
int sl_reader_fd(const sl_reader *reader);
/* Takes the answer; NULL if there is none. Free with sl_reading_free, and live on its own. */
sl_reading *sl_reader_take(sl_reader *reader);
void sl_reading_free(sl_reading *reading);
/* What is read just now is given up, and the thread ends. */
void sl_reader_stop(sl_reader *reader);
/* Once the thread has ended. */
void sl_reader_close(sl_reader *reader);

#endif
