/* statements.h - the SQL the pool itself sends: admit, undo, and the check before a session serves.
 */
#ifndef STEER_SERVER_DB_STATEMENTS_H
#define STEER_SERVER_DB_STATEMENTS_H

#include "db/db.h"

#include <libpq-fe.h>

/* The schema this binary needs at least: what private.schema_version() answers. */
enum { STATEMENT_SCHEMA_VERSION = 1 };

/* Puts one call on the pipeline: admit, the statement `name`, for a dry run the undoing, Sync.
 * False when libpq refused; the transaction has then not been closed by a Sync and cannot have
 * happened. */
bool statement_send(PGconn *connection, const struct db_call *call, const char *name,
                    unsigned limit_ms);

/* Sends everything that makes a fresh connection ready: the check, and each statement to prepare.
 * Their results come in the order of statement_label(). */
bool statement_prepare_all(PGconn *connection, const struct db_statement *statements, size_t count);

/* What the result number `index` of statement_prepare_all() was for, in the words of the log. */
const char *statement_label(const struct db_statement *statements, size_t count, size_t index);

/* Judges the check, which is result number 0: true when this database may be served; otherwise
 * `why` says what is wrong. */
bool statement_check(const PGresult *result, char *why, size_t size);

/* What came back for the call at the head of the line, until its Sync. */
struct segment {
    PGresult *row;
    PGresult *error;
    unsigned taken; /* results seen: 0 before that of admit */
    bool undone;
};

/* Takes one result over. */
void segment_take(struct segment *segment, PGresult *result, bool dry_run);
/* Reads the whole segment; *out points into it. */
void segment_read(struct db_result *out, const struct segment *segment, bool dry_run);
void segment_clear(struct segment *segment);

/* The statement's own result has come: what is still to come may be the end of a commit. */
bool segment_has_run(const struct segment *segment);
/* The transaction lost against another one (40001, 40P01): rolled back, worth repeating. */
bool segment_is_conflict(const struct segment *segment);
/* The session's prepared statements do not fit the schema any more, or are not there. */
bool segment_is_stale(const struct segment *segment);

/* An error or a notice with which the server ends the session. */
bool result_ends_session(const PGresult *result);

#endif
