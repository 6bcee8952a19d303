import type { Token } from "./highlight";

const plain = (text: string): Token => ({ text, className: null });

/**
 * Settings as Python's configparser reads them, metadata.txt among them: a value is text to the end of its line, whatever
 * quotes it has, and an indented line goes on with the value before it.
 */
export function iniLine(line: string): Token[] {
  const first = line.trimStart()[0];
  if (first === "#" || first === ";") return [{ text: line, className: "tok-comment" }];
  const end = line.search(/[=:]/);
  if (end < 1 || first === "[" || /^\s/.test(line)) return [plain(line)];
  const value = line.slice(end + 1);
  return [{ text: line.slice(0, end + 1), className: "tok-keyword" }, ...(value === "" ? [] : [plain(value)])];
}
