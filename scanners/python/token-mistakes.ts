import { hasBadEscape } from "./string-escapes";
import type { TokenList } from "./token-list";
import * as Kind from "./token-list";

/** A mistake that tokens alone show, and that py-ast lets pass or places elsewhere. */
export interface TokenMistake {
  /** 1-based, as CPython 3.12 reports it. */
  line: number;
  /** Offset of the token that is wrong. */
  at: number;
  /** CPython stops here at once, even if its tokenizer would refuse something behind it. */
  isFinal: boolean;
}

/** An escape that could be wrong; most files have none. Broader than `hasBadEscape`. */
const SUSPICIOUS_ESCAPE = /\\(?:x(?![0-9a-fA-F]{2})|u(?![0-9a-fA-F]{4})|U(?!00(?:0[0-9a-fA-F]|10)[0-9a-fA-F]{4})|N(?!\{[^{}'"\n]+\}))/;
const BEYOND_ASCII = /[^\0-\x7F]/;
const TESTS = new Set(["if", "elif", "while", "match", "case", "@"]);
const DEFINITIONS = new Set(["def", "class", "async", "@"]);

/** The first such mistake, or null. One pass over the tokens. */
export function findTokenMistake(tokens: TokenList): TokenMistake | null {
  return new MistakeFinder(tokens).find();
}

class MistakeFinder {
  private readonly hasSuspiciousEscape: boolean;
  private readonly hasWideText: boolean;
  /** First and last token of the logical line so far; behind its end they tell of the line before. -1: none. */
  private first = -1;
  private last = -1;
  private isAtStart = true;
  private level = 0;
  /** Brackets that are open, and whether a colon stood outside of them, in this logical line. */
  private depth = 0;
  private hasColon = false;
  /** Whether the f-strings that are open have a raw prefix. */
  private readonly rawFormats: boolean[] = [];
  /** Levels of indentation of the `try` statements that have no handler yet. */
  private readonly openTries: number[] = [];

  constructor(private readonly tokens: TokenList) {
    this.hasSuspiciousEscape = SUSPICIOUS_ESCAPE.test(tokens.text);
    this.hasWideText = BEYOND_ASCII.test(tokens.text);
  }

  find(): TokenMistake | null {
    const { kinds, count } = this.tokens;
    for (let index = 0; index < count; index++) {
      const kind = kinds[index] as number;
      if (kind === Kind.NL || kind === Kind.COMMENT) continue;
      if (kind === Kind.NEWLINE) {
        if (this.isOpenImport()) return this.mistake(index, this.tokens.lines[index] as number);
        this.isAtStart = true;
        continue;
      }
      if (this.isAtStart && this.isMisplaced(index, kind)) return this.mistake(index, this.lineOf(index), kind);
      if (kind === Kind.INDENT || kind === Kind.DEDENT) {
        this.level += kind === Kind.INDENT ? 1 : -1;
        continue;
      }
      if (this.isAtStart && this.endsTry(index)) return this.mistake(index, this.lineOf(index));
      if (this.isAtStart) this.begin(index);
      const line = this.lineOfBadToken(index, kind);
      if (line > 0) return this.mistake(index, line);
      this.last = index;
    }
    return null;
  }

  private begin(index: number): void {
    this.first = index;
    this.isAtStart = false;
    this.hasColon = false;
    this.depth = 0;
  }

  private mistake(index: number, line: number, kind = -1): TokenMistake {
    return { line, at: this.tokens.starts[index] as number, isFinal: kind === Kind.INDENT || kind === Kind.DEDENT };
  }

  /** The end of the file counts for its last line. */
  private lineOf(index: number): number {
    const { tokens } = this;
    const line = tokens.lines[index] as number;
    return tokens.starts[index] === tokens.text.length ? Math.max(1, line - 1) : line;
  }

  /** Whether a logical line begins here where a `try` still lacks what must follow its block; py-ast does not mind. */
  private endsTry(index: number): boolean {
    const { openTries, level, tokens } = this;
    const top = openTries.at(-1);
    if (top !== undefined && level <= top) {
      const word = tokens.textOf(index);
      if (level < top || (word !== "except" && word !== "finally")) return true;
      openTries.pop();
    } else if (tokens.kinds[index] === Kind.NAME && tokens.text.startsWith("try", tokens.starts[index]) && tokens.textOf(index) === "try")
      openTries.push(level);
    return false;
  }

  /** A deeper line behind anything but a colon; anything but a definition behind a decorator. */
  private isMisplaced(index: number, kind: number): boolean {
    const { tokens } = this;
    if (kind === Kind.INDENT) return this.last < 0 || tokens.text.charCodeAt(tokens.starts[this.last] as number) !== 58;
    const isDecorated = this.first >= 0 && tokens.text.charCodeAt(tokens.starts[this.first] as number) === 64;
    return isDecorated && !DEFINITIONS.has(tokens.textOf(index));
  }

  private lineOfBadToken(index: number, kind: number): number {
    const { tokens } = this;
    if (kind === Kind.NAME) return this.isMisplacedWord(index) ? (tokens.lines[index] as number) : 0;
    if ((kind === Kind.STRING || kind === Kind.FSTRING_START) && this.isBehindDot(index)) return tokens.lines[index] as number;
    if ((kind === Kind.STRING || kind === Kind.FSTRING_START) && this.mixesBytes(index)) return tokens.lines[index] as number;
    if (kind === Kind.STRING) return this.isBadString(index) ? (tokens.lines[index] as number) : 0;
    if (kind === Kind.FSTRING_START) this.rawFormats.push(/r/i.test(tokens.textOf(index)));
    else if (kind === Kind.FSTRING_END) this.rawFormats.pop();
    else if (kind === Kind.FSTRING_MIDDLE && this.hasSuspiciousEscape) return this.lineOfBadFormat(index);
    return kind === Kind.OP && (this.isNoOperator(index) || this.isBareWalrus(index)) ? (tokens.lines[index] as number) : 0;
  }

  /** `$`, `?`, a backtick: py-ast refuses them before it looks at what stands in front. */
  private isNoOperator(index: number): boolean {
    const code = this.tokens.text.charCodeAt(this.tokens.starts[index] as number);
    return code === 36 || code === 63 || code === 96;
  }

  /** `a := b` without brackets, where only an expression may stand. */
  private isBareWalrus(index: number): boolean {
    const { tokens } = this;
    const start = tokens.starts[index] as number;
    const code = tokens.text.charCodeAt(start);
    if (code === 40 || code === 91 || code === 123) this.depth++;
    else if (code === 41 || code === 93 || code === 125) this.depth--;
    else if (code === 58 && this.depth === 0) {
      if (tokens.ends[index] === start + 1) this.hasColon = true;
      else return this.hasColon || !TESTS.has(tokens.textOf(this.first));
    }
    return false;
  }

  /** `from import a`, `yield yield a`. */
  private isMisplacedWord(index: number): boolean {
    const { tokens, last } = this;
    const length = (tokens.ends[index] as number) - (tokens.starts[index] as number);
    if (index === this.first || last < 0 || length < 5 || length > 6 || tokens.kinds[last] !== Kind.NAME) return false;
    const word = tokens.textOf(index);
    return word === "yield" || (word === "import" && tokens.textOf(last) === "from");
  }

  private isBehindDot(index: number): boolean {
    const { tokens, last } = this;
    return index !== this.first && last >= 0 && tokens.textOf(last) === ".";
  }

  /** `from a import b,`: py-ast does not mind. */
  private isOpenImport(): boolean {
    const { tokens, last } = this;
    if (last < 0 || tokens.text.charCodeAt(tokens.starts[last] as number) !== 44) return false;
    for (let index = last; index >= this.first; index--) {
      const code = tokens.text.charCodeAt(tokens.starts[index] as number);
      if (index === this.first || (tokens.kinds[index] === Kind.OP && (code === 58 || code === 59)))
        return tokens.textOf(index === this.first ? index : index + 1) === "from";
    }
    return false;
  }

  /** `"a" b"b"`. */
  private mixesBytes(index: number): boolean {
    const { tokens, last } = this;
    if (index === this.first || last < 0) return false;
    const kind = tokens.kinds[last];
    if (kind !== Kind.STRING && kind !== Kind.FSTRING_END) return false;
    return hasBytesPrefix(tokens, index) !== (kind === Kind.STRING && hasBytesPrefix(tokens, last));
  }

  private isBadString(index: number): boolean {
    if (!this.hasSuspiciousEscape && !this.hasWideText) return false;
    const { text, starts, ends } = this.tokens;
    const start = starts[index] as number;
    const first = text.charCodeAt(start);
    const isPlain = first === 34 || first === 39;
    const source = text.slice(start, ends[index]);
    const prefix = isPlain ? "" : source.slice(0, source.search(/["']/)).toLowerCase();
    if (prefix.includes("b") && this.hasWideText && BEYOND_ASCII.test(source)) return true;
    return this.hasSuspiciousEscape && !prefix.includes("r") && hasBadEscape(source, prefix.includes("b"));
  }

  /** CPython decodes the text of an f-string when it has read all of it. */
  private lineOfBadFormat(index: number): number {
    const { tokens } = this;
    if (this.rawFormats.at(-1) || !hasBadEscape(tokens.textOf(index), false)) return 0;
    for (let end = index, inner = 0; end < tokens.count; end++) {
      if (tokens.kinds[end] === Kind.FSTRING_START) inner++;
      else if (tokens.kinds[end] === Kind.FSTRING_END && inner-- === 0) return tokens.lines[end] as number;
    }
    return 0;
  }
}

function hasBytesPrefix(tokens: TokenList, index: number): boolean {
  const start = tokens.starts[index] as number;
  return /^r?b/i.test(tokens.text.slice(start, start + 2));
}
