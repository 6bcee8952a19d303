import { approveVersion } from "@/db/commands/review-version";
import type { SignedIn } from "@/lib/domain/permissions";
import { openRepository, type TestRepository } from "./repository";

type Version = Awaited<ReturnType<TestRepository["version"]>>;

/** A repository with a worker, an owner who uploads, and the people who decide. */
export interface StaffedRepository {
  repository: TestRepository;
  owner: SignedIn;
  approver: SignedIn;
  admin: SignedIn;
  /** Uploaded by the owner, and scanned. */
  checked(zip: Uint8Array): Promise<Version>;
  /** Its file and its scan as they were when the version was read. */
  approve(version: Pick<Version, "id" | "currentScanId" | "artifactSha256">): Promise<void>;
}

export async function openStaffedRepository(): Promise<StaffedRepository> {
  const repository = await openRepository();
  const owner = await repository.person();
  const approver = await repository.person({ role: "approver" });
  const admin = await repository.person({ role: "admin" });
  await repository.work();
  return {
    ...{ repository, owner, approver, admin },
    checked: async (zip) => repository.settled((await repository.accepted(owner, zip)).versionId),
    async approve({ id: versionId, currentScanId, artifactSha256 }) {
      const done = await approveVersion(repository.db, { person: approver, versionId, scanId: currentScanId as string, artifactSha256 });
      if (!done.ok) throw new Error(`${done.error.code}: ${done.error.message}`);
    },
  };
}
