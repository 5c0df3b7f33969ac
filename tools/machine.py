"""Gets what the tests need from the operating system; refuses to install where it may not, and says what is missing."""

import os
import shutil
import subprocess
from pathlib import Path


def prepare() -> None:
    """Install Chromium, a Chinese font and PostgreSQL from Debian where that is allowed; tests skip what is missing."""
    missing = [package for package, present in _NEEDED.items() if not present()]
    if not missing:
        return
    print(f"Missing on this machine: {', '.join(missing)}.", flush=True)
    rights = _rights()
    if rights is None:
        print(f"Not installed (needs apt-get and root): sudo apt-get install {' '.join(missing)}", flush=True)
        return
    _apt(rights, "update")
    # One by one, so that one which this system does not have keeps none of the others away.
    for package in missing:
        if not _apt(rights, "install", "--yes", "--no-install-recommends", package):
            print(f"!! Could not install {package}; the tests that need it will be skipped.", flush=True)


def _has_chromium() -> bool:
    return any(shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))


def _has_chinese_font() -> bool:
    if not shutil.which("fc-list"):
        return False
    return bool(subprocess.run(["fc-list", ":lang=zh"], capture_output=True, text=True).stdout.strip())


def _has_postgresql() -> bool:
    return shutil.which("initdb") is not None or any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


_NEEDED = {"chromium": _has_chromium, "fonts-noto-cjk": _has_chinese_font, "postgresql": _has_postgresql}


def _rights() -> list[str] | None:
    """What to put before a command to run it as root, or None where that is not possible without asking."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    sudo = ["sudo", "-n"]
    allowed = shutil.which("sudo") and subprocess.run([*sudo, "true"], capture_output=True).returncode == 0
    return sudo if allowed else None


def _apt(rights: list[str], *arguments: str) -> bool:
    print(f"apt-get {' '.join(arguments)} …", flush=True)
    command = [*rights, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", *arguments]
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=600
        )
    except subprocess.TimeoutExpired:
        print("   gave up after ten minutes", flush=True)
        return False
    if done.returncode:
        print(done.stdout[-2000:], flush=True)
    return done.returncode == 0
