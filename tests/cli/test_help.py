"""test_help.py - help, manuals and completion agree with the tables they tell about; wrong lines are told what is wrong."""
import json
import re
import subprocess

import pytest

from support.places import ROOT, STEERCTL, STEERD

MAN = ROOT / "client" / "man"
FORMS = ("table", "wide", "json", "ndjson", "csv", "name")


@pytest.fixture
def alone(make_line, absent):
    """steerctl whose profile names a server that is not there."""
    return make_line(absent)


@pytest.fixture(scope="module")
def table():
    """The table of commands, as `help -o json` tells it."""
    done = subprocess.run([STEERCTL, "help", "-o", "json", "--lang", "en"], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)["items"]


@pytest.fixture(scope="module")
def manual():
    return (MAN / "steerctl.1").read_text()


def name_of(item):
    return " ".join([item["noun"], *(item["verb"] or "").split()[:1]])


def test_the_manual_has_every_command_with_its_operands(table, manual):
    told = {}
    for line in re.findall(r"^\.It Cm (.*)$", manual, re.M):
        words = line.split()
        name = " ".join(word for word in words[:2] if word.islower())
        told[name] = [word for word in words if word.isupper()]
    nouns = {item["noun"] for item in table}
    told = {name: operands for name, operands in told.items() if name.split()[0] in nouns}
    expected = {name_of(item): re.findall(r"[A-Z]+", item["operands"] or "") for item in table}
    assert told == expected


def test_the_manual_has_every_synonym(table, manual):
    for item in table:
        for other in (item["verb"] or "").split()[1:]:
            assert f".Cm {item['noun']} {other} ." in manual, (item["noun"], other)


def test_the_manual_has_every_option_and_no_other(table, manual):
    options = {option for item in table for option in item["options"]}
    told = set(re.findall(r"^\.It (?:Fl \w , )?Fl -([a-z0-9-]+)", manual, re.M))
    assert told == options


def test_every_name_in_the_tables_of_commands_is_an_option_and_every_option_is_taken(table):
    known = set(re.findall(r'^OPTION\("([a-z0-9-]+)"', (ROOT / "client/cli/options.def").read_text(), re.M))
    assert known == {option for item in table for option in item["options"]}
    for path in [*(ROOT / "client/cli").glob("command_*.c"), ROOT / "client/cli/transfer.h"]:
        lists = re.findall(r'(?:\.(?:filters|members|options) =|#define \w*MEMBERS)((?:[\s\\]|MEMBERS|TASK_|"[^"]*")+)', path.read_text())
        words = " ".join(word for one in lists for word in re.findall(r'"([^"]*)"', one)).split()
        assert set(words) <= known, (path, set(words) - known)


def test_every_view_and_column_has_its_row():
    columns = (ROOT / "client/cli/columns.def").read_text()
    labels = re.findall(r'^LABEL\("([^"]+)"', columns, re.M)
    views = dict(re.findall(r'^VIEW\("([^"]+)", (.*?)\)$', columns, re.M | re.S))
    assert len(labels) == len(set(labels))
    for name, members in views.items():
        assert set(" ".join(re.findall(r'"([^"]*)"', members)).split()) <= set(labels), name
    used = {view for path in (ROOT / "client/cli").glob("command_*.c") for view in re.findall(r'\.view = "([^"]+)"', path.read_text())}
    assert used == {name.removesuffix(":en") for name in views}, "the view of a noun in English may have a row of its own"


def test_every_value_of_the_api_that_people_see_has_its_words():
    columns = (ROOT / "client/cli/columns.def").read_text()
    shown = set(re.findall(r'^LABEL\("([^".]+)", WORD', columns, re.M))
    words = set(re.findall(r'^VALUE\("([^"]+)", "([^"]+)"', (ROOT / "client/cli/values.def").read_text(), re.M))
    described = json.loads(subprocess.run([STEERD, "--openapi"], capture_output=True, text=True, check=True).stdout)
    told = {(name, value) for schema in described["components"]["schemas"].values() for name, member in schema.get("properties", {}).items()
            for value in member.get("enum", []) if name in shown and value is not None}
    # "from_state" has the words of "state".
    assert {(name, value) for name, value in told if (name, value) not in words and (name.rpartition("_")[2], value) not in words} == set()


def test_every_member_of_what_people_see_has_a_label():
    labels = set(re.findall(r'^LABEL\("([^"]+)"', (ROOT / "client/cli/columns.def").read_text(), re.M))
    schemas = json.loads(subprocess.run([STEERD, "--openapi"], capture_output=True, text=True, check=True).stdout)["components"]["schemas"]
    for name in ("Agency", "AgencyChange", "AgencyPlan", "Committee", "CommitteeChange", "Decision", "Document", "Person", "Post", "PostHolder",
                 "RestructurePlan", "Seat", "Task", "TaskHistory", "Extension", "Deadline", "Setting"):
        # Members in other members, and the lists that a command shows in words, have none.
        plain = {member for member, schema in schemas[name]["properties"].items() if "$ref" not in schema and "items" not in schema}
        assert plain <= labels | {"as_of"}, (name, plain - labels)


def test_the_manual_names_the_operation_of_every_command(table, manual):
    for item in table:
        if item["method"]:
            assert f".Pq Li {item['method']} {item['path'].replace('{}', '...')}" in manual, item


def test_the_manual_has_every_exit_status(manual):
    section = manual[manual.index(".Sh EXIT STATUS"):manual.index(".Sh EXAMPLES")]
    assert re.findall(r"^\.It (\d+)$", section, re.M) == ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "130"]


def test_the_manual_has_every_variable_that_is_read(manual):
    sources = "".join(path.read_text() for path in (ROOT / "client" / "cli").glob("*.c"))
    read = set(re.findall(r'"((?:STEER|XDG)_[A-Z_]+|NO_COLOR|TERM|HOME)"', sources))
    section = manual[manual.index(".Sh ENVIRONMENT"):manual.index(".Sh FILES\n")]
    assert read == set(re.findall(r"\b((?:STEER|XDG)_[A-Z_]+|NO_COLOR|TERM|HOME)\b", section))


def test_the_manual_has_every_name_of_a_profile(manual):
    source = (ROOT / "client" / "cli" / "profile.c").read_text()
    names = re.search(r'known_names\[\] = ((?:"[^"]*"\s*)+);', source)[1]
    section = manual[manual.index(".Sh PROFILES"):manual.index(".Sh ENVIRONMENT")]
    for name in re.findall(r"[a-z_]+", names):
        assert re.search(rf"\b{name}\b", section), name


def test_the_readme_of_the_client_has_every_name_of_a_profile():
    source = (ROOT / "client" / "cli" / "profile.c").read_text()
    readme = (ROOT / "client" / "README.md").read_text()
    for name in re.findall(r"[a-z_]+", re.search(r'known_names\[\] = ((?:"[^"]*"\s*)+);', source)[1]):
        assert f"{name} =" in readme, name


def test_the_manual_of_the_library_has_every_function():
    functions = set(re.findall(r"^ +(steer_\w+);", (ROOT / "client/lib/libsteer.map").read_text(), re.M))
    manual = (MAN / "libsteer.3").read_text()
    assert set(re.findall(r"^\.Fo (\w+)", manual, re.M)) == functions
    text = manual[manual.index(".Sh DESCRIPTION"):]
    told = set(re.findall(r"^\.Fn (\w+)", text, re.M))
    accessors = {name for name in functions if name.startswith(("steer_problem_", "steer_fault_"))}
    plain = {"steer_version", "steer_client_free", "steer_request_free", "steer_answer_free", "steer_pages_free",
             "steer_queue_free", "steer_answer_status"}
    assert functions - told == accessors | plain


def test_every_option_and_command_is_told_in_both_languages(table, alone):
    vietnamese = alone("help", "-o", "json", "--lang", "vi").json()["items"]
    assert [item["about"] for item in vietnamese if re.fullmatch(r"[\x00-\x7f]*", item["about"])] == []
    source = (ROOT / "client/cli/options.def").read_text() + (ROOT / "client/cli/messages.def").read_text()
    assert re.findall(r', ""[,)]', source) == []


@pytest.mark.parametrize("language, word", [("vi", "Cách dùng"), ("en", "Usage")])
def test_help_of_every_command_lists_its_options(table, alone, language, word):
    for item in table:
        run = alone("help", *name_of(item).split(), "--lang", language)
        assert run.status == 0 and run.out.startswith(f"{word}: steerctl {name_of(item)}"), run
        assert set(re.findall(r"--([a-z0-9-]+)(?: |$)", run.out)) >= set(item["options"]) - {"secret-file"}, name_of(item)
    assert alone("task", "list", "--help").out == alone("help", "task", "list").out


def test_help_stands_in_every_form(alone):
    for form in FORMS:
        run = alone("help", "queue", "-o", form)
        assert run.status == 0 and "flush" in run.out, run


def test_no_command_is_a_usage_error_that_shows_them_all(alone):
    run = alone()
    assert run.status == 2 and run.out == "" and "task import" in run.err
    run = alone("--help")
    assert run.status == 0 and run.err == "" and "task import" in run.out
    run = alone("queue")
    assert run.status == 2 and "queue flush" in run.err and "task" not in run.err


@pytest.mark.parametrize("arguments, told", [
    (("tasks", "list"), 'did you mean "task"'), (("task", "lst"), 'did you mean "task list"'),
    (("xyzzy",), "see: steerctl help"), (("task", "list", "--stat", "x"), "no option --stat"),
    (("task", "list", "--title", "x"), "does not take --title"), (("task", "list", "--state"), "--state needs a value"),
    (("task", "list", "--key=perhaps"), "only true or false"), (("task", "list", "-z"), "no option -z"),
    (("task", "get"), "usage: steerctl task get TASK"), (("task", "get", "a", "b"), "usage: steerctl task get TASK"),
    (("task", "set", "a"), "nothing to change"), (("task", "set", "a", "--due-on", "31-12-2025"), "not a date"),
    (("task", "list", "--due-to", "soon"), "not a date"), (("status", "push", "a", "--percent", "6x"), "not a whole number"),
    (("status", "push", "a", "--percent", "06"), "not a whole number"), (("task", "set", "a", "--set", "x"), "needs NAME=VALUE"),
    (("task", "set", "a", "--set", "x:={"), "not JSON"), (("task", "set", "a", "--title", "x", "--if-match", ""), "a version such as v7"),
    (("task", "list", "-o", "xml"), "invalid value of output"), (("version", "--lang", "fr"), "không hợp lệ của lang"),
    (("completion", "fish"), "not one of: bash"), (("help", "xyzzy"), 'no command "xyzzy"'), (("api", "get me", "/v1/me"), "usage"),
    (("agency", "create", "--identifier", "H39"), "needs NAME=VALUE"), (("status", "push", "a", "--evidence", "{"), "not JSON")])
def test_a_wrong_line_is_told_what_is_wrong(alone, arguments, told):
    run = alone(*arguments, environment={"STEER_LANG": "en"})
    assert run.status == 2, run
    assert re.search(told, run.err), run
    assert run.out == ""


def test_a_body_that_is_no_json_is_told(alone):
    for text in ("{", "[1,]", "{} x", "nonsense"):
        run = alone("task", "create", "-f", "-", stdin=text, environment={"STEER_LANG": "en"})
        assert run.status == 2 and "not JSON" in run.err, run
    run = alone("task", "create", "-f", "-", "--title", "x", stdin="[]", environment={"STEER_LANG": "en"})
    assert run.status == 2 and "JSON object" in run.err, run
    assert alone("task", "create", "-f", "/no/such/file").status == 1


def test_after_two_dashes_everything_is_an_operand(alone):
    run = alone("queue", "drop", "--yes", "--", "-7", environment={"STEER_LANG": "en"})
    assert run.status == 2 and "not the number of an entry: -7" in run.err, run


def test_version_stands_in_every_form(alone):
    version = (ROOT / "VERSION").read_text().strip()
    assert alone("version").out == alone("--version").out == alone("-V").out == f"steerctl {version}\n"
    assert alone("version", "-o", "json").json() == {"version": version}
    assert alone("version", "-o", "csv").out == f"version\n{version}\n"
    assert alone("version", "-o", "name").out == f"steerctl {version}\n"


def test_a_full_disk_is_a_failure(alone):
    with open("/dev/full", "w") as full:
        done = subprocess.run([STEERCTL, "help"], stdout=full, stderr=subprocess.PIPE, text=True, env=alone.environment())
    assert done.returncode == 1 and done.stderr.startswith("steerctl: "), done


class Bash:
    """Completion in a real bash: the words typed so far, cut as readline cuts them."""

    def __init__(self, line):
        self.line = line
        self.script = line.directory / "completion.bash"
        self.script.write_text(line("completion", "bash").out)

    def __call__(self, *words):
        quoted = " ".join("'" + word.replace("'", "'\\''") + "'" for word in words)
        program = (f"source {self.script}; COMP_WORDS=({quoted}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); "
                   "_steerctl; printf '%s\\n' \"${COMPREPLY[@]}\"")
        done = subprocess.run(["bash", "--norc", "-uc", program], capture_output=True, text=True, cwd=self.line.directory,
                              env={**self.line.environment(), "PATH": f"{STEERCTL.parent}:/usr/bin:/bin"})
        assert done.stderr == "" and done.returncode == 0, done
        return done.stdout.split()


@pytest.fixture
def complete(alone):
    return Bash(alone)


def test_the_script_is_registered_and_parses(alone, complete):
    done = subprocess.run(["bash", "--norc", "-c", f"source {complete.script} && complete -p steerctl"], capture_output=True, text=True)
    assert done.stdout == "complete -F _steerctl steerctl\n", done
    assert alone("completion", "bash", "-o", "json").json()["script"] == complete.script.read_text()


def test_nouns_verbs_and_options_are_completed(table, complete):
    nouns = list(dict.fromkeys(item["noun"] for item in table))
    assert complete("steerctl", "") == nouns
    assert complete("steerctl", "ta") == ["task", "target"]
    for noun in nouns:
        verbs = " ".join(item["verb"] for item in table if item["noun"] == noun and item["verb"]).split()
        if verbs:
            assert complete("steerctl", noun, "") == verbs
    for item in table:
        options = complete("steerctl", *name_of(item).split(), "--")
        assert sorted(options) == sorted(f"--{option}" for option in item["options"]), name_of(item)


def test_options_before_the_noun_do_not_confuse_it(complete):
    assert complete("steerctl", "--profile", "so-khcn", "-o", "json", "queue", "fl") == ["flush"]
    assert complete("steerctl", "--output", "=", "json", "queue", "fl") == ["flush"]
    assert complete("steerctl", "--all", "queue", "fl") == ["flush"]
    assert complete("steerctl", "help", "queue", "fl") == ["flush"]


def test_values_are_completed(complete):
    assert complete("steerctl", "task", "list", "-o", "") == list(FORMS)
    assert complete("steerctl", "task", "list", "--output", "=", "j") == ["json"]
    assert complete("steerctl", "task", "list", "--output", "=") == list(FORMS)
    assert complete("steerctl", "task", "list", "--state", "re") == ["received", "reported", "returned", "refused", "rejected"]
    assert complete("steerctl", "--profile", "") == ["so-khcn"]
    assert complete("steerctl", "client", "add", "--scope", "task") == ["task:read", "task:write"]
    assert complete("steerctl", "client", "add", "--scope", "task", ":") == ["read", "write"]
    assert complete("steerctl", "client", "add", "--scope", "task", ":", "w") == ["write"]
    assert complete("steerctl", "client", "add", "--scope", "task", ":", "read", "--sec") == ["--secret-file", "--secret-to"]
    assert complete("steerctl", "task", "list", "--due-to", "") == []


def test_files_are_completed_where_files_are_meant(alone, complete):
    (alone.directory / "tasks.csv").touch()
    assert "tasks.csv" in complete("steerctl", "task", "import", "tas")
    assert complete("steerctl", "task", "create", "-f", "tas") == ["tasks.csv"]
