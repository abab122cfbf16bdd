"""The layout of GB/T 9704—2012 in the words of Word: page grid, standing style, page numbers, the place of the seal."""

from typing import Any, Final
from xml.sax.saxutils import escape

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.shared import Emu, Mm, Pt, RGBColor

SONG, FANG, KAI, HEI, DIGITS = "方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"
#: 版心 156 mm × 225 mm: 22 lines of 28 characters, 3号 = 16 pt.
CELL: Final = Emu(Mm(156) // 28)
LINE: Final = Pt(28.95)
_LINE_TWIPS: Final = 579
_POINT: Final = 12700
_CORE_WIDTH: Final = Mm(156)
_SEAL_WIDTH: Final = Mm(42)
RED: Final = RGBColor(0xD7, 0x00, 0x0F)
#: What follows the borders among a paragraph's properties (ECMA-376, 17.3.1.26).
_AFTER_BORDERS: Final = (
    *("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:overflowPunct", "w:topLinePunct"),
    *("w:autoSpaceDE", "w:autoSpaceDN", "w:bidi", "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind"),
    *("w:contextualSpacing", "w:mirrorIndents", "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment"),
    *("w:outlineLvl", "w:rPr", "w:sectPr"),
)


def set_grid(section: Any) -> None:
    """Bind the text to the grid of 22 lines and 28 characters; the pitch of a character is kept as its excess over the type size."""
    grid = section._sectPr.find(qn("w:docGrid"))  # noqa: SLF001 — python-docx has no word for it
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)  # noqa: SLF001
    grid.set(qn("w:type"), "linesAndChars")
    grid.set(qn("w:linePitch"), str(_LINE_TWIPS))
    grid.set(qn("w:charSpace"), str(round((CELL / _POINT - 16) * 4096)))


def set_normal(styles: Any) -> None:
    """The standing style: 仿宋 3号, fixed line pitch, no space around paragraphs. Programs reckon the grid from it or from the defaults."""
    defaults = styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for name in ("w:sz", "w:szCs"):
        defaults.find(qn(name)).set(qn("w:val"), "32")
    defaults.find(qn("w:lang")).set(qn("w:eastAsia"), "zh-CN")
    style = styles["Normal"]
    style.font.size = Pt(16)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), FANG)
    form = style.paragraph_format
    form.line_spacing, form.space_before, form.space_after = LINE, Pt(0), Pt(0)
    form.widow_control = False


def off_grid(paragraph: Any, spacing: Any) -> None:
    """Set a paragraph at its own line pitch: what is larger or smaller than the body does not follow the grid."""
    paragraph.paragraph_format.line_spacing = spacing
    snap = OxmlElement("w:snapToGrid")
    snap.set(qn("w:val"), "0")
    paragraph._p.get_or_add_pPr().insert_element_before(snap, *_AFTER_SNAP)  # noqa: SLF001


#: What follows w:snapToGrid in the order of the schema.
_AFTER_SNAP: Final = ("w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents", "w:jc", "w:rPr", "w:sectPr")


def page_number(footer: Any, *, even: bool) -> None:
    """页码 (7.5): 4号, a dash each side, odd pages right, even pages left, 空一字."""
    footer.is_linked_to_previous = False
    line = footer.paragraphs[0]
    line.alignment = WD_ALIGN_PARAGRAPH.LEFT if even else WD_ALIGN_PARAGRAPH.RIGHT
    form = line.paragraph_format
    form.left_indent, form.right_indent = (Pt(14), Pt(0)) if even else (Pt(0), Pt(14))
    for kind, words in (("text", "— "), ("begin", ""), ("field", " PAGE "), ("end", ""), ("text", " —")):
        run = line.add_run()
        run.font.size = Pt(14)
        fonts = run._r.get_or_add_rPr().get_or_add_rFonts()  # noqa: SLF001
        for script in ("w:ascii", "w:hAnsi", "w:eastAsia"):
            fonts.set(qn(script), DIGITS)
        run._r.append(_part_of_field(kind, words))  # noqa: SLF001


def _part_of_field(kind: str, words: str) -> Any:
    name = {"text": "w:t", "field": "w:instrText"}.get(kind, "w:fldChar")
    element = OxmlElement(name)
    if words:
        element.text = words
        element.set(qn("xml:space"), "preserve")
    else:
        element.set(qn("w:fldCharType"), kind)
    return element


def columns_of(table: Any, label_cells: int) -> None:
    """Two columns across the text: the label so many characters wide, the rest for what it says."""
    widths = (Emu(label_cells * CELL), Emu(_CORE_WIDTH - label_cells * CELL))
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width


def seal_place(middle_from_right: float, words: str) -> str:
    """A dotted circle of 42 mm behind the text, its middle so many characters from the right edge and on the date's line (7.3.5.1)."""
    left = round(_CORE_WIDTH - middle_from_right * CELL - _SEAL_WIDTH / 2)
    up = round(-_SEAL_WIDTH / 2 + LINE / 4)
    spaces = nsdecls("w", "wp", "a")
    return (
        f"<w:drawing {spaces}><wp:anchor distT='0' distB='0' distL='0' distR='0' simplePos='0' relativeHeight='1' "
        "behindDoc='1' locked='0' layoutInCell='1' allowOverlap='1'><wp:simplePos x='0' y='0'/>"
        f"<wp:positionH relativeFrom='margin'><wp:posOffset>{left}</wp:posOffset></wp:positionH>"
        f"<wp:positionV relativeFrom='paragraph'><wp:posOffset>{up}</wp:posOffset></wp:positionV>"
        f"<wp:extent cx='{_SEAL_WIDTH}' cy='{_SEAL_WIDTH}'/><wp:wrapNone/>"
        f"<wp:docPr id='1' name='{escape(words)}' descr='{escape(words)}'/><wp:cNvGraphicFramePr/>"
        "<a:graphic><a:graphicData uri='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'>"
        "<wps:wsp xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'><wps:cNvSpPr/><wps:spPr>"
        f"<a:xfrm><a:off x='0' y='0'/><a:ext cx='{_SEAL_WIDTH}' cy='{_SEAL_WIDTH}'/></a:xfrm>"
        "<a:prstGeom prst='ellipse'><a:avLst/></a:prstGeom><a:noFill/>"
        "<a:ln w='7620'><a:solidFill><a:srgbClr val='8C8C8C'/></a:solidFill><a:prstDash val='sysDot'/></a:ln></wps:spPr>"
        "<wps:txbx><w:txbxContent><w:p><w:pPr><w:spacing w:line='240' w:lineRule='exact'/><w:jc w:val='center'/></w:pPr>"
        f"<w:r><w:rPr><w:rFonts w:ascii='{KAI}' w:hAnsi='{KAI}' w:eastAsia='{KAI}'/><w:color w:val='6E6E6E'/>"
        f"<w:sz w:val='18'/></w:rPr><w:t>{escape(words)}</w:t></w:r></w:p></w:txbxContent></wps:txbx>"
        "<wps:bodyPr anchor='b'/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
    )


def letterhead(paragraph: Any) -> None:
    """发文机关标志 of a letter (信函格式): red, centred, over a red double line, the upper one thick."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    off_grid(paragraph, Pt(44))
    for run in paragraph.runs:
        run.font.color.rgb = RED
    borders = OxmlElement("w:pBdr")
    line = OxmlElement("w:bottom")
    for name, value in (("val", "thickThinSmallGap"), ("sz", "18"), ("space", "6"), ("color", str(RED))):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001
    properties.insert_element_before(borders, *_AFTER_BORDERS)
