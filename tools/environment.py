"""Makes .venv and installs the pinned packages in it; refuses to redo what is done or install what is not pinned."""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"

# Published as source only, both plain Python: they are built here with the pinned setuptools, without a compiler.
# Everything else comes as a finished wheel or not at all.
SOURCE_ONLY = {"feedgen", "flask-principal"}

_MIRROR = "PIP_INDEX_URL=https://mirrors.aliyun.com/pypi/simple/"
_REASONS = (
    (
        r"NewConnectionError|ConnectionError|ConnectTimeout|ReadTimeout|name resolution|ProxyError|SSLError",
        "The packages could not be downloaded: check the network or proxy and run the same command again; "
        f"where pypi.org is slow or closed, name a mirror, for example: {_MIRROR} make run",
    ),
    (
        r"DO NOT MATCH THE HASHES",
        "A downloaded package is not the one this catalogue was tested with, so nothing was installed: "
        "try another package mirror (PIP_INDEX_URL) and tell the maintainers if it happens again.",
    ),
    (r"No space left on device", "The disk is full: free about 1 GB and run the same command again."),
    (
        r"Permission denied|Read-only file system",
        f"The folder {VENV} cannot be written to: copy the catalogue to a folder of your own and run it there.",
    ),
    (
        r"No matching distribution found for (?P<package>\S+)",
        "There is no ready-made package of {package} for this computer (Python {python} on {machine}), or your package "
        "mirror lacks it: use Python 3.11 to 3.14 on 64-bit Linux or on an Apple-silicon Mac, or another mirror; "
        "building it with a compiler is not attempted.",
    ),
)


class Unready(Exception):
    """The environment cannot be made; the text is one sentence that says what to do."""


def ensure(*names: str) -> None:
    """Have .venv hold exactly the packages of these requirements files; quick when it does already."""
    files = [ROOT / name for name in names]
    if all(_is_installed(file) for file in files):
        return
    _refuse_read_only()
    if not _python_version():
        _make_venv()
    for file in files:
        if not _is_installed(file):
            _install(file)
            _stamp(file).write_text(_wanted(file), encoding="ascii")


def _is_installed(file: Path) -> bool:
    try:
        return _stamp(file).read_text(encoding="ascii") == _wanted(file)
    except OSError:
        return False


def _stamp(file: Path) -> Path:
    return VENV / f"{file.stem}.installed"


def _wanted(file: Path) -> str:
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    return f"{digest} python {_python_version()}\n"


def _python_version() -> str:
    """The version of the environment's Python, or nothing where it is missing, broken or too old.

    An upgrade of the operating system can swap the interpreter under a .venv, whose packages then belong to none.
    """
    try:
        answer = subprocess.run(
            [PYTHON, "-I", "-c", "import sys; print('%d.%d' % sys.version_info[:2])"],
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    version = answer.stdout.strip()
    usable = (VENV / "lib" / f"python{version}" / "site-packages" / "pip").is_dir()
    return version if usable and tuple(map(int, version.split("."))) >= (3, 11) else ""


def _refuse_read_only() -> None:
    try:
        with tempfile.TemporaryFile(dir=ROOT):
            pass
    except OSError as error:
        raise Unready(
            f"The folder {ROOT} cannot be written to ({error.strerror}): "
            "copy the catalogue to a folder of your own and run it there."
        ) from error


def _make_venv() -> None:
    print(f"Making the environment .venv with Python {sys.version.split()[0]} …", flush=True)
    missing = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    if not missing:
        shutil.rmtree(VENV, ignore_errors=True)
        made = subprocess.run([sys.executable, "-m", "venv", VENV], capture_output=True, text=True)
        if made.returncode == 0:
            return
        shutil.rmtree(VENV, ignore_errors=True)
        if "ensurepip" not in made.stdout + made.stderr:
            raise Unready(
                f"Python could not make the environment {VENV} ({_last_line(made.stdout + made.stderr)}): "
                "mend that, or use another Python with make run PYTHON=/path/to/python3."
            )
    raise Unready(
        "This Python comes without its venv module: install it (on Debian and Ubuntu: sudo apt install "
        f"python{sys.version_info[0]}.{sys.version_info[1]}-venv) and run the same command again."
    )


def _install(file: Path) -> None:
    """Install the wheels first, setuptools among them, then what has to be built with it."""
    pins = split_pins(file.read_text(encoding="utf-8"))
    built = {name: pin for name, pin in pins.items() if name in SOURCE_ONLY}
    wheels = {name: pin for name, pin in pins.items() if name not in SOURCE_ONLY}
    print(f"Installing {len(pins)} packages of {file.name}; the first time this takes a minute or two.", flush=True)
    _pip(wheels, "--only-binary=:all:")
    if built:
        _pip(built, "--no-build-isolation", "--no-binary=" + ",".join(built))
    print(f"Installed what {file.name} asks for.", flush=True)


def split_pins(text: str) -> dict[str, str]:
    """The pinned requirements of a file by project name, each with its marker and hashes as written.

    A project pinned more than once, for different Pythons, keeps all its pins.
    """
    pins: dict[str, str] = {}
    for block in re.findall(r"^[A-Za-z0-9].*(?:\n[ ]+--hash.*)*", text, re.MULTILINE):
        name = re.sub(r"[-_.]+", "-", re.split(r"[=\[ ;]", block, maxsplit=1)[0]).lower()
        pins[name] = pins[name] + "\n" + block if name in pins else block
    return pins


def _pip(pins: dict[str, str], *options: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        chosen = Path(folder, "requirements.txt")
        chosen.write_text("\n".join(pins.values()) + "\n", encoding="utf-8")
        # -I keeps PYTHONPATH and the user's own packages out; --no-deps because the file is complete.
        command = [PYTHON, "-I", "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--retries=2"]
        command += ["--no-deps", "--require-hashes", *options, "-r", chosen]
        output = _follow(command, len(pins))
    if output is not None:
        (VENV / "install.log").write_text(output, encoding="utf-8")
        raise Unready(explain(output))


def _follow(command: list[str | Path], total: int) -> str | None:
    """Run pip, showing how far it is; its output if it failed."""
    lines: list[str] = []
    done = 0
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "LC_ALL": "C.UTF-8"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", env=environment
    ) as pip:
        for line in pip.stdout or ():
            lines.append(line)
            package = re.match(r"(?:Collecting|Requirement already satisfied:) ([\w.-]+)", line)
            if package:
                done += 1
                _show(f"  {done} of {total}: {package[1]}", done)
            elif line.startswith("Installing collected"):
                _show("  unpacking …", 0)
    _show("", 1)
    return "".join(lines) if pip.returncode else None


def _show(text: str, number: int) -> None:
    """One moving line on a terminal; elsewhere every twentieth."""
    if sys.stdout.isatty():
        print(f"\r\x1b[K{text}", end="", flush=True)
    elif number % 20 == 0:
        print(text, flush=True)


def explain(output: str) -> str:
    """What pip's output means for the person who ran the command, in one sentence with what to do."""
    for pattern, sentence in _REASONS:
        found = re.search(pattern, output)
        if found:
            facts = {"python": _python_version(), "machine": " ".join(os.uname()[i] for i in (0, 4))}
            return sentence.format(**facts, **found.groupdict())
    return (
        f"The packages could not be installed ({_last_line(output)}): the whole output is in "
        f"{VENV / 'install.log'}; mend that and run the same command again."
    )


def _last_line(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if line.lower().startswith("error")]
    return (errors or lines or ["no reason given"])[-1].rstrip(".")
