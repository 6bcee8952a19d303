import type { CheckContext, RawFinding } from "../../core/check";
import { findVendoredRoots, pathClassOf } from "../../core/path-class";
import { forEachChild, type PyNode } from "../../python/ast";
import { charOffset } from "../../python/source-text";
import { passwordLiterals } from "../bandit/passwords";
import { allowlistOf, withoutPragma } from "./allowlist";
import { looksReal } from "./looks-real";
import { mayNamePassword } from "./password-names";
import type { Secret } from "./search-file";
import { shapeOf } from "./shapes";

interface Credential {
  value: string;
  /** 1-based. */
  line: number;
  text: string;
  previous: string;
}

/** Names under which a text that looks drawn by lot is taken for a key: parts of the name, in any way of joining them. */
const KEY_NAME =
  /(?:^|[_-]|(?<=[a-z]))(?:api_?key|key|token|secret|pass|password|passwd|pwd|credentials?|auth|bearer|crypter|cipher)(?=$|[_\d-]|[A-Z])/i;
/** Names of what is public though it looks the same. */
const PUBLIC_NAME =
  /url|uri|endpoint|host|hash|sha\d|md5|digest|checksum|etag|integrity|public|signature|fingerprint|version|commit|cache|color|colour|csrf|uuid|guid/i;
const NAME_BEFORE =
  /([\p{L}_][\p{L}\p{N}_-]*)["'\]]{0,2}[ \t]{0,20}(?::[ \t]{0,20}[\w.[\], |]{1,40}[ \t]{0,20}=|:=|=>|==?|:)[ \t]{0,20}[rbfuRBFU]{0,2}["']?$/u;
/** Lines that show how something is used. */
const SHOWS = /^\s*>>>|\b(?:such as|e\.g\.|for example|for instance)/i;
/** How far left of a value its name is looked for. */
const MAX_NAME_DISTANCE = 200;

/**
 * The rule of ours: values that can hardly be anything but real, out of what Bandit's B105 to B107, the keyword detector
 * and the entropy detectors point at. Not in tests, and not where a detector for tokens of a fixed form spoke already.
 */
export function* credentials(context: CheckContext, path: string, text: string, secrets: readonly Secret[]): Iterable<RawFinding> {
  const found = [...fromSecrets(path, secrets), ...fromPython(context, path, text)];
  if (found.length === 0 || isInTest(context, path)) return;
  const tokens = secrets.filter((one) => one.detector.isPattern).map((one) => one.line.slice(one.start, one.end));
  const seen = new Set<string>();
  for (const { value, line, text: source, previous } of found.sort((a, b) => a.line - b.line)) {
    const suppression = allowlistOf(path, source, previous, line);
    const identity = suppression ? `${line} ${value}` : value;
    if (seen.has(identity) || tokens.some((token) => token.includes(value) || value.includes(token))) continue;
    seen.add(identity);
    yield {
      code: "credential-literal",
      path,
      line,
      confidence: "medium",
      message: "A password, key or token that looks real is written into the package.",
      data: { kind: "Credential" },
      statement: withoutPragma(source),
      ...(suppression ? { suppression } : {}),
    };
  }
}

const ROOTS = new WeakMap<CheckContext["package"], ReadonlySet<string>>();

function isInTest({ package: pluginPackage }: CheckContext, path: string): boolean {
  let roots = ROOTS.get(pluginPackage);
  if (!roots) {
    roots = findVendoredRoots(pluginPackage.files.map((file) => file.path));
    ROOTS.set(pluginPackage, roots);
  }
  return pathClassOf(path, roots) === "test";
}

function fromSecrets(path: string, secrets: readonly Secret[]): Credential[] {
  return secrets
    .filter((secret) => !secret.detector.isPattern && looksReal(secret.value) && !SHOWS.test(secret.line) && isNamedOrGuessed(path, secret))
    .map(({ value, lineNumber, line, previous }) => ({ value, line: lineNumber, text: line, previous }));
}

/** Entropy alone says little: the value must also stand behind the name of a key. */
function isNamedOrGuessed(path: string, secret: Secret): boolean {
  if (secret.detector.code === "KeywordDetector") return !isPublicName(secret);
  return shapeOf(secret, path) === undefined && KEY_NAME.test(nameBefore(secret)) && !isPublicName(secret);
}

function isPublicName(secret: Secret): boolean {
  return PUBLIC_NAME.test(nameBefore(secret));
}

function nameBefore({ line, start }: Secret): string {
  return NAME_BEFORE.exec(line.slice(Math.max(0, start - MAX_NAME_DISTANCE), start))?.[1] ?? "";
}

const QUOTED = /(["'])([^"'\s\\]{14,200})\1/g;

/** Literals of B105 to B107. The file is parsed only when it holds a value that would count. */
function fromPython(context: CheckContext, path: string, text: string): Credential[] {
  const file = context.python.get(path);
  if (!file || !mayNamePassword(text) || !holdsCandidate(text)) return [];
  const tree = file.tree;
  if (!tree) return [];
  const found: Credential[] = [];
  const visit = (node: PyNode): void => {
    for (const literal of passwordLiterals(node)) {
      const value = String(literal.value);
      if (!looksReal(value)) continue;
      const line = file.lines[literal.lineno - 1] ?? "";
      if (PUBLIC_NAME.test(NAME_BEFORE.exec(line.slice(0, charOffset(line, literal.col_offset)))?.[1] ?? "")) continue;
      found.push({ value, line: literal.lineno, text: line.trimEnd(), previous: file.lines[literal.lineno - 2] ?? "" });
    }
    forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function holdsCandidate(text: string): boolean {
  for (const match of text.matchAll(QUOTED)) if (looksReal(match[2] as string) && mayNamePassword(around(text, match.index))) return true;
  return false;
}

/** The name stands on the same line or close by. */
function around(text: string, at: number): string {
  return text.slice(Math.max(0, at - 300), at + 400);
}
