/* openapi.h - the parts the OpenAPI 3.1 document is made of; all of it comes from the tables. */
#ifndef STEER_SERVER_API_OPENAPI_H
#define STEER_SERVER_API_OPENAPI_H

#include "api/route.h"

#include <stdbool.h>

struct cJSON;

/* One operation of a path. */
struct cJSON *openapi_operation(const struct route *route);
/* Adds which roles may call it. */
void openapi_roles(struct cJSON *operation, const struct route *route);
/* Schemas, responses, security scheme. */
struct cJSON *openapi_components(void);

/* {"$ref":"#/components/KIND/NAME"}, the name with `suffix`. */
struct cJSON *openapi_reference(const char *kind, const char *name, const char *suffix);
/* A string member, when there is one to tell. */
void openapi_text(struct cJSON *object, const char *name, const char *text);
/* What the route can answer beside success: a status that stands in problems.def. */
bool openapi_answers(const struct route *route, int status);

#endif
