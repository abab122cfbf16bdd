"""Letters look as they were looked at: against kept pictures, by tolerance."""

import pytest
from PIL import ImageChops, ImageFilter, ImageStat

from tests.documents.reference import PICTURED, kept, picture_of

#: Mean difference of grey (0–255) after a blur; another edge of a stroke is far below, a line moved by one far above.
TOLERANCE = 0.6


def difference(one, other):
    soft = (picture.filter(ImageFilter.GaussianBlur(1.5)) for picture in (one, other))
    return ImageStat.Stat(ImageChops.difference(*soft)).mean[0]


@pytest.mark.parametrize("name", sorted(PICTURED))
def test_a_letter_looks_as_it_was_looked_at(name):
    now, before = picture_of(name), kept(name)
    assert now.size == before.size
    assert difference(now, before) < TOLERANCE


def test_a_letter_moved_by_a_line_does_not():
    before = kept("reply")
    assert difference(ImageChops.offset(before, 0, 20), before) > TOLERANCE
