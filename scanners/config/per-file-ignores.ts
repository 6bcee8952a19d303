/** A file pattern and the codes that are left out in files that fit it. */
export type PerFileIgnore = readonly [pattern: string, codes: readonly string[]];

const CODE = /[A-Z]+[0-9]*(?=$|\s|,)/y;
const FILE = /[^\s:,]+/y;
const COLON = /\s*:\s*/y;
const GAP = /\s*,\s*|\s+/y;

/**
 * The option `per-file-ignores`: file patterns, a colon, codes, and so on. Null where flake8 refuses it.
 * Source: flake8 7.3.0 utils.py, `parse_files_to_codes_mapping`.
 */
export function parsePerFileIgnores(value: string): readonly PerFileIgnore[] | null {
  const reader = new MappingReader();
  const text = value.trim();
  for (let at = 0; at < text.length; ) {
    const token = tokenAt(text, at);
    if (!token || !reader.read(token.kind, token.text.trim())) return null;
    at += token.text.length;
  }
  return text === "" || reader.close() ? reader.found : null;
}

type TokenKind = "code" | "file" | "colon" | "gap";

function tokenAt(text: string, at: number): { kind: TokenKind; text: string } | null {
  const patterns: readonly (readonly [TokenKind, RegExp])[] = [
    ["code", CODE],
    ["file", FILE],
    ["colon", COLON],
    ["gap", GAP],
  ];
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    const match = pattern.exec(text)?.[0];
    if (match) return { kind, text: match };
  }
  return null;
}

class MappingReader {
  readonly found: PerFileIgnore[] = [];
  private files: string[] = [];
  private codes: string[] = [];
  private isBehindGap = true;
  private isBehindColon = false;

  /** False where a token may not stand. */
  read(kind: TokenKind, text: string): boolean {
    if (kind === "gap") {
      this.isBehindGap = true;
      return true;
    }
    if (kind === "colon") {
      if (this.isBehindColon) return false;
      this.isBehindColon = true;
      this.isBehindGap = true;
      return true;
    }
    if (!this.isBehindGap || (!this.isBehindColon && kind === "code")) return false;
    this.isBehindGap = false;
    if (this.isBehindColon && kind === "code") this.codes.push(text);
    else {
      if (this.isBehindColon) this.next();
      this.isBehindGap = false;
      this.files.push(text);
    }
    return true;
  }

  close(): boolean {
    if (!this.isBehindColon) return false;
    this.next();
    return true;
  }

  private next(): void {
    if (this.codes.length > 0) for (const file of this.files) this.found.push([file, this.codes]);
    this.files = [];
    this.codes = [];
    this.isBehindColon = false;
    this.isBehindGap = true;
  }
}
