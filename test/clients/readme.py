"""Runs what README.md, the reference and the design page show.

Each page has a database of its own, owned by an ordinary role, in which its
blocks run in their order:

    ```console    a psql session: what follows a prompt is typed, the rest is
                  what psql must print (as psql -At does)
    ```sql        runs with psql and must succeed
    ```sh         runs with sh -e in a copy of the checkout and must succeed
    ```python     runs with Python, ```js with node, and must succeed
    ```           is a figure or a signature and does not run

A comment in front of a block changes that:

    <!-- test: file NAME -->     the block is a file that others use
    <!-- test: skip REASON -->   the block does not run
    <!-- test: twice -->         the block runs again, and says "unchanged" only
    <!-- test: as PROGRAM -->    instead of the program in the block run PROGRAM,
                                 which is the same, but shorter

Besides, the reference must have each function with its true signature, each
view, setting and SQLSTATE.

By hand, with PG* leading to a server that has the extension as superuser:
readme.py [PAGE...].  IDEM_UPDATE=1 puts what psql prints into the pages.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TMP = Path(os.environ.get("IDEM_TMP", "/tmp")) / "readme"
REFERENCE = ROOT / "doc" / "idem_migrate.md"
ROLE = "migrator"
MAY_SKIP = 1  # blocks in all pages together
UPDATE = "IDEM_UPDATE" in os.environ  # puts what psql prints into the pages

passed = failed = skipped = 0


def report(ok, name, details=""):
    global passed, failed
    if ok:
        passed += 1
        print(f"ok - {name}")
    else:
        failed += 1
        print(f"not ok - {name}")
        print("".join(f"# {line}\n" for line in details.rstrip().split("\n")), end="")


def run(command, text=None, env=None, cwd=None):
    """Exit status and everything that was printed."""
    done = subprocess.run(
        command,
        input=text,
        env={**os.environ, **(env or {})},
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=500,
    )
    return done.returncode, done.stdout


def admin(statement, database="postgres"):
    status, output = run(["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-d", database], statement)
    if status != 0:
        sys.exit(f"{statement}\n{output}")
    return output.strip()


def blocks(page):
    """Line, language, mark and text of each block."""
    fence = language = None
    mark, lines, start = "", [], 0
    for number, line in enumerate(page.read_text().split("\n"), 1):
        if fence is None:
            opening = re.match(r"( *)```(\w*)$", line)
            comment = re.match(r" *<!-- test: (.*) -->$", line)
            if opening:
                fence, language = opening.groups()
                lines, start = [], number
            elif comment:
                mark = comment.group(1)
            elif line.strip():
                mark = ""
        elif line == fence + "```":
            yield start, language, mark, "\n".join(lines) + "\n"
            fence, mark = None, ""
        else:
            lines.append(line[len(fence):])


def replace(page, text, found):
    content = page.read_text()
    assert content.count(f"```console\n{text}```") == 1
    page.write_text(content.replace(f"```console\n{text}```", f"```console\n{found}```"))


PROMPT = re.compile(r"^\w+[=\-($'][*!]?[>#] ?", re.M)


def session(text, env):
    """The session as it really goes.  psql -a repeats what is typed."""
    prompts = [line for line in text.split("\n") if PROMPT.match(line)]
    typed = "".join(PROMPT.sub("", line) + "\n" for line in prompts)
    _, output = run(["psql", "-XAta"], typed, env)
    found = []
    for line in output.rstrip("\n").split("\n"):
        if prompts and line == PROMPT.sub("", prompts[0]):
            found.append(prompts.pop(0))
        else:
            found.append(line.rstrip())
    return "\n".join(found) + "\n"


def shell_environment(text, work):
    """Nothing is installed; a script of ours starts as it would by itself."""
    if re.search(r"^(sudo )?make", text, re.M):
        return {"MAKEFLAGS": f"DESTDIR={work}/installed with_llvm=no"}
    return {"IDEM_TMP": ""}


def database_of(page):
    return "readme_" + page.stem.lower()


def run_page(page):
    global skipped
    name = page.relative_to(ROOT)
    database = database_of(page)
    work = TMP / database
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(ROOT, work, ignore=shutil.ignore_patterns("*.o", "*.so", "*.bc", "tmp_check", ".git"))
    admin(f"CREATE DATABASE {database} OWNER {ROLE}")
    if page.name != "README.md":
        admin("CREATE EXTENSION idem_migrate", database)

    # What needs root is stood in for.
    shims = work / "shims"
    shims.mkdir()
    (shims / "sudo").write_text('#!/bin/sh\nexec "$@"\n')
    (shims / "sudo").chmod(0o755)
    (work / "alembic.ini").write_text("[alembic]\nscript_location = alembic\n")
    env = {
        "PATH": f"{shims}:{os.environ['PATH']}",
        "PGUSER": ROLE,
        "PGDATABASE": database,
        "LC_ALL": "C.UTF-8",
    }

    for line, language, mark, text in blocks(page):
        what = f"{name}:{line}"
        if mark.startswith("file "):
            target = work / mark[5:]
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text)
            continue
        if mark.startswith("skip "):
            skipped += 1
            print(f"# {what} is not run: {mark[5:]}")
            continue
        if mark.startswith("as "):
            text = mark[3:] + "\n"
        if language == "":
            continue
        if language == "console":
            found = session(text, env)
            ok, output = text == found, f"shown:\n{text}\nfound:\n{found}"
            if not ok and UPDATE:
                replace(page, text, found)
        elif language == "sql":
            status, output = run(["psql", "-Xq", "-v", "ON_ERROR_STOP=1"], text, env, work)
            ok = status == 0
            if ok and mark == "twice":
                _, output = run(["psql", "-XAtq"], text, env, work)
                ok = set(output.split()) == {"unchanged"}
        elif language == "sh":
            status, output = run(["sh", "-e"], text, {**env, **shell_environment(text, work)}, work)
            ok = status == 0
        elif language == "python":
            python = os.environ.get("IDEM_PYTHON", sys.executable)
            status, output = run([python, "-"], text, env, work)
            ok = status == 0
        elif language == "js":
            status, output = run(["node", "-"], text, env, work)
            ok = status == 0
        else:
            ok, output = False, f"no way to run a block of {language}"
        report(ok, what, output)


def check_reference():
    """The reference names all there is, with its signature."""
    text = REFERENCE.read_text()
    database = database_of(REFERENCE)
    signatures = admin(
        """
        SELECT format('idem.%s(%s)%s', proname,
                      regexp_replace(pg_get_function_arguments(oid), '::[a-z]+(\\[\\])?', '', 'g'),
                      coalesce(' RETURNS ' || pg_get_function_result(oid), ''))
          FROM pg_proc WHERE pronamespace = 'idem'::regnamespace
        """,
        database,
    ).split("\n")
    shown = " ".join(text.split())
    for signature in sorted(signatures):
        name = signature.split("(")[0]
        report(
            signature in shown and f"### `{name}`" in text,
            f"the reference has {name}",
            f"missing: ### `{name}` with the signature\n{signature}",
        )
    for view in admin(
        "SELECT 'idem.' || relname FROM pg_class WHERE relnamespace = 'idem'::regnamespace AND relkind = 'v'",
        database,
    ).split("\n"):
        columns = admin(f"SELECT attname FROM pg_attribute WHERE attrelid = '{view}'::regclass AND attnum > 0", database).split("\n")
        section = text.split(f"### `{view}`", 1)
        body = section[1].split("\n### ", 1)[0].split("\n## ", 1)[0] if len(section) == 2 else ""
        lacking = [column for column in columns if f"`{column}`" not in body]
        report(len(section) == 2 and not lacking, f"the reference has {view}", f"missing: {lacking or view}")
    for page in (REFERENCE, ROOT / "README.md"):
        settings = admin(
            "DO 'BEGIN PERFORM idem.enum_exists($$any$$); END'; -- loads the library\n"
            "SELECT name, boot_val, unit FROM pg_settings WHERE name LIKE 'idem\\_migrate.%'",
            database,
        ).split("\n")
        for name, default, unit in (setting.split("|") for setting in settings):
            shown_default = {"65536kB": "64MB", "100ms": "100ms"}.get(default + unit, default)
            row = re.search(rf"^\| `{re.escape(name)}` \|.*`{shown_default}`", page.read_text(), re.M)
            report(row is not None, f"{page.name} has {name} = {shown_default}")
    sources = "".join(source.read_text() for source in (ROOT / "src").glob("*.c"))
    header = (ROOT / "src" / "idem_migrate.h").read_text()
    states = re.findall(r"(ERRCODE_\w+)\s+MAKE_SQLSTATE\('I','M','(.)','(.)','(.)'\)", header)
    for name, *digits in states:
        state = "IM" + "".join(digits)
        report((name in sources) == (f"`{state}`" in text), f"the reference has SQLSTATE {state}")
    report(len(states) > 0, "there are own SQLSTATEs")


def clean_up(databases):
    for database in databases:
        admin(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
    admin(f"DROP ROLE IF EXISTS {ROLE}")


def main():
    pages = [ROOT / "README.md", REFERENCE, ROOT / "doc" / "design.md"]
    databases = [database_of(page) for page in pages]
    if len(sys.argv) > 1:
        pages = [page for page in pages if page.name in sys.argv[1:]]
    TMP.mkdir(parents=True, exist_ok=True)
    clean_up(databases)
    admin(f"CREATE ROLE {ROLE} LOGIN")
    try:
        for page in pages:
            run_page(page)
        if REFERENCE in pages:
            check_reference()
    finally:
        clean_up(databases)
    report(skipped <= MAY_SKIP, f"at most {MAY_SKIP} block does not run", f"{skipped} do not")
    print(f"1..{passed + failed}")
    return failed > 0


sys.exit(main())
