import type { ReactNode } from "react";
import type { CheckedLink } from "@/lib/domain/link-state";
import { LinkFacts } from "../plugin/link-fact";
import { sizeWords } from "../scan/words";
import { Chip } from "../ui/chip";
import { Time } from "../ui/time";

interface FileFacts {
  version: string;
  sizeBytes: number;
  fileCount: number;
}

export interface ReviewFactsView {
  /** Written down before an approver looked: holds while it waits for approval. */
  waitsBecause: string | null;
  uploadedVia: "web" | "token" | "xmlrpc" | "import";
  uploadedAt: Date;
  asksToWait: boolean;
  uploader: { name: string; isTrusted: boolean; publishedVersions: number } | null;
  file: FileFacts & { artifactSha256: string };
  published: FileFacts | null;
  isPublic: boolean;
  links: readonly CheckedLink[];
}

const VIA = { web: "the page", token: "an API token", xmlrpc: "QGIS tools (XML-RPC)", import: "an import" };

/** Who sent what, and how the package differs from the public one in size. */
export function ReviewFacts({ facts }: { facts: ReviewFactsView }) {
  const { uploader, file, published } = facts;
  return (
    <dl className="grid gap-x-8 gap-y-3 text-[0.9375rem] sm:grid-cols-2">
      {facts.waitsBecause ? (
        <div className="sm:col-span-2">
          <Name>{facts.isPublic ? "Why it is in this list" : "Why it needs an approver"}</Name>
          <dd>{facts.waitsBecause}</dd>
        </div>
      ) : null}
      <div className="min-w-0">
        <Name>Author</Name>
        <dd>
          {uploader ? uploader.name || "without a name" : "unknown"} {uploader?.isTrusted ? <Chip tone="good">Trusted</Chip> : null}
          <span className="block text-muted">{uploader ? publishedWords(uploader.publishedVersions) : null}</span>
        </dd>
      </div>
      <div className="min-w-0">
        <Name>Uploaded</Name>
        <dd>
          <Time at={facts.uploadedAt} withTime /> through {VIA[facts.uploadedVia]}
          {facts.asksToWait && facts.uploadedVia !== "import" ? <span className="block">The author asked for a look.</span> : null}
        </dd>
      </div>
      <div className="min-w-0">
        <Name>File</Name>
        <dd>
          {sizeWords(file.sizeBytes)}, {file.fileCount.toLocaleString("en")} files
          <span className="block font-mono text-[0.8125rem] text-muted [overflow-wrap:anywhere]">{file.artifactSha256}</span>
        </dd>
      </div>
      <div className="min-w-0">
        <Name>Public now</Name>
        <dd>
          {published
            ? `${published.version}: ${sizeWords(published.sizeBytes)}, ${published.fileCount.toLocaleString("en")} files${differenceWords(file, published)}`
            : facts.isPublic
              ? "this version"
              : "nothing"}
        </dd>
      </div>
      <LinkFacts texts={Object.fromEntries(facts.links.map((link) => [link.kind, link.url]))} checks={facts.links} />
    </dl>
  );
}

function Name({ children }: { children: ReactNode }) {
  return <dt className="text-[0.8125rem] font-semibold text-muted">{children}</dt>;
}

function publishedWords(count: number): string {
  if (count === 0) return "No version by this author was published yet.";
  return count === 1 ? "1 version published so far." : `${count} versions published so far.`;
}

function differenceWords(file: FileFacts, published: FileFacts): string {
  const more = file.fileCount - published.fileCount;
  if (more === 0) return "";
  return more > 0 ? `; this one has ${more} more` : `; this one has ${-more} fewer`;
}
