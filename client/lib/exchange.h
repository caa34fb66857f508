/* exchange.h - the life of one call: token, sending, repeating. */
#ifndef STEER_LIB_EXCHANGE_H
#define STEER_LIB_EXCHANGE_H

#include "client.h"
#include "request.h"

/* Makes sure that client->token is good, or that the client has no identity. */
int exchange_token(steer_client *client);

/* steer_send() without forgetting the problem of the call before. */
int exchange_send(steer_answer **out, steer_client *client, const steer_request *request);

#endif
