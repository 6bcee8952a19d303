import { CST, Lexer } from "yaml";

/** Characters that PyYAML reads nowhere. Source: PyYAML 6.0, reader.py. */
const NOT_PRINTABLE = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
/** Far beyond what people write, and far below what would fill the stack of a parser that calls itself. */
const MAX_FLOW_DEPTH = 100;
const MAX_INDENT = 400;
const MAX_INDICATORS_PER_LINE = 50;
/** A megabyte of ordinary YAML has fewer; what has more is made to cost time. */
const MAX_LEXEMES = 200_000;
const MAY_HOLD_TABS: ReadonlySet<string | null> = new Set(["comment", "single-quoted-scalar", "double-quoted-scalar"]);

/**
 * Whether a text is worth being parsed: PyYAML reads it as far as its characters and tabs go (tabs only inside quotes,
 * blocks and comments), and its depth and its number of parts are bounded.
 */
export function isParsableYaml(text: string): boolean {
  if (NOT_PRINTABLE.test(text)) return false;
  const limits = new Limits();
  for (const lexeme of new Lexer().lex(text)) if (!limits.allow(lexeme)) return false;
  return true;
}

function isQuoted(type: string | null): boolean {
  return type === "single-quoted-scalar" || type === "double-quoted-scalar";
}

class Limits {
  private count = 0;
  private depth = 0;
  private indicators = 0;
  private isBlock = false;
  private previous: string | null = null;

  allow(lexeme: string): boolean {
    if (++this.count > MAX_LEXEMES) return false;
    const type = CST.tokenType(lexeme);
    const before = this.previous;
    this.previous = type;
    if (before === "scalar") {
      const isGood = this.isBlock || !lexeme.includes("\t");
      this.isBlock = false;
      return isGood;
    }
    // Two quoted texts in a row are no YAML; many of them would cost much time to be told so.
    if (isQuoted(before) && isQuoted(type)) return false;
    if (type === "block-scalar-header") this.isBlock = true;
    if (lexeme.includes("\t") && !MAY_HOLD_TABS.has(type)) return false;
    return this.isShallow(lexeme, type, before);
  }

  private isShallow(lexeme: string, type: string | null, before: string | null): boolean {
    switch (type) {
      case "newline":
        this.indicators = 0;
        return true;
      case "space":
        return before !== "newline" || lexeme.length <= MAX_INDENT;
      case "seq-item-ind":
      case "explicit-key-ind":
      case "map-value-ind":
        return ++this.indicators <= MAX_INDICATORS_PER_LINE || this.depth > 0;
      case "flow-map-start":
      case "flow-seq-start":
        return ++this.depth <= MAX_FLOW_DEPTH;
      case "flow-map-end":
      case "flow-seq-end":
        return --this.depth >= 0;
      default:
        return true;
    }
  }
}
