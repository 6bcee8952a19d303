import Link from "next/link";
import type { Verdict } from "@/lib/domain/verdict-words";
import type { VersionStatus } from "@/lib/domain/version-status";
import { urls } from "@/lib/urls";
import { StatusChip } from "../scan/status-chip";
import { VerdictBadge } from "../scan/verdict-badge";
import { Chip } from "../ui/chip";
import { Table, Td, Th } from "../ui/table";
import { Time } from "../ui/time";

export interface ListedVersion {
  id: number;
  version: string;
  status: VersionStatus;
  verdict: Verdict | null;
  keptWithReason: number;
  isExperimental: boolean;
  qgisMinimumVersion: string;
  qgisMaximumVersion: string;
  uploadedAt: Date;
  publishedAt: Date | null;
  downloads: number;
}

/** `showStatus` for people who see drafts: where each version is in its life. */
export function VersionsTable({
  packageName,
  versions,
  showStatus,
}: {
  packageName: string;
  versions: readonly ListedVersion[];
  showStatus: boolean;
}) {
  return (
    <Table label="Versions" stacks className="md:[&_:is(td,th)]:px-3">
      <thead>
        <tr>
          <Th>{showStatus ? "Version, status" : "Version"}</Th>
          <Th>Badge</Th>
          <Th>QGIS</Th>
          <Th>{showStatus ? "Uploaded" : "Published"}</Th>
          <Th className="text-right">Downloads</Th>
        </tr>
      </thead>
      <tbody>
        {versions.map((version) => (
          <tr key={version.id}>
            <Td>
              <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
                <Link href={urls.version(packageName, version.version)} prefetch={false} className="font-semibold whitespace-nowrap">
                  {version.version}
                </Link>
                {showStatus ? <StatusChip status={version.status} /> : null}
                {version.isExperimental ? <Chip tone="warn">Experimental</Chip> : null}
              </span>
            </Td>
            <Td>
              <VerdictBadge verdict={version.verdict} kept={version.keptWithReason} />
            </Td>
            <Td label="QGIS" className="whitespace-nowrap">
              {version.qgisMinimumVersion} – {version.qgisMaximumVersion}
            </Td>
            <Td label={showStatus ? "Uploaded" : "Published"} className="whitespace-nowrap">
              <Time at={showStatus ? version.uploadedAt : (version.publishedAt ?? version.uploadedAt)} />
            </Td>
            <Td label="Downloads" className="tabular-nums md:text-right">
              {version.downloads.toLocaleString("en")}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
