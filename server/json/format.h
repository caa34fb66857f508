/* format.h - the written forms a value can have: pure questions about one text. */
#ifndef STEER_SERVER_JSON_FORMAT_H
#define STEER_SERVER_JSON_FORMAT_H

#include <stdbool.h>

/* What each form is, for faults and for JSON Schema. */
#define FORMAT_CODE_PATTERN        "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"
#define FORMAT_DECIMAL_PATTERN     "^-?[0-9]{1,18}(\\.[0-9]{1,9})?$"
#define FORMAT_SHA256_PATTERN      "^[0-9A-Fa-f]{64}$"
#define FORMAT_IMPORT_DATE_PATTERN "^([0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{2}/[0-9]{2}/[0-9]{4})$"

bool format_code(const char *text);
bool format_uuid(const char *text);
bool format_decimal(const char *text);
bool format_sha256(const char *text);

/* 2025-06-30: a day the Gregorian calendar has, years 1900 to 2199. */
bool format_date(const char *text);
/* The same, or 30/06/2025. */
bool format_import_date(const char *text);

/* RFC 3339 date-time with its offset. Second 60 is refused: PostgreSQL would turn it into the next
 * minute, and no sender's clock shows it; so is an offset of 16 hours or more, which it cannot
 * read. */
bool format_time(const char *text);

/* RFC 3986, http or https, with a host and without a user's name or password. */
bool format_url(const char *text);

/* A control character (C0, DEL, C1) or a line separator; with `lines`, line feed and tab may be. */
bool format_has_control(const char *text, bool lines);

/* Nothing in it but white space. */
bool format_is_blank(const char *text);

#endif
