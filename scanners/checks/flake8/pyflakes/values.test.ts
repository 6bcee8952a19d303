import { describe, expect, it } from "vitest";
import { cpuMs } from "@/tests/helpers/cpu-time";
import { PythonFile } from "../../../python/python-file";
import { findPyflakes } from "./find-pyflakes";

/** The codes of an expression or of some statements, without those about names. */
function codes(code: string): string {
  const file = new PythonFile({ path: "demo/a.py", bytes: Buffer.from(`${code}\n`), mode: null });
  if (!file.tree) throw new Error("the example is no Python");
  return findPyflakes(file, file.tree)
    .map((one) => one.code)
    .filter((one) => one !== "F821")
    .join(" ");
}

describe("texts in front of %", () => {
  it.each([
    ["'%s %d' % (1, 2)", ""],
    ["'%s %%' % (1, 2)", "F507"],
    ["'%s %s' % (1, *a)", ""],
    ["'%.*f' % (1, 2)", ""],
    ["'%(a)*d' % {'a': 1}", "F508"],
    ["'50 %' % a", "F501"],
    ["'%(a' % a", "F509"],
    ["'%y %s' % (1, 2)", "F509"],
    ["'%(a)s %s' % a", "F506"],
    ["'%(a)s' % (1,)", "F502"],
    ["'no' % (1,)", "F502"],
    ["'%s %s' % {'a': 1}", "F503"],
    ["'%s' % {'a': 1}", ""],
    ["'%(a)s %(b)s' % {'a': 1, 'c': 2}", "F504 F505"],
    ["'%(a)s' % {'b': 1, **c}", ""],
    ["'\\N{PERCENT SIGN}d %s' % (1,)", ""],
    ["b'%s' % (1, 2)", ""],
  ])("%j: %s", (code, expected) => expect(codes(code)).toBe(expected));
});

describe("format calls", () => {
  it.each([
    ["'{} {}'.format(1, 2)", ""],
    ["'{0} {a.b[c]}'.format(1, a=2)", ""],
    ["'{:{}} {}'.format(1, 2, 3)", ""],
    ["'{}'.format(1, 2)", "F523"],
    ["'{a}'.format(a=1, b=2)", "F522"],
    ["'{} {a}'.format()", "F524"],
    ["'{} {a}'.format(*b)", ""],
    ["'{} {0}'.format(1)", "F525"],
    ["'{a[}]}'.format(a=1)", ""],
    ["'\\N{BULLET} {}'.format(1)", ""],
    ["'{a{b}}'.format(a=1)", "F521"],
    ["'{!r:>5} {!}'.format(1)", "F521"],
    ["'{a!rx}'.format(a=1)", "F521"],
    ["'{:{:{}}}'.format(1)", "F521"],
    ["'}'.format()", "F521"],
    ["'{'.format()", "F521"],
    ["'{{}} {a:{{}'.format(a=1)", "F521"],
  ])("%j: %s", (code, expected) => expect(codes(code)).toBe(expected));

  it.each([
    ["f'a'", "F541"],
    ["f'a' 'b' f'{c}'", ""],
    ["f'{a:>{b}} {f\"c\"}'", ""],
    ["f'{{a}}'", "F541"],
  ])("%j: %s", (code, expected) => expect(codes(code)).toBe(expected));
});

describe("values", () => {
  it.each([
    ["{1: 'a', 1.0: 'b', True: 'c'}", "F601 F601 F601"],
    ["{'a': 1, b'a': 2, u'a': 1}", ""],
    ["{'a': 1, 'a': 1, 'a': 2}", "F601 F601 F601"],
    ["{(1, a): 1, (1, a): 2, (b(), 1): 1, (b(), 1): 2}", "F601 F601"],
    ["{a: 1, a: 2, a.b: 1, a.b: 2, **a, **b}", "F602 F602"],
    ["{9007199254740993: 1, 9007199254740992.0: 2, ...: 1, '...': 2}", ""],
    ["{10000000000000000000000: 1, 1e22: 2}", "F601 F601"],
    ["a is 1, a is not (1, 'b'), a is (), a is ...", "F632 F632 F632"],
    ["a is None, a is (1, b), a is -1, 1 is a is 'b'", "F632 F632"],
    ["print >> a, 'b'", "F633"],
    ["if (a, b): pass\nelif (): pass\nc if (d,) else e", "F634 F634"],
    ["assert (a, 'b')\nassert a, 'b'", "F631"],
    ["raise NotImplemented('a')", "F901"],
    ["raise NotImplementedError from NotImplemented", ""],
  ])("%j: %s", (code, expected) => expect(codes(code)).toBe(expected));
});

describe("structure", () => {
  it.each([
    ["while a:\n    break\nelse:\n    continue", "F702"],
    ["for a in b:\n    def c():\n        break", "F701"],
    ["return a\nclass B:\n    return\ndef c():\n    return", "F706 F706"],
    ["yield a\nlambda: (yield)\nasync def f():\n    await a", "F704"],
    ["try:\n    pass\nexcept:\n    pass\nexcept A:\n    pass", "F707"],
    ["*a, *b = c\n(d, *e), *f = g", "F622"],
    [`${"a, ".repeat(256)}*b = c`, "F621"],
  ])("%j: %s", (code, expected) => expect(codes(code)).toBe(expected));
});

describe("hostile files", () => {
  it.each([
    ["names that are declared global and never defined", `${"x\n".repeat(20_000)}def f():\n${"    global x\n".repeat(20_000)}`],
    ["one name imported again and again", `if a:\n${"    import os\n".repeat(20_000)}`],
    ["a star and many names", `from a import *\n${"b\n".repeat(50_000)}`],
    ["a long chain of targets", `${"a, b = ".repeat(900)}c, d\n`],
    ["many fields", `"${"{a}{".repeat(5_000)}".format(a=1)\n"${"%(a".repeat(5_000)}" % a\n"${"%".repeat(50_001)}" % a\n`],
    ["nested tuples as keys", `{${`${"(".repeat(90)}1${",)".repeat(90)}: 1, `.repeat(200)}}\n`],
    ["a list of exports that grows", `__all__ = []\n${"__all__ += ['a']\n".repeat(20_000)}`],
    ["many stars and many names", `${Array.from({ length: 5_000 }, (_, at) => `from a${at} import *\n`).join("")}${"b\n".repeat(20_000)}`],
    ["many names that a handler may mean", `try:\n${"    a\n".repeat(10_000)}except (${"B, ".repeat(10_000)}):\n    pass\n`],
    ["a long chain of branches", `if a:\n    import os\n${"elif b:\n    import os\n".repeat(400)}`],
  ])("ends soon: %s", (_what, code) => {
    const started = cpuMs();
    const file = new PythonFile({ path: "demo/a.py", bytes: Buffer.from(code), mode: null });
    if (!file.tree) throw new Error("the example is no Python");
    const parsed = cpuMs();
    findPyflakes(file, file.tree);
    expect(cpuMs() - parsed).toBeLessThan(4_000);
    expect(cpuMs() - started).toBeLessThan(20_000);
  });
});
