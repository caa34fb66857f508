/* settings.c - flag over environment over profile over default. */
#include "settings.h"

#include "memory.h"
#include "profile.h"

#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name; /* in a profile */
    const char *environment;
    const char *option;
    const char *otherwise; /* default */
} rows[SETTING_COUNT] = {
    [SETTING_URL] = {"url", "STEER_URL", "url", NULL},
    [SETTING_CLIENT_ID] = {"client_id", "STEER_CLIENT_ID", "client-id", NULL},
    [SETTING_SECRET_FILE] = {"client_secret_file", "STEER_CLIENT_SECRET_FILE", "secret-file", NULL},
    [SETTING_CA_FILE] = {"ca_file", "STEER_CA_FILE", "ca-file", NULL},
    [SETTING_PLAIN_HTTP] = {"plain_http", "STEER_PLAIN_HTTP", "plain-http", "false"},
    [SETTING_OUTPUT] = {"output", "STEER_OUTPUT", "output", "table"},
    [SETTING_LANG] = {"lang", "STEER_LANG", "lang", "vi"},
    [SETTING_TIMEOUT] = {"timeout", "STEER_TIMEOUT", "timeout", "60"},
    [SETTING_RETRIES] = {"retries", "STEER_RETRIES", "retries", "3"},
};

const char *setting_name(enum setting_name name)
{
    return rows[name].name;
}

const char *origin_name(enum setting_origin origin)
{
    static const char *const names[] = {"default", "profile", "environment", "flag", "-"};
    return names[origin];
}

/* NULL when it is not set, or empty: `STEER_URL= steerctl …` takes a variable away. */
static const char *variable(const char *name)
{
    const char *value = getenv(name);
    return value == NULL || *value == '\0' ? NULL : value;
}

bool environment_has_identity(void)
{
    return variable("STEER_TOKEN") != NULL || variable("STEER_CLIENT_ID") != NULL ||
           variable("STEER_CLIENT_SECRET_FILE") != NULL;
}

enum language early_language(int argc, char **argv)
{
    const char *name = variable("STEER_LANG");
    for (int i = 1; i < argc; i++) {
        if (strncmp(argv[i], "--lang=", 7) == 0)
            name = argv[i] + 7;
        else if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc)
            name = argv[i + 1];
    }
    return name != NULL && strcmp(name, "en") == 0 ? LANGUAGE_EN : LANGUAGE_VI;
}

/* A file of the base directories: $VARIABLE, else $HOME/otherwise. */
static char *base_file(const char *name, const char *otherwise, const char *file)
{
    const char *base = variable(name);
    const char *home = variable("HOME");
    if (base != NULL && *base == '/')
        return format_text("%s/steerctl/%s", base, file);
    return format_text("%s/%s/steerctl/%s", home == NULL ? "" : home, otherwise, file);
}

char *default_queue(void)
{
    return base_file("XDG_STATE_HOME", ".local/state", "queue.sqlite");
}

static char *config_path(const struct arguments *arguments)
{
    const char *path = argument_value(arguments, "config");
    if (path == NULL)
        path = variable("STEER_CONFIG");
    return path == NULL ? base_file("XDG_CONFIG_HOME", ".config", "config.ini") : copy_string(path);
}

/* The name of the profile to use, borrowed, and who named it; NULL: nobody. */
static const char *named_profile(const struct profiles *profiles, const struct arguments *arguments,
                                 enum setting_origin *origin)
{
    const char *name = argument_value(arguments, "profile");
    *origin = ORIGIN_FLAG;
    if (name != NULL)
        return name;
    *origin = ORIGIN_NONE;
    if (environment_has_identity())
        return NULL; /* credentials of the environment never meet a stored address */
    name = variable("STEER_PROFILE");
    *origin = ORIGIN_ENVIRONMENT;
    if (name != NULL)
        return name;
    name = profile_default(profiles);
    *origin = name == NULL ? ORIGIN_NONE : ORIGIN_PROFILE;
    return name;
}

/* 0, or -1 when the one that was named is not there: told. */
static int choose_profile(struct settings *out, const struct profiles *profiles,
                          const struct arguments *arguments, enum language language)
{
    const char *name = named_profile(profiles, arguments, &out->profile_origin);
    if (name == NULL)
        return 0;
    if (!profile_exists(profiles, name)) {
        say(language, M_NO_PROFILE, name, profiles->path);
        return -1;
    }
    out->profile = copy_string(name);
    return 0;
}

static void set(struct setting *setting, const char *value, enum setting_origin origin)
{
    free(setting->value);
    *setting = (struct setting){copy_string(value), origin};
}

/* Files that a profile names stand beside it. */
static void set_from_profile(struct settings *out, const struct profiles *profiles,
                             enum setting_name name)
{
    const char *value = profile_value(profiles, out->profile, rows[name].name);
    if (value == NULL)
        return;
    bool is_file = name == SETTING_SECRET_FILE || name == SETTING_CA_FILE;
    char *path = is_file ? beside(profiles->path, value) : copy_string(value);
    set(&out->values[name], path, ORIGIN_PROFILE);
    free(path);
}

/* A profile named on the command line keeps an environment that holds an identity out: its address
 * belongs to that identity. */
static bool environment_counts(const struct arguments *arguments, enum setting_name name)
{
    bool belongs = name == SETTING_URL || name == SETTING_CLIENT_ID || name == SETTING_SECRET_FILE;
    return !belongs || argument_value(arguments, "profile") == NULL || !environment_has_identity();
}

static void load_one(struct settings *out, const struct profiles *profiles,
                     const struct arguments *arguments, enum setting_name name)
{
    struct setting *setting = &out->values[name];
    setting->origin = ORIGIN_NONE;
    if (rows[name].otherwise != NULL)
        set(setting, rows[name].otherwise, ORIGIN_DEFAULT);
    if (out->profile != NULL)
        set_from_profile(out, profiles, name);
    const char *value = variable(rows[name].environment);
    if (value != NULL && environment_counts(arguments, name))
        set(setting, value, ORIGIN_ENVIRONMENT);
    value = argument_value(arguments, rows[name].option);
    if (value != NULL)
        set(setting, value, ORIGIN_FLAG);
}

static int require(const struct settings *settings, enum setting_name name, const char *words,
                   enum language language)
{
    if (has_word(words, settings->values[name].value))
        return 0;
    say(language, M_BAD_SETTING, rows[name].name, settings->values[name].value);
    return -1;
}

static int require_number(const struct settings *settings, enum setting_name name, long least,
                          long most, enum language language)
{
    const char *text = settings->values[name].value;
    char *end = NULL;
    long number = strtol(text, &end, 10);
    if (*text != '\0' && *end == '\0' && number >= least && number <= most)
        return 0;
    say(language, M_BAD_SETTING, rows[name].name, text);
    return -1;
}

static int check(const struct settings *settings, enum language language)
{
    if (require(settings, SETTING_OUTPUT, "table wide json ndjson csv name md html", language) !=
            0 ||
        require(settings, SETTING_LANG, "vi en", language) != 0 ||
        require(settings, SETTING_PLAIN_HTTP, "true false", language) != 0 ||
        require_number(settings, SETTING_TIMEOUT, 1, 3600, language) != 0 ||
        require_number(settings, SETTING_RETRIES, 0, 10, language) != 0)
        return -1;
    return 0;
}

/* The secret of a profile that holds it itself; a file named by flag or environment goes before. */
static void take_inline_secret(struct settings *out, const struct profiles *profiles)
{
    const char *secret = profile_value(profiles, out->profile, "client_secret");
    if (secret != NULL && out->values[SETTING_SECRET_FILE].value == NULL &&
        out->values[SETTING_CLIENT_ID].origin == ORIGIN_PROFILE)
        out->secret = copy_string(secret);
}

int settings_load(struct settings *out, const struct arguments *arguments, bool with_profile,
                  enum language language)
{
    struct profiles profiles = {0};
    *out = (struct settings){.config = config_path(arguments)};
    int result = 0;
    bool off = environment_has_identity() && argument_value(arguments, "profile") == NULL;
    if (with_profile && !off)
        result = profiles_read(&profiles, out->config, language);
    if (result == 0) {
        out->profile_origin = ORIGIN_NONE;
        if (with_profile)
            result = choose_profile(out, &profiles, arguments, language);
        for (int name = 0; name < SETTING_COUNT; name++)
            load_one(out, &profiles, arguments, (enum setting_name)name);
        if (out->profile != NULL)
            take_inline_secret(out, &profiles);
    }
    if (result == 0)
        result = check(out, language);
    profiles_free(&profiles);
    return result;
}

/* A ready token: from a flag always, from the environment unless a profile was named. */
static int read_token(struct settings *settings, const struct arguments *arguments,
                      enum language language)
{
    const char *file = argument_value(arguments, "token-file");
    const char *value = variable("STEER_TOKEN");
    bool flagged = argument_value(arguments, "profile") != NULL ||
                   argument_value(arguments, "client-id") != NULL;
    if (file != NULL) {
        settings->token = read_secret(file, language);
        return settings->token == NULL ? -1 : 0;
    }
    if (value != NULL && !flagged)
        settings->token = copy_string(value);
    return 0;
}

int settings_read_secrets(struct settings *settings, const struct arguments *arguments,
                          enum language language)
{
    const struct setting *client = &settings->values[SETTING_CLIENT_ID];
    const struct setting *file = &settings->values[SETTING_SECRET_FILE];
    if (read_token(settings, arguments, language) != 0)
        return -1;
    if (settings->token != NULL || client->value == NULL || settings->secret != NULL)
        return 0;
    /* A client named higher up has nothing to do with the secret of a profile. */
    bool strange = file->origin == ORIGIN_PROFILE && client->origin != ORIGIN_PROFILE;
    if (file->value == NULL || strange) {
        say(language, M_NO_SECRET, client->value, NULL);
        return -1;
    }
    settings->secret = read_secret(file->value, language);
    return settings->secret == NULL ? -1 : 0;
}

void settings_clear(struct settings *settings)
{
    for (int i = 0; i < SETTING_COUNT; i++)
        free(settings->values[i].value);
    free(settings->config);
    free(settings->profile);
    wipe_string(settings->secret);
    wipe_string(settings->token);
    *settings = (struct settings){0};
}
