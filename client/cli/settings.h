/* settings.h - which server, which identity, which form: flag over environment over profile over
 * default. */
#ifndef STEERCTL_SETTINGS_H
#define STEERCTL_SETTINGS_H

#include "messages.h"
#include "options.h"

#include <stdbool.h>

enum setting_name {
    SETTING_URL,
    SETTING_CLIENT_ID,
    SETTING_SECRET_FILE,
    SETTING_CA_FILE,
    SETTING_PLAIN_HTTP,
    SETTING_OUTPUT,
    SETTING_LANG,
    SETTING_TIMEOUT,
    SETTING_RETRIES,
    SETTING_COUNT
};

enum setting_origin {
    ORIGIN_DEFAULT,
    ORIGIN_PROFILE,
    ORIGIN_ENVIRONMENT,
    ORIGIN_FLAG,
    ORIGIN_NONE
};

struct setting {
    char *value; /* NULL: not set */
    enum setting_origin origin;
};

struct settings {
    struct setting values[SETTING_COUNT];
    char *config;                       /* path of the configuration file */
    char *profile;                      /* in use; NULL: none */
    enum setting_origin profile_origin; /* ORIGIN_PROFILE: the file's own default */
    char *secret;                       /* of the client; NULL: none, or not read yet */
    char *token;                        /* obtained elsewhere */
};

/* Finds out everything but the secrets: 0, or -1 when it has told what is wrong. Without
 * `with_profile` no file is read: for commands that ask no server, and must work when the file is
 * broken. */
int settings_load(struct settings *out, const struct arguments *arguments, bool with_profile,
                  enum language language);
/* Reads the secret or token: 0, or -1, told. */
int settings_read_secrets(struct settings *settings, const struct arguments *arguments,
                          enum language language);
void settings_clear(struct settings *settings);

const char *setting_name(enum setting_name name);    /* "client_secret_file" */
const char *origin_name(enum setting_origin origin); /* "environment" */
/* Whether the environment holds an identity: the stored profiles are then off. */
bool environment_has_identity(void);
/* The language before any profile is read: --lang, STEER_LANG, else Vietnamese. */
enum language early_language(int argc, char **argv);
/* $XDG_STATE_HOME/steerctl/queue.sqlite. The caller frees it. */
char *default_queue(void);

#endif
