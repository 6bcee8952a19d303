import { describe, expect, it } from "vitest";
import { banditIssues } from "@/tests/builders/bandit-issues";

// Everything below was run through Bandit 1.9.4, too, which gives the same.
describe("text that becomes HTML", () => {
  it.each<readonly [code: string, expected: readonly string[]]>([
    [
      'import jinja2\nfrom jinja2 import Environment as E, select_autoescape\njinja2.Environment()\nE(autoescape=False)\nE(autoescape=True)\nE(autoescape=select_autoescape())\nE(autoescape=jinja2.select_autoescape(["a"]))\nE(autoescape=select_autoescape)\nE(autoescape=x)\nE(autoescape=1)\nE(loader=f(autoescape=True))\nE(loader=f(g(autoescape=True)), x=h(autoescape=False))\na.jinja2.b.Environment()',
      [
        "3 B701 high/high",
        "4 B701 high/high",
        "8 B701 high/medium",
        "9 B701 high/medium",
        "10 B701 high/medium",
        "12 B701 high/high",
        "13 B701 high/high",
      ],
    ],
    [
      'from mako.template import Template as T\nfrom mako import template\nT(x)\ntemplate.Template("a")\nstring.Template(x)',
      ["3 B702 medium/high", "4 B702 medium/high"],
    ],
    [
      'from markupsafe import Markup as M\nimport flask\nM(x)\nM("a")\nM(1)\nM("a %s" % x)\nM(f"a")\nflask.Markup(x)\nM()\nM(s=x)\nMarkup(x)',
      ["3 B704 medium/high", "6 B704 medium/high", "7 B704 medium/high", "8 B704 medium/high"],
    ],
    [
      'from django.utils.safestring import mark_safe, SafeString\nmark_safe("a")\nmark_safe(x)\nmark_safe(f"a")\nSafeString("a" + x)\nmark_safe("%s" % "a")\nmark_safe("%s %s" % ("a", x))\nmark_safe("{}".format("a"))\nmark_safe("{}".format(*["a"]))\nmark_safe("{}".format(*x))\nmark_safe("{a}".format(a="a"))\nmark_safe()\nmark_safe(x="a")',
      [
        "3 B703 medium/high",
        "4 B703 medium/high",
        "5 B703 medium/high",
        "7 B703 medium/high",
        "10 B703 medium/high",
        "11 B703 medium/high",
      ],
    ],
    [
      'from django.utils.safestring import mark_safe\na = "a"\nmark_safe(a)\na = f()\nmark_safe(a)\na = "{}".format(b)\nmark_safe(a)\nb = "a"\nmark_safe(a)\na = b\nmark_safe(a)\na += c\nmark_safe(a)',
      ["5 B703 medium/high", "7 B703 medium/high", "9 B703 medium/high", "13 B703 medium/high"],
    ],
    [
      'from django.utils.safestring import mark_safe\ndef f(a, *, b):\n  mark_safe(a)\n  b = "b"\n  mark_safe(b)\n  if a:\n    c = "a"\n  else:\n    c = "b"\n  mark_safe(c)\n  for d in a:\n    d = "a"\n    d = f(x)\n  mark_safe(d)\n  with g() as e:\n    e = "a"\n  mark_safe(e)\n  with g():\n    h = "a"\n  mark_safe(h)\n  class K:\n    i = "a"\n  mark_safe(i)',
      ["3 B703 medium/high", "14 B703 medium/high", "17 B703 medium/high", "23 B703 medium/high"],
    ],
    [
      'from django.utils.safestring import mark_safe\na, b = "a", x\nmark_safe(a)\nmark_safe(b)\nc, d.e = "c", "d"\nmark_safe(c)\nmark_safe(a)\n# Bandit fails on what it cannot unpack, and reports nothing.\nmark_safe(f)\nmark_safe(x + y)',
      ["4 B703 medium/high", "10 B703 medium/high"],
    ],
    ["from django.utils.safestring import mark_safe\na = (\n  a)\nmark_safe(a)\nb = b\nmark_safe(b)", ["6 B703 medium/high"]],
    ["mark_safe(x)", []],
  ])("%s", (code, expected) => {
    expect(banditIssues(code, ["B701", "B702", "B703", "B704"])).toEqual(expected);
  });
});
