const MOST_CHARACTERS = 300;

/**
 * What an administrator may read of a job's error: its first line, without people's addresses, passwords in addresses of
 * servers, and anything that looks like a key. The whole of it stands in the log of the worker.
 */
export function shownError(text: string): string {
  const line = text.split("\n", 1)[0] ?? "";
  return line
    .replace(/\/\/[^\s/@]+@/g, "//…@")
    .replace(/[^\s@<>"'(),;:]+@[^\s@<>"'(),;:]+\.[^\s@<>"'(),;:]+/g, "(an address)")
    .replace(/\b(password|passwd|secret|token|api[-_]?key|authorization)(["']?\s*[=:]\s*)\S+(\s+[A-Za-z0-9._~+/=-]{16,})?/gi, "$1$2…")
    .replace(/(?<![A-Za-z0-9])(?![0-9a-f]{8}-[0-9a-f]{4}-)[A-Za-z0-9+=_-]{28,}/g, "(left out)")
    .slice(0, MOST_CHARACTERS);
}
