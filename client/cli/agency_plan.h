/* agency_plan.h - a plan of an agency change, told to people. */
#ifndef STEERCTL_AGENCY_PLAN_H
#define STEERCTL_AGENCY_PLAN_H

#include "run.h"

/* A plan as the API answers it (JSON text): for people what ends and what opens, who hands over
 * what to whom, what was found, and how to apply it; in the other forms as it came. 0, 7
 * where errors keep it from being applied, or another exit code, told. */
int agency_plan_show(const struct run *run, const char *json);

#endif
