import { describe, expect, it } from "vitest";
import { cpuMs } from "@/tests/helpers/cpu-time";
import * as Kind from "./token-list";
import { tokenize } from "./tokenizer";

const NAMES = Object.fromEntries(Object.entries(Kind).flatMap(([name, value]) => (typeof value === "number" ? [[value, name]] : [])));

/** `KIND:text` of each token but the last, with its line where it is not the one before. */
function tokensOf(source: string): string {
  const tokens = tokenize(source);
  expect(tokens.problem).toBeNull();
  return Array.from({ length: tokens.count - 1 }, (_, index) => `${NAMES[tokens.kinds[index] ?? -1]}:${tokens.textOf(index)}`).join(" ");
}

// Checked with `python3.12 -m tokenize`.
describe("tokens, as Python 3.12 reads them", () => {
  it.each([
    ["a+=1 # c\n", "NAME:a OP:+= NUMBER:1 COMMENT:# c NEWLINE:\n"],
    ["if a:\n  b\n\nc", "NAME:if NAME:a OP:: NEWLINE:\n INDENT:   NAME:b NEWLINE:\n NL:\n DEDENT: NAME:c NEWLINE:"],
    ["f(a,\n  b)\n", "NAME:f OP:( NAME:a OP:, NL:\n NAME:b OP:) NEWLINE:\n"],
    ["a = \\\n  1\n", "NAME:a OP:= NUMBER:1 NEWLINE:\n"],
    ["Rb\"\\\"\" '''a\n'''\n", "STRING:Rb\"\\\"\" STRING:'''a\n''' NEWLINE:\n"],
    ["x ** -1 <> 0x_f .5e1j ...\n", "NAME:x OP:** OP:- NUMBER:1 OP:<> NUMBER:0x_f NUMBER:.5e1j OP:... NEWLINE:\n"],
    ['f"a{{b"\n', 'FSTRING_START:f" FSTRING_MIDDLE:a{ FSTRING_MIDDLE:b FSTRING_END:" NEWLINE:\n'],
    [
      'f"{x!r:>{w}}"\n',
      'FSTRING_START:f" OP:{ NAME:x OP:! NAME:r OP:: FSTRING_MIDDLE:> OP:{ NAME:w OP:} FSTRING_MIDDLE: OP:} FSTRING_END:" NEWLINE:\n',
    ],
    ["f'{d['k']}'\n", "FSTRING_START:f' OP:{ NAME:d OP:[ STRING:'k' OP:] OP:} FSTRING_END:' NEWLINE:\n"],
    [
      'rf"\\{x}" f"\\N{DASH}"\n',
      'FSTRING_START:rf" FSTRING_MIDDLE:\\ OP:{ NAME:x OP:} FSTRING_END:" FSTRING_START:f" FSTRING_MIDDLE:\\N{DASH} FSTRING_END:" NEWLINE:\n',
    ],
  ])("%j", (source, expected) => {
    expect(tokensOf(source)).toBe(expected);
  });

  it("knows the lines of tokens that go over several", () => {
    const tokens = tokenize('x = """a\nb""" + f"""{y\n} c\n"""\n');
    const places = Array.from({ length: tokens.count }, (_, index) => `${tokens.lines[index]}-${tokens.endLines[index]}`);
    expect(places.join(" ")).toBe("1-1 1-1 1-2 2-2 2-2 2-2 2-2 2-2 3-3 3-4 4-4 4-4 5-5");
  });

  it.each([
    ["x = 'a\n", "string", 1],
    ['x = (1,\n"""a\n\n', "string", 2],
    ["f'{a'\n", "string", 1],
    ["(\n]\n", "bracket", 2],
    ["(\n\n", "end", 2],
    ["x = 0777\n", "number", 1],
    ["x = 1\ny = 10L\n", "number", 2],
    ["x = a \\ b\n", "continuation", 1],
    ["x = \u00a01\n", "character", 1],
    ["if a:\n    b\n  c\n", "dedent", 3],
    ["if a:\n\tb\n        c\n", "tabs", 3],
    [`${"(".repeat(201)}1${")".repeat(201)}\n`, "nesting", 1],
    [`${Array.from({ length: 100 }, (_, index) => `${" ".repeat(index)}if a:\n`).join("")}${" ".repeat(100)}b\n`, "indent-depth", 101],
  ])("stops in %j: %s in line %i", (source, kind, line) => {
    expect(tokenize(source).problem).toMatchObject({ kind, line });
  });

  it("reads numbers and brackets as leniently as the module tokenize", () => {
    expect(tokenize("x = 0777 )\n", true).problem).toBeNull();
  });

  it("takes long lines of anything in its stride", () => {
    const started = cpuMs();
    for (const piece of ["a", "'", '"""', "f'{", "\\", "(", "\f", "1_", "# ", "x\f\n"]) tokenize(piece.repeat(50_000));
    expect(cpuMs() - started).toBeLessThan(8_000);
  });
});
