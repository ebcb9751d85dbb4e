"""What a worker process is kept from: sockets, other programs, more memory than its share.

Oxigraph follows SERVICE and has no switch for it. Queries that name it are refused before they run; this is the second
wall. The filter is a few instructions of classic BPF (seccomp(2)) for the two usual processors; elsewhere there is
none.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import resource
import struct
import sys
from contextlib import suppress
from typing import Final

_SET_NO_NEW_PRIVILEGES: Final = 38
_SET_SECCOMP: Final = 22
_MODE_FILTER: Final = 2
_LOAD, _JUMP_EQUAL, _JUMP_ABOVE, _RETURN = 0x20, 0x15, 0x25, 0x06
_ALLOW: Final = 0x7FFF0000
_REFUSE: Final = 0x00050000 | errno.EACCES
_REFUSED_CALLS: Final = {
    # machine: (its number in seccomp_data, socket, connect, execve, execveat)
    "x86_64": (0xC000003E, 41, 42, 59, 322),
    "aarch64": (0xC00000B7, 198, 203, 221, 281),
}
_X32_CALLS: Final = 0x40000000


def confine(memory_bytes: int) -> None:
    """Bound the memory of this process, leave no core dump, and close the way to sockets and programs where we can."""
    with suppress(ValueError, OSError):  # a system that knows no such limit, or a lower one of the caller's
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux" and platform.machine() in _REFUSED_CALLS:
        _refuse_calls(*_REFUSED_CALLS[platform.machine()])


def _refuse_calls(machine: int, *calls: int) -> None:
    program = [(_LOAD, 0, 0, 4), (_JUMP_EQUAL, 0, len(calls) + 2, machine), (_LOAD, 0, 0, 0)]
    program.append((_JUMP_ABOVE, len(calls) + 1, 0, _X32_CALLS))
    program += [(_JUMP_EQUAL, len(calls) - place, 0, call) for place, call in enumerate(calls)]
    program += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _REFUSE)]
    code = b"".join(struct.pack("HBBI", *instruction) for instruction in program)
    buffer = ctypes.create_string_buffer(code, len(code))
    filter_program = struct.pack("HP", len(program), ctypes.addressof(buffer))
    library = ctypes.CDLL(None, use_errno=True)
    library.prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    library.prctl(_SET_SECCOMP, _MODE_FILTER, ctypes.create_string_buffer(filter_program, len(filter_program)), 0, 0)
