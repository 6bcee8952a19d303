import { describe, expect, it } from "vitest";
import { parseSource } from "./parse-source";
import { tokenize } from "./tokenizer";

function problemOf(source: string) {
  return parseSource(source, tokenize(source)).problem;
}

// Checked with `ast.parse` of CPython 3.12.
describe("what is valid Python", () => {
  it.each([
    "\fx = 1\n\f\nif x:\n    y\n\f\n",
    "match a, b:\n    case 1, *_: pass\n    case c, d if c: pass\n",
    'f"""{\nx  # what\n}"""\n',
    "x = [y := 1, y**2]\nif (a := x): pass\n",
    "try: pass\nfinally: pass\n",
    "try:\n    pass\nexcept* ValueError:\n    pass\n",
    "type X[T] = list[T]\ndef f[T: int](x: T) -> T: ...\n",
    "return\nbreak\nnonlocal x\n",
    "x = 1if y else 0x1for\n".replace("0x1for", "2"),
    "print >>f, x\n",
    "# only this",
    "",
  ])("%j is", (source) => {
    expect(problemOf(source)).toBeNull();
  });

  it.each([
    ['print "x"\n', 1],
    ["try:\n    pass\nexcept A, e:\n    pass\n", 3],
    ["x = `a`\n", 1],
    ["a <> b\n", 1],
    ["if a:\nb\n", 2],
    ["def f():\n\n", 2],
    ["x = (1,\n     2\ny = 3\n", 1],
    ["x = [\n    'a'\n    b,\n]\n", 2],
    ["x\n  y\n)\n", 2],
    ["class A:\n    @b\nx\n", 3],
    ["from a import b,\n", 1],
    ["x = 1\nfrom import b\n", 2],
    ["try:\n    a\nb\n", 3],
    ["a = 1\nb := 2\n", 2],
    ["'\\x4'\n", 1],
    ["b'\\u12' + b'é'\n", 1],
    ["'a'\n'b' b'c'\n", 2],
    ["yield yield x\n", 1],
    ["for f() in x: pass\n", 1],
    ["type X[T = int] = T\n", 1],
    ["t'x'\n", 1],
    ["x = 1\0\n", 1],
    ['print "x"\ny = 0777\n', 2],
    ['print "x"\nif a:\n    b\n  c\n', 1],
    ["if a:\n    b\n  c\nprint 'x'\n", 3],
  ])("%j is not, in line %i", (source, line) => {
    expect(problemOf(source)).toMatchObject({ reason: "syntax", line });
  });

  it("calls what is nested too deeply so on any stack, without a line", () => {
    for (const source of [`x = ${"1 + ".repeat(2_000)}1\n`, `x = ${"not ".repeat(20_000)}1\n`, `x = ${"lambda: ".repeat(1_000)}1\n`])
      expect(problemOf(source)).toMatchObject({ reason: "too-deep", line: 0 });
  });
});
