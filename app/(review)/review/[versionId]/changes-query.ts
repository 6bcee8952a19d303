import { z } from "zod";
import { COMPARE_LIMITS } from "@/scanners/archive/compare/limits";

const paths = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => (value === undefined ? [] : [value].flat().slice(0, COMPARE_LIMITS.filesAtOnce)));

/** The state of the comparison, as the page's address holds it: nothing in it can be wrong, only unknown. */
export const changesQuery = z.object({
  view: z.enum(["unified", "split"]).catch("unified"),
  file: paths,
  hide: paths,
  list: z.enum(["short", "all"]).catch("short"),
});

export interface ChangesQuery {
  style: "unified" | "split";
  /** Whose lines are shown beside those that are open at once. */
  files: readonly string[];
  /** Open at once, and hidden again. */
  hidden: readonly string[];
  /** Whether a long list is shown beyond its beginning. */
  list: "short" | "all";
}

export function readChangesQuery(params: unknown): ChangesQuery {
  const { view, file, hide, list } = changesQuery.parse(params);
  return { style: view, files: file, hidden: hide, list };
}
