/** Leaves that the schemas of the API share, and the registry of those that the document names. */
import { z } from "zod";
import { EXAMPLE_SITE, PACKAGE, RULE, SENT } from "./story";

/** The named schemas: `components.schemas` of the document. */
export const apiSchemas = z.registry<{ id: string }>();

/** @param name under which the document and generated clients know it */
export function named<S extends z.ZodType>(name: string, description: string, schema: S): S {
  const described = schema.describe(description);
  apiSchemas.add(described, { id: name });
  return described;
}

export const SEVERITIES = ["critical", "warning", "info"] as const;
export const STANDINGS = ["open", "suppressed", "acknowledged", "accepted"] as const;
export const CHECK_IDS = ["bandit", "secrets", "flake8", "permissions", "suspicious-files", "coverage"] as const;

export const packageName = () => z.string().meta({ description: "The plugin's folder", examples: [PACKAGE] });
export const versionNumber = (example: string = SENT.version) => z.string().meta({ examples: [example] });
export const sha256 = (description: string, example: string) => z.string().meta({ description, examples: [example] });
export const moment = (description: string, example: string) => z.iso.datetime().meta({ description, examples: [example] });
export const address = (description: string, example: string) =>
  z.string().meta({ description, format: "uri", examples: [`${EXAMPLE_SITE}${example}`] });
export const count = (example: number, description?: string) =>
  z
    .int()
    .nonnegative()
    .meta({ examples: [example], ...(description ? { description } : {}) });
/** Of something that not every example has. */
export const optionalLine = () => z.int().nonnegative().optional();
/** Of what the plugin of the examples is not. */
export const no = () => z.boolean().meta({ examples: [false] });
export const scanId = () => z.uuid().meta({ examples: [SENT.scanId] });
export const severity = () => z.enum(SEVERITIES).meta({ examples: ["critical"] });
export const checkId = () => z.enum(CHECK_IDS).meta({ examples: ["bandit"] });
export const ruleId = () =>
  z.string().meta({
    description: "Its family and its code. The family is the check, but `files` for both `permissions` and `suspicious-files`",
    examples: [RULE],
  });
export const bySeverity = (example = { critical: 0, warning: 0, info: 0 }) =>
  z.object({ critical: count(example.critical), warning: count(example.warning), info: count(example.info) });
export const standing = () =>
  z.enum(STANDINGS).meta({ description: "Only `open` ones count; the others are kept knowingly", examples: ["open"] });

/** Part of a list. */
export const paging = (defaultLimit: number, shown: { limit: number }) => ({
  page: z.coerce.number().int().min(1).max(100_000).default(1).meta({ description: "From 1" }),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(100)
    .default(defaultLimit)
    .meta({ description: "Most items on a page", examples: [shown.limit] }),
});

/** @param shown the first page of several in the example: how many items there are, how many a page holds, where the next one is */
export const listFacts = (shown: { total: number; limit: number; next: string | null }) => ({
  total: count(shown.total, "Of all pages"),
  page: count(1, "This one, from 1"),
  pages: count(Math.ceil(shown.total / shown.limit), "At least 1"),
  next: z
    .string()
    .meta({ format: "uri" })
    .nullable()
    .meta({ description: "The next page; null on the last one", examples: [shown.next && `${EXAMPLE_SITE}${shown.next}`] }),
});
