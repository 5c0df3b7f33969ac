"""Serves the application with gunicorn; it refuses a port that is taken and says the address only once it listens."""

from __future__ import annotations

import errno
import socket
from typing import Any
from wsgiref.types import WSGIApplication

import gunicorn.http.message
from gunicorn.app.base import BaseApplication

from catalogue.settings import BadSetting, Settings

THREADS = 4
SECONDS_TO_ANSWER = 60
SECONDS_TO_FINISH = 20
# One Chinese character takes nine bytes of an address, so gunicorn's own ceiling of 8,190 would turn away a pasted
# notice of a thousand characters with a bare page, before the application can say in its own words what is too long.
LONGEST_REQUEST_LINE = 128 * 1024


def check_port(host: str, port: int) -> None:
    """Raise BadSetting, with what to do, when nobody could listen on this address."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            # As the server itself does: connections of a server that has just stopped do not hold the port.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise BadSetting(_why_not(host, port, error)) from error


def gunicorn_arguments(settings: Settings) -> dict[str, Any]:
    """Gunicorn's configuration: forked workers with threads, which finish what they are doing when told to stop."""
    address = _address(settings.host, settings.port)
    return {
        "bind": address,
        "workers": settings.workers,
        "worker_class": "gthread",
        "threads": THREADS,
        "preload_app": True,
        "timeout": SECONDS_TO_ANSWER,
        "graceful_timeout": SECONDS_TO_FINISH,
        "limit_request_line": LONGEST_REQUEST_LINE,
        "loglevel": "warning",
        # It would be written to the home folder; nothing is, outside instance/.
        "control_socket_disable": True,
        "when_ready": lambda _arbiter: print(f"The Fee Catalogue answers on http://{address}/", flush=True),
    }


def serve(app: WSGIApplication, settings: Settings) -> None:
    """Fork the workers, which share the application made before, and serve until told to stop (SIGTERM or Ctrl-C)."""
    vars(gunicorn.http.message)["MAX_REQUEST_LINE"] = LONGEST_REQUEST_LINE
    _Server(app, settings).run()


class _Server(BaseApplication):
    def __init__(self, app: WSGIApplication, settings: Settings) -> None:
        self._app = app
        self._settings = settings
        super().__init__()

    def load_config(self) -> None:
        for name, value in gunicorn_arguments(self._settings).items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return self._app


def _address(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _why_not(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        other = port + 1 if port < 65535 else port - 1
        return (
            f"Port {port} on {host} is already in use: stop the other program, "
            f"or choose another port, for example: PORT={other} make run"
        )
    if error.errno == errno.EACCES:
        return f"Port {port} needs administrator rights: choose one from 1024 up, for example: PORT=8000 make run"
    return f"HOST is “{host}”, which is no address of this machine: use 127.0.0.1, or 0.0.0.0 for all its addresses."
