/** White space as Python's `\s` means it. */
const SPACE = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";

/** Python's IGNORECASE takes these letters for an i and an s, too. */
function word(text: string): string {
  return text.replaceAll("i", "[iıİ]").replaceAll("s", "[sſ]");
}

function pattern(...parts: readonly string[]): RegExp {
  return new RegExp(parts.join(""), "giu");
}

interface Statement {
  kind: string;
  start: RegExp;
  /** What has to follow anywhere behind the start. */
  end?: RegExp;
}

const STATEMENTS: readonly Statement[] = [
  { kind: "SELECT", start: pattern(word("select"), SPACE), end: pattern("from", SPACE) },
  { kind: "DELETE", start: pattern("delete", SPACE, "+from", SPACE) },
  {
    kind: "INSERT",
    start: pattern(word("insert"), SPACE, "+", word("into"), SPACE),
    end: pattern(word("values"), `(?:${SPACE}|\\()`),
  },
  { kind: "UPDATE", start: pattern("update", SPACE), end: pattern(word("set"), SPACE) },
];

const ANY_START = pattern(`${word("select")}|delete|${word("insert")}|update`);

/**
 * The kind of SQL statement that a text looks like, or null. Source: the pattern in Bandit 1.9.4 plugins/injection_sql.py,
 * taken apart so that its time is linear: the first start leaves the most room for an end.
 */
export function sqlKind(text: string): string | null {
  if (!mentionsSql(text)) return null;
  for (const { kind, start, end } of STATEMENTS) {
    start.lastIndex = 0;
    if (!start.test(text)) continue;
    if (!end) return kind;
    end.lastIndex = start.lastIndex;
    if (end.test(text)) return kind;
  }
  return null;
}

/** Whether any statement might begin in it: the cheap question before the texts around it are looked at. */
export function mentionsSql(text: string): boolean {
  ANY_START.lastIndex = 0;
  return ANY_START.test(text);
}
