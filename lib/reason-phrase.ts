/** What a CI log shows in one line beside the address. */
const MAX_LENGTH = 120;
const ELLIPSIS = "...";

/**
 * One line of cause for the status line of an answer: programs such as qgis-plugin-ci print only that. Plain ASCII
 * without line breaks, whatever a file or its author is called: nothing in it can begin a header.
 */
export function reasonPhrase(cause: string): string {
  const plain = cause
    .replace(/[“”„«»]/g, '"')
    .replace(/[‘’‚]/g, "'")
    .replace(/[–—−]/g, "-")
    .replaceAll("…", "...")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[\s\p{Cc}]+/gu, " ")
    .replace(/[^\x20-\x7e]/gu, "?")
    .trim();
  return plain.length <= MAX_LENGTH ? plain : `${plain.slice(0, MAX_LENGTH - ELLIPSIS.length).trimEnd()}${ELLIPSIS}`;
}
