import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { pathPart } from "@/app/_server/path-part";
import { PageHeader } from "@/components/ui/page-header";
import { urls } from "@/lib/urls";
import { GUIDES, guideBySlug } from "../guides/registry";

interface Props {
  params: Promise<{ guide: string }>;
}

const guideOf = async (params: Props["params"]) => guideBySlug(pathPart((await params).guide));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const guide = await guideOf(params);
  return guide ? { title: guide.title, description: guide.lead } : { title: "Not found" };
}

export default async function GuidePage({ params }: Props) {
  const guide = await guideOf(params);
  if (!guide) notFound();
  const { Body } = guide;
  return (
    <>
      <PageHeader title={guide.title} lead={guide.lead} crumbs={[{ label: "Security scanning", href: urls.docs() }]} />
      <div className="prose">
        <Body />
        <h2 id="other-guides">Other guides</h2>
        <ul>
          {GUIDES.filter((other) => other.slug !== guide.slug).map((other) => (
            <li key={other.slug}>
              <Link href={urls.docsGuide(other.slug)}>{other.title}</Link>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}
