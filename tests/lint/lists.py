"""lists.py - lists that must agree: routes, SQL functions, grants, steerctl; options, manual, example; problems and where they are raised."""
import json
import os
import re
import subprocess
from pathlib import Path

from sources import ROOT, files, finish, text

STEERD = ROOT / os.environ.get("OUT", "build/release") / "bin" / "steerd"

# Functions of schema api that the daemon calls without a route of their own: token endpoint, clerk.
WITHOUT_ROUTE = {"client_login", "client_key", "client_assert", "clerk_purge", "clerk_handover", "clerk_urge", "clerk_outbox_take", "clerk_outbox_done"}
# Operations steerctl has no command for: they are its own business or `steerctl api`'s.
WITHOUT_COMMAND = {"oauth_token", "openapi", "jwks", "metadata", "problems", "problem"}


def differences(what, ours, name_of_ours, theirs, name_of_theirs):
    for missing in sorted(set(ours) - set(theirs)):
        yield f"{what} {missing}: in {name_of_ours}, not in {name_of_theirs}"
    for missing in sorted(set(theirs) - set(ours)):
        yield f"{what} {missing}: in {name_of_theirs}, not in {name_of_ours}"


# ---- operations ----

def routes():
    """{operation: (method, path)} of the OpenAPI document, which is made from the table of routes."""
    document = json.loads(subprocess.run([STEERD, "--openapi"], check=True, capture_output=True).stdout)
    return {operation["x-steer-operation"]: (method.upper(), path)
            for path, methods in document["paths"].items() for method, operation in methods.items()
            if isinstance(operation, dict) and "x-steer-operation" in operation}


def sql_functions():
    """{name: path} of the functions of schema api."""
    return {name: path for path in files(".sql", under="sql/functions/api")
            for name in re.findall(r"create or replace function api\.(\w+)", text(path))}


def granted():
    return set(re.findall(r"\bapi\.(\w+)\s*\(", text(Path("sql/grants.sql"))))


def commands():
    """{(method, path)} of steerctl's tables, path parameters all alike."""
    found = set()
    for path in files(".c", under="client/cli"):
        for method, target in re.findall(r'\.method = "([A-Z]+)",[\s\\]*\.path =\s*"(/[^"]*)"', text(path)):
            found.add((method, plain_path(target)))
    return found


def plain_path(path):
    return re.sub(r"\{[^}]*\}|%s|:\w+", "{}", path)


def operation_faults():
    known = routes()
    functions = sql_functions()
    with_function = {name for name in known if name not in WITHOUT_COMMAND}
    yield from differences("operation", with_function, "server/api/routes.c",
                           set(functions) - WITHOUT_ROUTE, "sql/functions/api")
    yield from differences("function", functions, "sql/functions/api", granted(), "sql/grants.sql")
    for name, path in functions.items():
        if path.stem != name and not name.startswith(path.stem):
            yield f"{path}: holds api.{name}; one operation a file, named after it"
    called = commands()
    for name, (method, path) in sorted(known.items()):
        if name not in WITHOUT_COMMAND and (method, plain_path(path)) not in called:
            yield f"operation {name} ({method} {path}): no command of steerctl calls it"
    for method, path in sorted(called):
        if not any((method, path) == (m, plain_path(p)) for m, p in known.values()):
            yield f"steerctl calls {method} {path}: there is no such route"


# ---- options ----

def options():
    """{name: default} as `steerd --help` tells; "none" is the empty one."""
    told = subprocess.run([STEERD, "--help"], check=True, capture_output=True, text=True).stdout
    return {name: "" if default == "none" else default
            for name, default in re.findall(r"^  --([a-z-]+) .*\((.*)\)$", told, re.MULTILINE)}


def option_faults():
    known = options()
    manual = text(Path("deploy/steerd.8"))
    told = set(re.findall(r"Fl -([a-z-]+)", "\n".join(re.findall(r"^\.It (Fl .*)$", manual, re.MULTILINE))))
    actions = {"config", "check-config", "openapi", "help", "version"}
    yield from differences("option", known, "steerd --help", told - actions, "deploy/steerd.8")
    example = dict(re.findall(r"^#?([a-z-]+) =(?: (.*))?$", text(Path("deploy/steerd.conf.example")), re.MULTILINE))
    yield from differences("option", known, "steerd --help", example, "deploy/steerd.conf.example")
    for name in sorted(set(known) & set(example)):
        if known[name] != example[name]:
            yield f"option {name}: {known[name]!r} in steerd --help, {example[name]!r} in deploy/steerd.conf.example"
    for name, default in known.items():
        section = re.search(rf"^\.It Fl .*-{name}\b.*\n((?:(?!\.It ).*\n)*)", manual, re.MULTILINE)
        if section and re.fullmatch(r"\d+", default) and not re.search(rf"^Default {default}\b", section[1], re.MULTILINE):
            yield f"option {name}: its default {default} is not in deploy/steerd.8"


# ---- problems ----

def problems():
    source = text(Path("server/problems.def"))
    slugs = {slug: status for slug, status in re.findall(r'^PROBLEM\(\w+, "([a-z-]+)", (\d{3}),', source, re.MULTILINE)}
    return slugs, set(re.findall(r'^FAULT\("([a-z-]+)"', source, re.MULTILINE))


def raised_in_sql():
    """(path, status, slug) and (path, fault code) of every literal raise."""
    for path in files(".sql", under="sql"):
        source = text(path)
        for status, slug in re.findall(r"errcode\s*=\s*'ST(\d{3})'\s*,\s*message\s*=\s*'([a-z-]+)'", source):
            yield path, status, slug, None
        for status, slug in re.findall(r"private\.refuse\((\d{3}),\s*'([a-z-]+)'", source):
            yield path, status, slug, None
        for code in re.findall(r"private\.fault\((?:[^()]|\([^()]*\))*?,\s*'([a-z-]+)'", source):
            yield path, None, None, code


def faults_in_c():
    """(path, fault code) of every problem_fault() whose third argument is a literal."""
    for path in files(".c", under="server"):
        for inside in re.findall(r"problem_fault\(((?:[^()]|\([^()]*\))*)\)", text(path)):
            arguments = re.sub(r"\([^()]*\)", "", inside).split(",")
            if len(arguments) > 2 and (code := re.fullmatch(r'\s*"([a-z-]+)"\s*', arguments[2])):
                yield path, code[1]


def problem_faults():
    slugs, codes = problems()
    for path, status, slug, code in raised_in_sql():
        if slug is not None and slugs.get(slug) != status:
            yield f"{path}: raises {status} {slug}, which is no row of server/problems.def"
        if code is not None and code not in codes:
            yield f"{path}: points with {code}, which is no row of server/problems.def"
    for path, code in faults_in_c():
        if code not in codes:
            yield f"{path}: points with {code}, which is no row of server/problems.def"


def faults():
    yield from option_faults()
    yield from problem_faults()
    yield from operation_faults()


finish("lists that must agree do", list(faults()))
