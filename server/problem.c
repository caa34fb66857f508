/* problem.c - the tables behind problem.h, and filling a problem so that the first cause stays. */
#include "problem.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct description {
    const char *slug;
    int status;
    const char *title[2]; /* by enum language */
};

struct fault_description {
    const char *code;
    const char *text[2]; /* by enum language */
};

static const struct description descriptions[] = {
    [PROBLEM_NONE] = {"", 0, {"", ""}},
#define PROBLEM(name, slug, status, title_vi, title_en)                                            \
    [PROBLEM_##name] = {slug, status, {title_vi, title_en}},
#define FAULT(code, text_vi, text_en)
#include "problems.def"
#undef PROBLEM
#undef FAULT
};

static const struct fault_description fault_descriptions[] = {
#define PROBLEM(name, slug, status, title_vi, title_en)
#define FAULT(code, text_vi, text_en) {code, {text_vi, text_en}},
#include "problems.def"
#undef PROBLEM
#undef FAULT
};

static const struct {
    const char *name;
    const char *vi;
} words[] = {
#define WORD(name, vi) {name, vi},
#include "words.def"
#undef WORD
};

_Static_assert(sizeof descriptions / sizeof *descriptions == PROBLEM_COUNT,
               "every problem has its row");

static const struct description *describe(enum problem_code code)
{
    return &descriptions[(unsigned)code < PROBLEM_COUNT ? code : PROBLEM_INTERNAL];
}

/* Cut texts end between characters: half a character would make the whole answer, or
 * a report to the database, invalid UTF-8. */
static void copy_text(char *out, size_t room, const char *text)
{
    size_t size = text != NULL ? strnlen(text, room) : 0;
    if (size == room) {
        size--;
        while (size > 0 && ((unsigned char)text[size] & 0xC0) == 0x80)
            size--;
    }
    if (size > 0)
        memcpy(out, text, size);
    out[size] = '\0';
}

int problem_set(struct problem *problem, enum problem_code code, const char *note_format, ...)
{
    if (problem->code != PROBLEM_NONE)
        return -1;
    problem->code = code;
    problem->note[0] = '\0';
    if (note_format != NULL) {
        char whole[2 * sizeof problem->note];
        va_list arguments;
        va_start(arguments, note_format);
        vsnprintf(whole, sizeof whole, note_format, arguments);
        va_end(arguments);
        copy_text(problem->note, sizeof problem->note, whole);
    }
    return -1;
}

/* Room doubles from 4; the list is only ever grown by one. */
static bool has_room(struct problem *problem)
{
    size_t count = problem->fault_count;
    if (count != 0 && (count < 4 || (count & (count - 1)) != 0))
        return true;
    size_t room = count < 4 ? 4 : count * 2;
    struct problem_fault *faults = realloc(problem->faults, room * sizeof *faults);
    if (faults == NULL)
        return false;
    problem->faults = faults;
    return true;
}

int problem_fault(struct problem *problem, const char *pointer, const char *code, const char *arg0,
                  const char *arg1)
{
    problem_set(problem, PROBLEM_INVALID_INPUT, NULL);
    if (problem->fault_count == PROBLEM_FAULTS_MAX || !has_room(problem))
        return -1;
    struct problem_fault *fault = &problem->faults[problem->fault_count++];
    copy_text(fault->pointer, sizeof fault->pointer, pointer);
    copy_text(fault->code, sizeof fault->code, code);
    copy_text(fault->args[0], sizeof fault->args[0], arg0);
    copy_text(fault->args[1], sizeof fault->args[1], arg1);
    return -1;
}

void problem_clear(struct problem *problem)
{
    free(problem->faults);
    free(problem->members);
    *problem = (struct problem)PROBLEM_INIT;
}

int problem_status(enum problem_code code)
{
    return describe(code)->status;
}

const char *problem_slug(enum problem_code code)
{
    return describe(code)->slug;
}

const char *problem_title(enum problem_code code, enum language language)
{
    return describe(code)->title[language == LANGUAGE_EN];
}

enum problem_code problem_by_slug(const char *slug)
{
    for (unsigned i = PROBLEM_NONE + 1; slug != NULL && i < PROBLEM_COUNT; i++) {
        if (strcmp(descriptions[i].slug, slug) == 0)
            return (enum problem_code)i;
    }
    return PROBLEM_NONE;
}

const char *problem_fault_text(const char *fault_code, enum language language)
{
    size_t count = sizeof fault_descriptions / sizeof *fault_descriptions;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(fault_descriptions[i].code, fault_code) == 0)
            return fault_descriptions[i].text[language == LANGUAGE_EN];
    }
    return NULL;
}

const char *problem_word(const char *name, enum language language)
{
    for (size_t i = 0; language == LANGUAGE_VI && i < sizeof words / sizeof *words; i++) {
        if (strcmp(words[i].name, name) == 0)
            return words[i].vi;
    }
    return name;
}

/* The first row whose prefix fits decides. */
static const struct {
    const char *prefix;
    enum problem_code code;
} sqlstates[] = {
    {"23505", PROBLEM_ALREADY_EXISTS},
    {"23P01", PROBLEM_CONFLICT}, /* an exclusion constraint: periods that overlap */
    {"23503", PROBLEM_INVALID_INPUT},
    {"23514", PROBLEM_INVALID_INPUT},
    {"22", PROBLEM_INVALID_INPUT},
    {"42501", PROBLEM_FORBIDDEN},
    {"40001", PROBLEM_DATABASE_BUSY}, /* after it was retried */
    {"40P01", PROBLEM_DATABASE_BUSY},
    {"57014", PROBLEM_TIMED_OUT},
    {"57P", PROBLEM_DATABASE_UNAVAILABLE},
    {"53", PROBLEM_DATABASE_UNAVAILABLE},
    {"08", PROBLEM_DATABASE_UNAVAILABLE},
};

enum problem_code problem_from_sqlstate(const char *sqlstate, const char *message)
{
    if (sqlstate == NULL || *sqlstate == '\0')
        return PROBLEM_DATABASE_UNAVAILABLE;
    if (strncmp(sqlstate, "ST", 2) == 0) {
        enum problem_code code = problem_by_slug(message);
        return code != PROBLEM_NONE ? code : PROBLEM_INTERNAL;
    }
    for (size_t i = 0; i < sizeof sqlstates / sizeof *sqlstates; i++) {
        if (strncmp(sqlstate, sqlstates[i].prefix, strlen(sqlstates[i].prefix)) == 0)
            return sqlstates[i].code;
    }
    return PROBLEM_INTERNAL;
}
