/* response.h - an answer as parts for one writev: nothing is copied to send it. */
#ifndef STEER_SERVER_HTTP_RESPONSE_H
#define STEER_SERVER_HTTP_RESPONSE_H

#include "http.h"

#include <sys/uio.h>
#include <time.h>

enum { HTTP_RESPONSE_PARTS = 7, HTTP_DATE_SIZE = 32 };

/* The Date of this second, made once a second. */
struct http_clock {
    time_t second;
    char date[HTTP_DATE_SIZE]; /* IMF-fixdate (RFC 9110 section 5.6.7) */
};

const char *http_clock_date(struct http_clock *clock);

struct http_parts {
    char head[256];
    struct iovec part[HTTP_RESPONSE_PARTS];
    int count;
    bool with_body; /* the last part is response->body */
};

/* `parts` points into itself and into *response. */
void http_response_parts(struct http_parts *parts, const struct http_response *response,
                         const char *date, bool head_only);

#endif
