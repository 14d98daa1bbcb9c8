"""Passages as Web Annotations (W3C) or as Hypothesis exports them: each an event with its passage."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from timeline_tui.exchange.given import GivenFile, GivenRow, LostRow, NotBrought, Rows
from timeline_tui.exchange.json_records import Cells, cells, is_json, items, loaded, mapping, with_rest

_IS_ANNOTATION = re.compile(rb'"TextQuoteSelector"|ns/anno\.jsonld|"export_userid"|"Annotation"')
_KNOWN = {"target", "body", "bodyValue", "@context", "type", "uri", "text", "tags", "document", "id"}
_SILENT = {"type", "@context", "purpose"}
_TAGGING = "tagging"
_WORDS = {
    "event": "id",
    "date": "edtf",
    "key": "key",
    "part of": "part_of",
    "name": "names",
    "questions": "disputes",
    "variant of": "variant_of",
    "speaker": "speaker",
    "kind": "kind",
    "via": "via",
    "source": "source_id",
    "dispute": "dispute",
    "position": "position",
    "note": "passage_note",
}


def recognises(given: GivenFile) -> bool:
    """Whether it has annotations."""
    return is_json(given) and _IS_ANNOTATION.search(given.head) is not None


def rows(given: GivenFile) -> Rows:
    """The annotations, each with its number."""
    beside: list[tuple[str, str]] = []
    found = list(_annotations(loaded(given), beside))
    if not found:
        raise NotBrought(f"{given.name} holds no annotations", "--from with what it is")
    is_own = False
    for number, one in enumerate(found, 1):
        cells_ = tuple(_cells(one))
        if any(name == "id" for name, _ in cells_):
            # So is told of which event it is in what this program wrote.
            is_own = True
            yield GivenRow(number, cells_, is_own=True)
            continue
        cells_ = tuple(with_rest(cells_, one, _SILENT)) if cells_ else ()
        yield GivenRow(number, cells_) if cells_ else LostRow(number, str(one), "an annotation says nothing")
    said = [f"{name}: {text}" for name, text in beside if (name, text) != ("total", str(len(found)))]
    if said and not is_own:
        yield LostRow(0, " ".join(said), "it stands beside the annotations")


_LISTS = ("annotations", "rows", "items", "first", "@graph")


def _annotations(value: object, beside: list[tuple[str, str]]) -> Iterator[Mapping[str, object]]:
    """All annotations of what holds some, or the one that it is; and what stands `beside` them."""
    if isinstance(value, list):
        for one in value:
            yield from _annotations(one, beside)
        return
    said = mapping(value)
    inside = next((key for key in _LISTS if said.get(key) is not None), None)
    if inside is not None:
        yield from _annotations(said[inside], beside)
        beside += cells({key: said[key] for key in said if key not in {inside, "@context", "type"}})
    elif said:
        yield said


def _cells(said: Mapping[str, object]) -> Cells:
    targets = items(said.get("target"))
    for target in targets:
        yield from _passage(mapping(target))
    sources = [target if isinstance(target, str) else mapping(target).get("source") for target in targets]
    sources = [mapping(source).get("id", source) if source else None for source in sources]
    address = said.get("uri") or next(filter(None, sources), None)
    digest = str(address).removeprefix("urn:sha256:")
    bodies = [cell for body in items(said.get("body")) for cell in _body(body)]
    is_own = any(name == "id" for name, _ in bodies)
    if address and not (is_own and str(address).startswith("urn:uuid:")):
        yield from cells(digest, ("url" if is_own else "source") if digest == str(address) else "sha256")
    yield from cells(next(iter(items(mapping(said.get("document")).get("title"))), None), "source_title")
    yield from cells(said.get("text"), "summary")
    yield from cells(said.get("bodyValue"), "summary")
    yield from cells(said.get("tags"), "tags")
    yield from bodies
    if is_own:
        return
    yield from cells(said.get("id"), "annotation")
    yield from cells({key: value for key, value in said.items() if key not in _KNOWN})


def _passage(target: Mapping[str, object]) -> Cells:
    for selector in items(target.get("selector")):
        one = mapping(selector)
        if one.get("type") == "TextQuoteSelector":
            for key in ("exact", "prefix", "suffix"):
                yield from cells(one.get(key), key)
        else:
            yield from _passage({"selector": one.get("refinedBy")} if one.get("refinedBy") else {})


def _body(body: object) -> Cells:
    if isinstance(body, str):
        yield from cells(body, "links" if "://" in body else "summary")
        return
    said = mapping(body)
    word, mark, text = str(said.get("value", "")).partition(": ")
    if said.get("purpose") == "classifying" and mark and word in _WORDS:
        # So does this program say what it knows of a passage.
        yield _WORDS[word], text
        return
    purpose = said.get("purpose")
    names = {_TAGGING: "tags", None: "summary", "commenting": "summary", "describing": "title"}
    name = names.get(purpose if isinstance(purpose, str) else None, str(purpose))
    yield from cells(said.get("value") or said.get("id"), name)
