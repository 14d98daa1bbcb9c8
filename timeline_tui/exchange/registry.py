"""The sources and names of what is brought in: equal ones are one, and those of the timeline come first."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from functools import lru_cache
from urllib.parse import urlsplit

from timeline_tui.model.fields import can_be_opened
from timeline_tui.model.folding import alike, spellings
from timeline_tui.model.record_fields import to_plain
from timeline_tui.model.timeline import Name, Timeline
from timeline_tui.yamlfile.values import Plain

_NO_WORD = re.compile(r"[\W_]+")
_LONGEST_ID = 48
_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid)=[^&]*&?")


class Registry:
    """Gives each source and each name its one id, and knows which of them are new."""

    def __init__(self, known: Timeline | None = None, tags: Iterable[str] = ()) -> None:
        known = known or Timeline()
        self.new_sources: dict[str, dict[str, Plain]] = {}
        self.new_names: dict[str, dict[str, Plain]] = {}
        self._sources: dict[str, Mapping[str, Plain]] = {}
        self._source_keys: dict[str, str] = {}
        self._names: dict[str, dict[str, None]] = {}
        self._spelled: dict[str, str] = {}
        self._tags: dict[str, str] = {}
        self._numbers: dict[str, int] = {}
        self.disputes: dict[str, str] = {}
        """The id of each dispute that was met, by what it is called."""
        for key, source in known.sources.items():
            self._know_source(key, to_plain(source))
        for key, name in known.names.items():
            self._know_name(key, name)
        for tag in tags:
            self.tag(tag)

    def tag(self, text: str) -> str:
        """The tag as it was first written."""
        return self._tags.setdefault(alike(text), text)

    def spelling(self, key: str) -> str:
        """How the timeline spells a name."""
        return self._spelled[key]

    def name(self, text: str, kind: str | None) -> str | None:
        """The id of a name in any of its spellings, of a new one where there is none; None for several."""
        found = self._names.get(alike(text), {})
        if len(found) > 1:
            return None
        if found:
            return next(iter(found))
        key = self._free(_slug(text) or "name", self._spelled)
        self.new_names[key] = {"kind": kind, "name": text} if kind else {"name": text}
        self._know_name(key, Name(name=text))
        return key

    def place_at(self, key: str, at: tuple[str, str]) -> bool:
        """Whether a new place lies there now, or already did."""
        name = self.new_names.get(key)
        if name is None or name.get("kind") != "place":
            return False
        return name.setdefault("at", [*at]) == [*at]

    def source(
        self, said: Mapping[str, str], wanted: str | None = None
    ) -> tuple[str, dict[str, str], dict[str, str]]:
        """The id of the source of which this is said; what of it is said otherwise; and what is respelled."""
        keys = _keys_of(said) if wanted is None else [f"id:{wanted}"]
        key = next((self._source_keys[one] for one in keys if one in self._source_keys), None)
        if key is None:
            key = wanted or self._free(_source_id(said), self._sources)
            self.new_sources[key] = {}
            self._sources[key] = self.new_sources[key]
        new = self.new_sources.get(key)
        other: dict[str, str] = {}
        respelled: dict[str, str] = {}
        grows = False
        for field, text in said.items():
            known = self._sources[key].get(field)
            if new is not None and known is None:
                new[field], grows = text, True
            elif not _is_same(field, text, known) and (field, text) != ("title", key):
                other[field] = text
            elif text != known:
                respelled[text] = str(known or key)
        if new is not None and (grows or not new):
            self._know_source(key, new)
        return key, other, respelled

    def say_of_source(self, key: str, said: Mapping[str, str]) -> dict[str, str]:
        """Put this under the fields of a source that is new; what says something else there is given back."""
        new = self.new_sources.get(key)
        if new is None:
            return dict(said)
        fields = new.setdefault("fields", {})
        other: dict[str, str] = {}
        for word, text in said.items():
            if isinstance(fields, dict) and fields.setdefault(word, text) != text:
                other[word] = text
        return other

    def is_source(self, key: str) -> bool:
        """Whether a source of the timeline has this id."""
        return f"id:{key}" in self._source_keys

    def list_source(
        self, key: str | None, fields: Mapping[str, Plain], *, is_own: bool = False
    ) -> tuple[str, bool, bool]:
        """The id of a source with all its fields, whether it is new, and whether all of that is known.

        What this program wrote itself, `is_own`, is known by its id alone.
        """
        texts = {field: text for field, text in fields.items() if isinstance(text, str)}
        keys = [f"id:{key}"] if is_own else _keys_of(texts)
        found = next((self._source_keys[one] for one in keys if one in self._source_keys), None)
        if found is not None:
            known = self._sources[found]
            return found, False, all(known.get(field) == value for field, value in fields.items())
        if key is not None and self._sources.get(key) == fields:
            return key, False, True
        key = self._free(key or _source_id(texts), self._sources)
        self.new_sources[key] = dict(fields)
        self._sources[key] = self.new_sources[key]
        self._know_source(key, fields)
        return key, True, True

    def _free(self, key: str, taken: Container[str]) -> str:
        """The id, or with the first number behind it that is free."""
        number, found = self._numbers.get(key, 1), key
        while found in taken:
            number += 1
            found = f"{key}-{number}"
        if number > 1:
            self._numbers[key] = number
        return found

    def _know_source(self, key: str, fields: Mapping[str, Plain]) -> None:
        self._sources.setdefault(key, fields)
        self._source_keys.setdefault(f"id:{key}", key)
        texts = {field: text for field, text in fields.items() if isinstance(text, str)}
        for one in _keys_of(texts):
            self._source_keys.setdefault(one, key)

    def _know_name(self, key: str, name: Name) -> None:
        self._spelled[key] = name.name
        for spelling in (key, *spellings(name)):
            self._names.setdefault(alike(spelling), {})[key] = None


def _is_same(field: str, text: str, known: Plain) -> bool:
    if not isinstance(known, str):
        return False
    return text == known or (_bare(text) == _bare(known) if field == "url" else alike(text) == alike(known))


def _keys_of(said: Mapping[str, str]) -> list[str]:
    """By what a source is known: its address or, where it has none, its title and outlet."""
    if address := said.get("url"):
        return [f"url:{_bare(address)}"]
    title, outlet = said.get("title", ""), said.get("outlet", "")
    if not title and not outlet:
        return []
    # Outlets publish more than one text, but a table that names nothing else means just the outlet.
    dated = said.get("published", "") + said.get("author", "") if not title else ""
    keys = [f"title:{alike(title)}|{alike(outlet)}|{dated}"]
    return keys if outlet else [*keys, f"id:{title}"]


@lru_cache(maxsize=4096)
def _bare(address: str) -> str:
    """An address without what does not tell one text from another."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    host = (parts.hostname or "").removeprefix("www.")
    query = _TRACKING.sub("", parts.query).rstrip("&")
    return f"{host}{parts.path.rstrip('/')}?{query}" if host else address


@lru_cache(maxsize=4096)
def is_address(text: str) -> bool:
    """Whether the text is an address that can be opened."""
    return can_be_opened(text)


def _source_id(said: Mapping[str, str]) -> str:
    if address := said.get("url"):
        try:
            parts = urlsplit(address)
        except ValueError:
            return _slug(address) or "source"
        host = (parts.hostname or "").removeprefix("www.").rpartition(".")[0]
        last = next((part for part in reversed(parts.path.split("/")) if part), "")
        return _slug(f"{host} {last.rpartition('.')[0] or last}") or "source"
    return _slug(f"{said.get('outlet', '')} {said.get('title', '')}") or "source"


def _slug(text: str) -> str:
    return _NO_WORD.sub("-", text.lower()).strip("-")[:_LONGEST_ID].strip("-")
