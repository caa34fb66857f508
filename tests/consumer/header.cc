// header.cc - the public header as a C++ program sees it.
#include <steer.h>

int main()
{
    steer_client *client = nullptr;
    return steer_client_new(&client, "not an address") == STEER_USAGE && client == nullptr ? 0 : 1;
}
