/* request.h - a call to be made: method, target, header fields, body, key. */
#ifndef STEER_LIB_REQUEST_H
#define STEER_LIB_REQUEST_H

#include "buffer.h"
#include "steer.h"

enum { KEY_SIZE = 37 }; /* a UUID and its end */

struct request_field {
    char *name;
    char *value;
};

struct steer_request {
    char *method;
    struct buffer path;
    struct buffer query; /* without '?' */
    struct request_field *fields;
    size_t field_count;
    char *body; /* NULL: none */
    size_t body_length;
    bool failed; /* memory ran out while it was put together */
};

/* The value of a field that was set; NULL when it was not. */
const char *request_field(const steer_request *request, const char *name);
/* Writes a random UUID (RFC 4122 section 4.4). False: the system gives no random bytes. */
bool make_key(char key[KEY_SIZE]);
bool request_failed(const steer_request *request);

#endif
