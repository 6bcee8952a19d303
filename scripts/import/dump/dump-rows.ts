import { z } from "zod";

/** Rows of today's site as PostgreSQL turns them into JSON. Columns that older dumps lack have defaults. */
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? "");
const moment = z.string().transform((value, context) => {
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) context.addIssue({ code: "custom", message: "is no date" });
  return date;
});

export const accountRow = z.object({
  id: z.number().int(),
  username: z.string(),
  email: text,
  is_active: z.boolean(),
  is_staff: z.boolean(),
  is_superuser: z.boolean(),
  date_joined: moment,
  can_approve: z.boolean(),
  /** How many accounts have this address, whatever its case. */
  same_address: z.number().int(),
});
export type AccountRow = z.output<typeof accountRow>;

export const pluginRow = z.object({
  id: z.number().int(),
  package_name: z.string(),
  name: z.string(),
  created_on: moment,
  created_by_id: z.number().int(),
  author: text,
  email: text,
  homepage: text,
  repository: text,
  tracker: text,
  description: text,
  about: text,
  downloads: z.number().int().default(0),
  deprecated: z.boolean().default(false),
  server: z.boolean().default(false),
  is_deleted: z.boolean().default(false),
  deleted_on: moment.nullish(),
  rating_votes: z.number().int().default(0),
  rating_score: z.number().int().default(0),
  owners: z.array(z.number().int()),
  tags: z.array(z.string()),
});
export type PluginRow = z.output<typeof pluginRow>;

export const versionRow = z.object({
  id: z.number().int(),
  plugin_id: z.number().int(),
  version: z.string(),
  min_qg_version: text,
  max_qg_version: text,
  changelog: text,
  package: text,
  experimental: z.boolean(),
  approved: z.boolean(),
  external_deps: text,
  downloads: z.number().int().default(0),
  created_by_id: z.number().int().nullish(),
  created_on: moment,
  skips: z.array(z.string()),
});
export type VersionRow = z.output<typeof versionRow>;

export const feedbackRow = z.object({
  id: z.number().int(),
  version_id: z.number().int(),
  reviewer_id: z.number().int(),
  task: z.string(),
  created_on: moment,
  completed_on: moment.nullish(),
  is_completed: z.boolean(),
});
