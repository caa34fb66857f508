/* command_version.c - steerctl version. */
#include "memory.h"
#include "output.h"
#include "run.h"

#include <stdlib.h>

static int run_version(struct run *run)
{
    char *json = format_text("{\"version\":\"%s\"}", steer_version());
    char *text = format_text("steerctl %s", steer_version());
    int result = output_text(run, json, text);
    free(text);
    free(json);
    return result;
}

const struct command version_commands[] = {
    {.noun = "version",
     .flags = COMMAND_LOCAL,
     .run = run_version,
     .about_vi = "phiên bản",
     .about_en = "show the version"},
    {.noun = NULL},
};
