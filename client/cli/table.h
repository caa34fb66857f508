/* table.h - rows under headings, or one object as a list of its members, for people. */
#ifndef STEERCTL_TABLE_H
#define STEERCTL_TABLE_H

#include "messages.h"

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stdio.h>

struct table {
    FILE *out;
    enum language language;
    const char *view; /* whose own labels go before; NULL: nobody's */
    char **columns;   /* members */
    size_t count;
    size_t columns_wide; /* of the terminal; 0: no end */
    bool colour;
};

/* One row for each entry of `items`. */
void table_rows(const struct table *table, const cJSON *items);
/* One line for each column of which `object` has something to say. */
void table_object(const struct table *table, const cJSON *object);

#endif
