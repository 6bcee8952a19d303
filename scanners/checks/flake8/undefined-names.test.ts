import { describe, expect, it } from "vitest";
import { PythonFile } from "../../python/python-file";
import { findUndefinedNames } from "./undefined-names";

function undefinedIn(code: string, path = "demo/plugin.py"): string[] {
  const file = new PythonFile({ path, bytes: Buffer.from(code), mode: null });
  if (!file.tree) throw new Error(file.problem?.message);
  return findUndefinedNames(file.tree, path.endsWith("__init__.py")).map(({ name, node }) => `${node.lineno}:${name}`);
}

// Each expectation was compared with pyflakes 3.4.0 itself, that about type parameters with its sources.
const CASES: readonly (readonly [string, string, readonly string[]])[] = [
  ["a plain name", "print(a)\n", ["1:a"]],
  ["a name that comes later in the module, used in a function", "def f():\n    return a\na = 1\n", []],
  ["a name that comes later, used at once", "b = a\na = 1\n", ["1:a"]],
  ["names of a class inside its methods", "class A:\n    x = 1\n    def f(self):\n        return x\n", ["4:x"]],
  ["names of a class in its comprehensions", "class A:\n    x = 1\n    y = [x for _ in range(3)]\n", []],
  ["comprehension variables outside", "[i for i in range(3)]\nprint(i)\n", ["2:i"]],
  [":= inside a comprehension", "[(y := i) for i in range(3)]\nprint(y)\n", []],
  ["the error's name after its handler", "try:\n    pass\nexcept OSError as e:\n    pass\nprint(e)\n", ["5:e"]],
  ["a handled NameError", "try:\n    unicode\nexcept NameError:\n    unicode = str\n", []],
  ["a handled NameError, in a function inside", "try:\n    def f():\n        return nope\nexcept NameError:\n    pass\n", ["3:nope"]],
  ["del", "a = 1\ndel a\nprint(a)\n", ["3:a"]],
  ["del in a branch", "a = 1\nif a:\n    del a\nprint(a)\n", []],
  ["a star import", "from os import *\nprint(path)\n", []],
  ["a global that is declared takes back reports", "def f():\n    return g\ndef h():\n    global g\n    g = 1\n", []],
  ["an annotation without a value", "a: int\nprint(a)\n", ["2:a"]],
  ["a type in quotes", "def f(a: 'Nope') -> 'int': pass\n", ["1:Nope"]],
  ["a type in quotes that comes later", "def f(a: 'Later'): pass\nclass Later: pass\n", []],
  ["postponed annotations", "from __future__ import annotations\ndef f(a: Later): pass\nclass Later: pass\n", []],
  ["no postponed annotations", "def f(a: Later): pass\nclass Later: pass\n", ["1:Later"]],
  ["Literal is no type in quotes", "from typing import Literal\na: Literal['x']\n", []],
  ["cast", "from typing import cast\ncast('Nope', 1)\n", ["2:Nope"]],
  ["TypeVar", "from typing import TypeVar\nT = TypeVar('T', bound='Nope')\n", ["2:Nope"]],
  ["NamedTuple", "from typing import NamedTuple\nN = NamedTuple('N', [('a', 'Nope')])\n", ["2:Nope"]],
  ["match", "match 1:\n    case {'a': x, **rest}:\n        print(x, rest)\n    case [y, *z] | y:\n        print(y, z, w)\n", ["5:w"]],
  ["type parameters", "def f[T](a: T) -> T: ...\nclass A[T]:\n    b: T\ntype X[U] = list[U]\nprint(T)\n", ["5:T"]],
  ["decorators and defaults see the outside", "def f(a=b): pass\n@c\ndef g(): pass\n", ["1:b", "2:c"]],
  ["names of every module", "print(__file__, __name__, WindowsError, __path__)\n", ["1:__path__"]],
  [
    "names of a class's body",
    "class A:\n    a = __module__, __qualname__\n    def f(self): return __class__, __module__\n",
    ["3:__module__"],
  ],
  ["an augmented assignment", "a += 1\n", ["1:a"]],
  ["f-strings", "print(f'{a!r:>{b}}')\n", ["1:a", "1:b"]],
];

describe("undefined names", () => {
  it.each(CASES)("%s", (_what, code, expected) => {
    expect(undefinedIn(code).sort()).toEqual([...expected].sort());
  });

  it("knows __path__ in a package", () => {
    expect(undefinedIn("print(__path__)\n", "demo/__init__.py")).toEqual([]);
  });
});
