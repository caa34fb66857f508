"""test_tls.py - the command line over TLS: a certificate is trusted by its authority, or nothing is sent at all."""
import pytest

from support.certificates import make_certificate


@pytest.fixture(scope="module")
def certificate(workplace):
    """(certificate, key) for 127.0.0.1 that no system trusts."""
    return make_certificate(workplace, "cli")


@pytest.fixture(scope="module")
def secured(start_steerd, certificate):
    """(daemon, url): a daemon that speaks TLS alone."""
    daemon = start_steerd(tls_certificate=certificate[0], tls_key=certificate[1])
    return daemon, f"https://127.0.0.1:{daemon.port}"


def test_a_certificate_is_trusted_by_the_authority_given(steerctl, secured, certificate):
    run = steerctl("auth", "whoami", "--url", secured[1], "--ca-file", certificate[0], "-o", "name")
    assert run.status == 0 and run.out == "office\n", run
    assert steerctl("task", "list", environment={"STEER_URL": secured[1], "STEER_CA_FILE": str(certificate[0])}).status == 0


def test_one_that_nobody_vouches_for_gets_nothing(steerctl, secured):
    daemon, url = secured
    before = len(daemon.log_lines("request"))
    run = steerctl("auth", "whoami", "--url", url, "--lang", "en")
    assert run.status == 1 and "not-trusted" in run.err, run
    assert len(daemon.log_lines("request")) == before
    # A push is kept: the certificate may be mended tomorrow.
    run = steerctl("status", "push", "NV-2025-0003", "--state", "received", "--url", url)
    assert run.status == 10 and len(steerctl("queue", "list", "-o", "name").lines()) == 1, run
    assert steerctl("status", "push", "NV-2025-0003", "--state", "received", "--url", url, "--no-queue").status == 1


def test_a_certificate_for_another_name_is_not_trusted(steerctl, secured, certificate):
    run = steerctl("auth", "whoami", "--url", secured[1].replace("127.0.0.1", "localhost"), "--ca-file", certificate[0], "--lang", "en")
    assert run.status == 1 and "not-trusted" in run.err, run


def test_a_file_of_authorities_that_is_none_is_told(steerctl, secured, tmp_path):
    (tmp_path / "none.pem").write_text("nonsense")
    for path in (tmp_path / "none.pem", tmp_path / "missing.pem"):
        assert steerctl("auth", "whoami", "--url", secured[1], "--ca-file", path).status == 1


def test_plain_words_to_a_secured_port_and_the_other_way_round(steerctl, steerd, secured):
    run = steerctl("auth", "whoami", "--url", f"http://127.0.0.1:{secured[0].port}", "--retries", "0")
    assert run.status in (1, 8), run
    run = steerctl("auth", "whoami", "--url", steerd.url.replace("http:", "https:"), "--retries", "0")
    assert run.status in (1, 8), run
