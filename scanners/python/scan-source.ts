/**
 * Comments and the places where one token spans lines, found by a single pass over the characters. py-ast's own list of
 * comments is not complete (two on one statement), and its lexer would cost as much as parsing.
 */
export interface SourceComment {
  /** 1-based. */
  line: number;
  /** With its leading `#`. */
  text: string;
}

export interface SourceScan {
  comments: readonly SourceComment[];
  /** 1-based lines whose end lies inside a string or behind a backslash: they belong to the next line too. */
  joined: ReadonlySet<number>;
  /** 1-based lines that begin inside a bracket; indentation means nothing there. */
  bracketed: ReadonlySet<number>;
  /** Brackets that are never closed, outermost first: the line of each. */
  openBrackets: readonly number[];
}

const NEWLINE = 10;
const BACKSLASH = 92;
const HASH = 35;

/** @param text the file with `\n` as its only line end. Never throws; broken files give what could be read. */
export function scanSource(text: string): SourceScan {
  const scanner = new Scanner(text);
  scanner.code(null);
  return { comments: scanner.comments, joined: scanner.joined, bracketed: scanner.bracketed, openBrackets: scanner.brackets };
}

/** Deeper nested f-strings than this are not opened; CPython 3.12 allows 150. */
const MAX_FSTRING_DEPTH = 150;

class Scanner {
  readonly comments: SourceComment[] = [];
  readonly joined = new Set<number>();
  readonly bracketed = new Set<number>();
  readonly brackets: number[] = [];
  private position = 0;
  private line = 1;
  private depth = 0;

  constructor(private readonly text: string) {}

  /** Reads code up to the end, or, inside an f-string's field, up to its closing brace or format. */
  code(field: { base: number } | null): void {
    const { text } = this;
    while (this.position < text.length) {
      const char = text.charCodeAt(this.position);
      if (char === NEWLINE) {
        this.line++;
        this.position++;
        if (this.brackets.length > 0) this.bracketed.add(this.line);
      } else if (char === HASH) this.comment();
      else if (char === 34 || char === 39) this.string();
      else if (char === BACKSLASH && text.charCodeAt(this.position + 1) === NEWLINE) {
        this.joined.add(this.line);
        this.line++;
        this.position += 2;
      } else if (char === 40 || char === 91 || char === 123) {
        this.brackets.push(this.line);
        this.position++;
      } else if (char === 41 || char === 93 || char === 125) {
        if (field && this.brackets.length === field.base) return;
        this.brackets.pop();
        this.position++;
      } else if (field && char === 58 && this.brackets.length === field.base) return;
      else this.position++;
    }
  }

  private comment(): void {
    const end = this.text.indexOf("\n", this.position);
    const stop = end < 0 ? this.text.length : end;
    this.comments.push({ line: this.line, text: this.text.slice(this.position, stop) });
    this.position = stop;
  }

  private string(): void {
    const { text } = this;
    const quote = text[this.position] as string;
    const triple = text.startsWith(quote.repeat(3), this.position);
    const formatted = this.isFormatted();
    this.position += triple ? 3 : 1;
    const close = triple ? quote.repeat(3) : quote;
    if (formatted && this.depth < MAX_FSTRING_DEPTH) {
      this.depth++;
      this.formatted(close, false);
      this.depth--;
    } else this.plain(close);
  }

  private isFormatted(): boolean {
    let start = this.position;
    while (start > 0 && this.position - start < 2 && /[a-zA-Z]/.test(this.text[start - 1] as string)) start--;
    if (start > 0 && /[\w]/.test(this.text[start - 1] as string)) return false;
    return /[ft]/i.test(this.text.slice(start, this.position));
  }

  /** One character of a string's body; true when the string ended (or its line did). */
  private step(close: string): boolean {
    const { text } = this;
    const char = text.charCodeAt(this.position);
    if (char === BACKSLASH) {
      if (text.charCodeAt(this.position + 1) === NEWLINE) {
        this.joined.add(this.line);
        this.line++;
      }
      this.position += 2;
      return false;
    }
    if (char === NEWLINE) {
      if (close.length === 1) return true;
      this.joined.add(this.line);
      this.line++;
    } else if (char === close.charCodeAt(0) && (close.length === 1 || text.startsWith(close, this.position))) {
      this.position += close.length;
      return true;
    }
    this.position++;
    return false;
  }

  private plain(close: string): void {
    while (this.position < this.text.length && !this.step(close));
  }

  /** The body of an f-string, or of a format inside one (`inFormat`: ends before its `}`). */
  private formatted(close: string, inFormat: boolean): void {
    const { text } = this;
    while (this.position < text.length) {
      const char = text[this.position];
      if (char === "{" && text[this.position + 1] === "{" && !inFormat) this.position += 2;
      else if (char === "{") this.field(close);
      else if (char === "}" && inFormat) return;
      else if (this.step(close)) return;
    }
  }

  private field(close: string): void {
    this.position++;
    this.code({ base: this.brackets.length });
    if (this.text[this.position] === ":") {
      this.position++;
      this.formatted(close, true);
    }
    if (this.text[this.position] === "}") this.position++;
  }
}
