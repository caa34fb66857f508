/* output.h - the result of a command, in the form that was asked for, on standard output. */
#ifndef STEERCTL_OUTPUT_H
#define STEERCTL_OUTPUT_H

#include "json.h"
#include "run.h"

#include <stdio.h>

/* One object, JSON text. 0, or the exit code, told. */
int output_object(const struct run *run, const char *json);
/* The same, where people want only `text`. */
int output_text(const struct run *run, const char *json, const char *text);

/* A list that comes page by page. */
struct listing {
    const struct run *run;
    FILE *out;
    enum format format;
    size_t pages;
    size_t items;
    char **columns;
    size_t column_count;
    cJSON *rows;   /* for a table */
    char *first;   /* the first page as it came, for JSON */
    FILE *entries; /* the entries of all pages, for JSON */
    char *entries_text;
    size_t entries_size;
    char *page; /* the last page's "page", for JSON */
};

void listing_begin(struct listing *listing, const struct run *run, FILE *out, enum format format);
/* A page: {"items":[…]}. 0, or the exit code, told. */
int listing_page(struct listing *listing, const char *json);
/* Writes what waited for the last page, and frees all. */
void listing_end(struct listing *listing);
/* Frees all and writes nothing more. */
void listing_abandon(struct listing *listing);

/* What belongs to an object that people are shown: its rows under a table of their own, after an
 * empty line, with these columns (members by spaces); nothing for none. */
void output_rows(const struct run *run, const cJSON *items, const char *columns);

/* A list that lies in an object, and the columns of its rows. */
struct part {
    const char *member;
    const char *columns;
};
/* One object as output_object(); for people its parts are tables below the rest. `parts` end with
 * a NULL member. */
int output_with_parts(const struct run *run, const char *json, const struct part *parts);
/* For people a text of several lines, after an empty line; NULL: nothing. */
void output_lines(const struct run *run, const char *text);

/* A list that is there at once: page, end. */
int output_list(const struct run *run, const char *json);
/* Whether all of standard output could be written: 0, or the exit code, told. */
int output_finish(enum language language);

#endif
