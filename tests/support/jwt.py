"""jwt.py - makes and reads JWTs by hand, so that a test can make any that a library would refuse to."""
import base64
import json

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils


def encode(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def decode(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def header_of(token):
    return json.loads(decode(token.split(".")[0]))


def claims_of(token):
    return json.loads(decode(token.split(".")[1]))


def sign(path, claims, header):
    """A token signed ES256 with the private key in `path`, whatever `header` says of it."""
    key = serialization.load_pem_private_key(path.read_bytes(), None)
    text = f"{encode(json.dumps(header).encode())}.{encode(json.dumps(claims).encode())}"
    pair = utils.decode_dss_signature(key.sign(text.encode(), ec.ECDSA(hashes.SHA256())))
    return f"{text}.{encode(b''.join(number.to_bytes(32, 'big') for number in pair))}"
