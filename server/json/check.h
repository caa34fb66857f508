/* check.h - one check under way: where it is in the input, and the problem it collects faults in.
 * Inside json/ only. */
#ifndef STEER_SERVER_JSON_CHECK_H
#define STEER_SERVER_JSON_CHECK_H

#include "json/shape.h"

struct check {
    struct problem *problem;
    enum problem_code code; /* of the problem when the first fault is found */
    bool failed;
    bool query; /* faults point at parameters, by name */
    size_t size;
    char pointer[sizeof((struct problem_fault *)NULL)->pointer];
};

/* A fault where the check is. Arguments may be NULL. */
void check_fault(struct check *check, const char *code, const char *arg0);
void check_fault_number(struct check *check, const char *code, long number);

/* Steps into a member or an entry; returns what check_leave() takes to step out again. */
size_t check_enter(struct check *check, const char *name);
size_t check_enter_entry(struct check *check, size_t index);
void check_leave(struct check *check, size_t place);

/* It failed, and no further fault would be kept: nothing more to find out. */
bool check_is_full(const struct check *check);

/* The value against its field, and an object's members against a shape. */
void check_field(struct check *check, const struct field *field, const struct cJSON *value,
                 enum shape_mode mode);
void check_members(struct check *check, const struct shape *shape, const struct cJSON *object,
                   enum shape_mode mode);

/* A fault for each required field the object lacks. */
void check_present(struct check *check, const struct shape *shape, const struct cJSON *object);
const struct field *shape_field(const struct shape *shape, const char *name);

/* The field's limits, or its type's own. */
long field_minimum(const struct field *field);
long field_maximum(const struct field *field);

#endif
