/* json.h - the parts of a JSON text without changing a byte of them, and faults by line. */
#ifndef STEERCTL_JSON_H
#define STEERCTL_JSON_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>

/* A part of a text. */
struct span {
    const char *start;
    size_t length;
};

/* Parses one value at *text and steps past it; NULL: it is none, and *text is where it breaks. */
cJSON *json_parse(const char **text);
/* Parses a text that is one value and nothing else; NULL: it is not. */
cJSON *json_parse_all(const char *text);
/* The value of an object's member, in a text that has been parsed. */
bool json_member(struct span *out, const char *object, const char *name);
/* Steps through the entries of the array that begins at *cursor (at its '['). */
bool json_next(struct span *out, const char **cursor);
const char *json_skip_space(const char *text);
/* The number of the line that `place` is on; the first is 1. */
size_t line_of(const char *text, const char *place);

#endif
