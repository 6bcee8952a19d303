import type { TokenList } from "./token-list";
import * as Kind from "./token-list";

/**
 * A valid text as py-ast can read it, where it knows less than CPython 3.12: comments inside the fields of f-strings
 * become blanks, and `match a, b:` and `case a, b:` get brackets. Lines stay; columns behind such a bracket move by one.
 * Null when nothing of this is in the text.
 */
export function rewriteForParser(text: string, tokens: TokenList): string | null {
  const edits = [...fieldComments(tokens), ...openTuples(tokens)].sort((a, b) => a.start - b.start || a.end - b.end);
  if (edits.length === 0) return null;
  const parts: string[] = [];
  let done = 0;
  for (const { start, end, by } of edits) {
    parts.push(text.slice(done, start), by);
    done = end;
  }
  parts.push(text.slice(done));
  return parts.join("");
}

interface Edit {
  start: number;
  end: number;
  by: string;
}

function* fieldComments(tokens: TokenList): Iterable<Edit> {
  let depth = 0;
  for (let index = 0; index < tokens.count; index++) {
    const kind = tokens.kinds[index];
    if (kind === Kind.FSTRING_START) depth++;
    else if (kind === Kind.FSTRING_END) depth--;
    else if (kind === Kind.COMMENT && depth > 0) {
      const start = tokens.starts[index] as number;
      const end = tokens.ends[index] as number;
      yield { start, end, by: " ".repeat(end - start) };
    }
  }
}

function* openTuples(tokens: TokenList): Iterable<Edit> {
  let isStart = true;
  for (let index = 0; index < tokens.count; index++) {
    const kind = tokens.kinds[index] as number;
    if (isStart && kind === Kind.NAME && /^(?:match|case)$/.test(tokens.textOf(index))) yield* openTuple(tokens, index);
    if (kind === Kind.NEWLINE) isStart = true;
    else if (kind !== Kind.NL && kind !== Kind.COMMENT && kind !== Kind.INDENT && kind !== Kind.DEDENT) isStart = false;
  }
}

/** Brackets around what stands between the word and its colon (or guard), if a comma outside of brackets is in it. */
function openTuple(tokens: TokenList, word: number): readonly Edit[] {
  let depth = 0;
  let hasComma = false;
  for (let index = word + 1; index < tokens.count; index++) {
    const kind = tokens.kinds[index];
    if (kind === Kind.NEWLINE) return [];
    const text = kind === Kind.OP || kind === Kind.NAME ? tokens.textOf(index) : "";
    if (text === "(" || text === "[" || text === "{") depth++;
    else if (text === ")" || text === "]" || text === "}") depth--;
    else if (depth === 0 && text === ",") hasComma = true;
    else if (depth === 0 && (text === ":" || text === "if")) {
      if (!hasComma) return [];
      const start = tokens.starts[word + 1] as number;
      const end = tokens.ends[index - 1] as number;
      return [
        { start, end: start, by: "(" },
        { start: end, end, by: ")" },
      ];
    }
  }
  return [];
}
