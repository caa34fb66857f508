/* csv.h - comma-separated values (RFC 4180), as offices and programs write and read them. */
#ifndef STEERCTL_CSV_H
#define STEERCTL_CSV_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stdio.h>

/* Excel reads a file as UTF-8 when it begins so. */
#define CSV_MARK "\xef\xbb\xbf"

/* Writes one cell. `excel`: a text that Excel would calculate gets an apostrophe in front. */
void csv_write(FILE *out, const cJSON *value, bool excel);
void csv_write_text(FILE *out, const char *text);

/* A file being read. */
struct csv {
    const char *here; /* rest of the text */
    char separator;   /* ',' or ';' or tab: Excel writes what the country uses */
    bool marked;      /* began with CSV_MARK: apostrophes in front of = + - @ are ours */
    size_t line;      /* of the row last read */
    size_t next_line;
    char **cells; /* of the row last read */
    size_t count;
    size_t capacity;
};

void csv_begin(struct csv *csv, const char *text);
/* Reads a row: 1, 0 at the end, -1 when a quotation mark is misplaced. Empty lines are skipped. */
int csv_next(struct csv *csv);
void csv_end(struct csv *csv);

#endif
