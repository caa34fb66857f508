/* config.c - the table of options and the one way each value comes in: flag, environment, file,
 * default. */
#include "config.h"

#include <ctype.h>
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum option_type { OPTION_TEXT, OPTION_NUMBER };

/* `name` gives the flag --name, the variable STEERD_NAME and the key in the file. */
struct option {
    const char *name;
    enum option_type type;
    size_t offset;
    const char *standard;
    long minimum;
    long maximum;
    bool secret;
    const char *help;
};

#define TEXT(name, member, standard, secret, help)                                                 \
    {                                                                                              \
        name, OPTION_TEXT, offsetof(struct config, member), standard, 0, 0, secret, help           \
    }
#define NUMBER(name, member, standard, minimum, maximum, help)                                     \
    {                                                                                              \
        name, OPTION_NUMBER, offsetof(struct config, member), standard, minimum, maximum, false,   \
            help                                                                                   \
    }

static const struct option options[] = {
    TEXT("listen", listen, "127.0.0.1:8057", false, "address of the API: HOST:PORT or unix:PATH"),
    TEXT("operations-listen", operations_listen, "127.0.0.1:9057", false,
         "address of /live, /ready and /metrics"),
    TEXT("database", database, "dbname=steer user=steer_api", true, "libpq connection string"),
    TEXT("keys", keys, "/etc/steerd/keys", false, "directory of the signing keys"),
    TEXT("issuer", issuer, "http://127.0.0.1:8057", false,
         "our own issuer, and the base of absolute addresses"),
    TEXT("audience", audience, "steerd", false, "the audience of access tokens"),
    TEXT("hosts", hosts, "", false, "names served, separated by commas; empty serves any"),
    TEXT("tls-certificate", tls_certificate, "", false, "PEM file of the certificate chain"),
    TEXT("tls-key", tls_key, "", false, "PEM file of the certificate's private key"),
    TEXT("log-level", log_level, "info", false, "debug, info, warning or error"),
    TEXT("outbox-drop", outbox_drop, "", false, "directory messages are dropped into"),
    TEXT("smtp-url", smtp_url, "", false, "mail server: smtp://HOST:PORT or smtps://HOST:PORT"),
    TEXT("smtp-from", smtp_from, "steerd@localhost", false, "address messages come from"),
    TEXT("smtp-user", smtp_user, "", false, "user at the mail server"),
    TEXT("smtp-password", smtp_password, "", true, "its password"),
    TEXT("smtp-ca", smtp_ca, "", false, "PEM file of who signs the mail server's certificate"),
    TEXT("smtp-tls", smtp_tls, "auto", false, "auto (all but loopback), required or none"),
    NUMBER("workers", workers, "2", 0, 64, "HTTP processes; 0 does everything in one process"),
    NUMBER("sessions", sessions, "2", 1, 64, "database sessions of a worker"),
    NUMBER("slow-sessions", slow_sessions, "1", 1, 16, "sessions of a worker for slow statements"),
    NUMBER("depth", depth, "32", 1, 1024, "calls in flight on one session"),
    NUMBER("queue", queue, "1024", 1, 65536, "calls that may wait in a worker"),
    NUMBER("call-ms", call_ms, "5000", 10, 600000, "deadline of a database call, milliseconds"),
    NUMBER("slow-ms", slow_ms, "30000", 10, 600000, "deadline of a slow call, milliseconds"),
    NUMBER("token-seconds", token_seconds, "600", 1, 86400, "lifetime of access tokens, seconds"),
    NUMBER("rate-limit", rate_limit, "0", 0, 10000000,
           "requests of a client in a minute at one worker; 0 sets no limit"),
    NUMBER("drain-seconds", drain_seconds, "30", 0, 3600, "how long SIGTERM waits for answers"),
    NUMBER("connections", connections, "10000", 1, 1000000, "open connections of a worker"),
    NUMBER("per-address", per_address, "1000", 1, 1000000, "open connections of one address"),
    NUMBER("body-limit", body_limit, "262144", 1, 1073741824, "largest body, bytes"),
    NUMBER("batch-limit", batch_limit, "4194304", 1, 1073741824, "largest body of a batch, bytes"),
    NUMBER("headers-ms", headers_ms, "10000", 10, 600000, "time a head may take, milliseconds"),
    NUMBER("body-ms", body_ms, "10000", 10, 600000,
           "time a body may take beside its size at 16 KiB/s, milliseconds"),
    NUMBER("idle-ms", idle_ms, "30000", 10, 3600000,
           "time a kept connection may idle, milliseconds"),
};

enum { OPTION_COUNT = sizeof options / sizeof *options };

static char **text_of(struct config *config, const struct option *option)
{
    return (char **)(void *)((char *)config + option->offset);
}

static int refuse(const struct option *option, const char *origin, const char *why,
                  struct problem *problem)
{
    return problem_set(problem, PROBLEM_CONFIGURATION, "%s (%s): %s", option->name, origin, why);
}

static int assign(struct config *config, const struct option *option, const char *value,
                  const char *origin, struct problem *problem)
{
    if (option->type == OPTION_TEXT) {
        char *copy = strdup(value);
        if (copy == NULL)
            return refuse(option, origin, "out of memory", problem);
        free(*text_of(config, option));
        *text_of(config, option) = copy;
        return 0;
    }
    char *end;
    char range[80];
    errno = 0;
    long number = strtol(value, &end, 10);
    if (errno != 0 || end == value || *end != '\0' || number < option->minimum ||
        number > option->maximum) {
        snprintf(range, sizeof range, "a whole number from %ld to %ld is needed", option->minimum,
                 option->maximum);
        return refuse(option, origin, range, problem);
    }
    memcpy((char *)config + option->offset, &number, sizeof number);
    return 0;
}

static const struct option *option_named(const char *name, size_t size)
{
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        if (strlen(options[i].name) == size && memcmp(options[i].name, name, size) == 0)
            return &options[i];
    }
    return NULL;
}

static int load_environment(struct config *config, struct problem *problem)
{
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        char variable[64] = "STEERD_";
        size_t size = strlen(variable);
        for (const char *c = options[i].name; *c != '\0'; c++)
            variable[size++] = (char)(*c == '-' ? '_' : toupper((unsigned char)*c));
        variable[size] = '\0';
        const char *value = getenv(variable);
        if (value != NULL && assign(config, &options[i], value, variable, problem) != 0)
            return -1;
    }
    return 0;
}

static char *trimmed(char *text)
{
    while (isspace((unsigned char)*text))
        text++;
    size_t size = strlen(text);
    while (size > 0 && isspace((unsigned char)text[size - 1]))
        text[--size] = '\0';
    return text;
}

/* One line of the file: `name = value`, `# comment` or nothing. */
static int load_line(struct config *config, char *line, const char *origin, struct problem *problem)
{
    char *name = trimmed(line);
    if (*name == '\0' || *name == '#')
        return 0;
    char *equals = strchr(name, '=');
    if (equals == NULL)
        return problem_set(problem, PROBLEM_CONFIGURATION, "%s: a line needs NAME = VALUE", origin);
    *equals = '\0';
    name = trimmed(name);
    const struct option *option = option_named(name, strlen(name));
    if (option == NULL)
        return problem_set(problem, PROBLEM_CONFIGURATION, "%s: there is no option %s", origin,
                           name);
    return assign(config, option, trimmed(equals + 1), origin, problem);
}

static int load_file(struct config *config, const char *path, struct problem *problem)
{
    FILE *file = fopen(path, "re");
    char line[2048];
    char origin[600];
    unsigned number = 0;
    int result = 0;
    if (file == NULL)
        return problem_set(problem, PROBLEM_CONFIGURATION, "config (%s): %s", path,
                           strerror(errno));
    while (result == 0 && fgets(line, sizeof line, file) != NULL) {
        snprintf(origin, sizeof origin, "%s:%u", path, ++number);
        if (strchr(line, '\n') == NULL && !feof(file))
            result =
                problem_set(problem, PROBLEM_CONFIGURATION, "%s: the line is too long", origin);
        else
            result = load_line(config, line, origin, problem);
    }
    fclose(file);
    return result;
}

static void print_help(void)
{
    printf(
        "Usage: steerd [--config FILE] [--OPTION VALUE]...\n"
        "Serves the register of a steering committee over HTTP.\n\n"
        "  --config FILE            read options from FILE: lines of NAME = VALUE\n"
        "  --check-config           read the configuration, say what is wrong, and exit\n"
        "  --openapi                print the OpenAPI 3.1 document and exit\n"
        "  --help, --version        print this, or the version, and exit\n\n"
        "Each option is a flag, a variable (STEERD_LISTEN) or a line of the file; the flag wins\n"
        "over the variable, the variable over the file.\n\n");
    for (size_t i = 0; i < OPTION_COUNT; i++)
        printf("  --%-22s %s (%s)\n", options[i].name, options[i].help,
               *options[i].standard == '\0' ? "none" : options[i].standard);
}

/* What the command line asks for besides options. */
struct request {
    const char *file;
    const char *action;
};

static int scan_flags(struct request *out, int argc, char **argv, struct problem *problem)
{
    static const char *const actions[] = {"--help", "--version", "--openapi", "--check-config"};
    for (int i = 1; i < argc; i++) {
        bool action = false;
        for (size_t a = 0; a < sizeof actions / sizeof *actions; a++)
            action = action || strcmp(argv[i], actions[a]) == 0;
        if (action) {
            out->action = argv[i];
        } else if (strcmp(argv[i], "--config") == 0 && i + 1 < argc) {
            out->file = argv[++i];
        } else if (strncmp(argv[i], "--", 2) != 0 ||
                   option_named(argv[i] + 2, strcspn(argv[i] + 2, "=")) == NULL) {
            return problem_set(problem, PROBLEM_CONFIGURATION, "there is no option %s", argv[i]);
        } else if (strchr(argv[i], '=') == NULL && ++i >= argc) {
            return problem_set(problem, PROBLEM_CONFIGURATION, "%s needs a value", argv[i - 1]);
        }
    }
    return 0;
}

static int load_flags(struct config *config, int argc, char **argv, struct problem *problem)
{
    for (int i = 1; i < argc; i++) {
        const char *name = argv[i] + 2;
        size_t size = strcspn(name, "=");
        const struct option *option = option_named(name, size);
        if (strcmp(argv[i], "--config") == 0)
            i++;
        if (option == NULL)
            continue;
        const char *value = name[size] == '=' ? name + size + 1 : argv[++i];
        if (assign(config, option, value, "flag", problem) != 0)
            return -1;
    }
    return 0;
}

/* It goes into JSON, into tokens and in front of paths as it is. */
static bool issuer_is_address(const char *issuer)
{
    size_t size = strlen(issuer);
    bool scheme = strncmp(issuer, "http://", 7) == 0 || strncmp(issuer, "https://", 8) == 0;
    for (const char *c = issuer; *c != '\0'; c++) {
        if (*c <= ' ' || *c > '~' || strchr("\"\\<>?#", *c) != NULL)
            return false;
    }
    return scheme && issuer[size - 1] != '/';
}

/* A plain one: it goes into headers as it is. */
static bool is_mail_address(const char *text)
{
    const char *at = strchr(text, '@');
    for (const char *c = text; *c != '\0'; c++) {
        if (*c <= ' ' || *c > '~' || strchr("\"(),:;<>[\\]", *c) != NULL)
            return false;
    }
    return at != NULL && at != text && at[1] != '\0' && strchr(at + 1, '@') == NULL;
}

/* Without a user: a password in it would be printed with it. */
static bool is_mail_server(const char *text)
{
    bool scheme = strncmp(text, "smtp://", 7) == 0 || strncmp(text, "smtps://", 8) == 0;
    const char *host = strstr(text, "://");
    for (const char *c = text; *c != '\0'; c++) {
        if (*c <= ' ' || *c > '~' || strchr("\"\\<>?#@", *c) != NULL)
            return false;
    }
    return scheme && host[3] != '\0' && host[3] != '/' && host[3] != ':';
}

bool config_smtp_tls(const struct config *config)
{
    static const char *const loopback[] = {"127.0.0.1", "localhost", "[::1]"};
    const char *host = strstr(config->smtp_url, "://");
    if (strcmp(config->smtp_tls, "auto") != 0 || host == NULL)
        return strcmp(config->smtp_tls, "none") != 0;
    for (size_t i = 0; i < sizeof loopback / sizeof *loopback; i++) {
        size_t size = strlen(loopback[i]);
        if (strncmp(host + 3, loopback[i], size) == 0 && strchr(":/", host[3 + size]) != NULL)
            return false;
    }
    return true;
}

static int check_mail(const struct config *config, struct problem *problem)
{
    if (!is_mail_address(config->smtp_from))
        return problem_set(problem, PROBLEM_CONFIGURATION, "smtp-from: a plain mail address");
    if (*config->smtp_url != '\0' && !is_mail_server(config->smtp_url))
        return problem_set(problem, PROBLEM_CONFIGURATION,
                           "smtp-url: smtp://HOST:PORT or smtps://HOST:PORT, without a user");
    if (strcmp(config->smtp_tls, "auto") != 0 && strcmp(config->smtp_tls, "required") != 0 &&
        strcmp(config->smtp_tls, "none") != 0)
        return problem_set(problem, PROBLEM_CONFIGURATION, "smtp-tls: auto, required or none");
    return 0;
}

static int check(const struct config *config, struct problem *problem)
{
    if (!issuer_is_address(config->issuer))
        return problem_set(problem, PROBLEM_CONFIGURATION,
                           "issuer: an http or https address without a slash at its end");
    if ((*config->tls_certificate == '\0') != (*config->tls_key == '\0'))
        return problem_set(problem, PROBLEM_CONFIGURATION,
                           "tls-certificate and tls-key: both or neither");
    return check_mail(config, problem);
}

int config_load(struct config *out, int argc, char **argv, struct problem *problem)
{
    struct request request = {getenv("STEERD_CONFIG"), NULL};
    memset(out, 0, sizeof *out);
    if (scan_flags(&request, argc, argv, problem) != 0)
        return -1;
    if (request.action != NULL && strcmp(request.action, "--help") == 0) {
        print_help();
        return CONFIG_PRINTED;
    }
    if (request.action != NULL && strcmp(request.action, "--version") == 0) {
        printf("steerd %s\n", STEER_VERSION);
        return CONFIG_PRINTED;
    }
    if (request.action != NULL && strcmp(request.action, "--openapi") == 0)
        return CONFIG_OPENAPI;
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        if (assign(out, &options[i], options[i].standard, "default", problem) != 0)
            return -1;
    }
    if ((request.file != NULL && load_file(out, request.file, problem) != 0) ||
        load_environment(out, problem) != 0 || load_flags(out, argc, argv, problem) != 0 ||
        check(out, problem) != 0)
        return -1;
    return request.action != NULL ? CONFIG_CHECKED : CONFIG_READY;
}

void config_clear(struct config *config)
{
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        if (options[i].type != OPTION_TEXT || *text_of(config, &options[i]) == NULL)
            continue;
        if (options[i].secret)
            explicit_bzero(*text_of(config, &options[i]), strlen(*text_of(config, &options[i])));
        free(*text_of(config, &options[i]));
        *text_of(config, &options[i]) = NULL;
    }
}
