import { createCssVariablesTheme, createHighlighterCoreSync } from "shiki/core";
import { createJavaScriptRegexEngine } from "shiki/engine/javascript";
import ini from "shiki/langs/ini.mjs";
import json from "shiki/langs/json.mjs";
import python from "shiki/langs/python.mjs";
import xml from "shiki/langs/xml.mjs";

export interface Token {
  text: string;
  /** Class of globals.css, or null for plain text. */
  className: string | null;
}

const THEME = "greenbadge";
const LANGUAGES: Record<string, string> = {
  py: "python",
  pyw: "python",
  ini: "ini",
  cfg: "ini",
  txt: "ini",
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

/** Lines as coloured pieces, on the server. What has no known language, or a line of 300 characters, stays plain. */
export function highlightLines(path: string, lines: readonly string[]): Token[][] {
  const language = LANGUAGES[path.slice(path.lastIndexOf(".") + 1).toLowerCase()];
  if (!language) return lines.map((text) => [{ text, className: null }]);
  highlighter ??= createHighlighterCoreSync({
    themes: [createCssVariablesTheme({ name: THEME, variablePrefix: "--" })],
    langs: [python, ini, json, xml],
    engine: createJavaScriptRegexEngine({ forgiving: true }),
  });
  // The limits keep hostile text from holding up a page.
  const tokens = highlighter.codeToTokensBase(lines.join("\n"), {
    lang: language,
    theme: THEME,
    tokenizeMaxLineLength: 300,
    tokenizeTimeLimit: 50,
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
