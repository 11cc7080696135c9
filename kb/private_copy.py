"""A folder copied for one process alone, and removed when that process lets go of it or has died.

Chroma writes into its directory even when it is only asked, and two processes that write one directory damage it. So
each process reads a copy; what was built stays as it was, and its hashes can be checked.
"""

from __future__ import annotations

import contextlib
import errno
import shutil
import tempfile
from pathlib import Path

from filelock import FileLock, Timeout

from kb.errors import IndexDiskFull

_PREFIX = "jinpum-vectors-"
_LOCK = "lock"


class PrivateCopy:
    """A copy of a folder in the system's folder for temporary files."""

    def __init__(self, folder: Path) -> None:
        """Copy a folder, after removing what dead processes have left.

        Raises:
            OSError: the folder cannot be read.
            IndexDiskFull: there is no room for the copy.
        """
        _sweep()
        # The copy gets its proper name once it is locked, so that no other process takes it for a dead one's.
        new = Path(tempfile.mkdtemp(prefix="jinpum-new-"))
        self._lock = FileLock(new / _LOCK, timeout=0, thread_local=False)
        self._lock.acquire()
        self._home = new.rename(new.with_name(_PREFIX + new.name.rsplit("-", 1)[-1]))
        self.path = self._home / folder.name
        try:
            shutil.copytree(folder, self.path)
        except (OSError, shutil.Error) as error:
            self.close()
            if isinstance(error, OSError) and (error.errno == errno.ENOSPC or "Errno 28" in str(error)):
                raise IndexDiskFull("index.no-room", place=tempfile.gettempdir()) from error
            raise

    def close(self) -> None:
        """Remove the copy; a second time does nothing."""
        shutil.rmtree(self._home, ignore_errors=True)
        self._lock.release(force=True)


def _sweep() -> None:
    for left in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with contextlib.suppress(Timeout, OSError), FileLock(left / _LOCK, timeout=0):
            shutil.rmtree(left, ignore_errors=True)
