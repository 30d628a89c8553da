"""The process that stands over one PostgreSQL server, and takes it away when its caller is gone.

Run as a script: `postgres_guard.py BINARIES FOLDER SETTING=VALUE…`. Says `ready` on standard output
once the server answers; then each line of standard input names a signal that ends the server, which
is started again and answered by `ready`. The end of standard input, however the caller ended, stops
the server and removes the folder. A process of its own, because it leaves root for good.
"""

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

CLONE_NEWUSER = 0x10000000
NOBODY = 65534  # the server looks its user up, so the number must stand in the password file


class Refused(Exception):
    """This machine does not allow what the server needs; the text says what."""


class Failed(Exception):
    """The server ended instead of answering; the text is its log."""


def leave_root() -> None:
    """Stop being root, in a user namespace: PostgreSQL refuses to run as root.

    The files stay ours, so that nothing needs another owner or wider permissions.
    """
    unshare = getattr(ctypes.CDLL(None, use_errno=True), "unshare", None)
    if unshare is None:
        reason = "the tests run as root and this system has no user namespaces"
        raise Refused(reason)
    if unshare(CLONE_NEWUSER) != 0:
        error_text = os.strerror(ctypes.get_errno())
        reason = f"the tests run as root and a user namespace is forbidden: {error_text}"
        raise Refused(reason)
    try:
        Path("/proc/self/uid_map").write_text(f"{NOBODY} 0 1", "ascii")
        Path("/proc/self/setgroups").write_text("deny", "ascii")
        Path("/proc/self/gid_map").write_text(f"{NOBODY} 0 1", "ascii")
    except OSError as error:
        reason = f"the tests run as root and the user namespace takes no user: {error}"
        raise Refused(reason) from error


def initialise(binaries: Path, folder: Path, options: Sequence[str]) -> None:
    """Lay out the data folder: one superuser, trusted, reached through a socket in `folder`."""
    command: list[str | Path] = [
        *(binaries / "initdb", "--no-sync", "--no-instructions", "--auth=trust"),
        *("--username=postgres", "--encoding=UTF8", "--locale=C", "--pgdata", folder / "data"),
    ]
    subprocess.run(command, check=True, capture_output=True, stdin=subprocess.DEVNULL)
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": str(folder),
        "dynamic_shared_memory_type": "mmap",  # in the data folder, not in /dev/shm
        "shared_buffers": "32MB",
        "timezone": "UTC",
    } | dict(option.split("=", 1) for option in options)
    lines = "".join(f"{name} = '{value}'\n" for name, value in settings.items())
    with (folder / "data" / "postgresql.conf").open("a", encoding="utf-8") as file:
        file.write(lines)


def launch(binaries: Path, folder: Path) -> subprocess.Popen[bytes]:
    """Start the server and wait until it answers."""
    state, log = folder / "data" / "postmaster.pid", folder / "log"
    with log.open("ab") as file:
        server = subprocess.Popen(
            [binaries / "postgres", "-D", folder / "data"],
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
        )
    while not (state.exists() and state.read_text("ascii").rstrip().endswith("ready")):
        if server.poll() is not None:
            raise Failed(log.read_text("utf-8", "replace"))
        time.sleep(0.01)
    return server


def say(answer: str) -> None:
    sys.stdout.write(f"{answer}\n")
    sys.stdout.flush()


def serve(binaries: Path, folder: Path, options: Sequence[str]) -> None:
    """Run the server until standard input ends."""
    if os.geteuid() == 0:
        leave_root()
    initialise(binaries, folder, options)
    server = launch(binaries, folder)
    try:
        say("ready")
        for line in sys.stdin:
            server.send_signal(signal.Signals[line.strip()])
            server.wait()
            server = launch(binaries, folder)
            say("ready")
    finally:
        server.send_signal(signal.SIGQUIT)
        server.wait()


def main() -> None:
    signal.signal(
        signal.SIGTERM, signal.SIG_IGN
    )  # the end of standard input ends it, and always comes
    binaries, folder = Path(sys.argv[1]), Path(sys.argv[2])
    try:
        serve(binaries, folder, sys.argv[3:])
    except Refused as refusal:
        say(f"refused: {refusal}")
    except subprocess.CalledProcessError as error:
        say(f"failed: {error} {error.stderr!r}")
    except Failed as failure:
        say(f"failed: {str(failure)!r}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
