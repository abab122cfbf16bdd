"""第三十七条: what is covered is gone from the file: from its text, pictures, properties and earlier revisions."""

import io
import random

import pypdfium2
import pytest
from PIL import Image, ImageDraw, PngImagePlugin

from gov_requests.documents import picture_pdf
from gov_requests.documents.pages import BROKEN, MOST_PAGES, PRINT_FIRST, WHOLE_PAGE, burnt, survey, words_on
from gov_requests.documents.raster import GRID, LARGEST, _pixels
from gov_requests.refusals import BadInput
from tests.support.plain_pdf import faults, pdf, pixels, revised, shown, stream, traces

FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
PLACES = ("text", "packed", "title", "xmp", "attached", "note", "field", "earlier", "hidden", "bookmark")


def planted(seed):
    """Ten numbers of invented people for each place in which they can stand."""
    chance = random.Random(seed)
    return {place: [f"139{chance.randrange(10**8):08}" for _ in range(10)] for place in PLACES}


def crafted(words):
    """A PDF of two pages that holds the words in every place that a PDF has for them."""
    spelt = {place: [word.encode() for word in found] for place, found in words.items()}
    joined = {place: b" ".join(found) for place, found in spelt.items()}
    xmp = b"<x:xmpmeta><dc:title>%b</dc:title></x:xmpmeta>" % joined["xmp"]
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>>>/Contents %d 0 R %b>>"
    form = b"<</Fields[9 0 R]/DR<</Font<</F1 4 0 R>>>>/DA(/F1 9 Tf 0 g)>>"
    attached = b"<</EmbeddedFiles<</Names[(a) 11 0 R]>>>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/Metadata 8 0 R/Outlines 13 0 R/AcroForm %b/Names %b>>" % (form, attached),
        b"<</Type/Pages/Kids[3 0 R 5 0 R]/Count 2>>",
        page % (6, b"/Annots[9 0 R 10 0 R]"),
        FONT,
        page % (7, b""),
        stream(shown(spelt["text"]) + b" BT /F1 8 Tf 3 Tr 60 100 Td (%b) Tj ET" % joined["hidden"]),
        stream(shown(spelt["packed"]), packed=True),
        stream(xmp, b"/Type/Metadata/Subtype/XML"),
        b"<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V(%b)/Rect[60 400 560 420]/F 4/P 3 0 R/DA(/F1 6 Tf 0 g)>>"
        % joined["field"],
        b"<</Type/Annot/Subtype/Text/Contents(%b)/Rect[60 300 80 320]/P 3 0 R>>" % joined["note"],
        b"<</Type/Filespec/F(a.txt)/UF(a.txt)/EF<</F 12 0 R>>>>",
        stream(joined["attached"], b"/Type/EmbeddedFile", packed=True),
        b"<</Type/Outlines/First 14 0 R/Last 14 0 R/Count 1>>",
        b"<</Title(%b)/Parent 13 0 R>>" % joined["bookmark"],
        b"<</Title(%b)/Author(%b)>>" % (joined["title"], joined["title"]),
        stream(shown(spelt["earlier"])),
    ]
    first = pdf([*objects[:5], objects[15], *objects[6:]], info=15)
    return revised(first, 6, objects[5])


def looked_through(content, media_type="application/pdf"):
    return list(survey(content, media_type))[-1]


def covered_by(seen):
    pages = {}
    for one in seen.found:
        pages.setdefault(one.page, []).extend(one.boxes)
    return pages


def severed(content, covered, media_type="application/pdf"):
    out = io.BytesIO()
    picture_pdf.write(burnt(content, media_type, covered), out)
    return out.getvalue()


@pytest.fixture(scope="module")
def hundred():
    words = planted(37)
    content = crafted(words)
    seen = looked_through(content)
    covered = covered_by(seen)
    return words, content, seen, covered, severed(content, covered)


def every(words):
    return [word for found in words.values() for word in found]


def test_of_100_planted_numbers_none_is_found_in_the_file_that_is_given(hundred):
    words, content, _seen, covered, given = hundred
    assert len(every(words)) == 100
    assert set(traces(content, every(words))) == set(every(words)), "the search must find what is there"
    assert faults(given, every(words), covered) == []


def test_what_stands_in_text_form_and_field_is_seen_before_and_marked(hundred):
    words, _content, seen, _covered, _given = hundred
    shown_of = {one.shown for one in seen.found}
    for place in ("text", "packed", "field", "hidden"):
        assert {f"{word[:3]}****{word[-4:]}" for word in words[place]} <= shown_of, place
    assert seen.pages == ["text", "text"]


def drawn_over(content, covered):
    """The broken twin: black rectangles as annotations over the original."""
    kids = b" ".join(
        b"<</Type/Annot/Subtype/Square/F 4/IC[0 0 0]/C[0 0 0]/Rect[%d %d %d %d]>>"
        % (box[0] * 595 // 10_000, 842 - box[3] * 842 // 10_000, box[2] * 595 // 10_000, 842 - box[1] * 842 // 10_000)
        for box in covered[1]
    )
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>>>/Contents 6 0 R/Annots[%b]>>"
        % kids
    )
    return revised(content, 3, page)


def test_boxes_that_are_only_drawn_over_the_original_are_caught(hundred):
    words, content, _seen, covered, _given = hundred
    found = faults(drawn_over(content, covered), every(words), covered)
    assert [word for word in words["text"] if not any(fault.startswith(word) for fault in found)] == []
    assert "page 1 has annotations" in found
    assert "more than one revision" in found


def scan(marked=(), size=(600, 800)):
    """A noisy grey scan with a stripe of colour."""
    chance = random.Random(5)
    picture = Image.frombytes("L", size, chance.randbytes(size[0] * size[1])).convert("RGB")
    ImageDraw.Draw(picture).rectangle((100, 100, 300, 140), fill=(200, 30, 30))
    return picture


def test_a_photograph_loses_what_it_carries_and_shows_nothing_of_what_is_covered():
    word, box = "13987654321", (1000, 1000, 6000, 2000)
    exif = Image.Exif()
    exif[0x010E] = word
    out = io.BytesIO()
    scan().save(out, "JPEG", exif=exif, comment=word.encode(), quality=80)
    content = out.getvalue() + word.encode()
    assert word.encode() in content
    given = severed(content, {1: [box]}, "image/jpeg")
    assert faults(given, [word], {1: [box]}) == []


def test_a_picture_as_png_loses_its_text_chunks():
    word = "13987654321"
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", word)
    notes.add_itxt("Comment", word, zip=True)
    out = io.BytesIO()
    scan().save(out, "PNG", pnginfo=notes, icc_profile=word.encode())
    assert word.encode() in out.getvalue()
    assert faults(severed(out.getvalue(), {1: [WHOLE_PAGE]}, "image/png"), [word], {1: [WHOLE_PAGE]}) == []


@pytest.mark.parametrize("box", [(0, 0, 20, 20), (3333, 3333, 6667, 6667), (9_950, 9_950, 10_000, 10_000)])
def test_a_box_is_one_colour_to_its_edge_even_in_a_noisy_scan(box):
    out = io.BytesIO()
    scan().save(out, "PNG")
    given = severed(out.getvalue(), {1: [box]}, "image/png")
    assert b"/DCTDecode" in given, "a noisy scan is packed as JPEG"
    assert faults(given, [], {1: [box]}) == []


def test_what_is_not_covered_stays_as_it_was(hundred):
    _words, content, _seen, covered, given = hundred
    before, after = (pypdfium2.PdfDocument(one)[0] for one in (severed(content, {}), given))
    changed = Image.new("L", pixels(before).size)
    pen = ImageDraw.Draw(changed)
    for box in covered[1]:
        left, top, right, bottom = _pixels(list(box), changed.size)
        pen.rectangle((left, top, right - 1, bottom - 1), fill=255)
    both = [Image.composite(Image.new("RGB", changed.size), pixels(one), changed) for one in (before, after)]
    assert both[0].tobytes() == both[1].tobytes()


def test_boxes_grow_to_the_grid_and_never_shrink():
    assert _pixels([100, 100, 200, 200], (1654, 2339)) == (16, 16, 40, 48)
    assert all(side % GRID == 0 for side in _pixels([1, 1, 5001, 4999], (1600, 2400)))


def test_the_same_file_and_boxes_give_the_same_bytes(hundred):
    _words, content, _seen, covered, given = hundred
    assert severed(content, covered) == given


def test_a_turned_page_is_marked_where_the_number_is_seen():
    page = b"<</Type/Page/Parent 2 0 R/Rotate 90/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>>>/Contents 5 0 R>>"
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, FONT]
    content = pdf([*objects, stream(shown([b"Tel: 13912345678"]))])
    seen = looked_through(content)
    (box,) = seen.found[0].boxes
    given = severed(content, covered_by(seen))
    plain = pixels(pypdfium2.PdfDocument(severed(content, {}))[0]).convert("L")
    left, top, right, bottom = (
        side * length // 10_000 for side, length in zip(box, (*plain.size, *plain.size), strict=True)
    )
    assert min(plain.crop((left, top, right, bottom)).getextrema()) < 100, "the number stands in the box"
    assert faults(given, ["13912345678"], covered_by(seen)) == []


def test_a_word_is_found_on_every_page_whatever_stands_between_its_letters():
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>>>/Contents %d 0 R>>"
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R 5 0 R]/Count 2>>", page % 6, FONT, page % 7]
    content = pdf([*objects, stream(shown([b"Xu Xiaoming, XU XIAO", b"MING"])), stream(shown([b"xuxiaoming"]))])
    found = words_on(content, "application/pdf", "xu xiaoming")
    assert {page: len(boxes) for page, boxes in found.items()} == {1: 3, 2: 1}
    assert words_on(content, "application/pdf", "nobody") == {}


def test_a_page_without_text_and_one_full_of_pictures_ask_for_an_eye():
    out = io.BytesIO()
    scan().save(out, "PNG")
    assert looked_through(out.getvalue(), "image/png").pages == ["none"]
    given = severed(out.getvalue(), {}, "image/png")
    assert looked_through(given).pages == ["none"]


@pytest.mark.parametrize(
    ("content", "media_type", "sentence"),
    [
        (b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", PRINT_FIRST),
        (b"%PDF-1.4\nnothing\n%%EOF\n", "application/pdf", BROKEN),
        (b"\x89PNG\r\n\x1a\n", "image/png", BROKEN),
    ],
)
def test_what_cannot_be_opened_page_by_page_is_refused_in_a_sentence(content, media_type, sentence):
    with pytest.raises(BadInput) as refused:
        looked_through(content, media_type)
    assert refused.value.sentences == (sentence,)


def test_more_pages_than_one_file_may_have_are_refused():
    kids = b" ".join(b"%d 0 R" % number for number in range(3, MOST_PAGES + 4))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>"
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, MOST_PAGES + 1)]
    with pytest.raises(BadInput, match=f"超过 {MOST_PAGES} 页"):
        looked_through(pdf([*objects, *[page] * (MOST_PAGES + 1)]))


def test_a_page_as_large_as_a_hall_is_given_in_reason():
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 14400 14400]>>"
    content = pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page])
    (only,) = burnt(content, "application/pdf", {})
    assert only.width * only.height < LARGEST * 1.01


def test_a_page_that_bears_a_mark_of_secrecy_is_refused(tmp_path):
    line = {"text": "机密★5年", "boxes": [[0, 0, 1, 1]] * 6, "pictures": []}
    seen = looked_through(
        pdf(
            [
                b"<</Type/Catalog/Pages 2 0 R>>",
                b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>",
            ]
        )
    )
    with pytest.raises(BadInput, match="标有密级"):
        seen.take(line, "会议纪要.pdf")
