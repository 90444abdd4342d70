"""Starts ./run as a person at a terminal does, waits until it answers, and stops it as Ctrl-C does."""

import os
import re
import shlex
import signal
import subprocess
import time
from pathlib import Path

READY_WITHIN = 600  # the first start in a folder builds
STOPPED_WITHIN = 15
ADDRESS = re.compile(r"http://(?:127\.0\.0\.1|localhost):\d+")


class Failed(Exception):
    """Something that must hold does not."""


class Cloud:
    """A local cloud of its own: a free port, its own data folder, its own process group."""

    def __init__(self, home: Path, scratch: Path):
        self.home = home
        self.data = scratch / "data"
        self.log = scratch / "run.log"
        self.url = ""

    def __enter__(self):
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                ["./run", "--port", "0", "--data", str(self.data)],
                cwd=self.home,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                # In the background of a script SIGINT is ignored, and a JVM that inherits that ignores it for good.
                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
            )
        try:
            self.url = self._wait_for_address()
        except BaseException:
            self.kill()
            raise
        return self

    def _wait_for_address(self) -> str:
        until = time.monotonic() + READY_WITHIN
        while time.monotonic() < until:
            found = ADDRESS.search(self.output())
            if found:
                return found.group()
            if self.process.poll() is not None:
                raise Failed(f"./run ended with {self.process.returncode}:\n{self.output()}")
            time.sleep(0.2)
        raise Failed(f"./run gave no address within {READY_WITHIN} s:\n{self.output()}")

    def output(self) -> str:
        return self.log.read_text(errors="replace")

    def environment(self, function: str) -> dict[str, str]:
        """What ./run env exports for one function."""
        lines = subprocess.run(
            ["./run", "env", "--function", function, "--data", str(self.data)],
            cwd=self.home,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
        )
        if lines.returncode:
            raise Failed(f"./run env --function {function} ended with {lines.returncode}:\n{lines.stderr}")
        words = [shlex.split(line) for line in lines.stdout.splitlines()]
        return dict(rest[0].split("=", 1) for first, *rest in words if first == "export")

    def interrupt(self) -> float:
        """Ctrl-C; the seconds until everything in the group is gone."""
        began = time.monotonic()
        os.killpg(self.process.pid, signal.SIGINT)
        try:
            self.process.wait(STOPPED_WITHIN)
        except subprocess.TimeoutExpired:
            raise Failed(f"./run still runs {STOPPED_WITHIN} s after SIGINT:\n{self.output()}") from None
        while self._group_lives():
            if time.monotonic() - began > STOPPED_WITHIN:
                raise Failed("./run left processes in its group")
            time.sleep(0.1)
        return time.monotonic() - began

    def _group_lives(self) -> bool:
        try:
            os.killpg(self.process.pid, 0)
            return True
        except ProcessLookupError:
            return False

    def kill(self):
        for number in (signal.SIGTERM, signal.SIGKILL):
            if self._group_lives():
                os.killpg(self.process.pid, number)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                continue

    def __exit__(self, *_):
        self.kill()


def end_on_signals():
    """Makes SIGTERM and SIGINT leave through every `with` and `finally`."""

    def leave(number, _):
        raise SystemExit(128 + number)

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, leave)
