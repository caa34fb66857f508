"""test_settings.py - which server, which identity, which form: precedence, the profiles' file, and where secrets may not be."""
import os
import stat

import pytest

HIDDEN = "inline-secret-4711"


@pytest.fixture
def alone(make_line, absent):
    """steerctl whose profile names a server that is not there: nothing here needs one."""
    return make_line(absent)


def settings(run):
    assert run.status == 0, run
    return {item["setting"]: (item["value"], item["origin"]) for item in run.json()["items"]}


def show(line, *arguments, environment=None, profile=None):
    return settings(line("config", "show", "-o", "json", *arguments, environment=environment, profile=profile))


def write(line, text, mode=0o600):
    line.config.write_text(text)
    line.config.chmod(mode)


def test_a_flag_goes_before_the_environment_before_the_profile_before_the_default(alone):
    write(alone, "profile = a\n[a]\nurl = http://localhost:1\n")
    assert show(alone)["timeout"] == ("60", "default")
    write(alone, "profile = a\n[a]\nurl = http://localhost:1\ntimeout = 5\n")
    assert show(alone)["timeout"] == ("5", "profile")
    assert show(alone, environment={"STEER_TIMEOUT": "6"})["timeout"] == ("6", "environment")
    assert show(alone, "--timeout", "7", environment={"STEER_TIMEOUT": "6"})["timeout"] == ("7", "flag")


@pytest.mark.parametrize("name, variable, flag, value", [
    ("url", "STEER_URL", "--url", "http://localhost:2"), ("ca_file", "STEER_CA_FILE", "--ca-file", "/ca.pem"),
    ("lang", "STEER_LANG", "--lang", "en"),
    ("retries", "STEER_RETRIES", "--retries", "1")])
def test_every_setting_has_a_variable_and_a_flag(alone, name, variable, flag, value):
    assert show(alone, environment={variable: value})[name] == (value, "environment")
    assert show(alone, flag, value)[name] == (value, "flag")


def test_the_form_of_the_result_can_be_set_like_the_rest(alone):
    assert alone("version", environment={"STEER_OUTPUT": "json"}).json() == {"version": alone("version").out.split()[1]}
    assert alone("version", "-o", "name", environment={"STEER_OUTPUT": "json"}).out.startswith("steerctl ")


def test_the_profile_is_named_by_flag_then_environment_then_file(alone):
    write(alone, "profile = a\n[a]\nurl = http://a\n[b]\nurl = http://b\n[c]\nurl = http://c\n")
    assert show(alone)["profile"] == ("a", "profile")
    assert show(alone, environment={"STEER_PROFILE": "b"})["profile"] == ("b", "environment")
    assert show(alone, profile="c")["profile"] == ("c", "flag")
    assert show(alone, environment={"STEER_PROFILE": "b"}, profile="c")["url"] == ("http://c", "profile")


@pytest.mark.parametrize("identity", [{"STEER_TOKEN": "t"}, {"STEER_CLIENT_ID": "x"}, {"STEER_CLIENT_SECRET_FILE": "/x"}])
def test_an_identity_in_the_environment_switches_the_profiles_off(alone, identity):
    seen = show(alone, environment=identity)
    assert seen["profile"] == (None, "-") and seen["url"][0] is None
    assert show(alone, environment={**identity, "STEER_PROFILE": "so-khcn"})["url"][0] is None
    assert show(alone, environment={**identity, "STEER_URL": "http://localhost:3"})["url"] == ("http://localhost:3", "environment")
    # It does not even look: a file that would be refused is no matter.
    write(alone, "nonsense", 0o644)
    assert show(alone, environment=identity)["profile"] == (None, "-")


def test_a_profile_on_the_line_keeps_the_identity_of_the_environment_out(alone, absent):
    environment = {"STEER_TOKEN": "t", "STEER_URL": "http://localhost:3", "STEER_CLIENT_ID": "x"}
    seen = show(alone, environment=environment, profile="so-khcn")
    assert seen["url"] == (absent.url, "profile") and seen["client_id"] == ("so-khcn", "profile")


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o620, 0o666])
def test_a_file_that_holds_a_secret_is_refused_when_others_can_read_it(alone, mode):
    write(alone, f"[a]\nurl = http://localhost:1\nclient_id = a\nclient_secret = {HIDDEN}\n", mode)
    run = alone("auth", "whoami", "--lang", "en", profile="a")
    assert run.status == 2, run
    assert "chmod 600" in run.err and HIDDEN not in run.err + run.out


def test_a_file_without_a_secret_may_be_read_by_others(alone):
    write(alone, "[a]\nurl = http://localhost:1\n", 0o644)
    assert show(alone, profile="a")["url"][0] == "http://localhost:1"


def test_a_secret_file_is_refused_when_others_can_read_it(alone):
    secret = alone.directory / "so-khcn.secret"
    secret.chmod(0o644)
    run = alone("auth", "whoami", "--lang", "en")
    assert run.status == 2, run
    assert "chmod 600" in run.err and str(secret) in run.err


def test_an_empty_secret_is_told(alone):
    (alone.directory / "so-khcn.secret").write_text("\n")
    run = alone("auth", "whoami", "--lang", "en")
    assert run.status == 2 and "is empty" in run.err, run


def test_the_secret_of_a_profile_is_not_used_for_another_client(alone):
    run = alone("auth", "whoami", "--client-id", "other", "--lang", "en")
    assert run.status == 2, run
    assert "client other needs a secret" in run.err


@pytest.mark.parametrize("text, line_number", [
    ("[a]\nurl http://x\n", 2), ("[a]\nurll = http://x\n", 2), ("[a\n", 1), ("[a]\n[a]\n", 2),
    ("url = http://x\n", 1), ("[a]\nurl = 1\nurl = 2\n", 3), ("[]\n", 1)])
def test_a_fault_in_the_file_is_told_with_its_line(alone, text, line_number):
    write(alone, text)
    run = alone("config", "list", "--lang", "en")
    assert run.status == 2, run
    assert f"line {line_number}" in run.err


def test_comments_and_blanks_are_allowed(alone):
    write(alone, "; first\n# second\n\nprofile = a   ; the one\n\n [a] \n\turl = http://localhost:1#x ; here\n")
    assert show(alone)["url"][0] == "http://localhost:1#x"


@pytest.mark.parametrize("name, value", [("timeout", "0"), ("timeout", "x"), ("retries", "11"), ("output", "xml"),
                                         ("lang", "fr"), ("plain_http", "maybe")])
def test_a_value_that_makes_no_sense_is_told(alone, name, value):
    write(alone, f"[a]\nurl = http://localhost:1\n{name} = {value}\n")
    run = alone("config", "show", profile="a")
    assert run.status == 2, run
    assert name in run.err


def test_a_profile_that_is_not_there_is_told(alone):
    run = alone("task", "list", profile="nobody", environment={"STEER_LANG": "en"})
    assert run.status == 2 and 'no profile "nobody"' in run.err, run


def test_nothing_configured_says_what_to_do(alone):
    alone.config.unlink()
    run = alone("task", "list", "--lang", "en")
    assert run.status == 2 and "config add" in run.err, run
    run = alone("task", "list", "--url", "http://localhost:1", "--lang", "en")
    assert run.status == 2 and "STEER_CLIENT_ID" in run.err, run


@pytest.mark.parametrize("url", ["ftp://x", "localhost:1:2", "http://", "http://user:pw@x", "http://x/?q=1", "http://x/#f", ""])
def test_what_is_no_address_of_a_server_is_refused(alone, url):
    run = alone("auth", "whoami", "--url", url)
    assert run.status == 2, run


def test_profiles_are_listed_with_the_one_in_use_and_without_secrets(alone):
    write(alone, f"profile = b\n[a]\nurl = http://a\n[b]\nurl = http://b\nclient_id = x\nclient_secret = {HIDDEN}\n")
    for form in ("table", "wide", "json", "ndjson", "csv", "name"):
        run = alone("config", "list", "-o", form)
        assert run.status == 0 and HIDDEN not in run.out, run
    assert [item["profile"] for item in alone("config", "list", "-o", "json").json()["items"] if item["current"]] == ["b"]
    assert alone("config", "list", "-o", "name").lines() == ["a", "b"]
    assert HIDDEN not in alone("config", "show", "-o", "json").out


def test_the_default_profile_is_changed_in_place(alone):
    before = "; mine\nprofile = a ; old\n\n[a] ; first\nurl = http://a\n[b]\nurl = http://b\nclient_secret = s\n"
    write(alone, before)
    assert alone("config", "use", "b", "--dry-run").status == 0
    assert alone.config.read_text() == before
    assert alone("config", "use", "b").status == 0
    assert alone.config.read_text() == before.replace("profile = a ; old", "profile = b")
    assert stat.S_IMODE(alone.config.stat().st_mode) == 0o600
    assert alone("config", "use", "c").status == 2


def test_a_file_without_a_default_gets_one(alone):
    write(alone, "[a]\nurl = http://a\n")
    assert alone("config", "use", "a").status == 0
    assert alone.config.read_text() == "profile = a\n[a]\nurl = http://a\n"


def test_the_file_behind_a_link_is_changed_and_the_link_stays(alone):
    real = alone.directory / "real.ini"
    real.write_text("[a]\nurl = http://a\n")
    alone.config.unlink()
    alone.config.symlink_to(real)
    assert alone("config", "use", "a").status == 0
    assert alone.config.is_symlink() and real.read_text().startswith("profile = a\n")


def test_a_profile_is_added_with_its_secret_from_standard_input(alone):
    home = alone.directory / "new" / "steerctl"
    config = home / "config.ini"
    run = alone("config", "add", "office", "--config", config, "--url", "http://localhost:1", "--client-id", "office",
                "--secret-file", "-", stdin=HIDDEN + "\n")
    assert run.status == 0, run
    assert config.read_text() == ("profile = office\n[office]\nurl = http://localhost:1\nclient_id = office\n"
                                  "client_secret_file = office.secret\n")
    assert (home / "office.secret").read_text() == HIDDEN + "\n"
    for path in home.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert HIDDEN not in run.out + run.err
    again = alone("config", "add", "office", "--config", config, "--url", "http://localhost:2")
    assert again.status == 2, again


@pytest.mark.parametrize("arguments", [("a b", "--url", "http://x"), ("a]", "--url", "http://x"), ("a",),
                                       ("a", "--url", "http://x\nclient_secret = y")])
def test_a_profile_that_would_break_the_file_is_not_added(alone, arguments):
    before = alone.config.read_text()
    assert alone("config", "add", *arguments).status == 2
    assert alone.config.read_text() == before


def test_the_place_of_the_file_is_told_and_follows_the_base_directories(alone):
    assert alone("config", "path").out == f"{alone.config}\n"
    environment = {"STEER_CONFIG": "", "XDG_CONFIG_HOME": "/somewhere"}
    assert alone("config", "path", environment=environment).out == "/somewhere/steerctl/config.ini\n"
    environment = {"STEER_CONFIG": "", "XDG_CONFIG_HOME": "", "HOME": "/home/an"}
    assert alone("config", "path", environment=environment).out == "/home/an/.config/steerctl/config.ini\n"


def test_no_option_takes_a_secret(alone):
    names = alone("help", "-o", "json").json()["items"]
    options = {name for item in names for name in item["options"]}
    assert {name for name in options if "secret" in name or "token" in name} == {"secret-file", "token-file", "secret-to"}


def test_a_secret_is_in_no_argument_and_no_message_while_a_call_runs(line, peer, start, steps):
    peer.expect(steps.hang())
    running = start(line, "task", "get", "NV-1")
    steps.wait_until(lambda: peer.seen, what="the request")
    token = peer.seen[0].headers["authorization"].removeprefix("Bearer ")
    for name in ("cmdline", "environ"):
        held = open(f"/proc/{running.process.pid}/{name}", "rb").read().decode()
        assert steps.secret not in held and token not in held
    running.interrupt()
    _, out, err = running.wait()
    assert steps.secret not in out + err and token not in out + err


def test_the_secret_leaves_only_in_the_header_meant_for_it(line, peer, steps):
    peer.expect(steps.problem(500, "internal-error"))
    run = line("task", "get", "NV-1")
    assert steps.secret not in run.out + run.err
    assert steps.secret.encode() not in peer.tokens[0].body and steps.secret not in peer.tokens[0].target
    assert all(steps.secret not in value for value in peer.seen[0].headers.values())


def test_nothing_secret_stays_on_disk(line, peer, steps):
    peer.expect(steps.problem(503, "busy"))
    line("status", "push", "NV-1", "--state", "received", "--retries", "0")
    for folder, _, files in os.walk(line.directory):
        for name in files:
            if not name.endswith(".secret"):
                assert steps.secret.encode() not in open(os.path.join(folder, name), "rb").read(), name
