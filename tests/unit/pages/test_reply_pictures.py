"""Whatever bytes come with a reply, the sender gets a picture drawn anew or a reason, never an error page."""

import warnings
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from portal.pages.reply_forms import Picture


def drawn(kind):
    data = BytesIO()
    Image.linear_gradient("L").resize((60, 40)).save(data, kind)
    return data.getvalue()


WHOLE = {kind: drawn(kind) for kind in ("PNG", "JPEG")}


def read(data):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow speaks of damaged metadata, which is dropped anyway
        return Picture().clean(SimpleUploadedFile("a.png", data))


def tried(data):
    """(picture, ""), or (None, why not)."""
    try:
        return read(data), ""
    except ValidationError as refused:
        return None, refused.messages[0]


@given(
    st.sampled_from(sorted(WHOLE)),
    st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 255)), min_size=1, max_size=12),
    st.integers(1, 5000),
)
@settings(max_examples=60, deadline=None)
def test_a_damaged_picture_is_drawn_or_refused(kind, changes, length):
    data = bytearray(WHOLE[kind])
    for place, value in changes:
        data[place % len(data)] = value
    picture, reason = tried(bytes(data[:length]))
    if picture is None:
        assert reason.startswith(("We could not", "This picture", "A PDF"))
    else:
        name, found, kept = picture
        assert (name, found in ("image/png", "image/jpeg")) == ("a.png", True)
        assert kept[:4] in (b"\x89PNG", b"\xff\xd8\xff\xe0")


@pytest.mark.parametrize("kind", WHOLE)
def test_a_whole_picture_keeps_its_size_and_kind(kind):
    _name, found, kept = read(WHOLE[kind])
    with Image.open(BytesIO(kept)) as picture:
        assert (picture.size, picture.format, found) == ((60, 40), kind, f"image/{kind.lower()}")
