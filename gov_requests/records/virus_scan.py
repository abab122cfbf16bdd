"""病毒查杀: the office's own scanner is asked about each upload, by the protocol of clamd (INSTREAM).

``VIRUS_SCAN`` names it: ``unix:/run/clamav/clamd.ctl`` or ``tcp:127.0.0.1:3310``. None set: uploads go on and ``check`` says so. One
that is set and does not answer, or answers anything but OK, keeps the file out.
"""

import socket
import struct

from flask import current_app

from gov_requests.refusals import BadInput

#: Seconds without an answer after which it counts as silent.
_PATIENCE = 20.0
_PIECE = 128 * 1024
_CLEAN = b"stream: OK"


def scan(name: str, content: bytes, field: str = "files") -> None:
    """Raise ``BadInput`` unless no scanner is set, or the one that is set calls the content clean. Call it outside of transactions."""
    place = current_app.config["VIRUS_SCAN"]
    if not place:
        return
    try:
        said = _asked(place, content)
    except (OSError, ValueError) as silent:
        raise BadInput(f"病毒查杀没有应答，“{name}”没有保存。请稍后重试，仍不行请报系统管理员。", field) from silent
    if said == _CLEAN:
        return
    if said.endswith(b"FOUND"):
        raise BadInput(f"“{name}”没有通过病毒查杀，没有保存。请向提交人说明，重新取得文件。", field)
    raise BadInput(f"病毒查杀不能确认“{name}”是否安全，没有保存。请报系统管理员。", field)


def _asked(place: str, content: bytes) -> bytes:
    with _connection(place) as line:
        line.settimeout(_PATIENCE)
        line.sendall(b"zINSTREAM\0")
        for at in range(0, len(content), _PIECE):
            piece = content[at : at + _PIECE]
            line.sendall(struct.pack(">I", len(piece)) + piece)
        line.sendall(struct.pack(">I", 0))
        said = b""
        while len(said) < 1024 and (piece := line.recv(1024)):
            said += piece
            if b"\0" in piece:
                break
    if not said:
        raise ConnectionError("the scanner hung up")
    return said.partition(b"\0")[0].strip()


def _connection(place: str) -> socket.socket:
    kind, _, where = place.partition(":")
    if kind == "unix":
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(_PATIENCE)
        try:
            line.connect(where)
        except OSError:
            line.close()
            raise
        return line
    host, _, port = where.rpartition(":")
    if kind != "tcp" or not host:
        raise ValueError(place)
    return socket.create_connection((host, int(port)), timeout=_PATIENCE)
