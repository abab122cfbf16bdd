"""线下用印: printed, sealed by hand, scanned back. The scan is matched to the frozen letter page by page."""

import pypdfium2

from gov_requests.refusals import BadInput

UNREADABLE = "扫描件打不开，请重新扫描成 PDF、JPG 或 PNG。"


class OnPaper:
    """The seal on paper: nobody but a person sees it, the system counts the pages."""

    name = "paper"

    def fault_of(self, frozen: bytes, sealed: list[bytes]) -> str | None:
        """Return a sentence where the scan has another number of pages than the letter."""
        wanted, found = _pages(frozen), sum(_pages(one) for one in sealed)
        return f"定稿共 {wanted} 页，扫描件 {found} 页，请核对是不是这份文书。" if wanted != found else None


def _pages(content: bytes) -> int:
    """How many pages a PDF has; a picture is one."""
    if not content.startswith(b"%PDF-"):
        return 1
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as broken:
        raise BadInput(UNREADABLE, "files") from broken
    try:
        return len(document)
    finally:
        document.close()
