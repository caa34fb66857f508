/* queue_store.h - the file of the queue: rows in, rows out; no network. */
#ifndef STEER_LIB_QUEUE_STORE_H
#define STEER_LIB_QUEUE_STORE_H

#include <stdbool.h>
#include <stddef.h>

struct store;

/* One push that waits, or was refused. */
struct entry {
    long long id;
    char *key;
    char *body;
};

/* Whose pushes: those of other servers and identities are left alone. */
struct owner {
    const char *url;
    const char *client;
};

/* All of these: 0, or -1 with store_error(). Where a row is asked for: 1 found, 0 none. */
int store_open(struct store **out, const char *path);
void store_close(struct store *store);
const char *store_error(const struct store *store);

int store_keep(long long *id, struct store *store, const struct owner *owner, const char *key,
               const char *body);
/* The oldest that waits. */
int store_oldest(struct entry *out, struct store *store, const struct owner *owner);
/* Counts an attempt that failed; `refused` sets it aside. */
int store_failed(struct store *store, long long id, bool refused, const char *problem);
int store_retry(struct store *store, long long id);
int store_drop(struct store *store, long long id);
int store_count(size_t *waiting, size_t *refused, struct store *store, const struct owner *owner);
/* The JSON text of steer_queue_list(); the caller frees it. */
int store_list(char **out, struct store *store);
void entry_clear(struct entry *entry);

/* Only one program delivers at a time, so that the order holds: 1 taken, 0 another has it. */
int store_lock(struct store *store);
void store_unlock(struct store *store);

#endif
