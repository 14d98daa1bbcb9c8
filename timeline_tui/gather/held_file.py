"""A text as a file has it: plain, Markdown, a saved page, a PDF; and the texts of a folder."""

from __future__ import annotations

import codecs
import hashlib
import logging
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path, PurePath
from typing import NamedTuple

from timeline_tui.evidence.texts import NotHeld, bytes_of, decoded
from timeline_tui.gather.language import Language
from timeline_tui.gather.lexicon import LANGUAGES
from timeline_tui.gather.saved_page import page_text
from timeline_tui.model.limits import GATHERED, TEXT_FILES
from timeline_tui.visible import NotDone

_PAGES = frozenset((".html", ".htm", ".xhtml"))
_TEXTS = frozenset((".txt", ".md", ".markdown", ".text", *_PAGES, ".pdf"))
"""The endings of files that are taken for texts, in small letters."""
_MOST_BESIDE, _LARGEST_BESIDE = 500, 1 << 20
_OF_OFFICE = frozenset((".docx", ".doc", ".odt", ".rtf", ".epub", ".pages", ".eml", ".msg"))
_LOOKS_LIKE_PAGE = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_PDF = b"%PDF-"
_BROKEN = (
    *(ArithmeticError, AssertionError, AttributeError, LookupError, OSError, RuntimeError, TypeError),
    *(ValueError, zlib.error),
)
"""What reading a PDF that is broken can end with."""
TAKEN_OUT = ".txt"
"""What is put behind the name of a page or a PDF for the file that holds its text."""


class SourceText(NamedTuple):
    """The text of a file, and what the file says of itself."""

    text: str
    sha256: str
    """Of the file, as it lies there."""
    title: str | None = None
    author: str | None = None
    published: str | None = None
    """As the page writes it."""
    published_by: str | None = None
    """What of the page says so: datePublished."""
    language: str | None = None
    outlet: str | None = None
    is_taken_out: bool = False
    """Whether the file holds more than the text: a page, a PDF."""
    is_part: bool = False
    """Whether the text is that of the article alone, of a page that holds more text."""

    @property
    def text_sha256(self) -> str:
        """Of the text itself, in UTF-8."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


class OpenText(NamedTuple):
    """A text that was asked for, and what to call it."""

    name: str
    held: SourceText

    @classmethod
    def read(cls, name: str, path: Path) -> OpenText:
        """The text of a file; `NoText` where it holds none."""
        return cls(name, read_source(path))

    @property
    def unmarked(self) -> str | None:
        """It without its markup; None where it has none."""
        return unmarked(self.name, self.held.text)

    @property
    def language_without_rules(self) -> str | None:
        """What to call its language where that has no rules."""
        return language_without_rules(self.held.text, self.held.language)


class NoText(NotDone):
    """A text that cannot be read, and what to try."""


def read_source(path: Path) -> SourceText:
    """The text of a file; `NoText` where it holds none."""
    content = bytes_of(path)
    if isinstance(content, NotHeld):
        raise _unread(content.reason)
    return text_of(content, path.suffix.lower())


def text_of(content: bytes, suffix: str = "") -> SourceText:
    """The text of these bytes, which a file of this ending held."""
    if len(content) > GATHERED.value:
        raise NoText(f"is larger than {GATHERED.words}", "split it")
    digest = hashlib.sha256(content).hexdigest()
    if content.startswith(_PDF):
        return SourceText(_of_pdf(content), digest, is_taken_out=True)
    text = decoded(content)
    if isinstance(text, NotHeld):
        # A page says itself in which letters it is written; a browser goes by that.
        page = _by_its_own_word(content)
        if page is None:
            raise _unread(text.reason)
        return _of_page(page, digest)
    if suffix in _PAGES or _LOOKS_LIKE_PAGE.match(text):
        return _of_page(text, digest)
    return SourceText(text, digest)


_CHARSET = re.compile(
    rb"<(?:meta\b[^>]{0,200}?charset|\?xml\b[^>]{0,80}?encoding)\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.I
)
_HEAD_OF_PAGE = 4_096
_OF_PAGES = ("cp", "iso8859", "koi8", "mac-", "utf-16", "gb", "big5", "shift_jis", "euc_")
_AS_BROWSERS_DO = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254"}


def _by_its_own_word(content: bytes) -> str | None:
    """The page in the encoding that its head names; None where it is no page, or is not written so."""
    head = content[:_HEAD_OF_PAGE]
    if _LOOKS_LIKE_PAGE.match(head.decode("latin-1")) is None and b"<?xml" not in head:
        return None
    named = _CHARSET.search(head)
    try:
        encoding = codecs.lookup(named[1].decode("ascii")).name if named else ""
        encoding = _AS_BROWSERS_DO.get(encoding, encoding)
        return content.decode(encoding) if encoding.startswith(_OF_PAGES) else None
    except (LookupError, ValueError):
        return None


def _of_page(page: str, digest: str) -> SourceText:
    found = page_text(page)
    return SourceText(sha256=digest, is_taken_out=True, **found._asdict())


def _unread(reason: str) -> NoText:
    if reason.startswith("cannot be "):
        # What the system says of it is a reason, and nothing to try.
        return NoText(reason)
    sentence, _, hint = reason.partition(": ")
    return NoText(sentence, hint or None)


def _of_pdf(content: bytes) -> str:
    """The text of a PDF, page after page."""
    try:
        from io import BytesIO

        from pypdf import PdfReader
        from pypdf.errors import DependencyError, PyPdfError
    except ImportError as error:
        raise NoText("is a PDF, for which pypdf is needed", "pip install 'timeline-tui[pdf]'") from error
    try:
        # What it would say of a broken file goes to the terminal as it is.
        logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)
        parts: list[str] = []
        left = GATHERED.value
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise NoText("is a PDF locked with a password", "save it without one, or as text")
        for page in reader.pages:
            parts.append(page.extract_text())
            left -= len(parts[-1])
            if left < 0:
                raise NoText(f"is a PDF with over {GATHERED.words} of text", "split it")
        return "\n\n".join(parts)
    except DependencyError as error:
        raise NoText("is a PDF that is encrypted", "save it without a password, or as text") from error
    except (PyPdfError, *_BROKEN) as error:
        raise NoText("is a PDF that cannot be read", "save it as text, and gather that") from error


def documents_in(folder: Path) -> list[str]:
    """The files of word processors in a folder, which somebody may think are read."""
    found = (path for path in folder.rglob("*") if path.suffix.lower() in _OF_OFFICE)
    inside = (path.relative_to(folder) for path in islice(found, TEXT_FILES.value))
    return sorted(str(path) for path in inside if not any(part.startswith(".") for part in path.parts))


def texts_in(folder: Path) -> Iterator[tuple[str, Path]]:
    """The texts in a folder, by name, as many as a shelf holds."""
    found = (path for path in sorted(folder.rglob("*")) if path.suffix.lower() in _TEXTS and path.is_file())
    for path in islice(found, TEXT_FILES.value):
        is_hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not path.is_symlink() and not is_hidden and not _is_taken_out(path):
            yield str(path), path


def texts_beside(folders: Iterable[Path]) -> Iterator[OpenText]:
    """The texts that lie in these folders, but not below them, as far as there are few and none is large."""
    for folder in folders:
        inside: list[Path] = []
        # A folder may let its files be read and not be listed.
        with suppress(OSError):
            inside = sorted(path for path in folder.iterdir() if path.suffix.lower() in _TEXTS)
        for path in inside[:_MOST_BESIDE]:
            with suppress(NoText, OSError):
                if path.lstat().st_size <= _LARGEST_BESIDE:
                    yield OpenText.read(str(path), path)


def _is_taken_out(path: Path) -> bool:
    """Whether it only holds the text of a page or a PDF beside it."""
    whole = path.with_name(path.name.removesuffix(TAKEN_OUT))
    return whole != path and whole.suffix.lower() in _TEXTS and whole.is_file()


class Head(NamedTuple):
    """What the first lines of a text say of it."""

    title: str | None
    author: str | None
    language: str | None
    guessed: tuple[str, ...] = ()
    """Which of title and author no page says, so that they are guessed from the first lines."""


_LINES_OF_HEAD, _LONGEST_TITLE, _FEWEST_OF_TITLE = 15, 200, 3
_BYLINE = re.compile(r"(?:By|Von|Par|De)\s+[^\W\d_a-z]")
_BY = re.compile(r"(?:By|Von|Par|De)\s+(\w[\w.'’-]*(?:\s+\w[\w.'’-]*){1,4})\s*\Z")
_LOOKED_AT, _SHARE_OF_SMALL_WORDS = 20_000, 0.25
_WORD = re.compile(r"[^\W\d_]+")


def head_of(source: SourceText) -> Head:
    """The title, who signed it, and the language, as the page or its first lines say them."""
    lines = [line.strip() for line in source.text[:_LOOKED_AT].splitlines() if line.strip()][:_LINES_OF_HEAD]
    titles = (
        line
        for line in lines
        if len(line) <= _LONGEST_TITLE and len(line.split()) >= _FEWEST_OF_TITLE and not _BYLINE.match(line)
    )
    title = source.title or next(titles, None)
    signed = (match[1] for line in lines if (match := _BY.match(line)))
    author = source.author or next(signed, None)
    said = (("title", source.title, title), ("author", source.author, author))
    guessed = tuple(what for what, sure, found in said if found and not sure)
    return Head(title, author, source.language or _language(source.text), guessed)


_FEWEST_LETTERS, _FEWEST_SMALL_WORDS = 60, 0.08


def language_without_rules(text: str, said: str | None) -> str | None:
    """What to call the language of a text that has no rules; None where it has, or too little is there.

    `said` is the language that the page or the file names.
    """
    if said:
        return None if said[:2].lower() in LANGUAGES else said
    words = _words(text)
    if sum(map(len, words)) < _FEWEST_LETTERS:
        return None
    shares = (_share_of_small(words, language) for language in LANGUAGES.values())
    return None if max(shares) >= _FEWEST_SMALL_WORDS else "the language of this text"


def _language(text: str) -> str | None:
    """The language whose small words the text is full of; None where none of those that have rules is."""
    words = _words(text)
    found = (code for code, one in LANGUAGES.items() if _share_of_small(words, one) > _SHARE_OF_SMALL_WORDS)
    return next(found, None)


def _words(text: str) -> list[str]:
    return _WORD.findall(text[:_LOOKED_AT].lower())


def _share_of_small(words: Sequence[str], language: Language) -> float:
    return sum(word in language.small_words for word in words) / max(len(words), 1)


_ENDINGS = frozenset((".md", ".markdown"))
_MARKUP = re.compile(
    r"^ {0,3}(?P<fence>```|~~~).*?(?:^ {0,3}(?P=fence)[`~]*\s*?$|\Z)"
    r"|!\[[^\]\n]{0,300}\]\([^)\n]{0,2000}\)"
    r"|\[(?P<link>[^\[\]\n]{0,300})\](?:\([^)\n]{0,2000}\)|\[[^\]\n]{0,100}\])"
    r"|^ {0,3}\[[^\]\n]{1,100}\]:[^\n]*"
    r"|^(?:[ \t]{0,8}(?:#{1,6}(?=\s)|>|[-*+](?=\s)|\d{1,4}[.)](?=\s)))+"
    r"|</?[a-zA-Z][^<>\n]{0,200}>"
    r"|\*{1,3}|(?<!\w)_{1,3}|_{1,3}(?!\w)|`+|~~",
    re.MULTILINE | re.DOTALL,
)
_LETTER = re.compile(r"[^\n\r]")


def unmarked(name: str, text: str) -> str | None:
    """The text of a Markdown file with a blank for each letter of its markup, and of code; None of others."""
    return _MARKUP.sub(_blank, text) if PurePath(name).suffix.lower() in _ENDINGS else None


def _blank(match: re.Match[str]) -> str:
    link = match["link"]
    if link is None:
        return _LETTER.sub(" ", match[0])
    return f" {link}{' ' * (len(match[0]) - len(link) - 1)}"
