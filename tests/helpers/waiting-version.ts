import { expect } from "vitest";
import type { versions } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import { CLEAN, pluginZip } from "../builders/findings";
import type { TestRepository } from "./repository";

type Row = typeof versions.$inferSelect;

/** A version of a plugin of its own that waits for an approver. */
export async function waitingVersion(repository: TestRepository, owner: SignedIn, packageName: string, code = CLEAN): Promise<Row> {
  const { versionId } = await repository.accepted(owner, namedZip(packageName, code));
  const row = await repository.settled(versionId);
  expect(row.status).toBe("validated");
  return row;
}

export const namedZip = (packageName: string, code = CLEAN): Uint8Array => pluginZip(code, { packageName, name: `Plugin ${packageName}` });

/** What an approver has in front of them, and names when they decide. */
export const whatWasSeen = (row: Row) => ({
  versionId: row.id,
  scanId: row.currentScanId as string,
  artifactSha256: row.artifactSha256,
});
