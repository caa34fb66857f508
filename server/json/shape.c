/* shape.c - a whole body against its table of fields. */
#include "json/shape.h"

#include "json/check.h"

#include <cjson/cJSON.h>
#include <string.h>

/* cJSON's own search would ignore case. */
const struct field *shape_field(const struct shape *shape, const char *name)
{
    for (const struct field *field = shape->fields; field->name != NULL; field++) {
        if (strcmp(field->name, name) == 0)
            return field;
    }
    return NULL;
}

void check_present(struct check *check, const struct shape *shape, const struct cJSON *object)
{
    for (const struct field *field = shape->fields; field->name != NULL; field++) {
        if ((field->flags & FIELD_REQUIRED) == 0 ||
            cJSON_GetObjectItemCaseSensitive(object, field->name) != NULL)
            continue;
        size_t place = check_enter(check, field->name);
        check_fault(check, "required", NULL);
        check_leave(check, place);
    }
}

void check_members(struct check *check, const struct shape *shape, const struct cJSON *object,
                   enum shape_mode mode)
{
    const struct cJSON *member = NULL;
    if (mode != SHAPE_PATCH)
        check_present(check, shape, object);
    cJSON_ArrayForEach(member, object)
    {
        if (check_is_full(check))
            return;
        const struct field *field = shape_field(shape, member->string);
        size_t place = check_enter(check, member->string);
        if (field != NULL)
            check_field(check, field, member, mode);
        else if (mode != SHAPE_ANSWER)
            check_fault(check, "unknown-member", NULL);
        check_leave(check, place);
    }
}

int shape_check(const struct shape *shape, const struct cJSON *value, enum shape_mode mode,
                struct problem *problem)
{
    struct check check = {.problem = problem, .code = PROBLEM_INVALID_INPUT};
    if (cJSON_IsObject(value))
        check_members(&check, shape, value, mode);
    else
        check_fault(&check, "wrong-type", "object");
    return check.failed ? -1 : 0;
}
