/* body.h - the JSON body of a command, from a file, from options, or from both. */
#ifndef STEERCTL_BODY_H
#define STEERCTL_BODY_H

#include "run.h"

#include <cjson/cJSON.h>

/* The body as text: what --file holds, unchanged unless options add to it. "" for a command that
 * was given nothing. 0, or the exit code, told. The caller frees *out. */
int body_build(char **out, const struct run *run);
/* The same as an object, for commands that add to it. */
int body_object(cJSON **out, const struct run *run);
/* Puts what options say into `object`: 0, or the exit code, told. */
int body_options(cJSON *object, const struct run *run);
/* Puts `value` (taken over) at "source.event_id". */
void body_set(cJSON *object, const char *member, cJSON *value);
/* One evidence or obstacle from what a person writes: a text, an address, or a JSON object. NULL:
 * not JSON. */
cJSON *body_entry(enum option_kind kind, const char *text);
/* 2025-06-30 from itself or 30/6/2025; NULL: it is neither. The caller frees it. */
char *iso_date(const char *text);

#endif
