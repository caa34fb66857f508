/* help.h - help, made from the tables. */
#ifndef STEERCTL_HELP_H
#define STEERCTL_HELP_H

#include "commands.h"
#include "messages.h"

#include <stdio.h>

void help_overview(FILE *out, enum language language);
void help_noun(FILE *out, const char *noun, enum language language);
void help_command(FILE *out, const struct command *command, enum language language);

#endif
