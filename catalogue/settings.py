"""Settings, read once from the environment; it refuses to start on a bad one and says which and how to mend it."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHORTEST_SECRET = 32
_WEAK_SECRETS = {"change-me", "changeme", "secret", "default", "dev", "development", "password"}


class BadSetting(RuntimeError):
    """A setting that cannot work; the text is one sentence for whoever starts the server."""


@dataclass(frozen=True)
class Settings:
    """Everything the application takes from outside.

    `environment` is `local` (one machine, secret made on first start), `production` or `test`.
    `instance` is the only folder that is written to. `security_contact` is where weaknesses are reported.
    `second_factor` is `required` or `optional`; the latter only outside production. `proxies` is how many proxies
    stand in front, whose word on the reader's address is believed. Letters leave where `smtp_host`, `mail_from` and
    `public_url` are set.
    """

    environment: str = "local"
    host: str = "127.0.0.1"
    port: int = 8000
    database_url: str = ""
    secret_key: str = field(default="", repr=False)
    instance: Path = ROOT / "instance"
    data: Path = ROOT / "data"
    home_region: str = "370402"
    workers: int = 2
    public_url: str = ""
    security_contact: str = ""
    second_factor: str = "required"
    proxies: int = 0
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_user: str = ""
    smtp_password: str = field(default="", repr=False)
    smtp_security: str = "starttls"
    mail_from: str = ""

    @property
    def second_factor_obligatory(self) -> bool:
        """Whether staff must enrol a second factor before anything else; tests need not."""
        if self.environment == "test":
            return False
        return self.environment == "production" or self.second_factor == "required"

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Read HOST, PORT, DATABASE_URL, SECRET_KEY and the rest; raise BadSetting on the first bad one."""
        env = os.environ if environ is None else environ
        environment = _choice(env, "CATALOGUE_ENV", ("local", "production", "test"))
        instance = Path(env.get("CATALOGUE_INSTANCE", "") or ROOT / "instance").absolute()
        return cls(
            environment=environment,
            host=env.get("HOST", "") or "127.0.0.1",
            port=_whole_number(env, "PORT", 8000, 1, 65535),
            database_url=_database_url(env, instance),
            secret_key=_secret(env, environment, instance),
            instance=instance,
            data=Path(env.get("CATALOGUE_DATA", "") or ROOT / "data").absolute(),
            home_region=_region(env),
            workers=_whole_number(env, "WEB_CONCURRENCY", 2, 1, 64),
            public_url=env.get("PUBLIC_URL", "").rstrip("/"),
            security_contact=_contact(env),
            second_factor=_second_factor(env, environment),
            proxies=_whole_number(env, "TRUSTED_PROXIES", 0, 0, 5),
            smtp_host=env.get("SMTP_HOST", "").strip(),
            smtp_port=_whole_number(env, "SMTP_PORT", 587, 1, 65535),
            smtp_user=env.get("SMTP_USER", ""),
            smtp_password=env.get("SMTP_PASSWORD", ""),
            smtp_security=_choice(env, "SMTP_SECURITY", ("starttls", "tls", "none")),
            mail_from=_sender(env),
        )


def make_folder(folder: Path) -> None:
    """Make the folder for everything that is written, or say why it cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise BadSetting(
            f"The folder {folder} cannot be written to ({error.strerror}). "
            "Make it writable, or name another one in CATALOGUE_INSTANCE."
        ) from error


def _choice(env: Mapping[str, str], name: str, allowed: tuple[str, ...]) -> str:
    value = env.get(name, "") or allowed[0]
    if value not in allowed:
        raise BadSetting(f"{name} is “{value}”; it must be one of: {', '.join(allowed)}.")
    return value


def _whole_number(env: Mapping[str, str], name: str, default: int, low: int, high: int) -> int:
    text = env.get(name, "").strip() or str(default)
    if not (text.isascii() and text.isdigit()) or not low <= int(text) <= high:
        raise BadSetting(f"{name} is “{text}”; it must be a whole number from {low} to {high}.")
    return int(text)


def _region(env: Mapping[str, str]) -> str:
    code = env.get("HOME_REGION", "") or "370402"
    if len(code) != 6 or not (code.isascii() and code.isdigit()):
        raise BadSetting(f"HOME_REGION is “{code}”; it must be a six-digit division code such as 370402.")
    return code


def _contact(env: Mapping[str, str]) -> str:
    contact = env.get("SECURITY_CONTACT", "").strip()
    if contact and (not contact.startswith(("mailto:", "https://", "tel:")) or not contact.isprintable()):
        raise BadSetting(f"SECURITY_CONTACT is “{contact}”; it must begin with mailto:, https:// or tel:.")
    return contact


def _sender(env: Mapping[str, str]) -> str:
    sender = env.get("MAIL_FROM", "").strip()
    if env.get("SMTP_HOST", "").strip() and ("@" not in sender or not sender.isprintable()):
        raise BadSetting(f"MAIL_FROM is “{sender}”; with SMTP_HOST set it must be the sender's e-mail address.")
    return sender


def _second_factor(env: Mapping[str, str], environment: str) -> str:
    wish = _choice(env, "CATALOGUE_MFA", ("required", "optional"))
    if environment == "production" and wish == "optional":
        raise BadSetting("CATALOGUE_MFA cannot be optional in production: staff always sign in with a second factor.")
    return wish


def _database_url(env: Mapping[str, str], instance: Path) -> str:
    url = env.get("DATABASE_URL", "").strip()
    if not url:
        return f"sqlite:///{instance / 'catalogue.db'}"
    for short in ("postgres://", "postgresql://"):
        if url.startswith(short):
            return "postgresql+psycopg://" + url.removeprefix(short)
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise BadSetting("DATABASE_URL must begin with sqlite:/// or postgresql://; other databases are not supported.")
    return url


def _secret(env: Mapping[str, str], environment: str, instance: Path) -> str:
    given = env.get("SECRET_KEY", "").strip()
    if environment == "production" and (len(given) < SHORTEST_SECRET or given.lower() in _WEAK_SECRETS):
        raise BadSetting(
            f"SECRET_KEY must be set to a random text of at least {SHORTEST_SECRET} characters in production; "
            'make one with: python3 -c "import secrets; print(secrets.token_urlsafe(48))"'
        )
    return given or _kept_secret(instance)


def _kept_secret(instance: Path) -> str:
    """The random secret of this installation, made on first start and readable by its owner only."""
    make_folder(instance)
    path = instance / "secret_key"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text(encoding="ascii").strip()
