/* steer.h - libsteer: calls the HTTP API of steerd, the register of a steering committee.
 *
 * Conventions
 *   - Handles are opaque. An out parameter comes first and is the caller's to free; pointers that
 *     functions return are borrowed from the handle and live until it is changed or freed. Freeing
 *     NULL is allowed.
 *   - Functions that can fail return 0 (STEER_DONE) or a negative enum steer_code; what went wrong
 *     is in the handle: steer_problem(). On failure *out is NULL.
 *   - Nothing is printed and there is no global state; a handle is used by one thread at a time,
 *     different handles by different threads at once.
 *   - Text is UTF-8. JSON goes in and comes out as text: use any JSON library.
 *
 * The version of the library is in steer_version(). Manual: libsteer(3). */
#ifndef STEER_H
#define STEER_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define STEER_API __attribute__((visibility("default")))
#else
#define STEER_API
#endif

/* What became of a call. Negated, each is the exit code of steerctl(1) for the same cause. */
enum steer_code {
    STEER_DONE = 0,
    STEER_FAILED = -1,    /* none of the causes below: 500, a certificate not trusted, no memory */
    STEER_USAGE = -2,     /* the call itself is wrong: an argument; 400 405 406 413 414 415 431 */
    STEER_DENIED = -4,    /* 401, 403 */
    STEER_NOT_FOUND = -5, /* 404, 410 */
    STEER_CONFLICT = -6,  /* 409, 412, 428: the record changed, or is in another state */
    STEER_RULE = -7,      /* 422: against a rule of the register */
    STEER_UNAVAILABLE = -8,  /* no connection, 408, 429, 502, 503, 504: repeating is safe */
    STEER_QUEUED = -10,      /* steer_queue_push(): kept, not delivered */
    STEER_INTERRUPTED = -130 /* the function given to steer_client_set_cancel() said so */
};

typedef struct steer_client steer_client;                   /* one server and one identity */
typedef struct steer_request steer_request;                 /* one call to be made */
typedef struct steer_answer steer_answer;                   /* what a call brought back */
typedef struct steer_pages steer_pages;                     /* a list, page by page */
typedef struct steer_queue steer_queue;                     /* status pushes that wait on disk */
typedef struct steer_problem_details steer_problem_details; /* RFC 9457 */

/* "0.1.0" */
STEER_API const char *steer_version(void);

/* ---- The client ---- */

/* A client of the server at `url`: "https://host[:port][/prefix]", or http:// when the host is
 * loopback (see steer_client_allow_plain). Nothing is sent yet. STEER_USAGE: not such a URL.
 * STEER_FAILED: no memory. There is no handle to hold the problem in these two cases. */
STEER_API int steer_client_new(steer_client **out, const char *url);
STEER_API void steer_client_free(steer_client *client);

/* The identity: client_credentials at /oauth/token with HTTP Basic (RFC 6749 section 4.4). A token
 * is fetched at the first call, kept until 30 s before it ends, and fetched anew once when the
 * server answers 401 (not for one set with steer_client_set_token). Both are copied; the secret is
 * wiped when the handle is freed. */
STEER_API int steer_client_set_credentials(steer_client *client, const char *client_id,
                                           const char *secret);
/* A token obtained elsewhere, sent as it is and never renewed. */
STEER_API int steer_client_set_token(steer_client *client, const char *token);
/* Language of the texts in problems: "vi" (default) or "en". */
STEER_API int steer_client_set_language(steer_client *client, const char *language);
/* Trusts only the certificate authorities in this PEM file instead of the system's. Certificates
 * are always verified. */
STEER_API int steer_client_set_ca_file(steer_client *client, const char *path);
/* Seconds for one attempt of a call, 1..3600; 60 unless set. Connecting takes at most 5 s of it. */
STEER_API int steer_client_set_timeout(steer_client *client, int seconds);
/* How often a call is repeated after a failure where repeating is safe, 0..10; 3 unless set. GET,
 * HEAD, OPTIONS, PUT and DELETE are repeated, and POST, because each carries an Idempotency-Key
 * made once; PATCH only when the server cannot have acted. Waits Retry-After (when at most 30 s),
 * else 0.2 s, 0.4 s, ... with jitter. */
STEER_API int steer_client_set_retries(steer_client *client, int retries);
/* Allows (1) sending secrets over http:// to a host that is not loopback. Refused (0) unless set.
 */
STEER_API int steer_client_allow_plain(steer_client *client, int allowed);

/* The token in use, fetched when there is none: for handing on. Borrowed until the next call. */
STEER_API int steer_client_token(const char **out, steer_client *client);

/* `cancelled` is asked several times a second while a call waits; once it answers other than 0 the
 * call ends with STEER_INTERRUPTED. What was sent may have been done. NULL: never asked. */
STEER_API int steer_client_set_cancel(steer_client *client, int (*cancelled)(void *context),
                                      void *context);

/* ---- What went wrong ---- */

/* The problem of the last call on this handle that failed; never NULL. Valid until the next call.
 */
STEER_API const steer_problem_details *steer_problem(const steer_client *client);
STEER_API int steer_problem_result(const steer_problem_details *problem); /* enum steer_code */
STEER_API int steer_problem_status(const steer_problem_details *problem); /* HTTP; 0: no answer */
STEER_API const char *steer_problem_code(const steer_problem_details *problem);   /* "not-found" */
STEER_API const char *steer_problem_title(const steer_problem_details *problem);  /* for people */
STEER_API const char *steer_problem_detail(const steer_problem_details *problem); /* "" when none */
STEER_API const char *steer_problem_request_id(const steer_problem_details *problem); /* "" none */
/* The body as the server sent it, "" when it sent none. */
STEER_API const char *steer_problem_body(const steer_problem_details *problem);
/* Where in the input, and why: entries 0..count-1. Beyond them the answers are "". */
STEER_API size_t steer_problem_faults(const steer_problem_details *problem);
STEER_API const char *steer_fault_pointer(const steer_problem_details *problem, size_t index);
STEER_API const char *steer_fault_code(const steer_problem_details *problem, size_t index);
STEER_API const char *steer_fault_detail(const steer_problem_details *problem, size_t index);

/* ---- Calls ---- */

/* Any operation of the API. `target` is the path with its query, already percent-encoded:
 * "/v1/tasks?state=assigned". `json` is the body, or NULL. */
STEER_API int steer_call(steer_answer **out, steer_client *client, const char *method,
                         const char *target, const char *json);

/* A call put together piece by piece. `path` is already encoded ("/v1/tasks"); segments and query
 * values are encoded by these functions. Lack of memory shows at steer_send(). A POST gets its
 * Idempotency-Key here. */
STEER_API int steer_request_new(steer_request **out, const char *method, const char *path);
STEER_API void steer_request_segment(steer_request *request, const char *text);
STEER_API void steer_request_query(steer_request *request, const char *name, const char *value);
/* Replaces a field of the same name. Content-Type comes with the body and is
 * application/merge-patch+json for PATCH, application/json else. */
STEER_API void steer_request_header(steer_request *request, const char *name, const char *value);
/* `body` is copied. */
STEER_API void steer_request_body(steer_request *request, const char *body, size_t length);
/* The Idempotency-Key in use, "" when there is none. */
STEER_API const char *steer_request_key(const steer_request *request);
STEER_API void steer_request_free(steer_request *request);
/* The request can be sent again: a POST then repeats with the same key. */
STEER_API int steer_send(steer_answer **out, steer_client *client, const steer_request *request);

/* Statuses 200..299 and 304 are answers; all others are problems. */
STEER_API int steer_answer_status(const steer_answer *answer);
/* The body, NUL-terminated; "" when there is none. */
STEER_API const char *steer_answer_body(const steer_answer *answer);
STEER_API size_t steer_answer_length(const steer_answer *answer); /* bytes */
/* A header field by name, without case; "" when absent. */
STEER_API const char *steer_answer_header(const steer_answer *answer, const char *name);
STEER_API void steer_answer_free(steer_answer *answer);

/* ---- Lists ---- */

/* Reads a list with `request` (a GET, borrowed until steer_pages_free), following
 * Link: rel="next" (RFC 8288). */
STEER_API int steer_pages_new(steer_pages **out, steer_client *client,
                              const steer_request *request);
/* 1: *out is the next page, the caller's to free. 0: there is none. Negative: the problem. */
STEER_API int steer_pages_next(steer_answer **out, steer_pages *pages);
/* 1 when the last page read names another one. */
STEER_API int steer_pages_more(const steer_pages *pages);
STEER_API void steer_pages_free(steer_pages *pages);

/* ---- Conveniences: the calls most consumers need ---- */

/* Who this client is: {"client","name","role","agency","agency_name","scopes"}. */
STEER_API int steer_me(steer_answer **out, steer_client *client);

/* Tasks as {"items":[...],"page":{...}}; `query` is encoded ("state=assigned&limit=50") or NULL. */
STEER_API int steer_task_list(steer_pages **out, steer_client *client, const char *query);
/* One task by code ("NV-2025-0081") or id. Its version is the header "ETag". */
STEER_API int steer_task_get(steer_answer **out, steer_client *client, const char *task);
STEER_API int steer_task_create(steer_answer **out, steer_client *client, const char *json);
/* A merge patch (RFC 7396). `etag` as read ("\"v7\""); NULL reads it first, and so overwrites what
 * others changed since you looked. */
STEER_API int steer_task_patch(steer_answer **out, steer_client *client, const char *task,
                               const char *etag, const char *json);
/* {"action":"verify","reason":...,"document":...,"to_agency":...,"occurred_on":"2025-06-30"};
 * `etag` as for steer_task_patch(). */
STEER_API int steer_task_transition(steer_answer **out, steer_client *client, const char *task,
                                    const char *etag, const char *json);

/* One status: {"task","source":{"event_id","sequence","occurred_at"},"state","progress_percent",
 * "summary",...}. Without source.event_id the Idempotency-Key of this call is the event's. */
STEER_API int steer_status_push(steer_answer **out, steer_client *client, const char *json);
/* At most 500 statuses, one JSON object a line (NDJSON). The answer has one entry per line. */
STEER_API int steer_status_batch(steer_answer **out, steer_client *client, const char *ndjson,
                                 size_t length);

/* Agencies, people, posts, committees, documents, programmes, clients by code or id: `noun` is the
 * plural of the path, "agencies", "people". */
STEER_API int steer_get(steer_answer **out, steer_client *client, const char *noun,
                        const char *code);
STEER_API int steer_list(steer_pages **out, steer_client *client, const char *noun,
                         const char *query);
STEER_API int steer_create(steer_answer **out, steer_client *client, const char *noun,
                           const char *json);

/* ---- Pushes that survive a server that cannot be reached ---- */

/* The durable queue in the SQLite file `path`, made with mode 0600 when it is missing, for pushes
 * through `client` (borrowed until steer_queue_free, and where problems go). Several programs can
 * use one file at the same time; pushes of other servers and identities in it are left alone. */
STEER_API int steer_queue_open(steer_queue **out, steer_client *client, const char *path);
STEER_API void steer_queue_free(steer_queue *queue);

/* Sends one status (as for steer_status_push()) after all that waits before it. It is on disk
 * before it is sent, with the key that all its repetitions carry.
 *   STEER_DONE         delivered: *out is the answer
 *   STEER_QUEUED       kept, because the server cannot be reached; steer_problem() says why
 *   STEER_INTERRUPTED  kept as well
 *   other              refused: not kept */
STEER_API int steer_queue_push(steer_answer **out, steer_queue *queue, const char *json);
/* Only keeps it. */
STEER_API int steer_queue_keep(steer_queue *queue, const char *json);

/* Delivers the push that has waited longest.
 *   1                  delivered: *out is the answer
 *   0                  none waits
 *   STEER_USAGE, STEER_NOT_FOUND, STEER_CONFLICT, STEER_RULE, STEER_FAILED with an HTTP status
 *                      refused: set aside with its problem, for people to look at; go on with the
 *                      next
 *   other              it still waits: try later */
STEER_API int steer_queue_deliver(steer_answer **out, steer_queue *queue);
/* How many wait, and how many were set aside, for this server and identity. */
STEER_API int steer_queue_count(size_t *waiting, size_t *refused, steer_queue *queue);
/* All entries, oldest first, of every server and identity: {"items":[{"id":1,"state":"waiting" or
 * "refused","url","client","task","idempotency_key","queued_at","attempts","problem","body"}...]}.
 * The caller frees *out with steer_text_free(). */
STEER_API int steer_queue_list(char **out, steer_queue *queue);
/* Lets an entry that was set aside wait again. STEER_NOT_FOUND: there is none of this number. */
STEER_API int steer_queue_retry(steer_queue *queue, long long id);
/* Forgets an entry. STEER_NOT_FOUND: there is none of this number. */
STEER_API int steer_queue_drop(steer_queue *queue, long long id);
STEER_API void steer_text_free(char *text);

#ifdef __cplusplus
}
#endif

#endif
