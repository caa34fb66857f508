/* answer.h - what a call brought back: status, header fields, body. */
#ifndef STEER_LIB_ANSWER_H
#define STEER_LIB_ANSWER_H

#include "buffer.h"
#include "steer.h"

struct header_field {
    char *name;
    char *value; /* repeated fields are joined with ", " (RFC 9110 section 5.3) */
};

struct steer_answer {
    int status;
    struct buffer body;
    struct header_field *fields;
    size_t field_count;
};

/* Takes one line as it came, "Name: value\r\n". A status line starts anew: the fields before it
 * belonged to an interim answer. False: no memory. */
bool answer_header_line(steer_answer *answer, const char *line, size_t length);

#endif
