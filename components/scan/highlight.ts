import { createCssVariablesTheme, createHighlighterCoreSync } from "shiki/core";
import { createJavaScriptRegexEngine } from "shiki/engine/javascript";
import json from "shiki/langs/json.mjs";
import python from "shiki/langs/python.mjs";
import xml from "shiki/langs/xml.mjs";
import { iniLine } from "./highlight-ini";

export interface Token {
  text: string;
  /** Class of globals.css, or null for plain text. */
  className: string | null;
}

/** Files that configparser reads. Other text files are prose or lists. */
const INI = /(^|\/)metadata\.txt$|\.(ini|cfg)$/i;
const THEME = "greenbadge";
const LANGUAGES: Record<string, string> = {
  py: "python",
  pyw: "python",
  json: "json",
  geojson: "json",
  xml: "xml",
  ui: "xml",
  qgs: "xml",
  ts: "xml",
};

const KINDS: Record<string, string> = {
  keyword: "tok-keyword",
  string: "tok-string",
  "string-expression": "tok-string",
  constant: "tok-constant",
  function: "tok-function",
  comment: "tok-comment",
};

let highlighter: ReturnType<typeof createHighlighterCoreSync> | undefined;

/** Examples of rules stand on many pages, and a report is opened more than once: what is short is coloured once. */
const remembered = new Map<string, Token[][]>();
const MOST_REMEMBERED = 1_000;
const LONGEST_REMEMBERED = 1_000;
/** Colouring longer than this stops where it is, so that hostile text cannot hold up a page. */
const MOST_MS = 50;

/** Lines as coloured pieces, on the server. What has no known language, or a line of 300 characters, stays plain. */
export function highlightLines(path: string, lines: readonly string[]): readonly (readonly Token[])[] {
  if (INI.test(path)) return lines.map(iniLine);
  const language = LANGUAGES[path.slice(path.lastIndexOf(".") + 1).toLowerCase()];
  if (!language) return lines.map((text) => [{ text, className: null }]);
  const text = lines.join("\n");
  const key = `${language} ${text}`;
  const known = remembered.get(key);
  if (known) return known;
  const start = performance.now();
  const coloured = colour(language, text);
  if (text.length <= LONGEST_REMEMBERED && performance.now() - start < MOST_MS) remember(key, coloured);
  return coloured;
}

function remember(key: string, coloured: Token[][]): void {
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(key, coloured);
}

function colour(language: string, text: string): Token[][] {
  highlighter ??= createHighlighterCoreSync({
    themes: [createCssVariablesTheme({ name: THEME, variablePrefix: "--" })],
    langs: [python, json, xml],
    engine: createJavaScriptRegexEngine({ forgiving: true }),
  });
  const tokens = highlighter.codeToTokensBase(text, {
    lang: language,
    theme: THEME,
    tokenizeMaxLineLength: 300,
    tokenizeTimeLimit: MOST_MS,
  });
  return tokens.map((line) => joinEqual(line.map(({ content, color }) => ({ text: content, className: classOf(color) }))));
}

/** Neighbours of one colour are one piece, and blanks have none: less to send. */
function joinEqual(tokens: readonly Token[]): Token[] {
  const joined: Token[] = [];
  for (const token of tokens) {
    const last = joined.at(-1);
    if (last && (last.className === token.className || token.text.trim() === "")) last.text += token.text;
    else joined.push({ ...token });
  }
  return joined;
}

function classOf(color: string | undefined): string | null {
  const kind = /^var\(--token-(.+)\)$/.exec(color ?? "")?.[1];
  return (kind && KINDS[kind]) || null;
}
