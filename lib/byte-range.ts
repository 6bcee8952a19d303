export type RangeAnswer = { kind: "whole" } | { kind: "part"; start: number /** Inclusive. */; end: number } | { kind: "unsatisfiable" };

/**
 * What to send for a `Range` header (RFC 9110, 14.2). Anything that we do not serve, several ranges among it, is
 * answered with the whole file, as the standard allows.
 *
 * @param sizeBytes length of the whole file
 */
export function answerRange(header: string | null, sizeBytes: number): RangeAnswer {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? "");
  const [, first = "", last = ""] = match ?? [];
  if (!match || (first === "" && last === "")) return { kind: "whole" };
  if (first === "") {
    const length = Math.min(Number(last), sizeBytes);
    return length === 0 ? { kind: "unsatisfiable" } : { kind: "part", start: sizeBytes - length, end: sizeBytes - 1 };
  }
  const start = Number(first);
  if (last !== "" && Number(last) < start) return { kind: "whole" };
  if (start >= sizeBytes) return { kind: "unsatisfiable" };
  return { kind: "part", start, end: last === "" ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1) };
}
