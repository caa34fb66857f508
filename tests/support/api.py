"""api.py - a small HTTP client for the tests: what goes out is what the test wrote, token included."""
import base64
import http.client
import json
import socket
import time
from dataclasses import dataclass

MISSING = object()


@dataclass
class Answer:
    """One answer; `headers` has lower-case names, a repeated one joined with ", "."""
    status: int
    headers: dict
    body: bytes

    def json(self):
        return json.loads(self.body)

    @property
    def problem(self):
        """The code of an application/problem+json answer, else None."""
        if not self.headers.get("content-type", "").startswith("application/problem+json"):
            return None
        return self.json()["code"]

    @property
    def faults(self):
        """{pointer: code} of a problem's errors."""
        return {fault["pointer"]: fault["code"] for fault in self.json().get("errors", [])}

    def __str__(self):
        return f"{self.status} {self.body[:2000].decode(errors='replace')}"


def send(port, method, target, body=None, headers=None, timeout=30):
    """One request on a connection of its own. `body` is bytes, str, or what becomes JSON."""
    headers = dict(headers or {})
    if body is not None and not isinstance(body, (bytes, str)):
        body = json.dumps(body, ensure_ascii=False)
        headers.setdefault("Content-Type", "application/json")
    if isinstance(body, str):
        body = body.encode()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        connection.request(method, target, body=body, headers=headers)
        return receive(connection.getresponse())
    finally:
        connection.close()


def receive(response):
    """http.client's response as an Answer."""
    headers = {}
    for name, value in response.getheaders():
        name = name.lower()
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return Answer(response.status, headers, response.read())


def exchange_raw(port, data, timeout=10, half_close=False):
    """Sends bytes as they are and returns all that comes back until the server closes.

    TimeoutError when it does not close within `timeout` seconds."""
    with socket.create_connection(("127.0.0.1", port), timeout=timeout) as peer:
        received = b""
        try:
            peer.sendall(data)
            if half_close:
                peer.shutdown(socket.SHUT_WR)
            while chunk := peer.recv(65536):
                received += chunk
        except (ConnectionResetError, BrokenPipeError):
            pass
        return received


class Caller:
    """Requests in the name of one API client; its token comes from the token endpoint, once."""

    def __init__(self, api, client):
        self.api, self.client = api, client

    def request(self, method, target, body=None, headers=None, token=MISSING, **options):
        headers = dict(headers or {})
        if token is MISSING:
            token = self.api.token(self.client)
        if token is not None:
            headers.setdefault("Authorization", f"Bearer {token}")
        return send(self.api.port, method, target, body, headers, **options)

    def get(self, target, **options):
        return self.request("GET", target, **options)

    def post(self, target, body=None, **options):
        return self.request("POST", target, body, **options)

    def patch(self, target, body=None, version=None, headers=None, **options):
        """A merge patch; `version` 7 sends If-Match: "v7"."""
        headers = {"Content-Type": "application/merge-patch+json", **(headers or {})}
        if version is not None:
            headers["If-Match"] = f'"v{version}"'
        return self.request("PATCH", target, body, headers=headers, **options)

    def act(self, target, body, version, headers=None, **options):
        """A POST that depends on the state read: If-Match of `version`."""
        headers = {"If-Match": f'"v{version}"', **(headers or {})}
        return self.request("POST", target, body, headers=headers, **options)


class Api:
    """api.office, api.so_khcn, …: a Caller for each profile; api.anonymous sends no token."""

    def __init__(self, port, secrets):
        self.port, self.secrets = port, dict(secrets)
        self.tokens = {}
        self.anonymous = Caller(self, None)

    def __getattr__(self, name):
        client = name.replace("_", "-")
        if client not in self.secrets:
            raise AttributeError(f"no profile {client}")
        return Caller(self, client)

    def as_client(self, client, secret=None):
        """A Caller for a client that is no profile."""
        if secret is not None:
            self.secrets[client] = secret
            self.tokens.pop(client, None)
        return Caller(self, client)

    def token_answer(self, client, secret, scope=None):
        """What the token endpoint says to these credentials."""
        basic = base64.b64encode(f"{client}:{secret}".encode()).decode()
        form = "grant_type=client_credentials" + (f"&scope={scope.replace(' ', '+')}" if scope else "")
        return send(self.port, "POST", "/oauth/token", form,
                    {"Authorization": f"Basic {basic}",
                     "Content-Type": "application/x-www-form-urlencoded"})

    def token(self, client):
        """A token of this client that is still good for a while; None for nobody."""
        if client is None:
            return None
        token, until = self.tokens.get(client, (None, 0))
        if time.monotonic() > until:
            answer = self.token_answer(client, self.secrets[client])
            assert answer.status == 200, f"token of {client}: {answer}"
            token = answer.json()["access_token"]
            self.tokens[client] = (token, time.monotonic() + answer.json()["expires_in"] / 2)
        return token
