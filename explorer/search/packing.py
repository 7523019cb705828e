"""Converting an index to arrays and back, to store what takes long to build."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from explorer.model.archive import Archive
from explorer.search.attributes import Attributes
from explorer.search.contexts import Contexts
from explorer.search.index import SearchIndex
from explorer.search.parts import IndexPart
from explorer.search.segment import Numbered, Segment, Words
from explorer.search.vocabulary import Vocabulary

Arrays = Mapping[str, NDArray[Any]]
# The arrays with a value for each word of each record. A search needs only a little of these.
LARGE = ("tokens", "token_fields", "postings")


def packed(index: SearchIndex) -> Arrays | None:
    """Return the index without its records, in their order, as arrays; None if `columns` is None."""
    columns = index.columns()
    if columns is None:
        return None
    attributes, vocabulary = columns.attributes, columns.vocabulary
    return {
        **columns.words._asdict(),
        "statuses": columns.statuses,
        "bits": attributes.bits,
        "date_codes": attributes.date_codes,
        "dates": _lines(attributes.dates),
        "vocabulary": _lines(vocabulary.words),
        "bags": vocabulary.bags,
    }


def unpacked(
    arrays: Arrays, archive: Archive, records: Numbered, statuses: Mapping[str, str], contexts: Contexts
) -> SearchIndex:
    """Restore the index of an archive from the arrays of `packed`, with the records in the same order.

    Raises KeyError and ValueError for any other arrays.
    """
    vocabulary = Vocabulary(_of_lines(arrays["vocabulary"]), lambda: None, arrays["bags"])
    attributes = Attributes(arrays["bits"], arrays["date_codes"], _of_lines(arrays["dates"]))
    words = Words(*(arrays[name] for name in Words._fields))
    segment = Segment(records, attributes, vocabulary, words)
    return SearchIndex(archive, statuses, parts=[IndexPart(segment, arrays["statuses"])], contexts=contexts)


def _lines(words: Any) -> NDArray[np.uint8]:
    return np.frombuffer("".join(f"{word}\n" for word in words).encode("utf-8", "surrogatepass"), np.uint8)


def _of_lines(content: NDArray[Any]) -> list[str]:
    return content.tobytes().decode("utf-8", "surrogatepass").split("\n")[:-1]
