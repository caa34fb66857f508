/* problem.h - every error the API can answer (RFC 9457), and the places in the input it points at.
 *
 * The lowest module: it knows no HTTP, no JSON, no database. The table of problems and the table of
 * fault codes, with their Vietnamese and English texts, are in problems.def. */
#ifndef STEER_SERVER_PROBLEM_H
#define STEER_SERVER_PROBLEM_H

#include <stdbool.h>
#include <stddef.h>

enum problem_code {
    PROBLEM_NONE,
#define PROBLEM(name, slug, status, title_vi, title_en) PROBLEM_##name,
#define FAULT(code, text_vi, text_en)
#include "problems.def"
#undef PROBLEM
#undef FAULT
    PROBLEM_COUNT
};

enum language { LANGUAGE_VI, LANGUAGE_EN };

enum { PROBLEM_FAULTS_MAX = 100 };

/* One place in the input. `pointer` is a JSON Pointer (RFC 6901) into the body, or the name of a
 * query parameter or header. `code` is a row of problems.def; `args` fill its {0} and {1}. */
struct problem_fault {
    char pointer[192];
    char code[48];
    char args[2][128];
};

struct problem {
    enum problem_code code;
    struct problem_fault *faults; /* owned */
    size_t fault_count;           /* at most PROBLEM_FAULTS_MAX are kept */
    char *members;                /* owned; a JSON object with further members, or NULL */
    unsigned retry_after;         /* seconds; 0: no Retry-After header */
    char note[160];               /* for the log only, never for the peer */
};

#define PROBLEM_INIT                                                                               \
    {                                                                                              \
        .code = PROBLEM_NONE                                                                       \
    }

/* Fills an empty problem; the first one stays. Returns -1 always, so that a failing function ends
 * with `return problem_set(...)`. `note_format` may be NULL. */
int problem_set(struct problem *problem, enum problem_code code, const char *note_format, ...)
    __attribute__((format(printf, 3, 4)));

/* Adds one fault; an empty problem becomes PROBLEM_INVALID_INPUT (422). Arguments may be NULL.
 * Returns -1 always. */
int problem_fault(struct problem *problem, const char *pointer, const char *code, const char *arg0,
                  const char *arg1);

void problem_clear(struct problem *problem);

int problem_status(enum problem_code code);
const char *problem_slug(enum problem_code code);
const char *problem_title(enum problem_code code, enum language language);
/* PROBLEM_NONE when there is no such slug. */
enum problem_code problem_by_slug(const char *slug);
/* The template of a fault code, with {0} and {1}; NULL when unknown. */
const char *problem_fault_text(const char *fault_code, enum language language);
/* The word for a state or an act; the name itself where there is none. */
const char *problem_word(const char *name, enum language language);
/* The one table from SQLSTATE to problem; `message` is the slug for our own class ST. SQLSTATE may
 * be NULL (the backend was lost). */
enum problem_code problem_from_sqlstate(const char *sqlstate, const char *message);

#endif
