"""QR codes (二维码) as paths for SVG: of authenticator secrets, and of checkpoints on paper."""

import segno

#: Modules of white around a code, without which readers do not find it (ISO/IEC 18004).
_QUIET = 4


def picture(text: str) -> tuple[int, str]:
    """Return the QR code of a text: how many modules wide with its white border, and the dark ones as a path for SVG."""
    rows = [list(row) for row in segno.make(text, micro=False, error="m").matrix_iter(border=_QUIET)]
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    return len(rows), path
