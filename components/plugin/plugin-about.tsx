import Link from "next/link";
import type { CheckedLink } from "@/lib/domain/link-state";
import { urls } from "@/lib/urls";
import { Fact } from "./fact";
import { LinkFacts, LinkStateNote } from "./link-fact";
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

interface Props {
  texts: AboutTexts;
  maintainers: readonly string[];
  /** What is known of the links; empty for the public. */
  links: readonly CheckedLink[];
}

/** "Stream Order==0.9.0" as people write it. */
const dependencyWords = (dependency: string): string => dependency.replace(/\s*==\s*/, " ");

/** The author's own words. Plain text, whatever is in it. */
export function PluginAbout({ texts, maintainers, links }: Props) {
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
        <LinkFacts texts={texts} checks={links} />
        {texts.category ? <Fact name="Category">{texts.category}</Fact> : null}
        {texts.pluginDependencies.length > 0 ? (
          <Fact name="Needs the plugins">{texts.pluginDependencies.map(dependencyWords).join(", ")}</Fact>
        ) : null}
        {texts.externalDeps ? <Fact name="Also needs">{texts.externalDeps}</Fact> : null}
        {texts.server || texts.hasProcessingProvider ? (
          <Fact name="Features">
            {texts.server ? <span className="block">Works with QGIS Server</span> : null}
            {texts.hasProcessingProvider ? <span className="block">Adds Processing tools</span> : null}
          </Fact>
        ) : null}
      </dl>
      {links.length > 0 ? <LinkStateNote /> : null}
    </div>
  );
}
