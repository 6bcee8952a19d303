import { Lexer } from "py-ast";
import { expect, it } from "vitest";
import { quickenLexer } from "./quick-lexer";

const SOURCES = [
  "",
  "a",
  "_",
  "x#",
  "# only a comment",
  "# ein Täuschmanöver\nname = 1 # ünd\n",
  "class Größe(Base): # c\n\tdef f(self, é=None): return True\n",
  "ﬁ = x𝒳 = a\u0301b = 名前\n",
  "r'a' R\"b\" bR'''c\n# no comment\n''' u'd' f'{x!r}' fr'{y}' Rb'x' rf'{z:>{w}}'\n",
  "for x in not_in or is_: pass\nasync def g(): await None; yield False\n",
  "match x:\n  case _: print(exec, True_, NoneType)\n",
  "if x:\n    # deep\n  # less\n    y = 0x1f_a + 1e5 + 1_000j + .5\n",
  "a=b;c:d,e.f(g)[h]{i}\\\n+j\n",
  "and as assert async await break class continue def del elif else except False finally for from global if import in is\n",
  "lambda None nonlocal not or pass raise return True try while with yield type match case\n",
];

function read(source: string): unknown {
  try {
    return new Lexer(source).tokenize();
  } catch (error) {
    return String(error);
  }
}

it("the quicker lexer gives py-ast's own tokens", () => {
  const before = SOURCES.map(read);
  const own = Object.getOwnPropertyDescriptor(Lexer.prototype, "scanIdentifier")?.value;
  quickenLexer();
  expect(Object.getOwnPropertyDescriptor(Lexer.prototype, "scanIdentifier")?.value).not.toBe(own);
  expect(SOURCES.map(read)).toEqual(before);
});
