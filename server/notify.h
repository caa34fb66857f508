/* notify.h - tells systemd how the service stands (sd_notify(3)): one datagram, no library. */
#ifndef STEER_SERVER_NOTIFY_H
#define STEER_SERVER_NOTIFY_H

/* "READY=1", "STOPPING=1", "RELOADING=1". Does nothing outside systemd. */
void notify_service(const char *state);

#endif
