/* columns.h - what the members of an answer are called, and how their values are shown. */
#ifndef STEERCTL_COLUMNS_H
#define STEERCTL_COLUMNS_H

#include "messages.h"

#include <cjson/cJSON.h>
#include <stdio.h>

/* The columns a noun shows; NULL: the noun has no row. */
struct view {
    const char *noun;
    const char *table; /* members by spaces; "task.code" is a member of a member */
    const char *wide;  /* what -o wide adds */
};

const struct view *view_find(const char *noun);
/* What people call a member, in this view where it says so (NULL: in none); its own name when the
 * table has none. */
const char *column_label(const char *view, const char *member, enum language language);
/* The members that have this label in either language, one by one from `index` 0; NULL: no more. */
const char *column_member(const char *label, size_t index);
/* The value at "task.code"; NULL: none. */
const cJSON *value_at(const cJSON *object, const char *member);

/* Writes a value as people read it: dates as dd/mm/yyyy, states in words, lists joined. No line
 * feed and no control character comes through: nothing in the register moves a cursor. */
void write_for_people(FILE *out, const char *member, const cJSON *value, enum language language);
/* Writes a member of a row; a rate with what it is a part and what it is the whole of. */
void write_from_row(FILE *out, const char *member, const cJSON *row, enum language language);
/* Writes a value as programs read it: text as it is, lists of texts joined with "; ", anything else
 * as JSON. */
void write_plain(FILE *out, const cJSON *value);

#endif
