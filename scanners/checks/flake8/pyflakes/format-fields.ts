/** A `{…}` of a format string. */
export interface FormatField {
  name: string;
  /** What stands behind the colon; may hold fields again. */
  specification: string;
}

/** Why a format string cannot be read. */
export type FormatProblem = "single-brace" | "brace-in-name" | "unfinished" | "conversion";

const OPEN = 123;
const CLOSE = 125;
const COLON = 58;
const BANG = 33;

/**
 * Reads a format string as `string.Formatter().parse` of CPython 3.12 does: all its fields, or the first problem.
 * `{{` and `}}` are text.
 */
export function readFormatFields(text: string): FormatField[] | FormatProblem {
  const fields: FormatField[] = [];
  let at = 0;
  while (at < text.length) {
    const char = text.charCodeAt(at++);
    if (char !== OPEN && char !== CLOSE) continue;
    if (text.charCodeAt(at) === char) at++;
    else if (char === CLOSE || at >= text.length) return "single-brace";
    else {
      const field = readField(text, at);
      if (typeof field === "string") return field;
      fields.push(field);
      at = field.end;
    }
  }
  return fields;
}

function readField(text: string, start: number): (FormatField & { end: number }) | FormatProblem {
  const stop = endOfName(text, start);
  if (typeof stop === "string") return stop;
  const name = text.slice(start, stop);
  const ending = text.charCodeAt(stop);
  let at = stop + 1;
  if (ending === CLOSE) return { name, specification: "", end: at };
  if (ending === BANG) {
    if (at >= text.length) return "conversion";
    at++;
    if (at < text.length) {
      const behind = text.charCodeAt(at++);
      if (behind === CLOSE) return { name, specification: "", end: at };
      if (behind !== COLON) return "conversion";
    }
  }
  const end = endOfSpecification(text, at);
  return end < 0 ? "unfinished" : { name, specification: text.slice(at, end), end: end + 1 };
}

/** Index of the `}`, `:` or `!` behind a field's name; brackets hide them. */
function endOfName(text: string, start: number): number | FormatProblem {
  for (let at = start; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === OPEN) return "brace-in-name";
    if (char === CLOSE || char === COLON || char === BANG) return at;
    if (text[at] === "[") {
      const close = text.indexOf("]", at + 1);
      if (close < 0) return "unfinished";
      at = close;
    }
  }
  return "unfinished";
}

/** Index of the `}` that closes the field; -1 when none does. */
function endOfSpecification(text: string, start: number): number {
  let depth = 1;
  for (let at = start; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === OPEN) depth++;
    else if (char === CLOSE && --depth === 0) return at;
  }
  return -1;
}
