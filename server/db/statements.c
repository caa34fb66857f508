/* statements.c - the SQL the pool itself sends, and the reading of one call's results. */
#include "db/statements.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char ADMIT_NAME[] = "pool_admit";
static const char UNDO_NAME[] = "pool_undo";

/* Everything is local to the transaction. private.admit comes last: it reads what was set. */
static const char ADMIT_TEXT[] =
    "select set_config('role', $1, true), set_config('steer.client', $2, true), "
    "set_config('steer.agency', $3, true), set_config('steer.request', $4, true), "
    "set_config('steer.operation', $8, true), "
    "set_config('statement_timeout', $5, true), private.admit($6::bigint, $7::text)";

/* Fires the deferred constraints and then always raises: nothing of a dry run may stay. */
static const char UNDO_TEXT[] = "select private.undo()";
static const char UNDO_SQLSTATE[] = "ST000";

/* One row about the login role and the schema. Settings of the session come along in the same
 * statement: a backend whose client has gone stops within a second, and no call is long enough for
 * compiled expressions to pay. Tables that nobody but their owner can reach (those of the migration
 * tool) are not ours to judge: the schemas with our rows are named. */
static const char CHECK_TEXT[] =
    "select private.schema_version()::text, "
    "r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb or r.rolreplication, "
    "r.rolinherit, "
    "(select count(*) from pg_catalog.pg_shdepend d where d.deptype = 'o' and d.refobjid = r.oid "
    "and d.refclassid = 'pg_catalog.pg_authid'::pg_catalog.regclass), "
    "t.unforced, coalesce(t.total, 0), "
    "pg_catalog.has_function_privilege('private.admit(bigint, text)', 'execute') "
    "and pg_catalog.has_function_privilege('private.undo()', 'execute'), "
    "pg_catalog.set_config('client_connection_check_interval', '1s', false), "
    "pg_catalog.set_config('jit', 'off', false) "
    "from pg_catalog.pg_roles r cross join (select count(*) as total, "
    "string_agg(c.relname, ', ' order by c.relname) "
    "filter (where not (c.relrowsecurity and c.relforcerowsecurity)) as unforced "
    "from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace "
    "where n.nspname in ('register', 'private', 'api') and c.relkind in ('r', 'p')) t "
    "where r.rolname = session_user";

enum check_column {
    CHECK_VERSION,
    CHECK_POWERS,
    CHECK_INHERITS,
    CHECK_OWNED,
    CHECK_UNFORCED,
    CHECK_TABLES,
    CHECK_MAY_CALL,
};

/* Prepared besides the caller's statements, after the check. */
static const struct db_statement OWN[] = {{ADMIT_NAME, ADMIT_TEXT}, {UNDO_NAME, UNDO_TEXT}};
enum { OWN_COUNT = sizeof OWN / sizeof *OWN };

/* Two numbers go with every call: printf would be a tenth of what a call costs here. */
static const char *decimal(char buffer[24], uint64_t value)
{
    char *at = buffer + 23;

    *at = '\0';
    do {
        *--at = (char)('0' + value % 10);
        value /= 10;
    } while (value > 0);
    return at;
}

static bool send_one(PGconn *connection, const char *name, const char *const *values,
                     unsigned count)
{
    return PQsendQueryPrepared(connection, name, (int)count, values, NULL, NULL, 0) == 1;
}

bool statement_send(PGconn *connection, const struct db_call *call, const char *name,
                    unsigned limit_ms)
{
    const struct db_identity *who = &call->identity;
    char limit[24];
    char issued[24];
    const char *const admit[] = {
        who->role,
        who->client,
        who->agency,
        who->request,
        decimal(limit, limit_ms),
        decimal(issued, who->issued_at > 0 ? (uint64_t)who->issued_at : 0),
        who->scope,
        who->operation,
    };

    if (!send_one(connection, ADMIT_NAME, admit, sizeof admit / sizeof *admit) ||
        !send_one(connection, name, call->values, call->value_count))
        return false;
    if (call->dry_run && !send_one(connection, UNDO_NAME, NULL, 0))
        return false;
    return PQpipelineSync(connection) == 1;
}

bool statement_prepare_all(PGconn *connection, const struct db_statement *statements, size_t count)
{
    if (PQsendQueryParams(connection, CHECK_TEXT, 0, NULL, NULL, NULL, NULL, 0) != 1)
        return false;
    for (size_t i = 0; i < OWN_COUNT; i++)
        if (PQsendPrepare(connection, OWN[i].name, OWN[i].text, 0, NULL) != 1)
            return false;
    for (size_t i = 0; i < count; i++)
        if (PQsendPrepare(connection, statements[i].name, statements[i].text, 0, NULL) != 1)
            return false;
    return PQpipelineSync(connection) == 1;
}

const char *statement_label(const struct db_statement *statements, size_t count, size_t index)
{
    if (index == 0)
        return "readiness check";
    if (index <= OWN_COUNT)
        return OWN[index - 1].name;
    return index - 1 - OWN_COUNT < count ? statements[index - 1 - OWN_COUNT].name : "end";
}

static bool is_true(const PGresult *result, enum check_column column)
{
    return strcmp(PQgetvalue(result, 0, (int)column), "t") == 0;
}

bool statement_check(const PGresult *result, char *why, size_t size)
{
    const char *unforced;

    why[0] = '\0';
    if (PQntuples(result) != 1)
        snprintf(why, size, "the login role is unknown to the database");
    else if (strtol(PQgetvalue(result, 0, CHECK_VERSION), NULL, 10) < STATEMENT_SCHEMA_VERSION)
        snprintf(why, size, "the schema is version %s, this binary needs %d",
                 PQgetvalue(result, 0, CHECK_VERSION), STATEMENT_SCHEMA_VERSION);
    else if (is_true(result, CHECK_POWERS))
        snprintf(why, size,
                 "the login role is superuser, or bypasses row-level security, or creates "
                 "roles or databases, or replicates");
    else if (is_true(result, CHECK_INHERITS))
        snprintf(why, size, "the login role inherits the rights of the roles it is a member of");
    else if (strcmp(PQgetvalue(result, 0, CHECK_OWNED), "0") != 0)
        snprintf(why, size, "the login role owns %s objects", PQgetvalue(result, 0, CHECK_OWNED));
    else if (strcmp(PQgetvalue(result, 0, CHECK_TABLES), "0") == 0)
        snprintf(why, size, "there are no tables");
    else if (*(unforced = PQgetvalue(result, 0, CHECK_UNFORCED)) != '\0')
        snprintf(why, size, "row-level security is not forced on %s", unforced);
    else if (!is_true(result, CHECK_MAY_CALL))
        snprintf(why, size, "the login role may not execute private.admit and private.undo");
    return why[0] == '\0';
}

/* The results of one call in their order, before that of Sync. */
enum { RESULT_ADMIT, RESULT_STATEMENT, RESULT_UNDO };

static bool has_field(const PGresult *result, int field, const char *value)
{
    const char *found = PQresultErrorField(result, field);

    return found && strcmp(found, value) == 0;
}

static bool has_sqlstate(const PGresult *result, const char *sqlstate)
{
    return has_field(result, PG_DIAG_SQLSTATE, sqlstate);
}

bool segment_has_run(const struct segment *segment)
{
    return segment->taken > RESULT_STATEMENT;
}

bool segment_is_conflict(const struct segment *segment)
{
    return has_sqlstate(segment->error, "40001") || has_sqlstate(segment->error, "40P01");
}

/* "cached plan must not change result type" has no SQLSTATE of its own, and its text is translated:
 * the function that raises it tells it apart. */
bool segment_is_stale(const struct segment *segment)
{
    return has_sqlstate(segment->error, "26000") ||
           (has_sqlstate(segment->error, "0A000") &&
            has_field(segment->error, PG_DIAG_SOURCE_FUNCTION, "RevalidateCachedQuery"));
}

bool result_ends_session(const PGresult *result)
{
    return has_field(result, PG_DIAG_SEVERITY_NONLOCALIZED, "FATAL") ||
           has_field(result, PG_DIAG_SEVERITY_NONLOCALIZED, "PANIC");
}

void segment_take(struct segment *segment, PGresult *result, bool dry_run)
{
    unsigned index = segment->taken++;
    ExecStatusType status = PQresultStatus(result);

    if (status == PGRES_TUPLES_OK && index == RESULT_STATEMENT) {
        segment->row = result;
        return;
    }
    if (status == PGRES_FATAL_ERROR && !segment->error) {
        if (!dry_run || index != RESULT_UNDO || !has_sqlstate(result, UNDO_SQLSTATE)) {
            segment->error = result;
            return;
        }
        segment->undone = true;
    }
    PQclear(result);
}

static void read_error(struct db_result *out, const PGresult *error)
{
    const char *sqlstate = PQresultErrorField(error, PG_DIAG_SQLSTATE);

    /* libpq's own error, for want of memory: what it could not read may have been a success. */
    out->outcome = sqlstate ? DB_ERROR : DB_UNKNOWN;
    if (sqlstate)
        snprintf(out->sqlstate, sizeof out->sqlstate, "%s", sqlstate);
    out->message = PQresultErrorField(error, PG_DIAG_MESSAGE_PRIMARY);
    out->detail = PQresultErrorField(error, PG_DIAG_MESSAGE_DETAIL);
}

static void read_row(struct db_result *out, const PGresult *row)
{
    int count = PQnfields(row);

    out->outcome = DB_ROW;
    if (PQntuples(row) == 0)
        return;
    out->column_count = count < DB_COLUMNS_MAX ? (unsigned)count : DB_COLUMNS_MAX;
    for (unsigned i = 0; i < out->column_count; i++) {
        if (PQgetisnull(row, 0, (int)i))
            continue;
        out->columns[i].data = PQgetvalue(row, 0, (int)i);
        out->columns[i].size = (size_t)PQgetlength(row, 0, (int)i);
    }
}

void segment_read(struct db_result *out, const struct segment *segment, bool dry_run)
{
    if (segment->error) {
        read_error(out, segment->error);
        return;
    }
    if (!segment->row || (dry_run && !segment->undone)) {
        /* Never seen; a dry run that was not undone must not look like one. */
        out->outcome = DB_ERROR;
        snprintf(out->sqlstate, sizeof out->sqlstate, "XX000");
        out->message =
            segment->row ? "private.undo() did not undo" : "the statement gave no result";
        return;
    }
    read_row(out, segment->row);
}

void segment_clear(struct segment *segment)
{
    PQclear(segment->row);
    PQclear(segment->error);
    *segment = (struct segment){0};
}
