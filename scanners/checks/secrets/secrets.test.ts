import { describe, expect, it } from "vitest";
import { looksRandomSpans } from "../../core/random-looking";
import { allowlistOf } from "./allowlist";
import { secretSpans } from "./detectors";
import type { ValueSyntax } from "./file-types";
import { isHarmlessValue, isIndirectReference } from "./filters";
import { findKeywordValues } from "./keyword-matcher";

function values(line: string, syntax: ValueSyntax = "quoted"): string[] {
  return findKeywordValues(line, syntax).map((span) => line.slice(span.start, span.end));
}

// Each expectation was read off detect-secrets 1.5.0, plugins/keyword.py.
describe("values behind a keyword", () => {
  it.each<readonly [string, ValueSyntax, readonly string[]]>([
    ['my_password = "lemon1"', "quoted", ["lemon1", "lemon1"]],
    ["'api_key': 'lemon1'", "quoted", ["lemon1"]],
    ['if "lemon1" == my_password:', "quoted", ["lemon1"]],
    ['private_key "lemon1";', "quoted", ["lemon1"]],
    ["password = lemon1", "quoted", []],
    ["password = lemon1", "config", ["lemon1"]],
    ["db_pass: lemon1, two", "config", ["lemon1, two"]],
    ["secret := `le`mon1`", "go", ["le`mon1"]],
    ['char pwd[25] = "lemon1";', "c", ["lemon1"]],
    ['std::string secret("lemon1");', "cpp", ["lemon1"]],
    ['password = ""', "quoted", []],
    ['password = "lemon1,"', "quoted", []],
    ["PASSWORD='lemon1'", "quoted", ["lemon1", "lemon1"]],
  ])("%s (%s)", (line, syntax, expected) => {
    expect(values(line, syntax)).toEqual(expected);
  });
});

describe("filters", () => {
  it("lets go of what is no literal", () => {
    expect(isIndirectReference("secret = get_secret_key()")).toBe(true);
    expect(isIndirectReference("secret = request.headers['apikey']")).toBe(true);
    expect(isIndirectReference('secret = "lemon(1)"')).toBe(false);
  });

  it.each(["abcdef", "12345", "{name}", "<name>", ["$", "{name}"].join(""), "$name", "****", "123e4567-e89b-12d3-a456-426614174000"])(
    "lets %s go",
    (value) => {
      expect(isHarmlessValue(value, `x = "${value}"`, false)).toBe(true);
    },
  );

  it("lets ids go, but no tokens of a fixed form", () => {
    expect(isHarmlessValue("lemon1", 'user_id: "lemon1"', false)).toBe(true);
    expect(isHarmlessValue("lemon1", 'user_id: "lemon1"', true)).toBe(false);
  });
});

describe("allowlist pragmas", () => {
  const word = "pragma: allowlist";
  it.each([
    [`a = 1  # ${word} secret`, "a.py"],
    [`a = 1  # ${word.replace("allow", "white")} secret`, "a.py"],
    [`a = 1  // ${word}-secret`, "a.js"],
    [`a = 1  /* ${word} secret */`, "a.css"],
    [`<a>1</a> <!-- ${word} secret -->`, "a.xml"],
    [`a: 1 # ${word} secret because it is an example`, "a.yaml"],
  ])("%s", (line, path) => {
    expect(allowlistOf(`demo/${path}`, line, "", 7)).toMatchObject({ by: "pragma", ruleSpecific: true, line: 7 });
  });

  it("speaks for the next line only where nothing else stands", () => {
    expect(allowlistOf("demo/a.py", "a = 1", `  # ${word} nextline secret`, 7)).toMatchObject({ line: 6 });
    expect(allowlistOf("demo/a.py", "a = 1", `b = 2  # ${word} nextline secret`, 7)).toBeUndefined();
    expect(allowlistOf("demo/a.yaml", `a: 1 // ${word} secret`, "", 7)).toBeUndefined();
  });
});

describe("hostile lines", () => {
  const lines = [
    `${"a".repeat(50_000)}!`,
    "pwd=`a".repeat(20_000),
    "'pwd".repeat(25_000),
    `${"`a".repeat(50_000)}==`,
    "`a`==".repeat(20_000),
    `pwd${" ".repeat(100_000)}`,
    "aws key".repeat(14_000),
    `<!--${" #".repeat(50_000)}pragma:`,
    `pragma: allowlist secret${" ".repeat(100_000)}x`,
    `://${"a:".repeat(50_000)}`,
    `BEGIN ${"A ".repeat(50_000)}`,
  ];
  it.each(lines.map((line) => [line.slice(0, 12), line] as const))("%s… takes no more than its length", (_start, line) => {
    const started = performance.now();
    for (const syntax of ["quoted", "config", "go", "c", "cpp"] as const) findKeywordValues(line, syntax);
    secretSpans(line, "a.py");
    looksRandomSpans(line);
    isIndirectReference(line);
    allowlistOf("demo/a.py", line, line, 1);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
