import type { RuleExample } from "../core/types";

/** An example as people read it: bytes that are no UTF-8 as they stand in Python, `\xe9`. */
export function exampleText({ code, encoding }: RuleExample): string {
  if (encoding !== "latin1") return code;
  return code.replace(/[^\n -~]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16).padStart(2, "0")}`);
}
