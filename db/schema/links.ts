import { index, integer, pgEnum, pgTable, text, timestamp } from "drizzle-orm/pg-core";
import { LINK_STATES } from "@/lib/domain/link-state";

const at = (name: string) => timestamp(name, { withTimezone: true });

export const linkState = pgEnum("link_state", LINK_STATES);

/**
 * What is known of an address that stands in some version's metadata as tracker, repository or homepage: one row per
 * address, however many versions name it. Which version names which address is said by its metadata alone. Nothing
 * here takes part in a scan, a digest or a verdict.
 */
export const urlChecks = pgTable(
  "url_checks",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
    /** As the metadata has it, at most LONGEST_LINK_BYTES (db/commands/check-links.ts). Untrusted. */
    url: text("url").notNull().unique(),
    state: linkState("state").notNull().default("not-checked"),
    /** Of the last look, if there was an answer. */
    httpStatus: integer("http_status"),
    /** Why there was none: a code of lib/safe-fetch/problem.ts. */
    problem: text("problem"),
    checkedAt: at("checked_at"),
    /** The first of an unbroken row of bad looks. */
    failingSince: at("failing_since"),
    /** Bad looks in a row. */
    failures: integer("failures").notNull().default(0),
    nextCheckAt: at("next_check_at").notNull().defaultNow(),
    createdAt: at("created_at").notNull().defaultNow(),
  },
  // what is due, longest waiting first
  (t) => [index("url_checks_due_idx").on(t.nextCheckAt)],
);
