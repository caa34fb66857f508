/* negotiate.h - which media type and which language the asker takes (RFC 9110 §12.5): pure. */
#ifndef STEER_SERVER_API_NEGOTIATE_H
#define STEER_SERVER_API_NEGOTIATE_H

#include "http/http.h"
#include "problem.h"

#include <stdbool.h>

enum media { MEDIA_JSON, MEDIA_CSV, MEDIA_NDJSON, MEDIA_HTML, MEDIA_NONE };

/* The offer with the highest quality, the earlier one of equals; MEDIA_NONE: 406. An absent Accept
 * takes the first. `offers` ends with MEDIA_NONE. */
enum media media_choose(struct http_text accept, const enum media *offers);
/* "text/csv; charset=utf-8". */
const char *media_type(enum media media);

/* Vietnamese unless English is wanted more. */
enum language language_choose(struct http_text accept_language);

/* True for `type`, without case, with no parameter but charset=utf-8. */
bool content_type_is(struct http_text value, const char *type);

#endif
