/* command_completion.c - steerctl completion: a script for the shell, made from the tables. */
#include "memory.h"
#include "output.h"
#include "run.h"

#include <stdlib.h>
#include <string.h>

static const char head[] =
    "# bash completion of steerctl, made by `steerctl completion bash`\n"
    "_steerctl()\n"
    "{\n"
    "    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} prefix=\n"
    "    # Readline cuts words at = and : as well: --output=json and task:read are three words.\n"
    "    if [[ $current == : ]]; then\n"
    "        prefix=$previous: current=$previous: previous=${COMP_WORDS[COMP_CWORD-2]}\n"
    "    elif [[ $previous == : ]]; then\n"
    "        prefix=${COMP_WORDS[COMP_CWORD-2]}: previous=${COMP_WORDS[COMP_CWORD-3]}\n"
    "        current=$prefix$current\n"
    "    fi\n"
    "    if [[ $current == = ]]; then current=; fi\n"
    "    if [[ $previous == = ]]; then previous=${COMP_WORDS[COMP_CWORD-2]}; fi\n"
    "    COMPREPLY=()\n"
    "    _steerctl_choose\n"
    "    COMPREPLY=(\"${COMPREPLY[@]#\"$prefix\"}\")\n"
    "}\n"
    "\n"
    "# A noun is no folder, whatever stands here: names are file names only from here.\n"
    "_steerctl_files()\n"
    "{\n"
    "    compopt -o filenames 2>/dev/null\n"
    "    mapfile -t COMPREPLY < <(compgen -f -- \"$current\")\n"
    "}\n"
    "\n"
    "_steerctl_choose()\n"
    "{\n"
    "    local word noun='' verb='' index skip=0 choices=''\n"
    "    for ((index = 1; index < COMP_CWORD; index++)); do\n"
    "        word=${COMP_WORDS[index]}\n"
    "        if ((skip)); then skip=0; continue; fi\n"
    "        case $word in\n";

static const char middle[] = "            =|:) skip=1 ;;\n"
                             "            -*) ;;\n"
                             "            *) if [[ -z $noun ]]; then noun=$word\n"
                             "               elif [[ -z $verb ]]; then verb=$word; fi ;;\n"
                             "        esac\n"
                             "    done\n"
                             "    case $previous in\n";

static const char tail[] =
    "    esac\n"
    "    if [[ $current != -* ]]; then\n"
    "        if [[ -n $choices && -z $verb ]]; then\n"
    "            mapfile -t COMPREPLY < <(compgen -W \"$choices\" -- \"$current\")\n"
    "        else\n"
    "            _steerctl_files\n"
    "        fi\n"
    "        return\n"
    "    fi\n"
    "    case \"$noun $verb\" in\n";

static bool takes_value(const struct option *option)
{
    return option->kind != OPTION_FLAG;
}

static bool is_file(const struct option *option)
{
    return option->kind == OPTION_FILE || option->kind == OPTION_CONTENT;
}

static void write_pattern(FILE *out, const struct option *option)
{
    if (option->letter != 0)
        fprintf(out, "-%c|", option->letter);
    fprintf(out, "--%s", option->name);
}

/* Options with a value of their own word: what follows is no noun and no verb. */
static void write_skips(FILE *out)
{
    fputs("            ", out);
    bool first = true;
    for (size_t i = 0; i < option_count; i++) {
        if (!takes_value(&options[i]))
            continue;
        fputs(first ? "" : "|", out);
        write_pattern(out, &options[i]);
        first = false;
    }
    fputs(") if [[ ${COMP_WORDS[index+1]} != = ]]; then skip=1; fi ;;\n", out);
}

/* Forms that only some commands have. */
static void write_forms(FILE *out, const struct option *option)
{
    fprintf(out, ") choices=\"%s\"; case \"$noun $verb\" in", option->values);
    for (const struct command *row = command_next(NULL); row != NULL; row = command_next(row)) {
        if (row->flags & COMMAND_PRINTS)
            fprintf(out, " \"%s %s\") choices+=\" md html\" ;;", row->noun, row->verbs);
    }
    fputs(" esac\n"
          "            mapfile -t COMPREPLY < <(compgen -W \"$choices\" -- \"$current\"); return "
          ";;\n",
          out);
}

static void write_values(FILE *out)
{
    for (size_t i = 0; i < option_count; i++) {
        const struct option *option = &options[i];
        if (!takes_value(option))
            continue;
        fputs("        ", out);
        write_pattern(out, option);
        if (strcmp(option->name, "profile") == 0)
            fputs(") mapfile -t COMPREPLY < <(compgen -W \"$(steerctl config list -o name "
                  "2>/dev/null)\" -- \"$current\"); return ;;\n",
                  out);
        else if (is_file(option))
            fputs(") _steerctl_files; return ;;\n", out);
        else if (strcmp(option->name, "output") == 0)
            write_forms(out, option);
        else if (option->values != NULL)
            fprintf(out,
                    ") mapfile -t COMPREPLY < <(compgen -W \"%s\" -- \"$current\"); return ;;\n",
                    option->values);
        else
            fputs(") return ;;\n", out);
    }
    fputs("    esac\n    case $noun in\n", out);
}

/* The verbs of each noun, and the nouns themselves. */
static void write_verbs(FILE *out)
{
    const char *noun = "";
    fputs("        \"\") choices=\"", out);
    for (const struct command *row = command_next(NULL); row != NULL; row = command_next(row)) {
        if (strcmp(row->noun, noun) != 0)
            fprintf(out, "%s%s", *noun == '\0' ? "" : " ", row->noun);
        noun = row->noun;
    }
    fputs("\" ;;\n", out);
    for (const struct command *row = command_next(NULL); row != NULL; row = command_next(row)) {
        bool begins = strcmp(row->noun, noun) != 0;
        const struct command *following = command_next(row);
        bool ends = following == NULL || strcmp(following->noun, row->noun) != 0;
        if (begins)
            fprintf(out, "        %s) choices=\"", row->noun);
        fprintf(out, "%s%s", begins ? "" : " ", row->verbs == NULL ? "" : row->verbs);
        if (ends)
            fputs("\" ;;\n", out);
        noun = row->noun;
    }
}

static void write_option_names(FILE *out, const struct command *command)
{
    fputs(") choices=\"", out);
    bool first = true;
    for (size_t i = 0; i < option_count; i++) {
        if (!command_takes(command, options[i].name))
            continue;
        fprintf(out, "%s--%s", first ? "" : " ", options[i].name);
        first = false;
    }
    fputs("\" ;;\n", out);
}

static void write_options(FILE *out)
{
    static const struct command nothing = {.noun = "", .flags = 0};
    for (const struct command *row = command_next(NULL); row != NULL; row = command_next(row)) {
        size_t length = 0;
        fputs("        ", out);
        if (row->verbs == NULL)
            fprintf(out, "\"%s \"*", row->noun);
        for (const char *verb = next_word(row->verbs, &length); verb != NULL;
             verb = next_word(verb + length, &length))
            fprintf(out, "%s\"%s %.*s\"", verb == row->verbs ? "" : "|", row->noun, (int)length,
                    verb);
        write_option_names(out, row);
    }
    fputs("        *", out);
    write_option_names(out, &nothing);
}

/* The operand of help is a noun, and the verb after it one of the noun's: as for a command. */
static char *bash_script(void)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = must(open_memstream(&text, &size));
    fputs(head, out);
    write_skips(out);
    fputs("            help) ;;\n", out);
    fputs(middle, out);
    write_values(out);
    write_verbs(out);
    fputs(tail, out);
    write_options(out);
    fputs("    esac\n"
          "    mapfile -t COMPREPLY < <(compgen -W \"$choices\" -- \"$current\")\n"
          "}\n"
          "complete -F _steerctl steerctl\n",
          out);
    fclose(out);
    return must(text);
}

static int run_completion(struct run *run)
{
    if (strcmp(run_operand(run, 0), "bash") != 0) {
        say(run->language, M_BAD_CHOICE, run_operand(run, 0), "bash");
        return EXIT_USAGE;
    }
    char *script = bash_script();
    cJSON *object = must(cJSON_CreateObject());
    cJSON_AddStringToObject(object, "shell", "bash");
    cJSON_AddStringToObject(object, "script", script);
    char *json = must(cJSON_PrintUnformatted(object));
    int result = output_text(run, json, script);
    cJSON_free(json);
    cJSON_Delete(object);
    free(script);
    return result;
}

const struct command completion_commands[] = {
    {.noun = "completion",
     .operands = "SHELL",
     .flags = COMMAND_LOCAL,
     .run = run_completion,
     .about_vi = "in kịch bản hoàn thành lệnh cho bash",
     .about_en = "print the completion script for bash"},
    {.noun = NULL},
};
