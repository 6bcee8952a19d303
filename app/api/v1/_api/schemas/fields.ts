/** Leaves that the schemas of the API share, and the registry of those that the document names. */
import { z } from "zod";

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

export const packageName = () => z.string().meta({ description: "The plugin's folder", examples: ["my_plugin"] });
export const versionNumber = () => z.string().meta({ examples: ["1.2.0"] });
export const sha256 = (description: string) =>
  z.string().meta({ description, examples: ["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"] });
export const moment = (description: string) => z.iso.datetime().meta({ description, examples: ["2026-07-14T09:30:00.000Z"] });
export const address = (description: string, example: string) =>
  z.string().meta({ description, format: "uri", examples: [`https://plugins.example.org${example}`] });
export const count = (description?: string) =>
  z
    .int()
    .nonnegative()
    .meta({ examples: [3], ...(description ? { description } : {}) });
export const scanId = () => z.uuid().meta({ examples: ["3f2a9d5c-7c1e-4d0a-9a53-2b6f8f0f9d11"] });
export const severity = () => z.enum(SEVERITIES).meta({ examples: ["critical"] });
export const checkId = () => z.enum(CHECK_IDS).meta({ examples: ["bandit"] });
export const ruleId = () => z.string().meta({ description: "Check and code", examples: ["bandit/B602"] });
export const bySeverity = () => z.object({ critical: count(), warning: count(), info: count() });
export const standing = () =>
  z.enum(STANDINGS).meta({ description: "Only `open` ones count; the others are kept knowingly", examples: ["open"] });

/** Part of a list. */
export const paging = (defaultLimit: number) => ({
  page: z.coerce.number().int().min(1).max(100_000).default(1).meta({ description: "From 1" }),
  limit: z.coerce.number().int().min(1).max(100).default(defaultLimit).meta({ description: "Most items on a page" }),
});

/** @param path the list's own address in the example */
export const listFacts = (path: string) => ({
  total: count("Of all pages").meta({ examples: [60] }),
  page: count("This one, from 1").meta({ examples: [1] }),
  pages: count("At least 1"),
  next: address("The next page; null on the last one", `${path}?page=2`).nullable(),
});
