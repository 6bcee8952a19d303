import { readFile, stat } from "node:fs/promises";
import type * as z from "zod";
import { UsageError } from "./usage-error";

/** Larger than any report; a wrong file is refused before it is read. */
const MAX_BYTES = 200_000_000;
const MAX_PROBLEMS = 5;

/**
 * Reads a JSON file of a known form.
 * @param what in the sentence "<file> is no <what>"
 * @throws UsageError that names the file and the first things that are wrong in it
 */
export async function readJson<S extends z.ZodType>(path: string, what: string, schema: S): Promise<z.output<S>> {
  const facts = await stat(path).catch(() => null);
  if (!facts?.isFile()) throw new UsageError(`There is no file ${path}.`);
  if (facts.size > MAX_BYTES) throw new UsageError(`${path} is no ${what}: it is too large.`);
  return parseAs(await readFile(path, "utf8"), `${path} is no ${what}`, schema);
}

/** @throws UsageError that begins with `complaint` */
export function parseAs<S extends z.ZodType>(text: string, complaint: string, schema: S): z.output<S> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UsageError(`${complaint}: it is not JSON.`);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.slice(0, MAX_PROBLEMS).map((issue) => `${issue.path.join(".") || "as a whole"}: ${issue.message}`);
  const more = parsed.error.issues.length - problems.length;
  throw new UsageError(
    `${complaint}:\n${problems.map((problem) => `  ${problem}\n`).join("")}${more > 0 ? `  and ${more} more\n` : ""}`.trimEnd(),
  );
}
