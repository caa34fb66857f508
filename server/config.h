/* config.h - one table of options: flags over environment over file over default. */
#ifndef STEER_SERVER_CONFIG_H
#define STEER_SERVER_CONFIG_H

#include "problem.h"

#include <stdbool.h>
#include <stddef.h>

/* What config_load() found to do. */
enum {
    CONFIG_READY,   /* serve */
    CONFIG_PRINTED, /* --help or --version: done */
    CONFIG_OPENAPI, /* --openapi: print the document; nothing was read */
    CONFIG_CHECKED  /* --check-config: the configuration is good */
};

/* Every option of the daemon. The names, variables, defaults and help texts are in config.c's
 * table, which `steerd --help`, steerd(8) and deploy/steerd.conf.example follow (tests/lint
 * compares). */
struct config {
    char *listen;            /* --listen 127.0.0.1:8057, [::1]:8057 or unix:/path */
    char *operations_listen; /* --operations-listen 127.0.0.1:9057 */
    char *database;          /* --database: a libpq connection string (secret) */
    char *keys;              /* --keys: directory of the keyring */
    char *issuer;            /* --issuer: our own iss, and the base of absolute addresses */
    char *audience;          /* --audience */
    char *hosts;             /* --hosts: comma-separated names served, "" serves any */
    char *tls_certificate;   /* --tls-certificate, --tls-key: PEM; both or neither */
    char *tls_key;
    char *log_level;   /* --log-level */
    char *outbox_drop; /* --outbox-drop: directory of the file drop, "" has none */
    char *smtp_url;    /* --smtp-url: smtp:// or smtps://, "" sends no mail */
    char *smtp_from;
    char *smtp_user;
    char *smtp_password; /* (secret) */
    char *smtp_ca;
    char *smtp_tls; /* --smtp-tls: auto, required or none */
    long workers;   /* --workers: 0 is everything in one process */
    long sessions;  /* --sessions: database sessions per worker */
    long slow_sessions;
    long depth;         /* calls in flight on one session */
    long queue;         /* calls waiting per worker */
    long call_ms;       /* deadline of a database call */
    long slow_ms;       /* deadline of a slow one */
    long token_seconds; /* lifetime of access tokens we mint */
    long rate_limit;    /* requests per client and minute and worker, 0: none */
    long drain_seconds;
    long connections; /* per worker */
    long per_address;
    long body_limit;  /* bytes */
    long batch_limit; /* bytes */
    long headers_ms;
    long body_ms;
    long idle_ms;
};

/* Fills *out from arguments, environment (STEERD_…) and --config FILE (lines of NAME = VALUE).
 * One of CONFIG_…, or -1 with PROBLEM_CONFIGURATION whose note names the option and its origin. */
int config_load(struct config *out, int argc, char **argv, struct problem *problem)
    __attribute__((warn_unused_result));
/* Whether mail may only go out over TLS: with "auto" always, but to this very machine. */
bool config_smtp_tls(const struct config *config);
void config_clear(struct config *config);

#endif
