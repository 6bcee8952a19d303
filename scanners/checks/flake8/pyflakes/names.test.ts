import { describe, expect, it } from "vitest";
import { PythonFile } from "../../../python/python-file";
import { findPyflakes } from "./find-pyflakes";

/** `F401:1` for each finding: code and line. */
function found(code: string, path = "demo/a.py"): string {
  const file = new PythonFile({ path, bytes: Buffer.from(code), mode: null });
  if (!file.tree) throw new Error("the example is no Python");
  return findPyflakes(file, file.tree)
    .map((one) => `${one.code}:${one.line}`)
    .join(" ");
}

describe("imports", () => {
  it.each([
    ["import os\nimport os.path\nos.getcwd()\n", ""],
    ["import xml.dom\nimport xml.sax\n", "F401:2"],
    ["import xml.dom\nimport xml.dom\nxml\n", "F811:2"],
    ["import json as j, os\nos.sep\n", "F401:1"],
    ["from a import b as c, d\nc\n", "F401:1"],
    ["import os as system\nimport os\nsystem\n", ""],
    ["import os\n__all__ = ['os', 'gone']\n", "F822:2"],
    ["__all__ = ['a'] + ['b']\n__all__ += ['c']\na = b = 1\n", "F822:2"],
    ["try:\n    import json\nexcept ImportError:\n    import simplejson as json\njson\n", ""],
    ["try:\n    import json\nfinally:\n    import json\njson\n", ""],
    ["if a():\n    import json\nelse:\n    json = None\n", "F821:1"],
    ["match 1:\n    case 1:\n        import json\n    case _:\n        import json\njson\n", ""],
    ["import os\ndef f():\n    os = 1\n    return os\n", "F401:1 F811:3"],
    ["import os\ndef f(os):\n    return os\nos\n", ""],
    ["import os\nfor os in ():\n    pass\n", "F402:2"],
    ["import os\ndef f():\n    for os in ():\n        pass\nos\n", "F402:3"],
    ["from a import *\n", "F401:1 F403:1"],
    ["from a import *\nfrom b import *\nc\nclass D:\n    def e(self):\n        return f\n", "F403:1 F403:2 F405:3 F405:6"],
    ["from a import *\n__all__ = ['b']\n", "F403:1 F405:2"],
    ["def f():\n    from a import *\n    return g\n", "F406:2 F821:3"],
    ["'text'\nfrom __future__ import annotations\nimport os\nfrom __future__ import tomorrow\n", "F401:3 F404:4 F407:4"],
    ["class A:\n    import os\n", ""],
  ])("%j: %s", (code, expected) => expect(found(code).split(" ").sort().join(" ")).toBe(expected));

  it("leaves a package's own file its names", () => {
    const code = "__all__ = ['layers']\nprint(__path__)\n";
    expect(found(code)).toBe("F822:1 F821:2");
    expect(found(code, "demo/__init__.py")).toBe("");
  });
});

describe("scopes", () => {
  it.each([
    ["def f():\n    return later\nlater = 1\n", ""],
    ["class A:\n    x = 1\n    y = [x for _ in (x, z)]\n    def f(self):\n        return x\n", "F821:3 F821:5"],
    ["class A:\n    print(__qualname__, __class__)\nprint(__qualname__)\n", "F821:3"],
    ["def f(a=(b := 1)):\n    return b\nb\n", "F821:3"],
    ["x = [(y := 1) for _ in ()]\ny\n", ""],
    ["[a for a in b for b in ()]\na\n", "F821:1 F821:2"],
    ["try:\n    unicode\nexcept (KeyError, NameError):\n    text\n", "F821:4"],
    ["try:\n    pass\nexcept KeyError as e:\n    e\ne\n", "F821:5"],
    ["def f(x):\n    if x:\n        del x\n    return x\n", ""],
    ["def f(x):\n    del x\n    return x\ndel gone\n", "F821:3 F821:4"],
    ["def f[T](x: T) -> T:\n    return x\nT\n", "F821:3"],
    ["type A[T] = list[T] | later\nlater = A\n", ""],
    ["def f():\n    print(known)\ndef g():\n    global known\n    known = 1\n", ""],
  ])("%j: %s", (code, expected) => expect(found(code)).toBe(expected));
});

describe("locals", () => {
  it.each([
    ["def f():\n    a = 1\n    b, c = g()\n    (d, e) = 1, 2\n    for h in ():\n        pass\ng = f\n", "F841:2 F841:4 F841:4"],
    ["def f():\n    with open('a') as b, open('c') as (d, e):\n        pass\n", "F841:2"],
    ["def f():\n    a = 1\n    a += 1\n    _ = a\n    __tracebackhide__ = True\n", ""],
    ["def f():\n    a = 1\n    return locals()\n", ""],
    ["def f():\n    try:\n        pass\n    except OSError as e:\n        pass\n", "F841:4"],
    ["def f():\n    a: int\n    b: int = 1\n    c: int\n    return c\n", "F842:2 F841:3 F821:5"],
    ["a = 1\ndef f():\n    print(a)\n    a = 2\n    return a\n", "F823:3"],
    ["def f():\n    max = max(1, 2)\n    return max\n", "F823:2"],
    ["def f():\n    global a, b\n    a = 1\n    b.c = 1\n", "F824:2"],
    ["def f():\n    a = 1\n    def g():\n        nonlocal a\n        if f:\n            a = 2\n    return g\n", ""],
    ["def f(a, *a, b, **b):\n    pass\n", "F831:1 F831:1"],
  ])("%j: %s", (code, expected) => expect(found(code)).toBe(expected));
});

describe("definitions that nothing used", () => {
  it.each([
    ["def f(): pass\ndef f(): pass\n", "F811:2"],
    ["def f(): pass\nf()\ndef f(): pass\n", ""],
    ["f = 1\nclass f: pass\nf = 2\n", "F811:2 F811:3"],
    ["class A:\n    @property\n    def b(self): pass\n    @b.setter\n    def b(self, c): pass\n    def b(self): pass\n", ""],
    ["class A:\n    def b(self): pass\n    if A:\n        def b(self): pass\n    else:\n        def b(self): pass\n", "F821:3 F811:4"],
    ["from typing import overload\n@overload\ndef f(a: int): ...\n@overload\ndef f(a: str): ...\ndef f(a): pass\n", ""],
    ["import _\ndef _(): pass\ndef _(): pass\n", "F811:2"],
  ])("%j: %s", (code, expected) => expect(found(code)).toBe(expected));
});

describe("types", () => {
  it.each([
    ["def f(a: 'Later', b: 'no type') -> 'list[gone]': pass\nclass Later: pass\n", "F722:1 F821:1"],
    ["a: 'int'\nb: ' int'\nc: 'x = 1'\nd: '''\nint\n'''\n", "F722:2 F722:3"],
    ["from typing import Literal, Annotated\na: Literal['no type']\nb: Annotated['gone', 'no type']\n", "F821:3"],
    ["import typing as t\nt.cast('gone', 1)\nt.TypeVar('T', 'no type', bound='gone')\n", "F821:2 F722:3 F821:3"],
    ["from typing import NamedTuple, TypedDict\nNamedTuple('N', [('a', 'gone')])\nTypedDict('D', {'no type': 'gone'})\n", "F821:2 F821:3"],
    ["from typing import TypeAlias\na: TypeAlias = 'gone'\nb: str = 'gone'\n", "F821:2"],
    ["from __future__ import annotations\ndef f(a: Later): pass\nclass Later: pass\n", ""],
    ["def f(a: Later): pass\nclass Later: pass\n", "F821:1"],
  ])("%j: %s", (code, expected) => expect(found(code)).toBe(expected));
});
