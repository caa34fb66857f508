/* shape.h - declared field tables: they check a body or a query and print themselves as JSON
 * Schema. */
#ifndef STEER_SERVER_JSON_SHAPE_H
#define STEER_SERVER_JSON_SHAPE_H

#include "problem.h"

#include <stdbool.h>
#include <stddef.h>

struct cJSON;
struct shape;

enum field_type {
    FIELD_STRING,    /* one line of text: no control characters; length in characters */
    FIELD_TEXT,      /* text that may hold line feeds and tabs */
    FIELD_CODE,      /* [A-Za-z0-9] then [A-Za-z0-9._-]{0,63} */
    FIELD_REFERENCE, /* a code or a UUID, or a document's number and symbol: 1..64 characters, one
                        line */
    FIELD_UUID,
    FIELD_INTEGER, /* minimum..maximum, no fraction, never beyond 2^53 - 1 */
    FIELD_BOOLEAN,
    FIELD_DECIMAL,     /* a decimal number in a string: -?[0-9]{1,18}(\.[0-9]{1,9})? */
    FIELD_DATE,        /* 2025-06-30: a day that exists, years 1900..2199 */
    FIELD_IMPORT_DATE, /* FIELD_DATE or dd/MM/yyyy: only in imports from people */
    FIELD_TIME,        /* RFC 3339 with offset; second 60 is refused */
    FIELD_ENUM,        /* one of `values` */
    FIELD_URL,         /* http or https with a host, without user; at most 2,000 characters */
    FIELD_SHA256,      /* 64 hexadecimal digits */
    FIELD_OBJECT,      /* `shape` */
    FIELD_ARRAY,       /* of `item` (a field without a name), minimum..maximum entries */
    FIELD_MAP,         /* members of any name, each like `item`, minimum..maximum of them */
    FIELD_ANY          /* any JSON value */
};

enum field_flags {
    FIELD_REQUIRED = 1 << 0, /* must be there (not in a merge patch), not be null unless it is
                                nullable too, and a text not be blank */
    FIELD_NULLABLE = 1 << 1, /* null is allowed: in a merge patch it removes the value */
    FIELD_SECRET = 1 << 2    /* never echoed */
};

struct field {
    const char *name;
    enum field_type type;
    unsigned flags;
    /* Of the number, the length in characters, or the count. Both 0: the type's own (texts of one
     * line up to 1,000 characters, longer texts 4,000, arrays 500 entries). */
    long minimum;
    long maximum;
    const char *const *values; /* NULL-terminated */
    const struct shape *shape;
    const struct field *item;
    const char *about_vi;
    const char *about_en;
};

struct shape {
    const char *name;           /* name of the schema: "TaskCreate" */
    const struct field *fields; /* ends with a field whose name is NULL */
};

/* SHAPE_PATCH is a merge patch (RFC 7396): nothing is required, entries of arrays are whole.
 * SHAPE_ANSWER is for printing the schema of what we send: readers must ignore members they do not
 * know. */
enum shape_mode { SHAPE_WHOLE, SHAPE_PATCH, SHAPE_ANSWER };

/* Checks a parsed body, every fault at once: problem becomes PROBLEM_INVALID_INPUT (422). */
int shape_check(const struct shape *shape, const struct cJSON *value, enum shape_mode mode,
                struct problem *problem) __attribute__((warn_unused_result));

/* One query string ("limit=50&q=so%CC%81") to a JSON object typed by the shape: integers become
 * numbers, booleans booleans, arrays are written comma-separated, '+' is a space as in HTML forms.
 * Unknown or repeated parameters, one without '=' and bad percent-encoding are
 * PROBLEM_INVALID_QUERY (400) with a fault each that points at the parameter by name. *out is the
 * caller's. */
int shape_query(struct cJSON **out, const struct shape *shape, const char *query, size_t size,
                struct problem *problem) __attribute__((warn_unused_result));

/* JSON Schema (2020-12, as OpenAPI 3.1 uses it); the caller owns it.
 * "description" is the Vietnamese text, "x-description-en" the English one. */
struct cJSON *shape_schema(const struct shape *shape, enum shape_mode mode);
struct cJSON *field_schema(const struct field *field, enum shape_mode mode);

#endif
