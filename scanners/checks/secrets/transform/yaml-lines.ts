import {
  type Alias,
  Composer,
  type CST,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  Parser,
  type Scalar,
} from "yaml";
import { isPythonSpace, trimmed } from "../../../config/ini";
import { splitlines } from "../python-text";
import { isParsableYaml } from "./pyyaml-limits";
import { isRefusedValue, scalarKind } from "./pyyaml-scalars";

/** Larger files are looked at as they stand. */
const MAX_YAML_CHARS = 1_000_000;

interface Item {
  key: string;
  value: string;
  line: number;
}

/**
 * A YAML file as lines `key: "value"`, for each text that is the value of a key. Lists of texts are not looked at.
 * Source of the behaviour: detect-secrets 1.5.0, transformers/yaml.py, with PyYAML's SafeLoader (YAML 1.1). Aliases are
 * never expanded: what they repeat is listed once.
 *
 * @returns null for what PyYAML refuses.
 */
export function yamlLines(text: string): string[] | null {
  if (text.length > MAX_YAML_CHARS) return null;
  try {
    // YAML 1.1 ends lines at three more characters.
    const items = itemsOf((text.charCodeAt(0) === 0xfeff ? text.slice(1) : text).replace(/[\x85\u2028\u2029]/g, "\n"));
    return items === null ? null : written(items, splitlines(text));
  } catch (error) {
    // Deep nesting ends the parser's own recursion; anything else thrown here is a file that it cannot follow.
    if (error instanceof Error) return null;
    throw error;
  }
}

function written(items: readonly Item[], source: readonly string[]): string[] {
  const lines: string[] = [];
  const seen = new Set<string>();
  for (const { key, value, line } of items) {
    const identity = JSON.stringify([key, value, line]);
    if (seen.has(identity)) continue;
    seen.add(identity);
    while (lines.length < line - 1) lines.push("");
    const comment = commentOf(trimmed(source[line - 1] ?? ""));
    lines.push(`${key}: "${value.replaceAll('"', '\\"')}"${comment}`);
  }
  return lines;
}

/** The first `#` behind a blank, with the blanks before it and all up to the next blank that is no space. */
function commentOf(line: string): string {
  for (let sign = line.indexOf("#"); sign >= 0; sign = line.indexOf("#", sign + 1)) {
    let start = sign;
    while (start > 0 && isPythonSpace(line.charCodeAt(start - 1))) start--;
    if (start === sign) continue;
    let end = sign;
    while (end < line.length && (line[end] === " " || !isPythonSpace(line.charCodeAt(end)))) end++;
    return line.slice(start, end);
  }
  return "";
}

function itemsOf(text: string): Item[] | null {
  if (!isParsableYaml(text)) return null;
  const lineCounter = new LineCounter();
  // Errors are not made pretty: that takes time for each.
  const document = documentOf(text, lineCounter);
  if (!document || document.errors.length > 0 || document.warnings.length > 0) return null;
  if (document.contents === null) return [];
  const composer = new LoaderOrder(lineCounter, text.endsWith("\n") ? -1 : text.length);
  composer.node(document.contents as Node);
  return composer.isRefused ? null : composer.items(document.contents as Node);
}

/** The file's one document; null when it is broken or has others. */
function documentOf(text: string, lineCounter: LineCounter): Document | null {
  const tokens: CST.Token[] = [];
  for (const token of new Parser(lineCounter.addNewLine).parse(text)) {
    if (token.type === "error") return null;
    tokens.push(token);
  }
  // Errors are not made pretty: that takes time for each.
  const composer = new Composer({ version: "1.1", prettyErrors: false, uniqueKeys: false, merge: false, logLevel: "silent" });
  const documents = [...composer.compose(tokens, true, text.length)];
  return documents.length === 1 ? (documents[0] as Document) : null;
}

/** Goes through a document in its own order and notes on which line each text stands, as the tool's loader does. */
class LoaderOrder {
  isRefused = false;
  private readonly anchors = new Map<string, Node>();
  private readonly lines = new Map<Scalar, number>();
  private readonly maps = new Map<Node, Item[]>();

  /** @param openEnd the text's length where its last line has no end, else -1. */
  constructor(
    private readonly lineCounter: LineCounter,
    private readonly openEnd: number,
  ) {}

  /** Breadth first, then by line: the order in which equal lines are written. */
  items(root: Node): Item[] {
    const all: Item[] = [];
    const queue: Node[] = [root];
    for (let index = 0; index < queue.length; index++) {
      const node = queue[index] as Node;
      if (isMap(node)) {
        all.push(...(this.maps.get(node) ?? []));
        for (const { value } of lastOfEach(node.items as Pair<Node, Node | null>[]))
          if (isMap(value) || isSeq(value)) queue.push(value as Node);
      } else if (isSeq(node)) for (const item of node.items) if (isMap(item) || isSeq(item)) queue.push(item as Node);
    }
    return all.sort((a, b) => a.line - b.line);
  }

  node(node: Node | null, line = 0): void {
    if (node === null) return;
    if (isAlias(node)) return this.alias(node, line);
    if (node.anchor) {
      if (this.anchors.has(node.anchor)) this.isRefused = true;
      this.anchors.set(node.anchor, node);
    }
    if (isScalar(node)) {
      this.lines.set(node, line);
      if (isRefusedValue(node)) this.isRefused = true;
    } else if (isSeq(node)) for (const item of node.items) this.node(item as Node | null, line);
    else if (isMap(node)) this.map(node, node.items as Pair<Node, Node | null>[]);
  }

  /** A text that is used again counts as standing where it was used last. */
  private alias(node: Alias, line: number): void {
    const target = this.anchors.get(node.source);
    if (!target) this.isRefused = true;
    else if (isScalar(target)) this.lines.set(target, line);
  }

  private map(map: Node, pairs: Pair<Node, Node | null>[]): void {
    for (const { key, value } of pairs) {
      // A list or a dictionary cannot be a key in Python.
      if (!isScalar(key) && !isAlias(key)) this.isRefused = true;
      const line = this.lineOf(key);
      if (isScalar(key)) this.key(key, line);
      else this.node(key, line);
      this.node(value, line);
    }
    this.maps.set(
      map,
      lastOfEach(pairs).flatMap(({ key, value }) => this.item(key, value)),
    );
  }

  private key(key: Scalar, line: number): void {
    if (!key.anchor) return;
    if (this.anchors.has(key.anchor)) this.isRefused = true;
    this.anchors.set(key.anchor, key);
    this.lines.set(key, line);
  }

  private item(key: Node, value: Node | null): Item[] {
    const target = value !== null && isAlias(value) ? this.anchors.get(value.source) : value;
    if (!target || !isScalar(target)) return [];
    const kind = scalarKind(target);
    if (kind === "other") return [];
    const text = kind === "binary" ? String(target.source).replace(/[^A-Za-z0-9+/=]/g, "") : this.textOf(target);
    return [{ key: keyText(key), value: text, line: this.lines.get(target) ?? 1 }];
  }

  /** A block that the file's end closes has no line end of its own to PyYAML. */
  private textOf(scalar: Scalar): string {
    const isOpen = scalar.range?.[1] === this.openEnd && (scalar.type === "BLOCK_LITERAL" || scalar.type === "BLOCK_FOLDED");
    const text = textOf(scalar);
    return isOpen && text.endsWith("\n") ? text.slice(0, -1) : text;
  }

  /** The line on which a key ends: there the tool's loader stands when it begins the value. */
  private lineOf(key: Node): number {
    const range = key?.range;
    return range ? this.lineCounter.linePos(Math.max(range[0], range[1] - 1)).line : 1;
  }
}

function textOf(scalar: Scalar): string {
  return typeof scalar.value === "string" ? scalar.value : (scalar.source ?? "");
}

function keyText(key: Node): string {
  return isScalar(key) ? textOf(key) : "";
}

/** In Python's dictionaries a key that comes again keeps its place and takes the new value. */
function lastOfEach(pairs: readonly Pair<Node, Node | null>[]): Pair<Node, Node | null>[] {
  const byKey = new Map<string, Pair<Node, Node | null>>();
  for (const pair of pairs) byKey.set(keyText(pair.key), pair);
  return [...byKey.values()];
}
