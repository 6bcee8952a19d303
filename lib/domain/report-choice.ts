import { z } from "zod";

export const REPORT_STATES = ["open", "new", "suppressed", "acknowledged", "accepted", "fixed"] as const;
/** `new`: counts, and was not in the version before. `fixed`: was there, and is gone. */
export type ReportState = (typeof REPORT_STATES)[number];

/** An address may hold anything: what is no choice is none, and the first of several counts. */
const first = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => {
    const one = Array.isArray(value) ? value[0] : value;
    return one === "" ? undefined : one;
  }, schema.optional().catch(undefined));

/** What part of a scan's findings a page shows: the state of its filters, as it stands in the address. */
export const reportChoice = z.object({
  severity: first(z.enum(["critical", "warning", "info"])),
  check: first(z.string().regex(/^[a-z0-9-]{1,30}$/)),
  where: first(z.enum(["own", "test", "vendored"])),
  state: first(z.enum(REPORT_STATES)),
  /** Part of a path, in any case. */
  path: first(z.string().trim().min(1).max(200)),
  /** One rule alone, with all its places, page by page. */
  rule: first(z.string().regex(/^[a-z0-9-]{1,30}\/[\w-]{1,60}$/i)),
  /** The page of its rule on which this finding stands, by its id. */
  finding: first(z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER)),
  page: first(z.coerce.number().int().min(1).max(10_000)),
});

export type ReportChoice = z.infer<typeof reportChoice>;

/** Whether anything is left out. */
export const isFiltered = ({ page: _, ...filters }: ReportChoice): boolean => Object.values(filters).some((value) => value !== undefined);
