"""keys.py - signing keys of a test run."""
import subprocess


def make_key(path):
    """Writes a new private EC P-256 key (PKCS #8 PEM, mode 0600) to `path`."""
    path.touch(mode=0o600)
    subprocess.run(["openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256",
                    "-out", path], check=True, capture_output=True)
    return path


def make_keyring(directory, kid="test-1"):
    """A keyring directory of one signing key called `kid`."""
    directory.mkdir(mode=0o700)
    make_key(directory / f"{kid}.pem")
    return directory


def public_pem(path):
    """The public half of a private key file, as PEM text."""
    return subprocess.run(["openssl", "pkey", "-in", path, "-pubout"], check=True,
                          capture_output=True, text=True).stdout
