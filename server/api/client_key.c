/* client_key.c - the one rule about a client's body that the database cannot check: its public key.
 */
#include "api/handlers.h"

#include "auth/token.h"
#include "problem.h"

#include <cjson/cJSON.h>

int client_key_check(const struct cJSON *body, struct problem *problem)
{
    const char *pem = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(body, "public_key"));
    if (pem == NULL || token_takes_key(pem))
        return 0;
    return problem_fault(problem, "/public_key", "bad-format", "PEM: EC P-256, RSA 2048..4096",
                         NULL);
}
