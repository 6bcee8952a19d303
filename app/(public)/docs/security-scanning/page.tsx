import type { Metadata } from "next";
import Link from "next/link";
import { PageHeader } from "@/components/ui/page-header";
import { urls } from "@/lib/urls";
import { Guides, HowItWorks, HowLong } from "./beginning-chapters";
import { Badges, Help, Keeping, Questions } from "./chapters";
import { AtHome, Checks } from "./checks-chapter";
import { PackageRules } from "./package-rules-chapter";
import { UploadByToken } from "./upload-chapter";

export const metadata: Metadata = {
  title: "Security scanning",
  description:
    "What is checked in every QGIS plugin, which findings stop a version, how to run the checks at home and how to fix each kind.",
};

const CHAPTERS = [
  { id: "how-it-works", title: "What happens to an upload" },
  { id: "how-long", title: "How long it takes" },
  { id: "badges", title: "What the badges say" },
  { id: "checks", title: "The checks, one by one" },
  { id: "guides", title: "Guides" },
  { id: "at-home", title: "Run the checks at home" },
  { id: "kept", title: "When a finding is intended" },
  { id: "red-badge", title: "A red badge: what to do" },
  { id: "upload-by-token", title: "Upload from your CI" },
  { id: "package-rules", title: "Rules for the package" },
  { id: "help", title: "Where to ask" },
];

export default function SecurityScanningPage() {
  return (
    <>
      <PageHeader
        title="Security scanning"
        lead={
          <>
            What is checked in every plugin, what stops a version, and how to fix it. Each rule has{" "}
            <Link href={urls.rules()}>a page of its own</Link>, and programs have <Link href={urls.apiDocs()}>an interface</Link>.
          </>
        }
      />
      <div className="grid items-start gap-8 lg:grid-cols-[1fr_16rem] [&>*]:min-w-0">
        <nav aria-label="Contents" className="rounded-card border border-line bg-surface p-4 lg:sticky lg:top-4 lg:order-last">
          <ul className="grid gap-1.5 text-[0.9375rem]">
            {CHAPTERS.map((chapter) => (
              <li key={chapter.id}>
                <a href={`#${chapter.id}`}>{chapter.title}</a>
              </li>
            ))}
          </ul>
        </nav>
        <div className="prose">
          <HowItWorks />
          <HowLong />
          <Badges />
          <Checks />
          <Guides />
          <AtHome />
          <Keeping />
          <Questions />
          <UploadByToken />
          <PackageRules />
          <Help />
        </div>
      </div>
    </>
  );
}
