"""A timeline as an enemy would write it: every text of it tries to act on the terminal or on the program."""

from __future__ import annotations

from pathlib import Path

MARK = "PWNED"

CONTROLS = (
    f"\x1b]52;c;UFdORUQ=\x07{MARK}-clipboard",
    f"\x1b]0;{MARK}-title\x07",
    f"\x1b]8;;https://evil.example/\x1b\\{MARK}-link",
    f"\x1b[2J\x1b[31;7m{MARK}-colour",
    f"\x1b[?1049l{MARK}-screen",
    f"\x1bc{MARK}-reset",
    f"\x1bP1$r{MARK}-string\x1b\\",
    f"\x9b31m{MARK}-c1-colour",
    f"\x9d0;{MARK}-c1-title\x9c",
    f"\x90{MARK}-c1-string\x9c",
    f"\x00\x07\x08\x0b\x0c\x0e\x7f{MARK}-c0",
    f"over\rwritten\x85{MARK}-return",
    f"\u202e{MARK}-reversed\u202c\u2066isolated\u2069\u200f\u061c",
    f"zero\u200b\u200c\u2060\u00ad{MARK}-width",
    f"line\u2028par\u2029{MARK}-separators",
    "e" + "\u0301" * 40 + f"{MARK}-tower",
)
MARKUP = (
    f"[@click=app.quit]{MARK}-click[/]",
    f"{MARK}-close [/] [/url?x=1]",
    f"[link=https://evil.example]{MARK}-markup-link[/link]",
    f"[bold red on blue]{MARK}-styled[/]",
    f"{MARK}-half [bold and a back\\[slash",
    f":bomb: $text {{}} %s {MARK}-template",
)
PAYLOADS = CONTROLS + MARKUP


def write(path: Path) -> None:
    """Write the whole of it: sources and names first, then an event for each attempt, then mistakes."""
    parts = [
        "title: " + quoted(PAYLOADS[0]),
        "summary: " + quoted(PAYLOADS[1]),
        "license: " + quoted(PAYLOADS[2]),
    ]
    parts += ["timezone: " + quoted(PAYLOADS[3]), "sources:"]
    parts += [_source(number, payload) for number, payload in enumerate(PAYLOADS)]
    parts += ["names:"]
    parts += [_name(number, payload) for number, payload in enumerate(PAYLOADS)]
    parts += ["events:"]
    parts += [_event(number, payload) for number, payload in enumerate(PAYLOADS)]
    parts += [_mistakes(number, payload) for number, payload in enumerate(CONTROLS)]
    parts += [f"{quoted(CONTROLS[0])}: a field of no name"]
    path.write_text("\n".join(parts) + "\n", encoding="utf-8")


def quoted(text: str) -> str:
    """The text as YAML in quotation marks: only what YAML cannot hold is written as an escape."""
    return '"' + "".join(_escaped(character) for character in text) + '"'


def _escaped(character: str) -> str:
    code = ord(character)
    if character in '"\\':
        return "\\" + character
    if code < 0x20 or 0x7F <= code < 0xA0:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code in (0x2028, 0x2029) else character


def _source(number: int, payload: str) -> str:
    text = quoted(payload)
    fields = f"title: {text}, outlet: {text}, author: {text}, url: {text}, archived: {text}, language: {text}"
    return f"  {quoted(f's{number}{payload}')}: {{{fields}, note: {text}}}"


def _name(number: int, payload: str) -> str:
    text = quoted(payload)
    kind = ("place", "group", "person")[number % 3]
    fields = f"kind: {kind}, name: {text}, also: [{text}], role: {text}, note: {text}"
    return f"  {quoted(f'n{number}{payload}')}: {{{fields}}}"


def _event(number: int, payload: str) -> str:
    text, source, name = quoted(payload), quoted(f"s{number}{payload}"), quoted(f"n{number}{payload}")
    dispute, other = quoted(f"d{number}{payload}"), quoted(f"not {payload}")
    said = f"source: {source}, speaker: {name}, via: {text}, prefix: {text}, suffix: {text}, note: {text}"
    return (
        f"- id: {quoted(f'e{number}{payload}')}\n  date: 2024-01-{number + 1:02d}\n  title: {text}\n"
        f"  summary: {text}\n  note: {text}\n  names: [{name}]\n  tags: [{text}]\n  links: [{text}]\n"
        f"  disputes: {{{dispute}: {text}}}\n  quotes:\n"
        f"  - {{exact: {text}, kind: direct, {said}, dispute: {dispute}, position: {text}}}\n"
        f"  - {{exact: {text}, kind: reported, {said}, dispute: {dispute}, position: {other}}}\n"
        f"  - {{exact: {text}, kind: narration, {said}}}"
    )


def _mistakes(number: int, payload: str) -> str:
    """An event of which every reference and every date is wrong, so that the problems speak of it."""
    text = quoted(payload)
    wrong = quoted(f"{payload}?")
    return (
        f"- id: {quoted(f'e{number}{payload}')}\n  title: {text}\n  date: 2024-02-01\n  {wrong}: 1\n"
        f"  part_of: {wrong}\n  names: [{wrong}]\n  quotes:\n"
        f"  - {{exact: {text}, source: {wrong}, speaker: {wrong}, dispute: {wrong}, position: {text}}}\n"
        f"  - {{exact: {text}, kind: {wrong}}}\n"
        f"- {{id: {wrong}, title: {text}, date: {text}}}\n- {text}"
    )
