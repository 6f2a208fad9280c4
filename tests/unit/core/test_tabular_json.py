import gzip
import json

import pytest

from portal.core import tabular
from portal.core.tabular import FileRefused


def deliver(folder, content):
    path = folder / "facts.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def refusal(folder, content, **options) -> str:
    with pytest.raises(FileRefused) as caught:
        tabular.read(deliver(folder, content), **options)
    return str(caught.value)


def test_values_come_as_text_with_the_digits_they_had(tmp_path):
    text = (
        '[{"id": 1234567890123456789012, "rate": 0.10, "won": true, "fips": "01019"},\n'
        ' {"id": null, "tags": ["a", 2]}]'
    )
    table = tabular.read(deliver(tmp_path, text))
    assert table.columns == ("id", "rate", "won", "fips", "tags")
    assert table.values == [
        ("1234567890123456789012", "0.10", "true", "01019", ""),
        ("", "", "", "", "a\n2"),
    ]
    assert str(table.problem(2, "id", None, "the cell is empty")) == (
        'facts.json, item 2, column "id": the cell is empty.'
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encoding_is_found(tmp_path, encoding):
    table = tabular.read(deliver(tmp_path, '[{"name": "Gascón"}]'.encode(encoding)))
    assert table.column("name") == ["Gascón"]


def test_packed_json_is_read(tmp_path):
    assert len(tabular.read(deliver(tmp_path, gzip.compress(b'[{"a": 1}]')))) == 1


def test_a_list_inside_an_object_is_read_when_named(tmp_path):
    text = json.dumps({"icons": {}, "promises": [{"title": "x"}]})
    assert tabular.read(deliver(tmp_path, text), part="promises").column("title") == ["x"]
    assert "It holds these lists: promises" in refusal(tmp_path, text)
    assert 'no part named "promises"' in refusal(tmp_path, '[{"a": 1}]', part="promises")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[]", "holds no list of objects"),
        ("[1, 2]", "holds no list of objects"),
        ('{"a": 1}', "is one object, not a list of objects"),
        ('[{"a": 1}, 2]', "item 2: is not an object"),
        ('[{"a": {"b": 1}}]', 'item 1, column "a": holds values inside a value'),
        ('[{"a": [[1]]}]', "holds values inside a value"),
        ('[{"a": 1, "a": 2}]', 'an object names "a" twice'),
        ('[{"a": NaN}]', "NaN is no JSON value"),
        ('[{"a": 1},\n{"a": 2', "line 2: is no valid JSON here: Expecting ',' delimiter. The file may have"),
        ('[{"a": "x', "may have been cut off"),
        ('[{"a" 1}]', "is no valid JSON here"),
        ('[{"a": "x\\u0000"}]', "NUL character"),
        ("[" * 200_000, "nested far too deep"),
    ],
)  # fmt: skip
def test_what_is_no_list_of_flat_objects_is_refused(tmp_path, text, said):
    assert said in refusal(tmp_path, text)


def test_missing_and_private_columns_are_said(tmp_path):
    text = '[{"name": "x", "home_address": "y"}]'
    assert tabular.read(deliver(tmp_path, text)).dropped == {"home_address": "an address of a person"}
    assert 'the column "office" is missing' in refusal(tmp_path, text, required=["office"])
