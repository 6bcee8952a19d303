import Link from "next/link";
import type { ReactNode } from "react";
import { urls } from "@/lib/urls";
import { ExternalLink } from "./external-link";
import { TagList } from "./plugin-row";

export interface AboutTexts {
  about: string;
  author: string;
  tracker: string;
  repository: string;
  homepage?: string;
  tags: readonly string[];
  category?: string;
  externalDeps?: string;
  pluginDependencies: readonly string[];
  server: boolean;
  hasProcessingProvider: boolean;
}

/** The author's own words. Plain text, whatever is in it. */
export function PluginAbout({ texts, maintainers }: { texts: AboutTexts; maintainers: readonly string[] }) {
  return (
    <div className="grid gap-5">
      <p className="max-w-prose whitespace-pre-line">{texts.about}</p>
      <TagList tags={texts.tags} />
      <dl className="grid gap-x-8 gap-y-3 text-[0.9375rem] sm:grid-cols-2">
        <Fact name="Author">
          <Link href={urls.author(texts.author)} prefetch={false} className="[overflow-wrap:anywhere]">
            {texts.author}
          </Link>
        </Fact>
        {maintainers.length > 0 ? <Fact name="Maintained here by">{maintainers.join(", ")}</Fact> : null}
        {texts.homepage ? <LinkFact name="Home page" href={texts.homepage} /> : null}
        <LinkFact name="Source code" href={texts.repository} />
        <LinkFact name="Report a problem" href={texts.tracker} />
        {texts.category ? <Fact name="Category">{texts.category}</Fact> : null}
        {texts.pluginDependencies.length > 0 ? <Fact name="Needs the plugins">{texts.pluginDependencies.join(", ")}</Fact> : null}
        {texts.externalDeps ? <Fact name="Needs besides">{texts.externalDeps}</Fact> : null}
        {texts.server ? <Fact name="QGIS Server">Has a part for it</Fact> : null}
        {texts.hasProcessingProvider ? <Fact name="Processing">Brings tools for the toolbox</Fact> : null}
      </dl>
    </div>
  );
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-[0.8125rem] font-semibold text-muted">{name}</dt>
      <dd className="[overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}

function LinkFact({ name, href }: { name: string; href: string }) {
  if (!href) return null;
  return (
    <Fact name={name}>
      <ExternalLink href={href} />
    </Fact>
  );
}
