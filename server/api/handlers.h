/* handlers.h - the operations that are not request -> function -> answer: one file each. */
#ifndef STEER_SERVER_API_HANDLERS_H
#define STEER_SERVER_API_HANDLERS_H

struct cJSON;
struct exchange;
struct problem;

/* 0 when it has answered or waits for the database, -1 with the exchange's problem filled. */
int call_handle(struct exchange *exchange);          /* call.c: all the others */
int token_handle(struct exchange *exchange);         /* token_endpoint.c */
int metadata_handle(struct exchange *exchange);      /* discovery.c */
int jwks_handle(struct exchange *exchange);          /* discovery.c */
int openapi_handle(struct exchange *exchange);       /* openapi.c */
int problem_index_handle(struct exchange *exchange); /* pages.c */
int problem_page_handle(struct exchange *exchange);  /* pages.c */
int status_batch_handle(struct exchange *exchange);  /* batch.c */

/* client_key.c: the public key of a client must be one that assertions can be verified with. */
int client_key_check(const struct cJSON *body, struct problem *problem);

#endif
