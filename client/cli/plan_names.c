/* plan_names.c - lists name people; a plan names them by code. Only somebody with exactly that
 * name, the only one, is meant. */
#include "committee.h"
#include "json.h"
#include "memory.h"
#include "plan.h"

#include <stdlib.h>
#include <string.h>

/* "Ông Nguyễn Văn A" is called Nguyễn Văn A. */
static const char *without_title(const char *name)
{
    static const char *const titles[] = {"Ông ",      "ông ",      "Bà ",  "bà ",
                                         "Đồng chí ", "đồng chí ", "Đ/c ", "đ/c "};
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        size_t length = strlen(titles[i]);
        if (strncmp(name, titles[i], length) == 0)
            return name + length + strspn(name + length, " ");
    }
    return name;
}

/* Everybody who is called exactly so, by code. NULL: the server could not be asked. */
static cJSON *codes_of(struct run *run, const char *name)
{
    steer_request *request = NULL;
    steer_answer *answer = NULL;
    cJSON *codes = NULL;
    if (run_connect(run) != EXIT_DONE ||
        steer_request_new(&request, "GET", "/v1/people") != STEER_DONE)
        return NULL;
    steer_request_query(request, "q", name);
    steer_request_query(request, "limit", "500");
    if (steer_send(&answer, run->client, request) == STEER_DONE) {
        cJSON *page = json_parse_all(steer_answer_body(answer));
        const cJSON *person = NULL;
        codes = must(cJSON_CreateArray());
        cJSON_ArrayForEach(person, cJSON_GetObjectItemCaseSensitive(page, "items"))
        {
            if (strcmp(text_of(person, "name"), name) == 0)
                cJSON_AddItemToArray(codes, must(cJSON_CreateString(text_of(person, "code"))));
        }
        cJSON_Delete(page);
    }
    steer_answer_free(answer);
    steer_request_free(request);
    return codes;
}

static void tell_several(struct plan_file *file, const struct run *run, size_t index,
                         const char *name, const cJSON *codes)
{
    cJSON *object = must(cJSON_CreateObject());
    cJSON_AddItemToObject(object, "code", must(cJSON_Duplicate(codes, true)));
    char *list = shown(run, object, "code");
    char *pointer = format_text("/seats/%zu/name", index);
    char *place = file->places.name(&file->places, run->language, pointer);
    plan_fault(file, run, place, M_CELL_SEVERAL, name, list);
    free(place);
    free(pointer);
    free(list);
    cJSON_Delete(object);
}

static void find(cJSON *seat, size_t index, const char *name, struct plan_file *file,
                 struct run *run)
{
    cJSON *codes = codes_of(run, without_title(name));
    const char *first = codes == NULL ? NULL : cJSON_GetStringValue(codes->child);
    if (cJSON_GetArraySize(codes) > 1)
        tell_several(file, run, index, name, codes);
    /* A name nobody bears stands for itself: the register says that it does not know it. */
    must(cJSON_AddStringToObject(seat, "person", first == NULL ? name : first));
    cJSON_Delete(codes);
}

void plan_names(cJSON *body, struct plan_file *file, struct run *run)
{
    cJSON *seat = NULL;
    size_t index = 0;
    cJSON_ArrayForEach(seat, cJSON_GetObjectItemCaseSensitive(body, "seats"))
    {
        cJSON *name = cJSON_DetachItemFromObjectCaseSensitive(seat, "name");
        bool has_code = cJSON_HasObjectItem(seat, "person") || cJSON_HasObjectItem(seat, "post");
        if (name != NULL && !has_code)
            find(seat, index, name->valuestring, file, run);
        cJSON_Delete(name);
        index++;
    }
}
