/* form.h - application/x-www-form-urlencoded, strictly: what the token endpoint reads. */
#ifndef STEER_SERVER_API_FORM_H
#define STEER_SERVER_API_FORM_H

#include "http/http.h"

#include <stddef.h>

enum form_outcome { FORM_ABSENT, FORM_FOUND, FORM_MALFORMED };

/* The value of a parameter, decoded and NUL-terminated. Malformed: given twice, badly encoded, not
 * UTF-8, holding a control character, or longer than `room` - 1 bytes. */
enum form_outcome form_value(char *out, size_t room, struct http_text form, const char *name);

/* Decodes one text of a form: '+' is a space. -1 as above. */
int form_decode(char *out, size_t room, struct http_text text);

#endif
