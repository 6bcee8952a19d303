import { and, eq, inArray, lte, sql } from "drizzle-orm";
import { type CheckedLink, LINK_KINDS, type LinkKind } from "@/lib/domain/link-state";
import type { Executor } from "../context";
import { urlChecks } from "../schema";

/** The address of a look that is still due; null when somebody has looked meanwhile. */
export async function getDueLink(db: Executor, linkId: number): Promise<{ url: string } | null> {
  const [row] = await db
    .select({ url: urlChecks.url })
    .from(urlChecks)
    .where(and(eq(urlChecks.id, linkId), lte(urlChecks.nextCheckAt, sql`now()`)));
  return row ?? null;
}

/** What is known of the links in a plugin's metadata. For editors and reviewers only: the caller has asked who is looking. */
export async function listLinkChecks(db: Executor, metadata: Partial<Record<LinkKind, string>>): Promise<CheckedLink[]> {
  const links = LINK_KINDS.flatMap((kind) => (metadata[kind] ? [{ kind, url: metadata[kind] }] : []));
  if (links.length === 0) return [];
  const known = await db
    .select()
    .from(urlChecks)
    .where(
      inArray(
        urlChecks.url,
        links.map((link) => link.url),
      ),
    );
  return links.map((link) => ({ ...link, check: known.find((row) => row.url === link.url) ?? null }));
}
