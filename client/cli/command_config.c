/* command_config.c - steerctl config: the profiles, and what is in force. */
#include "files.h"
#include "memory.h"
#include "output.h"
#include "profile.h"
#include "run.h"
#include "talk.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int show_json(struct run *run, cJSON *root, bool list)
{
    char *json = must(cJSON_PrintUnformatted(root));
    int result = list ? output_list(run, json) : output_object(run, json);
    cJSON_free(json);
    cJSON_Delete(root);
    return result;
}

static void add_text(cJSON *object, const char *name, const char *text)
{
    cJSON *value = text == NULL ? cJSON_CreateNull() : cJSON_CreateString(text);
    cJSON_AddItemToObject(object, name, must(value));
}

static int run_config_list(struct run *run)
{
    struct profiles profiles;
    if (profiles_read(&profiles, run->settings.config, run->language) != 0)
        return EXIT_USAGE;
    const char *current = profile_default(&profiles);
    cJSON *root = must(cJSON_CreateObject());
    cJSON *items = must(cJSON_AddArrayToObject(root, "items"));
    for (size_t i = 0; i < profiles.count; i++) {
        const char *name = profiles.entries[i].profile;
        if (*name == '\0' || *profiles.entries[i].name != '\0')
            continue;
        cJSON *item = must(cJSON_CreateObject());
        cJSON_AddBoolToObject(item, "current", current != NULL && strcmp(name, current) == 0);
        add_text(item, "profile", name);
        add_text(item, "client_id", profile_value(&profiles, name, "client_id"));
        add_text(item, "url", profile_value(&profiles, name, "url"));
        cJSON_AddItemToArray(items, item);
    }
    profiles_free(&profiles);
    return show_json(run, root, true);
}

static void add_setting(cJSON *items, const char *name, const char *value, const char *origin)
{
    cJSON *item = must(cJSON_CreateObject());
    add_text(item, "setting", name);
    add_text(item, "value", value);
    add_text(item, "origin", origin);
    cJSON_AddItemToArray(items, item);
}

/* What is in force and where it comes from; never a secret. */
static int run_config_show(struct run *run)
{
    settings_clear(&run->settings);
    if (settings_load(&run->settings, &run->arguments, true, run->language) != 0)
        return EXIT_USAGE;
    cJSON *root = must(cJSON_CreateObject());
    cJSON *items = must(cJSON_AddArrayToObject(root, "items"));
    add_setting(items, "config", run->settings.config, "-");
    add_setting(items, "profile", run->settings.profile, origin_name(run->settings.profile_origin));
    for (int i = 0; i < SETTING_COUNT; i++)
        add_setting(items, setting_name((enum setting_name)i), run->settings.values[i].value,
                    origin_name(run->settings.values[i].origin));
    return show_json(run, root, true);
}

static int run_config_path(struct run *run)
{
    cJSON *root = must(cJSON_CreateObject());
    add_text(root, "path", run->settings.config);
    char *json = must(cJSON_PrintUnformatted(root));
    int result = output_text(run, json, run->settings.config);
    cJSON_free(json);
    cJSON_Delete(root);
    return result;
}

static int show_profile(struct run *run, const char *name)
{
    cJSON *root = must(cJSON_CreateObject());
    add_text(root, "profile", name);
    return show_json(run, root, false);
}

static int run_config_use(struct run *run)
{
    struct profiles profiles;
    const char *name = run_operand(run, 0);
    if (profiles_read(&profiles, run->settings.config, run->language) != 0)
        return EXIT_USAGE;
    bool exists = profile_exists(&profiles, name);
    profiles_free(&profiles);
    if (!exists) {
        say(run->language, M_NO_PROFILE, name, run->settings.config);
        return EXIT_USAGE;
    }
    if (!run_is_dry(run) && profiles_set_default(run->settings.config, name, run->language) != 0)
        return EXIT_FAILED;
    return show_profile(run, name);
}

static bool is_name(const char *name)
{
    for (const char *letter = name; *letter != '\0'; letter++) {
        if (!isalnum((unsigned char)*letter) && strchr("._-", *letter) == NULL)
            return false;
    }
    return *name != '\0' && strlen(name) <= 64;
}

/* Copies the secret into a file of its own beside the configuration, which then holds none. */
static int keep_secret(const struct run *run, const char *name, const char *from)
{
    struct new_file file;
    char *secret = read_secret(from, run->language);
    if (secret == NULL)
        return EXIT_USAGE;
    char *leaf = format_text("%s.secret", name);
    char *path = beside(run->settings.config, leaf);
    int result = EXIT_FAILED;
    if (make_parents(path) == 0 && new_file_begin(&file, path, 0600) == 0) {
        fprintf(file.stream, "%s\n", secret);
        result = new_file_commit(&file) == 0 ? EXIT_DONE : EXIT_FAILED;
    }
    if (result != EXIT_DONE)
        say(run->language, M_CANNOT_WRITE, path, strerror(errno));
    free(path);
    free(leaf);
    wipe_string(secret);
    return result;
}

static void write_entry(FILE *out, const struct arguments *arguments, const char *option,
                        const char *name)
{
    const char *value = argument_value(arguments, option);
    if (value != NULL)
        fprintf(out, "%s = %s\n", name, value);
}

static char *section_text(const struct run *run, const char *name)
{
    const struct arguments *given = &run->arguments;
    char *text = NULL;
    size_t size = 0;
    FILE *out = must(open_memstream(&text, &size));
    fprintf(out, "[%s]\n", name);
    write_entry(out, given, "url", "url");
    write_entry(out, given, "client-id", "client_id");
    if (argument_value(given, "secret-file") != NULL)
        fprintf(out, "client_secret_file = %s.secret\n", name);
    write_entry(out, given, "ca-file", "ca_file");
    write_entry(out, given, "plain-http", "plain_http");
    write_entry(out, given, "timeout", "timeout");
    write_entry(out, given, "retries", "retries");
    write_entry(out, given, "lang", "lang");
    fclose(out);
    return must(text);
}

/* What can be added: a new name, with an address, none of whose values would break the file. */
static int check_new_profile(const struct run *run, const char *name)
{
    struct profiles profiles;
    const char *url = argument_value(&run->arguments, "url");
    if (!is_name(name)) {
        say(run->language, M_BAD_NAME, name, NULL);
        return EXIT_USAGE;
    }
    if (url == NULL) {
        say(run->language, M_NO_URL, NULL, NULL);
        return EXIT_USAGE;
    }
    for (size_t i = 0; i < run->arguments.given_count; i++) {
        const struct given *given = &run->arguments.given[i];
        if (strpbrk(given->value, "\r\n;#") != NULL) {
            say(run->language, M_BAD_SETTING, given->option->name, given->value);
            return EXIT_USAGE;
        }
    }
    if (profiles_read(&profiles, run->settings.config, run->language) != 0)
        return EXIT_USAGE;
    bool exists = profile_exists(&profiles, name);
    profiles_free(&profiles);
    if (exists)
        say(run->language, M_PROFILE_EXISTS, name, NULL);
    return exists ? EXIT_USAGE : EXIT_DONE;
}

static int run_config_add(struct run *run)
{
    const char *name = run_operand(run, 0);
    const char *secret = argument_value(&run->arguments, "secret-file");
    bool first = access(run->settings.config, F_OK) != 0;
    int result = check_new_profile(run, name);
    if (result == EXIT_DONE && run_is_dry(run))
        return show_profile(run, name);
    if (result == EXIT_DONE && secret != NULL)
        result = keep_secret(run, name, secret);
    if (result != EXIT_DONE)
        return result;
    char *text = section_text(run, name);
    int written = profiles_append(run->settings.config, text, run->language);
    if (written == 0 && first)
        written = profiles_set_default(run->settings.config, name, run->language);
    free(text);
    return written == 0 ? show_profile(run, name) : EXIT_FAILED;
}

const struct command config_commands[] = {
    {.noun = "config",
     .verbs = "list",
     .flags = COMMAND_LOCAL,
     .view = "profile",
     .run = run_config_list,
     .about_vi = "các hồ sơ kết nối",
     .about_en = "list the profiles"},
    {.noun = "config",
     .verbs = "show get",
     .flags = COMMAND_LOCAL,
     .view = "setting",
     .run = run_config_show,
     .about_vi = "thiết lập đang có hiệu lực và nguồn của chúng",
     .about_en = "show the settings in force and where they come from"},
    {.noun = "config",
     .verbs = "add create",
     .operands = "NAME",
     .flags = COMMAND_LOCAL,
     .options = "dry-run",
     .run = run_config_add,
     .about_vi = "thêm một hồ sơ từ --url, --client-id, --secret-file",
     .about_en = "add a profile from --url, --client-id, --secret-file"},
    {.noun = "config",
     .verbs = "use",
     .operands = "NAME",
     .flags = COMMAND_LOCAL,
     .options = "dry-run",
     .run = run_config_use,
     .about_vi = "chọn hồ sơ mặc định",
     .about_en = "choose the default profile"},
    {.noun = "config",
     .verbs = "path",
     .flags = COMMAND_LOCAL,
     .run = run_config_path,
     .about_vi = "tệp cấu hình ở đâu",
     .about_en = "show where the configuration file is"},
    {.noun = NULL},
};
