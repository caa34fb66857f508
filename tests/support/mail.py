"""mail.py - a real mail server in the test's own process, and how mail is read."""
import email
import email.policy
from contextlib import contextmanager

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from support.deadline import wait_until
from support.places import free_port


class MailServer:
    """Keeps what it took. `answers` are given to the next messages in place of 250, one each; an answer may be a function of the message."""

    def __init__(self):
        self.port, self.seen, self.taken, self.answers = free_port(), [], [], []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802: aiosmtpd's name
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        message.envelope, message.encrypted = (envelope.mail_from, envelope.rcpt_tos), session.ssl is not None
        self.seen.append(message)
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if callable(answer):
            answer = answer(message)
        if answer.startswith("250"):
            self.taken.append(message)
        return answer

    def wait_taken(self, count, seconds=20):
        wait_until(lambda: len(self.taken) >= count, seconds, f"{count} messages arrive")
        return self.taken[count - 1]

    @contextmanager
    def running(self, **options):
        """Up while the block lasts; further options are aiosmtpd's."""
        controller = Controller(self, hostname="127.0.0.1", port=self.port, **options)
        controller.start()
        try:
            yield self
        finally:
            controller.stop()


def one_user(user, password):
    """An authenticator of aiosmtpd that knows one user."""
    def authenticate(server, session, envelope, mechanism, given):
        good = isinstance(given, LoginPassword) and (given.login.decode(), given.password.decode()) == (user, password)
        return AuthResult(success=good)
    return authenticate


def read(path):
    """A file of the drop as a message."""
    return email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
