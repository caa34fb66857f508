"""size.py - nothing grows past what one can read at a sitting: functions 80 lines, files 600."""
import ast
import re

from sources import files, finish, text

FUNCTION_LINES = 80
FILE_LINES = 600
CODE = (".c", ".h", ".def", ".py", ".sql", ".sh", ".js", ".mk")


def c_functions(lines):
    """(first line, last line) of each function: its braces stand in the first column."""
    start = None
    for number, line in enumerate(lines, 1):
        if line.startswith("{"):
            start = number
        elif line.startswith("}") and start is not None:
            yield start, number
            start = None


def python_functions(source):
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node.lineno, node.end_lineno


def shell_functions(lines):
    start = None
    for number, line in enumerate(lines, 1):
        if re.match(r"[a-z_]+\(\) \{$", line):
            start = number
        elif line == "}" and start is not None:
            yield start, number
            start = None


def functions(path, source):
    if path.suffix in (".c", ".h"):
        return c_functions(source.splitlines())
    if path.suffix == ".py":
        return python_functions(source)
    if path.suffix == ".sh":
        return shell_functions(source.splitlines())
    return ()


def faults():
    for path in files(*CODE):
        source = text(path)
        lines = source.count("\n")
        if lines > FILE_LINES:
            yield f"{path}: {lines} lines; at most {FILE_LINES}"
        for start, end in functions(path, source):
            if end - start + 1 > FUNCTION_LINES:
                yield f"{path}:{start}: a function of {end - start + 1} lines; at most {FUNCTION_LINES}"


finish(f"functions up to {FUNCTION_LINES} lines, files up to {FILE_LINES}", list(faults()))
