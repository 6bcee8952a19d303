import { withoutPragma } from "./allowlist";

const MAX_KEY_LINES = 200;

/** The whole key that begins on a line: an accepted test key must not stand for another one behind the same header. */
export function keyBlock(text: string, lineNumber: number): string {
  let start = 0;
  for (let line = 1; line < lineNumber; line++) start = text.indexOf("\n", start) + 1;
  const block = text.slice(start).split("\n", MAX_KEY_LINES);
  const end = block.findIndex((line) => line.includes("-----END"));
  return block
    .slice(0, end < 0 ? block.length : end + 1)
    .map(withoutPragma)
    .join("\n");
}
