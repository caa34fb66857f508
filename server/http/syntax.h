/* syntax.h - the character classes of RFC 9110 and RFC 3986, and texts compared without case. */
#ifndef STEER_SERVER_HTTP_SYNTAX_H
#define STEER_SERVER_HTTP_SYNTAX_H

#include "http.h"

enum {
    HTTP_CLASS_TOKEN = 1 << 0,  /* tchar */
    HTTP_CLASS_VALUE = 1 << 1,  /* field-vchar, SP and HTAB; bytes above 0x7F pass as obs-text */
    HTTP_CLASS_TARGET = 1 << 2, /* whatever a request target may hold */
    HTTP_CLASS_PATH = 1 << 3,   /* pchar and '/'; '%' stands for itself: the router decodes */
    HTTP_CLASS_HOST = 1 << 4,   /* unreserved: reg-name without escapes and delimiters */
    HTTP_CLASS_DIGIT = 1 << 5,
    HTTP_CLASS_HEX = 1 << 6,
    HTTP_CLASS_BLANK = 1 << 7 /* SP, HTAB */
};

extern const uint8_t http_classes[256];

static inline bool http_is(char byte, int class)
{
    return (http_classes[(unsigned char)byte] & class) != 0;
}

/* All bytes of `text` are of the class; also true of an empty text. */
bool http_all(struct http_text text, int class);
/* ASCII without case; `lower` is in lower case. */
bool http_same(struct http_text text, const char *lower);
struct http_text http_trimmed(struct http_text text);

/* uri-host [ ":" port ] as this server takes it: a name, an IPv4 address or an IP literal; no
 * user information, no escapes, a port between 1 and 65535. */
bool http_authority_valid(struct http_text authority);

#endif
