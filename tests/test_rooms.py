"""What holds for all rooms of the code together: one class a name, and no modules that import each other."""

from __future__ import annotations

import ast
from collections import Counter
from graphlib import TopologicalSorter
from pathlib import Path

import grimp

import timeline_tui

CODE = Path(timeline_tui.__file__).parent


def test_a_class_name_stands_for_one_thing() -> None:
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in CODE.rglob("*.py"))
    classes = [node.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    used = Counter(name for name in classes if not name.startswith("_"))
    assert [name for name, count in used.items() if count > 1] == []


def test_no_modules_import_each_other() -> None:
    graph = grimp.build_graph("timeline_tui")
    imported = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    TopologicalSorter(imported).prepare()
