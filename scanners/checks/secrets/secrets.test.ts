import { describe, expect, it } from "vitest";
import { looksRandomSpans } from "../../core/random-looking";
import { allowlistOf } from "./allowlist";
import { DETECTORS, secretSpans } from "./detectors";
import type { ValueSyntax } from "./file-types";
import { isHarmlessValue, isIndirectReference, LineIds } from "./filters";
import { findKeywordValues } from "./keyword-matcher";
import { looksReal } from "./looks-real";
import { searchFile } from "./search-file";
import { shapeOf } from "./shapes";

/** What a file's text holds, as `line Kind value`. */
function found(path: string, ...lines: string[]): string[] {
  return searchFile(`demo/${path}`, lines.join("\n"))
    .map(({ lineNumber, detector, value, suppression }) => `${lineNumber} ${detector.code} ${value}${suppression ? " (suppressed)" : ""}`)
    .sort();
}

const NOISE = "k9Zx4TqWb2Lm8Q7rP3Vd5";
const LOWER = "k9zx4tqwb2lm8q7r";
const HEX = "4f7a1c9e0b8d2635";

// Each expectation was read off detect-secrets 1.5.0: the value is what the tool hashes, which may be a part of the token.
describe("tokens of a fixed form", () => {
  it.each<readonly [code: string, line: string, value: string | null]>([
    ["ArtifactoryDetector", `x = "${"AKC"}p8${NOISE}"`, `"${"AKC"}p8${NOISE}"`],
    ["ArtifactoryDetector", `x = '${"AKC"}p8${NOISE}'`, null],
    ["ArtifactoryDetector", `${"AP"}6${NOISE} x`, `${"AP"}6${NOISE} `],
    ["AWSKeyDetector", `x = ${"AKIA"}${"ABCDEFGHIJKLMNOP"}`, `${"AKIA"}${"ABCDEFGHIJKLMNOP"}`],
    ["AWSKeyDetector", `aws_secret_key: "${NOISE}${"x+/".repeat(6)}y"`, `${NOISE}${"x+/".repeat(6)}y`],
    ["AzureStorageKeyDetector", `${"AccountKey"}=${"aB3+".repeat(22)}`, `${"AccountKey"}=${"aB3+".repeat(22)}`],
    ["CloudantDetector", `cl_apikey=${"qwmnzbvxkljh".repeat(2)}`, "qwmnzbvxkljh".repeat(2)],
    ["CloudantDetector", `https://acc:${HEX.repeat(4)}@acc.cloudant.com`, HEX.repeat(4)],
    ["DiscordBotTokenDetector", `x ${"M"}${NOISE}aB.${"X1y2Z3"}.${NOISE}aBcDe7`, `${"M"}${NOISE}aB.${"X1y2Z3"}.${NOISE}aBcDe7`],
    ["GitHubTokenDetector", `x = ${"ghp"}_${"a1B2".repeat(9)}`, "ghp"],
    ["GitLabTokenDetector", `x = ${"glpat"}-${NOISE}`, "glpat"],
    ["GitLabTokenDetector", `x = ${"glptt"}-${HEX.repeat(2)}${"abcdef12"}`, `${"glptt"}-${HEX.repeat(2)}${"abcdef12"}`],
    ["GitLabTokenDetector", `x = ${"glimt"}-${NOISE}abcdé`, null],
    ["IbmCloudIamDetector", `iam_api_key = "${"k9Zx_4Tq-Wb".repeat(4)}"`, "k9Zx_4Tq-Wb".repeat(4)],
    ["IbmCosHmacDetector", `secret_access_key     ${HEX.repeat(3)}`, HEX.repeat(3)],
    [
      "JwtTokenDetector",
      `${"eyJhbGciOi"}${"JIUzI1NiJ9"}.${"eyJzdWIiOiJ"}${"kZW1vIn0"}.sig`,
      `${"eyJhbGciOi"}${"JIUzI1NiJ9"}.${"eyJzdWIiOiJ"}${"kZW1vIn0"}.`,
    ],
    ["JwtTokenDetector", `${"eyJhbGciOi"}${"JIUzI1NiJ9"}.${"not"}-json.sig`, null],
    ["MailchimpDetector", `x ${LOWER.repeat(2)}-${"us"}14`, `${LOWER.repeat(2)}-${"us"}14`],
    ["NpmDetector", `//r.org/:_authToken=${"npm"}_${NOISE} x`, `${"npm"}_${NOISE} x`],
    ["OpenAIDetector", `${"sk"}-proj-${NOISE}${"T3Blbk"}FJ${NOISE}`, `${"sk"}-proj-${NOISE}${"T3Blbk"}FJ${NOISE.slice(0, 20)}`],
    ["PrivateKeyDetector", `-----${"BEGIN EC PRIVATE"} KEY-----`, `${"BEGIN EC PRIVATE"} KEY`],
    ["PypiTokenDetector", `${"pypi"}-AgEIcHlwaS5vcmc${NOISE.repeat(4)}`, `${"pypi"}-AgEIcHlwaS5vcmc${NOISE.repeat(4)}`],
    ["SendGridDetector", `x ${"SG"}.${NOISE}x.${NOISE}${NOISE}y`, `${"SG"}.${NOISE}x.${NOISE}${NOISE}y`],
    ["SlackDetector", `x ${"xoxb"}-12-34-abc`, `${"xoxb"}-12-34-abc`],
    ["SlackDetector", `https://HOOKS.slack.com/services/${"T1"}/${"B2"}/c`, `https://HOOKS.slack.com/services/${"T1"}/${"B2"}/c`],
    ["SoftlayerDetector", `["sl_password"]::${LOWER.repeat(4)}`, LOWER.repeat(4)],
    ["SquareOAuthDetector", `x ${"sq0"}csp-${NOISE}${NOISE}z`, `${"sq0"}csp-${NOISE}${NOISE}z`],
    ["StripeDetector", `x ${"rk"}_live_${NOISE}aBc`, `${"rk"}_live_${NOISE}aBc`],
    ["TelegramBotTokenDetector", `x ${"12345678"}:${NOISE}aBcDeFgHiJkLmN`, `${"12345678"}:${NOISE}aBcDeFgHiJkLmN`],
    ["TwilioKeyDetector", `x ${"AC"}${LOWER.repeat(2)}`, `${"AC"}${LOWER.repeat(2)}`],
    ["BasicAuthDetector", `ftp://me:${"pear"}@host`, "pear"],
    ["BasicAuthDetector", `ftp://me:${"pe,ar"}@host`, null],
    ["IPPublicDetector", 'at 8.8.4.4:80800 and "10.8.4.4" and 172.16.1.1', null],
    ["IPPublicDetector", "curl http://8.8.4.4:8080/ a", null],
    ["Base64HighEntropyString", `x = '${NOISE}${"x+/yJfHn"}'`, `${NOISE}${"x+/yJfHn"}`],
    ["Base64HighEntropyString", `x = '${NOISE}${"x+/yJfHn"}"`, null],
    ["HexHighEntropyString", `x = "${HEX}"`, HEX],
    ["HexHighEntropyString", 'x = "0123456789012345"', null],
  ])("%s in %s", (code, line, value) => {
    const detector = DETECTORS.find((one) => one.code === code);
    expect(found("a.py", "# 1", line).filter((one) => one.includes(code))).toEqual(value === null ? [] : [`2 ${code} ${value}`]);
    // Whatever is found is hidden, also where the value is only a part of the token.
    if (value !== null)
      expect(secretSpans(line, "a.py").some((span) => line.slice(span.start, span.end).includes(value.trim()))).toBe(true);
    expect(detector).toBeDefined();
  });
});

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
    ["ap\u0131_\u212aey = 'lemon1'", "quoted", ["lemon1", "lemon1"]],
  ])("%s (%s)", (line, syntax, expected) => {
    expect(findKeywordValues(line, syntax).map((span) => line.slice(span.start, span.end))).toEqual(expected);
  });
});

describe("filters", () => {
  const isHarmless = (value: string, line: string, isPattern: boolean) =>
    isHarmlessValue(value, line.indexOf(value), new LineIds(line), isPattern);

  it("lets go of what is no literal", () => {
    expect(isIndirectReference("secret = get_secret_key()")).toBe(true);
    expect(isIndirectReference("secret = request.headers['apikey']")).toBe(true);
    expect(isIndirectReference('secret = "lemon(1)"')).toBe(false);
    expect(isIndirectReference(`secret = f(${"x".repeat(1000)})`)).toBe(false);
  });

  it.each(["abcdef", "12345", "{name}", "<name>", ["$", "{name}"].join(""), "$name", "****", "123e4567-e89b-12d3-a456-426614174000"])(
    "lets %s go",
    (value) => {
      expect(isHarmless(value, `x = "${value}"`, false)).toBe(true);
    },
  );

  it("lets ids go, but no tokens of a fixed form", () => {
    expect(isHarmless("lemon1", 'user_id: "lemon1"', false)).toBe(true);
    expect(isHarmless("lemon1", 'user_id: "lemon1"', true)).toBe(false);
  });
});

describe("files as the tool rewrites them", () => {
  it.each<readonly [what: string, path: string, lines: string[], expected: string[]]>([
    [
      "ini values",
      "a.cfg",
      ["[a]", "# c", `token = ${HEX}`, `  ${HEX}ab`],
      [`3 HexHighEntropyString ${HEX}`, `4 HexHighEntropyString ${HEX}ab`],
    ],
    ["a broken ini as it stands", "a.cfg", ["[a]", `token = ${HEX}`, "what"], []],
    ["an ini with a lone percent as it stands", "a.cfg", ["[a]", `token = ${HEX}`, "x = 5%"], []],
    ["settings without a header", ".env", [`TOKEN=${HEX}`], [`1 HexHighEntropyString ${HEX}`]],
    ["settings only where nothing else was found", ".env", [`TOKEN=${HEX}`, `A="${HEX}ab"`], [`2 HexHighEntropyString ${HEX}ab`]],
    ["no settings in a known type", "a.js", [`TOKEN=${HEX}`], []],
    ["yaml values", "a.yml", ["a:", `  b: ${HEX}`, "  c: 12", `d: [${HEX}ab]`], [`2 HexHighEntropyString ${HEX}`]],
    ["yaml aliases once", "a.yml", ["a: &x", `  b: ${HEX}`, "c: *x"], [`2 HexHighEntropyString ${HEX}`]],
    ["blocks at their key", "a.yml", ["a: |", "  one", `  'x' '${HEX}'`], [`1 HexHighEntropyString ${HEX}`]],
    ["a yaml with tabs as it stands", "a.yml", ["a:\t1", `b: ${HEX}`], []],
    ["two yaml documents as they stand", "a.yml", ["a: 1", "---", `b: ${HEX}`, `c: "${HEX}"`], [`4 HexHighEntropyString ${HEX}`]],
    ["a pragma behind a yaml value", "a.yml", [`a: ${HEX} # pragma: allowlist secret`], [`1 HexHighEntropyString ${HEX} (suppressed)`]],
    ["each value once", "a.py", [`a = "${HEX}"`, `b = "${HEX}"`], [`1 HexHighEntropyString ${HEX}`]],
    [
      "an allow-listed one beside an open one",
      "a.py",
      [`a = "${HEX}"  # pragma: allowlist secret`, `b = "${HEX}"`],
      [`1 HexHighEntropyString ${HEX} (suppressed)`, `2 HexHighEntropyString ${HEX}`],
    ],
  ])("%s", (_what, path, lines, expected) => {
    expect(found(path, ...lines)).toEqual(expected);
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
    expect(allowlistOf("demo/a.c", `a = 1 /* ${word} secret */ + 2`, "", 7)).toBeUndefined();
  });
});

describe("shapes", () => {
  it.each([
    ["a.sql", `('${HEX}')`, "data-file"],
    ["a.py", `x = "${`0101000020E6100000${"4f7A1c9e0b8D".repeat(3)}`}"`, "geometry"],
    ["a.py", 'x = "_0123456789abcdefghijklmnopqrstuvwxyz"', "alphabet"],
    ["a.py", `x = "${HEX}"`, undefined],
    ["a.py", 'x = "postgres://%s:%s@%s"', "placeholder"],
    ["a.py", 'x = "postgres://me:password@db.org"', "placeholder"],
    ["a.py", `x = "postgres://me:${"pass%20pass"}@db.org"`, "placeholder"],
    ["a.py", `x = "postgres://%7Bwho%7D:${"tiger"}@db.org"`, "placeholder"],
    ["a.py", `x = "postgres://me:${"tiger%20pass"}@db.org"`, undefined],
    ["a.py", `x = "postgres://me:${"Quay44"}@db.org"`, undefined],
    ["a.dat", `${HEX.repeat(3).toUpperCase()}${"ACCA"}BE4B7C901941488A${HEX.repeat(3).toUpperCase()}`, "geometry"],
  ])("%s %s", (path, line, shape) => {
    expect(searchFile(`demo/${path}`, line).map((secret) => shapeOf(secret, path))).toEqual([shape]);
  });

  it.each([NOISE, HEX.repeat(2), "Zx81-lemon-9Qk7rT4w"])("%s may be real", (value) => expect(looksReal(value)).toBe(true));
  it.each([
    "dev_secret_key_2024",
    "https://example.org/a1",
    "/usr/share/qgis3/resources",
    "module.layer1.getName",
    "123e4567-e89b-12d3-a456-426614174000",
    "20240131T1200ab",
    "{password}12345678",
    "geonode_password1",
    "aaaaaaaaaaaaaaa1",
    "YOUR_API_KEY_123",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
  ])("%s is not", (value) => expect(looksReal(value)).toBe(false));
});

describe("hostile lines", () => {
  const pieces = [
    "a",
    "'",
    '"',
    "`",
    "=",
    "-",
    "/",
    "<",
    "{",
    "[",
    "(",
    ":",
    " ",
    "\t",
    "0",
    "A",
    "k",
    "%",
    "\\",
    "!=",
    "'a",
    "`a",
    "://",
    "://a:",
    "eyJ",
    "sk-",
    "T3BlbkFJ",
    "pwd=`a",
    "'pwd",
    "`a`==",
    "aws key",
    "clkey ",
    "api_key ",
    "xoxb-1-",
    "1.",
    "8.8.",
    "AKC",
    "//a/:_authToken=",
    "AP0",
    "_id ",
    "a=b(",
    "%(a)s",
    "- ",
    "# ",
    "pragma: allowlist secret ",
    "<!-- #",
    "pass ",
    "secret [",
    "glagent-",
    "BEGIN A ",
    "a: b\n",
    "a = b\n",
    "[a]\n",
    "\n",
    "'a'+",
    "%%",
    "&a *a ",
    "? ",
    "| \n",
    "\u2028",
    "é",
  ];
  const lines = pieces.flatMap((piece) => [
    `${piece.repeat(Math.ceil(50_000 / piece.length))}!`,
    `password = "${piece.repeat(Math.ceil(50_000 / piece.length))}`,
    `[a]\nkey = ${piece.repeat(Math.ceil(50_000 / piece.length))}\n x`,
  ]);

  it("take no more than their length", () => {
    const slow: string[] = [];
    for (const line of lines) {
      const started = process.cpuUsage();
      for (const path of ["a.py", "a.yaml", "a.env", "a.go", "a.cpp"]) searchFile(path, line);
      secretSpans(line, "a.env");
      looksRandomSpans(line);
      isIndirectReference(line);
      allowlistOf("demo/a.py", `# pragma: allowlist secret${line}`, line, 1);
      looksReal(line);
      const { user, system } = process.cpuUsage(started);
      if (user + system > 1_000_000) slow.push(`${JSON.stringify(line.slice(0, 40))} ${user + system} µs`);
    }
    expect(slow).toEqual([]);
  }, 120_000);
});
