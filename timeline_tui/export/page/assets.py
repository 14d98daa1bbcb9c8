"""Our own style, script and template, without what sets them out for those who change them."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from importlib.resources import files

# A name that we gave a colour, or white space that says nothing.
_IN_STYLE = re.compile(r"(?<=[:;,{}>])\s| (?=[{}>])|(--\w)\w+")
# A text in quotation marks, or a mark with the white space around it that says nothing.
_IN_SCRIPT = re.compile(r'("[^"]*"|`[^`]*`)|\s*([^\w\s$"`/])\s*')


def template() -> str:
    """What the page is made of."""
    return _asset("page.html.jinja")


def style() -> str:
    """How it looks; a colour goes by the first letter of its name."""
    return _IN_STYLE.sub(r"\1", _asset("page.css"))


def script() -> str:
    """What narrows it; nothing in it stands in backticks within others."""
    return _IN_SCRIPT.sub(r"\1\2", _asset("page.js"))


def digest(text: str) -> str:
    """What lets a browser use our own style and script, and no others (CSP level 3)."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _asset(name: str) -> str:
    return re.sub(r"\n\s*", "\n", files(__package__).joinpath(name).read_text(encoding="utf-8"))
