/** Files that are made to break a scanner. Each must end as analysed or as not analysed with a reason, in seconds. */

interface HostileFile {
  path: string;
  bytes: Uint8Array;
}

const text =
  (content: string, path = "hostile.py") =>
  (): HostileFile => ({ path, bytes: Buffer.from(content) });
const lazy =
  (make: () => string, path = "hostile.py") =>
  (): HostileFile => ({ path, bytes: Buffer.from(make()) });
const raw =
  (bytes: Uint8Array | number[], path = "hostile.py") =>
  (): HostileFile => ({ path, bytes: Uint8Array.from(bytes) });
const nested = (open: string, close: string, depth: number) => lazy(() => `x = ${open.repeat(depth)}1${close.repeat(depth)}\n`);
const many = (count: number, line: (index: number) => string) =>
  lazy(() => Array.from({ length: count }, (_, index) => line(index)).join(""));

/** Runs that make a pattern try everything: one file for each, in Python and in the formats with readers of their own. */
const RUNS: Readonly<Record<string, string>> = {
  letters: `${"a".repeat(50_000)}!`,
  digits: `${"7".repeat(50_000)}!`,
  base64: `"${"QUJD".repeat(12_500)}!`,
  quotes: `${`"'`.repeat(25_000)}!`,
  equals: `${"=".repeat(50_000)}!`,
  "key words": `${"password=".repeat(5_500)}!`,
  "quoted key words": `${`'pwd'`.repeat(10_000)}!`,
  braces: `${"{".repeat(25_000)}${"}".repeat(25_000)}`,
  blanks: `x${" ".repeat(50_000)}!`,
  tabs: `x${"\t".repeat(50_000)}!`,
  backslashes: `"${"\\".repeat(50_000)}!`,
  hashes: `${"#".repeat(50_000)}!`,
  pragmas: `x = 1 ${"# nosec ".repeat(6_000)}${"# noqa:".repeat(6_000)}!`,
  "pragma lists": `x = 1 # noqa: ${"F401,".repeat(10_000)}!`,
  slashes: `${"/".repeat(50_000)}!`,
  addresses: `${"https://a:b@".repeat(4_000)}!`,
  dots: `${"a.".repeat(25_000)}!`,
  commas: `${"a,".repeat(25_000)}!`,
  percents: `x = "${"%(a)s".repeat(10_000)}" % y`,
  formats: `x = "${"{a:{b}}".repeat(7_000)}".format(y)`,
  select: `x = "select ${"a from ".repeat(7_000)}" + y`,
};
const RUN_PATHS = ["run.py", "run.ini", "run.yaml", "run.json", "run.txt", "run.js", "run.sql", ".bandit", ".flake8", ".secrets.baseline"];

const runs = Object.fromEntries(
  Object.entries(RUNS).flatMap(([name, content]) => RUN_PATHS.map((path) => [`${name} in ${path}`, text(`${content}\n`, path)] as const)),
);

export const HOSTILE_FILES: Readonly<Record<string, () => HostileFile>> = {
  empty: text(""),
  "one line end": text("\n"),
  "nothing but a mark": raw([0xef, 0xbb, 0xbf]),
  "NUL bytes": lazy(() => "\0".repeat(1_000_000)),
  "a NUL byte at the end": text("x = 1\n\0"),
  "UTF-16": () => ({ path: "hostile.py", bytes: Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from("x = 1\n", "utf16le")]) }),
  "UTF-16 without a mark": () => ({ path: "hostile.py", bytes: Buffer.from("x = 1\n", "utf16le") }),
  "marks everywhere": lazy(() => "\ufeff".repeat(100_000)),
  surrogates: raw([0x78, 0x3d, 0x22, 0xed, 0xa0, 0x80, 0xed, 0xb0, 0x80, 0x22, 0x0a]),
  "characters beyond the plane": lazy(() => `x = "${"\u{1f600}".repeat(200_000)}"\n`),
  "separators that are no line ends": lazy(() => `# ${"\u2028\u2029\u0085\v".repeat(50_000)}\n`),
  "wrong cookie": text("# -*- coding: latin-2000 -*-\nx = 1\n"),
  "UTF-7": text("# -*- coding: utf-7 -*-\n+AGEAYgBj-\n"),
  "cookie and mark": () => ({ path: "hostile.py", bytes: Buffer.from("\ufeff# coding: latin-1\nx = 1\n") }),
  "a long cookie line": lazy(() => `#${" coding".repeat(50_000)}: utf-8\nx = 1\n`),
  "Python 2": text("print 'x'\nexec 'y'\nraise E, 'z'\nx = 0777 + 10L\n`x` <> y\n"),
  "tabs and blanks": lazy(() => `if x:\n${" \t\t a = 1\n\t\tb = 2\n".repeat(20_000)}`),
  "old Mac line ends": lazy(() => "x = 1\r".repeat(200_000)),
  "form feeds": lazy(() => "\f\nx = 1\n".repeat(50_000)),
  "a line of 10 MB": lazy(() => `x = "${"a".repeat(9_900_000)}"\n`),
  "a comment of 900 KB": lazy(() => `# ${"nosec ".repeat(150_000)}\n`),
  "more than 10 MB": lazy(() => "x = 1\n".repeat(1_800_000)),
  "10 MB of lines": lazy(() => "x = 1\n".repeat(1_600_000)),
  "10 MB of blank lines": lazy(() => "\n".repeat(9_900_000)),
  "10 MB of one string": lazy(() => `x = """${"abc\n".repeat(2_400_000)}"""\n`),
  "a string that never ends": lazy(() => `x = """${"abc\n".repeat(500_000)}`),
  "brackets that never end": lazy(() => `x = ${"(\n".repeat(100_000)}`),
  "brackets that only end": lazy(() => ")\n".repeat(100_000)),
  "parentheses, 100,000 deep": nested("(", ")", 100_000),
  "lists, 100,000 deep": nested("[", "]", 100_000),
  "calls, 100,000 deep": nested("f(", ")", 100_000),
  "signs, 100,000 deep": nested("-", "", 100_000),
  "not, 100,000 deep": nested("not ", "", 100_000),
  "powers, 100,000 deep": nested("2**", "", 100_000),
  "lambdas, 100,000 deep": nested("lambda: ", "", 100_000),
  "conditions, 100,000 deep": nested("1 if x else ", "", 100_000),
  "f-strings, 200 deep": nested("f'{", "}'", 200),
  "attributes, 100,000 long": lazy(() => `x = a${".b".repeat(100_000)}\n`),
  "calls, 100,000 long": lazy(() => `x = a${"()".repeat(100_000)}\n`),
  "a sum of 100,000": lazy(() => `x = ${"1 + ".repeat(100_000)}1\n`),
  "a text of 100,000 parts": lazy(() => `x = ${'"a" '.repeat(100_000)}\n`),
  "a concatenation of 900": lazy(() => `x = "select " + ${'"a from " + '.repeat(900)}y\n`),
  "branches, 100,000": lazy(() => `if x:\n    pass\n${"elif y:\n    pass\n".repeat(100_000)}`),
  "blocks, 90 deep": lazy(
    () => `${Array.from({ length: 90 }, (_, level) => `${" ".repeat(level)}if x:\n`).join("")}${" ".repeat(90)}pass\n`,
  ),
  "blocks, 2,000 deep": lazy(
    () => `${Array.from({ length: 2_000 }, (_, level) => `${" ".repeat(level)}if x:\n`).join("")}${" ".repeat(2_000)}pass\n`,
  ),
  "200,000 names": many(200_000, (index) => `name_${index} = ${index}\n`),
  "200,000 imports": many(200_000, (index) => `import module_${index} as m${index}\n`),
  "50,000 star imports": many(50_000, (index) => `from module_${index} import *\n`),
  "names behind star imports": lazy(
    () => `${"from a import *\n".repeat(500)}${Array.from({ length: 5_000 }, (_, i) => `print(name_${i})\n`).join("")}`,
  ),
  "20,000 redefinitions": lazy(() => "def f():\n    pass\n".repeat(20_000)),
  "20,000 functions with one unused name": many(20_000, (index) => `def f${index}():\n    x = ${index}\n`),
  "100,000 keys of a dictionary": lazy(() => `x = {${"'a': 1, ".repeat(100_000)}}\n`),
  "100,000 arguments": lazy(() => `f(${Array.from({ length: 100_000 }, (_, i) => `a${i}=1`).join(", ")})\n`),
  "100,000 findings": lazy(() => `import os\n${"os.system(x)\n".repeat(100_000)}`),
  "100,000 passwords": many(100_000, (index) => `password = "value ${index}"\n`),
  "100,000 pragmas": lazy(() => "x = 1  # nosec B101, B102  # noqa: F401,E501\n".repeat(100_000)),
  "one statement over 100,000 lines": lazy(() => `x = [\n${"eval(y),  # nosec\n".repeat(100_000)}]\n`),
  "one long line of calls": lazy(() => `${"eval(x); ".repeat(100_000)}\n`),
  "all one-byte values": raw(Array.from({ length: 65_536 }, (_, index) => index & 0xff)),
  "YAML that grows": lazy(
    () =>
      `a0: &a0 [x,x,x,x,x,x,x,x,x]\n${Array.from({ length: 40 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(9)}]\n`).join("")}`,
    "hostile.yaml",
  ),
  "YAML, 100,000 deep": lazy(() => `${"[".repeat(100_000)}${"]".repeat(100_000)}\n`, "hostile.yaml"),
  "YAML of 900 KB": lazy(() => "key: 'value one'\n".repeat(52_000), "hostile.yml"),
  "YAML blocks, 5,000 deep": lazy(
    () => `${Array.from({ length: 3_000 }, (_, i) => `${" ".repeat(i % 400)}a:\n`).join("")}`,
    "hostile.yaml",
  ),
  "JSON, 100,000 deep": lazy(() => `${'{"a":['.repeat(100_000)}`, "hostile.json"),
  "a baseline, 100,000 deep": lazy(() => `${'{"results":'.repeat(90_000)}`, ".secrets.baseline"),
  "settings with 100,000 sections": many(100_000, (index) => `[section ${index}]\na=1\n`),
  ".flake8 with patterns that try everything": lazy(
    () => `[flake8]\nexclude = ${"*a".repeat(10_000)}\nper-file-ignores = ${"*a*:F401 ".repeat(5_000)}\n`,
    ".flake8",
  ),
  ".bandit with patterns that try everything": lazy(
    () => `[bandit]\nexclude = ${"*a".repeat(1_500)}\nskips = ${"B101,".repeat(5_000)}\n`,
    ".bandit",
  ),
  "an INI file of 1 MB": lazy(() => `[a]\n${"password = hunter hunter\n".repeat(40_000)}`, "hostile.ini"),
  "10 MB of base64": lazy(() => `${"QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9w".repeat(180_000)}\n`, "hostile.txt"),
  "10 MB of hex": lazy(() => "'0123456789abcdef0123456789abcdef'\n".repeat(290_000), "hostile.sql"),
  ...runs,
};
