/* slots.h - where exchanges live: by slot and generation for the database, by http_ref for the
 * edge. A place is used again; its generation tells the new exchange from the old. */
#ifndef STEER_SERVER_API_SLOTS_H
#define STEER_SERVER_API_SLOTS_H

#include "api/exchange.h"

/* A fresh exchange for a peer's request; NULL without memory. */
struct exchange *slots_take(struct api *api, http_ref ref);
void slots_give_back(struct api *api, struct exchange *exchange);
/* The peer is no longer waiting: answered, or gone. */
void slots_forget_peer(struct api *api, struct exchange *exchange);
/* NULL when no exchange waits for that peer. */
struct exchange *slots_by_ref(struct api *api, http_ref ref);
/* A ticket the database still holds always names a live exchange. */
struct exchange *slots_by_ticket(struct api *api, uint64_t ticket);
void slots_free(struct api *api);

#endif
