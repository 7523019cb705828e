"""Programs that begin with the explorer already imported, which takes longer than most tests do with it.

A Python that has imported it forks for each of them. What it forks has its own arguments, environment, folder, streams
and terminal, and is a child of the process that asked, as if that had started it. Where a system lacks what this needs,
where coverage is measured, where EXPLORER_SHARED is 0, and for what only a Python that begins would heed, such as
PYTHONUTF8, each program is a Python of its own.
"""

from __future__ import annotations

import atexit
import ctypes
import gc
import json
import marshal
import os
import pty
import signal
import socket
import subprocess
import sys
import threading
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from termios import tcsetwinsize
from types import ModuleType
from typing import Any, NoReturn

import pexpect
from ptyprocess import PtyProcess

# What is imported at the start, but for what reading an archive imports, and for those that are started with a word.
_IMPORTED = (
    *("explorer.ui.app", "explorer.ui.terminal_driver", "explorer.cli.app_command", "explorer.cli.opening"),
    *("explorer.files.by_record", "explorer.files.watching", "explorer.search.index", "watchfiles"),
    *("textual.scrollbar", "textual.layouts.factory", "textual.layouts.horizontal", "textual.layouts.stream"),
)
_ALSO = {"lsp": ("explorer.lsp.server",), "--linear": ("explorer.linear",)}
# Modules that the app starts beside itself, each by its `main`.
_BESIDE = [["-P", "-m", f"explorer.store.{name}"] for name in ("other_process", "reading_process")]
# What a Python heeds when it begins, or a module when it is imported; but for what is made good.
_HEEDED_FIRST = ("PYTHON", "LC_", "LANG", "TEXTUAL", "COVERAGE", "OPENBLAS", "EXPLORER_LINEAR")
_MADE_GOOD = ("PYTHONPATH", "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE", "TEXTUAL_SNAPSHOT_TEMPDIR")
_MEASURED = {"COVERAGE_PROCESS_START", "COVERAGE_PROCESS_CONFIG"}
_SET_CHILD_SUBREAPER = 36
_PYTHON = sys.executable  # a test may say that there is none


class Spawned(pexpect.spawn):  # type: ignore[misc]
    """What pexpect spawns in a pseudo-terminal."""

    def _spawnpty(self, args: list[str], **how: Any) -> PtyProcess:
        env = dict(os.environ if how["env"] is None else how["env"])
        if not _can_be_forked(args, env):
            return super()._spawnpty(args, **how)
        pid, (terminal,) = _forking().start(args, env, how["cwd"], how["dimensions"])
        process = PtyProcess(pid, terminal)
        process.argv, process.env = args, env
        return process


class Popen(subprocess.Popen[Any]):
    """What subprocess starts."""

    def _execute_child(
        self,
        args: Any,
        executable: Any,
        preexec_fn: Any,
        close_fds: bool,
        pass_fds: Any,
        cwd: Any,
        env: Mapping[str, str] | None,
        startupinfo: Any,
        creationflags: Any,
        shell: bool,
        *pipes: Any,
    ) -> None:
        p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite, _, gid, gids, uid, umask, new_session, *group = pipes
        environ = dict(os.environ if env is None else env)
        words = None if isinstance(args, str | bytes | os.PathLike) else list(args)
        as_other = [each for each in (gid, gids, uid, umask, *group) if each != -1]
        special = shell, preexec_fn, pass_fds, executable, *as_other
        if any(special) or not _can_be_forked(words, environ):
            given = args, executable, preexec_fn, close_fds, pass_fds, cwd, env, startupinfo, creationflags, shell
            super()._execute_child(*given, *pipes)  # type: ignore[misc]
            return
        streams = [own if own >= 0 else number for number, own in enumerate((p2cread, c2pwrite, errwrite))]
        self.pid, _ = _forking().start(words or [], environ, cwd, streams=streams, new_session=new_session)
        self._child_created = True
        self._close_pipe_fds(p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite)  # type: ignore[attr-defined]


def run(command: Sequence[str], *, check: bool = False, **how: Any) -> subprocess.CompletedProcess[Any]:
    """What `subprocess.run` does, without a `timeout`."""
    given = how.pop("input", None)
    if given is not None:
        how["stdin"] = subprocess.PIPE
    if how.pop("capture_output", False):
        how |= {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with Popen(command, **how) as process:
        out, errors = process.communicate(given)
    done = subprocess.CompletedProcess(command, process.returncode, out, errors)
    if check:
        done.check_returncode()
    return done


# Hands what it is given to the one that listens at a socket, and ends as that says.
_HANDED_OVER = """\
#!{python} -IS
import marshal, os, socket, sys
with socket.socket(socket.AF_UNIX) as there:
    there.connect({address!r})
    body = marshal.dumps((sys.argv[1:], dict(os.environ), os.getcwd()))
    socket.send_fds(there, [len(body).to_bytes(8, "big")], [0, 1, 2])
    there.sendall(body)
    sys.exit(there.recv(1)[0])
"""


@contextmanager
def program(path: Path) -> Iterator[None]:
    """While this lasts, there is a program for shells that does what `python -m explorer` does."""
    with TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as door:
        address = f"{folder}/door"  # the path of a test's own folder may be too long for a socket
        door.bind(address)
        door.listen()
        path.write_text(_HANDED_OVER.format(python=sys.executable, address=address), encoding="utf-8")
        path.chmod(0o755)
        thread = threading.Thread(target=_open_to_all, args=[door])
        thread.start()
        try:
            yield
        finally:
            door.shutdown(socket.SHUT_RDWR)
            thread.join()


def _open_to_all(door: socket.socket) -> None:
    running = []
    while True:
        try:
            asking, _ = door.accept()
        except OSError:  # it was shut down
            break
        running.append(threading.Thread(target=_run_for, args=[asking]))
        running[-1].start()
    for thread in running:
        thread.join()


def _run_for(asking: socket.socket) -> None:
    with asking:
        length, streams, _, _ = socket.recv_fds(asking, 8, 3)
        words, env, cwd = marshal.loads(_received(asking, length))
        given, out, errors = streams
        process = Popen(
            [sys.executable, "-m", "explorer", *words], env=env, cwd=cwd, stdin=given, stdout=out, stderr=errors
        )
        for stream in streams:
            os.close(stream)
        status = process.wait()
        with suppress(OSError):  # a shell may have ended the one that asked
            asking.sendall(bytes([status if status >= 0 else 128 - status]))


def _received(asking: socket.socket, length: bytes) -> bytes:
    body = b""
    while len(body) < int.from_bytes(length, "big"):
        body += asking.recv(1 << 16)
    return body


def _can_be_forked(command: Sequence[Any] | None, env: Mapping[str, str]) -> bool:
    if sys.platform != "linux" or os.environ.get("EXPLORER_SHARED") == "0" or _MEASURED & os.environ.keys():
        return False
    if not command or not all(isinstance(word, str | os.PathLike) for word in command) or command[0] != _PYTHON:
        return False
    start = [str(word) for word in command[1:]]
    start = start[2:] if start[:2] == ["-W", "error"] else start
    known = start[:1] == ["-c"] or start[:2] == ["-m", "explorer"] or start[:3] in _BESIDE
    return known and _heeded_first(env) == _heeded_first(os.environ)


def _heeded_first(env: Mapping[str, str]) -> dict[str, str]:
    return {name: env[name] for name in env if name.startswith(_HEEDED_FIRST) and name not in _MADE_GOOD}


class _Forking:
    """The Python that forks, as it is seen from here."""

    def __init__(self) -> None:
        self._socket, theirs = socket.socketpair()
        script = (
            f"import sys; sys.path.append({str(Path(__file__).parent)!r}); import warm; warm.serve({theirs.fileno()})"
        )
        self._process = subprocess.Popen(
            [sys.executable, "-c", script],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
        )
        theirs.close()
        self._libc = ctypes.CDLL(None)
        self._one_at_a_time = threading.Lock()
        atexit.register(self._close)

    def start(
        self,
        command: Sequence[Any],
        env: Mapping[str, str],
        cwd: Any,
        dimensions: tuple[int, int] | None = None,
        streams: Sequence[int] = (),
        new_session: bool = False,
    ) -> tuple[int, list[int]]:
        """The number of a new process, and its terminal if it was to have one of some `dimensions`, rows first."""
        asked = {
            "words": [os.fspath(word) for word in command[1:]],
            "env": dict(env),
            "cwd": os.fspath(cwd or Path.cwd()),
            "dimensions": dimensions,
            "new session": new_session,
        }
        body = json.dumps(asked).encode()
        with self._one_at_a_time:
            # Whose parent ends becomes this process's child, which may then wait for it.
            self._libc.prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
            try:
                socket.send_fds(self._socket, [len(body).to_bytes(8, "big")], list(streams))
                self._socket.sendall(body)
                answer, terminals, _, _ = socket.recv_fds(self._socket, 8, 1)
                assert self._socket.recv(1) == b"."
            finally:
                self._libc.prctl(_SET_CHILD_SUBREAPER, 0, 0, 0, 0)
        return int.from_bytes(answer, "big"), list(terminals)

    def _close(self) -> None:
        self._socket.close()
        self._process.wait()


@cache
def _forking() -> _Forking:
    return _Forking()


# In the Python that forks


def serve(number: int) -> NoReturn:
    """Fork for whoever asks at the other end of a socket, until that is closed."""
    asking = socket.socket(fileno=number)
    filters = list(warnings.filters)
    warnings.simplefilter("ignore", DeprecationWarning)  # that some library has a thread
    _import(_IMPORTED)
    _read_an_archive()
    while True:
        length, streams, _, _ = socket.recv_fds(asking, 8, 3)
        if not length:
            os._exit(0)
        asked = json.loads(_received(asking, length)) | {"filters": filters}
        _import([name for word in asked["words"] for name in _needed_for(word)])
        gc.freeze()
        between = os.fork()
        if not between:
            _fork(asking, asked, streams)
        for stream in streams:
            os.close(stream)
        os.waitpid(between, 0)
        asking.sendall(b".")


def _read_an_archive() -> None:
    """Import what is imported when there is something to check, and read the words of the language."""
    from archives import write_archive

    from explorer.snapshot import read_snapshot

    with TemporaryDirectory() as folder:
        read_snapshot(write_archive(Path(folder)))


def _needed_for(word: str) -> Iterator[str]:
    yield from _ALSO.get(word, ())
    command = f"explorer.cli.{word}_command"
    if word.isidentifier() and find_spec(command):
        yield command


def _import(names: Sequence[str]) -> None:
    for name in names:
        import_module(name)


def _fork(asking: socket.socket, asked: dict[str, Any], streams: Sequence[int]) -> NoReturn:
    """Fork once more, tell of it and end, for the other to become a child of the one that asked."""
    ready, getting_ready = os.pipe()
    if asked["dimensions"] is None:
        child, terminals = os.fork(), []
    else:
        child, terminal = pty.fork()
        terminals = [terminal]
    if child:
        os.close(getting_ready)
        os.read(ready, 1)  # it has its own session by now, as behind `Popen`
        socket.send_fds(asking, [child.to_bytes(8, "big")], terminals)
        os._exit(0)
    status = 1
    try:
        asking.close()
        if asked["new session"]:
            os.setsid()
        os.close(ready)
        os.close(getting_ready)
        if asked["dimensions"]:
            tcsetwinsize(0, asked["dimensions"])
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
        for stream in streams:
            if stream > 2:
                os.close(stream)
        status = _begun(asked)
    finally:
        os._exit(status)


def _begun(asked: dict[str, Any]) -> int:
    """Do what a Python does with its command line. Returns its exit status."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.chdir(asked["cwd"])
    os.environ.clear()
    os.environ.update(asked["env"])
    words = asked["words"]
    warnings.filters[:] = asked["filters"]  # type: ignore[index]
    if words[0] == "-W":
        warnings.simplefilter(words[1])
        del words[:2]
    if words[0] == "-P":
        del words[0]
    main = ModuleType("__main__")
    sys.modules["__main__"] = main
    at = 1 if words[0] == "-c" else 2
    sys.argv = ["-c" if at == 1 else import_module("explorer.__main__").__file__ or "", *words[at + (at == 1) :]]
    more = [path for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) if path]
    sys.path[:] = ["" if at == 1 else asked["cwd"], *more, *(path for path in sys.path[1:] if path not in more)]
    sys.dont_write_bytecode = bool(os.environ.get("PYTHONDONTWRITEBYTECODE"))
    _open_streams()
    status: object
    try:
        _run(words, main)
        status = 0
    except SystemExit as end:
        status = 0 if end.code is None else end.code
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGINT)
    except BaseException:  # noqa: BLE001 - as Python itself tells it
        sys.excepthook(*sys.exc_info())
        status = 1
    if not isinstance(status, int):
        sys.stderr.write(f"{status}\n")
        status = 1
    threading._shutdown()  # type: ignore[attr-defined]  # noqa: SLF001
    atexit._run_exitfuncs()  # noqa: SLF001
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None and not stream.closed:
                stream.flush()
        except OSError:
            return 120
    return status & 0xFF


def _run(words: Sequence[str], main: ModuleType) -> None:
    if words[0] == "-c":
        exec(compile(words[1], "<string>", "exec"), vars(main))
    elif words[1] == "explorer":
        sys.exit(import_module("explorer.cli").main())
    else:
        import_module(words[1]).main()


def _open_streams() -> None:
    """Streams for what 0, 1 and 2 now are."""
    encoding = sys.stdin.encoding
    unbuffered = bool(os.environ.get("PYTHONUNBUFFERED"))
    sys.stdin = sys.__stdin__ = open(0, encoding=encoding, closefd=False)  # type: ignore[misc]  # noqa: SIM115
    for number, name, errors in ((1, "stdout", "strict"), (2, "stderr", "backslashreplace")):
        stream = open(number, "w", encoding=encoding, errors=errors, closefd=False)  # noqa: SIM115
        stream.reconfigure(line_buffering=number == 2 or os.isatty(number), write_through=unbuffered)
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
