"""certificates.py - a self-signed certificate of a test run, and a TLS client that trusts just that one."""
import http.client
import ssl
import subprocess

from support.api import receive


def make_certificate(directory, name):
    """(certificate, key): PEM files for 127.0.0.1, subject CN=`name`."""
    certificate, key = directory / f"{name}.crt", directory / f"{name}.key"
    key.touch(mode=0o600)
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                    "-subj", f"/CN={name}", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate],
                   check=True, capture_output=True)
    return certificate, key


def send_tls(port, certificate, method, target, headers=None, minimum=None, maximum=None):
    """One request over TLS; (answer, protocol, common name of the server)."""
    context = ssl.create_default_context(cafile=certificate)
    if minimum:
        context.minimum_version = minimum
    if maximum:
        context.maximum_version = maximum
    connection = http.client.HTTPSConnection("127.0.0.1", port, timeout=10, context=context)
    try:
        connection.request(method, target, headers=headers or {})
        subject = dict(pair[0] for pair in connection.sock.getpeercert()["subject"])
        protocol = connection.sock.version()
        return receive(connection.getresponse()), protocol, subject["commonName"]
    finally:
        connection.close()
