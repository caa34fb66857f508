"""test_install.py - what `make install` lays down is complete, and somebody else's program builds and runs against it."""
import json
import os
import re
import subprocess

import pytest

from support.places import BUILD, ROOT

SOURCES = ROOT / "tests" / "consumer"
STRICT = ["-Wall", "-Wextra", "-pedantic", "-Werror"]


def call(*command, **options):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, **options)
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def prefix(tmp_path_factory):
    """All of it, installed under a prefix of its own."""
    place = tmp_path_factory.mktemp("prefix")
    call("make", "-C", ROOT, "--silent", f"OUT={BUILD.relative_to(ROOT)}", f"BUILD={os.environ.get('BUILD', 'release')}",
         f"PREFIX={place}", "install")
    return place


@pytest.fixture(scope="module")
def flags(prefix):
    """flags("--libs") of the installed package."""
    environment = {**os.environ, "PKG_CONFIG_PATH": str(prefix / "lib" / "pkgconfig")}
    return lambda *what: call("pkg-config", *what, "steer", env=environment).split()


@pytest.fixture(scope="module")
def sanitized():
    """What a program needs that loads a library built with the sanitizers."""
    built = subprocess.run(["nm", "-D", BUILD / "lib" / "libsteer.so"], capture_output=True, text=True).stdout
    return ["-fsanitize=address,undefined"] if "__asan_init" in built else []


def test_every_file_is_laid_down(prefix):
    version = (ROOT / "VERSION").read_text().strip()
    files = {str(path.relative_to(prefix)) for path in prefix.rglob("*") if not path.is_dir()}
    assert files >= {
        "bin/steerctl", "bin/steerd", "share/man/man8/steerd.8", "include/steer.h", "lib/libsteer.a", "lib/libsteer.so", "lib/libsteer.so.0",
        f"lib/libsteer.so.{version}", "lib/pkgconfig/steer.pc", "share/man/man1/steerctl.1",
        "share/man/man3/libsteer.3", "share/bash-completion/completions/steerctl"}
    assert os.readlink(prefix / "lib" / "libsteer.so") == "libsteer.so.0"
    assert os.readlink(prefix / "lib" / "libsteer.so.0") == f"libsteer.so.{version}"


def test_destdir_is_put_in_front_and_left_out_of_the_files(tmp_path):
    call("make", "-C", ROOT, "--silent", f"OUT={BUILD.relative_to(ROOT)}", f"BUILD={os.environ.get('BUILD', 'release')}",
         "PREFIX=/usr", f"DESTDIR={tmp_path}", "install-client")
    assert (tmp_path / "usr/bin/steerctl").exists()
    card = (tmp_path / "usr/lib/pkgconfig/steer.pc").read_text()
    assert "prefix=/usr\n" in card and str(tmp_path) not in card


def test_the_installed_command_line_finds_its_library(prefix):
    environment = {name: value for name, value in os.environ.items() if name != "LD_LIBRARY_PATH"}
    assert call(prefix / "bin" / "steerctl", "version", env=environment).startswith("steerctl ")
    assert str(prefix / "lib") in os.path.realpath(re.search(r"libsteer\.so\.0 => (\S+)", call("ldd", prefix / "bin/steerctl"))[1])


def test_the_card_tells_version_and_flags(prefix, flags):
    assert flags("--modversion") == [(ROOT / "VERSION").read_text().strip()]
    assert flags("--cflags") == [f"-I{prefix}/include"]
    assert flags("--libs") == [f"-L{prefix}/lib", "-lsteer"]


def test_the_shared_library_exports_what_the_header_declares_and_nothing_else(prefix):
    header = re.sub(r"/\*.*?\*/", "", (prefix / "include" / "steer.h").read_text(), flags=re.S)
    declared = set(re.findall(r"STEER_API[^;(]*?\b(steer_\w+)\(", header))
    mapped = set(re.findall(r"^ +(steer_\w+);", (ROOT / "client/lib/libsteer.map").read_text(), re.M))
    symbols = call("nm", "-D", "--defined-only", prefix / "lib" / "libsteer.so").splitlines()
    exported = {line.split()[2].split("@")[0] for line in symbols if line.split()[1] == "T"}
    others = {line.split()[2] for line in symbols if line.split()[1] not in "TA"}
    assert declared == mapped == exported
    assert {name for name in others if "asan" not in name and "ubsan" not in name} == set()


def test_the_static_library_defines_only_public_names(prefix):
    symbols = call("nm", "--defined-only", "--extern-only", prefix / "lib" / "libsteer.a").splitlines()
    names = {line.split()[2] for line in symbols if len(line.split()) == 3}
    assert names and all(name.startswith("steer_") for name in names if "asan" not in name), names


def test_the_library_calls_itself_by_its_soname(prefix):
    assert "SONAME               libsteer.so.0" in call("objdump", "-p", prefix / "lib" / "libsteer.so")


def test_the_header_compiles_alone_as_c_and_as_c_plus_plus(prefix, tmp_path):
    (tmp_path / "alone.c").write_text("/* alone.c - nothing but the header. */\n#include <steer.h>\nint steer_used(void);\nint steer_used(void) { return STEER_DONE; }\n")
    for standard in ("c99", "c11", "c17"):
        call("gcc", f"-std={standard}", *STRICT, "-Wstrict-prototypes", "-fsyntax-only", f"-I{prefix}/include", tmp_path / "alone.c")
    for standard in ("c++11", "c++20"):
        call("clang++", f"-std={standard}", *STRICT, "-fsyntax-only", f"-I{prefix}/include", SOURCES / "header.cc")


def test_a_program_in_c_plus_plus_links_and_runs(prefix, flags, sanitized, tmp_path):
    call("clang++", *STRICT, *sanitized, SOURCES / "header.cc", *flags("--cflags", "--libs"), f"-Wl,-rpath,{prefix}/lib", "-o", tmp_path / "program")
    if not sanitized:  # clang's sanitizer and that of the compiler that built the library do not go together
        call(tmp_path / "program")


@pytest.fixture(scope="module", params=["shared", "static"])
def consumer(request, prefix, flags, sanitized, tmp_path_factory):
    """The consumer's program, linked both ways."""
    program = tmp_path_factory.mktemp(request.param) / "consumer"
    libraries = [*flags("--libs"), f"-Wl,-rpath,{prefix}/lib"]
    if request.param == "static":
        libraries = [prefix / "lib" / "libsteer.a", *[flag for flag in flags("--static", "--libs") if flag != "-lsteer"]]
    call("gcc", "-std=c11", "-D_POSIX_C_SOURCE=200809L", *STRICT, *sanitized, SOURCES / "consumer.c", *flags("--cflags"), *libraries, "-o", program)
    needed = call("objdump", "-p", program)
    assert ("libsteer.so.0" in needed) == (request.param == "shared")
    return program


@pytest.fixture(scope="module")
def tasks(steerctl):
    """Tasks of so-khcn's own, one for each run, so that none meets what another has pushed."""
    entries = [{"title": f"Việc {n}", "lead_agency": "so-khcn", "product": "Báo cáo", "due_text": "Năm 2025",
                "state": "assigned"} for n in range(4)]
    run = steerctl("task", "import", "-o", "name", stdin=json.dumps(entries))
    assert run.status == 0, run
    return run.lines()


def run_consumer(consumer, steerd, template, tmp_path, task, before=()):
    done = subprocess.run([*before, str(consumer), steerd.url, "so-khcn", str(tmp_path / "queue.sqlite"), task],
                          input=template.secrets["so-khcn"] + "\n", capture_output=True, text=True, timeout=120)
    assert done.returncode == 0 and "FAILED" not in done.stdout, done.stdout + done.stderr


def test_the_program_does_what_a_consumer_does(consumer, steerd, template, tmp_path, tasks):
    run_consumer(consumer, steerd, template, tmp_path, tasks.pop())


def test_valgrind_finds_nothing(consumer, sanitized, steerd, template, tmp_path, tasks):
    if sanitized:
        return  # the sanitizers watch it already
    run_consumer(consumer, steerd, template, tmp_path, tasks.pop(),
                 ["valgrind", "--quiet", "--error-exitcode=99", "--leak-check=full",
                  "--show-leak-kinds=definite,indirect,possible"])
