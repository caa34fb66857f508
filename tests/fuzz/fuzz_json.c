/* fuzz_json.c - any bytes: what the gate accepts, cJSON reads and prints to the same; what it
 * refuses, it refuses with a place inside the input. */
#include "json/scan.h"

#include <cjson/cJSON.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(int fact)
{
    if (!fact)
        abort();
}

static void check_refusal(const struct problem *problem, size_t size)
{
    require(problem->code == PROBLEM_MALFORMED_JSON && problem->fault_count == 1);
    require(strtoul(problem->faults[0].args[0], NULL, 10) <= size);
    require(problem_fault_text(problem->faults[0].code, LANGUAGE_EN) != NULL);
}

static void check_agreement(const char *bytes, size_t size)
{
    struct problem problem = PROBLEM_INIT;
    struct cJSON *tree = NULL, *again = NULL;
    require(json_parse(&tree, bytes, size, &problem) == 0);
    char *printed = cJSON_PrintUnformatted(tree);
    require(printed != NULL);
    /* 11e64 is printed as 1.1e+65: that alone may no longer pass. */
    if (json_parse(&again, printed, strlen(printed), &problem) == 0)
        require(cJSON_Compare(tree, again, 1));
    else
        require(strcmp(problem.faults[0].code, "number-range") == 0);
    problem_clear(&problem);
    cJSON_free(printed);
    cJSON_Delete(tree);
    cJSON_Delete(again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct problem problem = PROBLEM_INIT;
    const char *bytes = (const char *)data;
    if (json_gate(bytes, size, &problem) != 0)
        check_refusal(&problem, size);
    else
        check_agreement(bytes, size);
    problem_clear(&problem);
    return 0;
}
