/* urging.h - the commands on urgings that are shown otherwise than as one table. */
#ifndef STEERCTL_URGING_H
#define STEERCTL_URGING_H

#include "run.h"

int run_urging_letter(struct run *run);

#endif
