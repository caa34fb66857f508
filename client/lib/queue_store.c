/* queue_store.c - the file of the queue: the only user of SQLite. */
#include "queue_store.h"

#include "buffer.h"

#include <cjson/cJSON.h>
#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

enum { BUSY_MS = 5000 };

/* autoincrement: a number is never given twice, so `queue drop 7` cannot hit another push. */
static const char SCHEMA[] =
    "pragma synchronous = extra;"
    "create table if not exists pushes ("
    " id integer primary key autoincrement,"
    " state text not null default 'waiting' check (state in ('waiting', 'refused')),"
    " url text not null, client text not null,"
    " key text not null unique, body text not null,"
    " queued_at text not null default (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),"
    " attempts integer not null default 0, problem text not null default '');"
    "create index if not exists pushes_waiting on pushes (url, client, state, id);";

struct store {
    sqlite3 *database;
    int lock;
    char *error; /* of what no database could say it */
};

static int fail(struct store *store, const char *text)
{
    free(store->error);
    store->error = copy_text(text);
    return -1;
}

const char *store_error(const struct store *store)
{
    if (store->error != NULL)
        return store->error;
    return store->database == NULL ? "" : sqlite3_errmsg(store->database);
}

static int open_lock(struct store *store, const char *path)
{
    struct buffer name = {0};
    buffer_format(&name, "%s-lock", path);
    store->lock = open(buffer_string(&name), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    int result = store->lock < 0 ? fail(store, strerror(errno)) : 0;
    buffer_clear(&name);
    return result;
}

/* SQLite would make it readable by others; its journal takes over the mode. */
static int make_private(struct store *store, const char *path)
{
    int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0)
        return fail(store, strerror(errno));
    close(file);
    return 0;
}

static int open_database(struct store *store, const char *path)
{
    if (sqlite3_open_v2(path, &store->database, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
        return -1;
    sqlite3_busy_timeout(store->database, BUSY_MS);
    return sqlite3_exec(store->database, SCHEMA, NULL, NULL, NULL) == SQLITE_OK ? 0 : -1;
}

int store_open(struct store **out, const char *path)
{
    *out = calloc(1, sizeof **out);
    if (*out == NULL)
        return -1;
    (*out)->lock = -1;
    if (make_private(*out, path) != 0 || open_lock(*out, path) != 0 ||
        open_database(*out, path) != 0)
        return -1; /* with the handle, for its error */
    return 0;
}

void store_close(struct store *store)
{
    if (store == NULL)
        return;
    sqlite3_close(store->database);
    if (store->lock >= 0)
        close(store->lock);
    free(store->error);
    free(store);
}

int store_lock(struct store *store)
{
    if (flock(store->lock, LOCK_EX | LOCK_NB) == 0)
        return 1;
    return errno == EWOULDBLOCK || errno == EINTR ? 0 : fail(store, strerror(errno));
}

void store_unlock(struct store *store)
{
    flock(store->lock, LOCK_UN);
}

/* A statement with its text parameters bound; NULL: store_error(). */
static sqlite3_stmt *prepare(struct store *store, const char *sql, size_t count,
                             const char *const *values)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(store->database, sql, -1, &statement, NULL) != SQLITE_OK)
        return NULL;
    for (size_t i = 0; i < count; i++)
        sqlite3_bind_text(statement, (int)i + 1, values[i], -1, SQLITE_TRANSIENT);
    return statement;
}

/* Runs a statement that returns nothing: 0, or -1. */
static int finish(sqlite3_stmt *statement)
{
    if (statement == NULL)
        return -1;
    int result = sqlite3_step(statement) == SQLITE_DONE ? 0 : -1;
    if (sqlite3_finalize(statement) != SQLITE_OK)
        result = -1;
    return result;
}

/* The same for one row by its number: 1 changed, 0 there is none, -1. */
static int change(struct store *store, const char *sql, long long id)
{
    sqlite3_stmt *statement = prepare(store, sql, 0, NULL);
    if (statement != NULL)
        sqlite3_bind_int64(statement, 1, id);
    if (finish(statement) != 0)
        return -1;
    return sqlite3_changes(store->database) > 0;
}

int store_keep(long long *id, struct store *store, const struct owner *owner, const char *key,
               const char *body)
{
    const char *const values[] = {owner->url, owner->client, key, body};
    if (finish(prepare(store, "insert into pushes (url, client, key, body) values (?, ?, ?, ?)", 4,
                       values)) != 0)
        return -1;
    *id = sqlite3_last_insert_rowid(store->database);
    return 0;
}

static char *column(sqlite3_stmt *statement, int index)
{
    return copy_text((const char *)sqlite3_column_text(statement, index));
}

/* Reads id, key, body of the one row, and ends the statement. */
static int read_entry(struct entry *out, struct store *store, sqlite3_stmt *statement)
{
    *out = (struct entry){0};
    int step = statement == NULL ? SQLITE_ERROR : sqlite3_step(statement);
    int result = step == SQLITE_DONE ? 0 : -1;
    if (step == SQLITE_ROW) {
        out->id = sqlite3_column_int64(statement, 0);
        out->key = column(statement, 1);
        out->body = column(statement, 2);
        result = out->key == NULL || out->body == NULL ? fail(store, strerror(ENOMEM)) : 1;
    }
    sqlite3_finalize(statement);
    if (result < 0)
        entry_clear(out);
    return result;
}

int store_oldest(struct entry *out, struct store *store, const struct owner *owner)
{
    const char *const values[] = {owner->url, owner->client};
    return read_entry(out, store,
                      prepare(store,
                              "select id, key, body from pushes where url = ? and client = ?"
                              " and state = 'waiting' order by id limit 1",
                              2, values));
}

void entry_clear(struct entry *entry)
{
    free(entry->key);
    free(entry->body);
    *entry = (struct entry){0};
}

int store_failed(struct store *store, long long id, bool refused, const char *problem)
{
    const char *const values[] = {refused ? "refused" : "waiting", problem};
    sqlite3_stmt *statement = prepare(store,
                                      "update pushes set state = ?, problem = ?,"
                                      " attempts = attempts + 1 where id = ?",
                                      2, values);
    if (statement != NULL)
        sqlite3_bind_int64(statement, 3, id);
    return finish(statement);
}

int store_retry(struct store *store, long long id)
{
    return change(store, "update pushes set state = 'waiting' where id = ?", id);
}

int store_drop(struct store *store, long long id)
{
    return change(store, "delete from pushes where id = ?", id);
}

int store_count(size_t *waiting, size_t *refused, struct store *store, const struct owner *owner)
{
    const char *const values[] = {owner->url, owner->client};
    sqlite3_stmt *statement = prepare(store,
                                      "select count(*) filter (where state = 'waiting'),"
                                      " count(*) filter (where state = 'refused') from pushes"
                                      " where url = ? and client = ?",
                                      2, values);
    int result = -1;
    if (statement != NULL && sqlite3_step(statement) == SQLITE_ROW) {
        *waiting = (size_t)sqlite3_column_int64(statement, 0);
        *refused = (size_t)sqlite3_column_int64(statement, 1);
        result = 0;
    }
    sqlite3_finalize(statement);
    return result;
}

static void add_task(cJSON *item, const char *body)
{
    cJSON *root = cJSON_Parse(body);
    const cJSON *task = cJSON_GetObjectItemCaseSensitive(root, "task");
    cJSON_AddStringToObject(item, "task", cJSON_IsString(task) ? task->valuestring : "");
    cJSON_Delete(root);
}

static void add_item(cJSON *items, sqlite3_stmt *row)
{
    static const char *const names[] = {"state",           "url",       "client",
                                        "idempotency_key", "queued_at", "problem"};
    cJSON *item = cJSON_CreateObject();
    cJSON_AddNumberToObject(item, "id", (double)sqlite3_column_int64(row, 0));
    for (int i = 0; i < (int)(sizeof names / sizeof *names); i++)
        cJSON_AddStringToObject(item, names[i], (const char *)sqlite3_column_text(row, i + 1));
    cJSON_AddNumberToObject(item, "attempts", (double)sqlite3_column_int64(row, 7));
    const char *body = (const char *)sqlite3_column_text(row, 8);
    add_task(item, body);
    cJSON_AddRawToObject(item, "body", body);
    cJSON_AddItemToArray(items, item);
}

int store_list(char **out, struct store *store)
{
    *out = NULL;
    sqlite3_stmt *statement = prepare(store,
                                      "select id, state, url, client, key, queued_at, problem,"
                                      " attempts, body from pushes order by id",
                                      0, NULL);
    if (statement == NULL)
        return -1;
    cJSON *root = cJSON_CreateObject();
    cJSON *items = cJSON_AddArrayToObject(root, "items");
    int step;
    while ((step = sqlite3_step(statement)) == SQLITE_ROW)
        add_item(items, statement);
    if (step == SQLITE_DONE)
        *out = cJSON_PrintUnformatted(root);
    cJSON_Delete(root);
    sqlite3_finalize(statement);
    if (step == SQLITE_DONE && *out == NULL)
        return fail(store, strerror(ENOMEM));
    return step == SQLITE_DONE ? 0 : -1;
}
