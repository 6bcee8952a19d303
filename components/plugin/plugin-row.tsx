import { Download } from "lucide-react";
import Link from "next/link";
import type { Verdict } from "@/lib/domain/verdict-words";
import { urls } from "@/lib/urls";
import { VerdictBadge } from "../scan/verdict-badge";
import { plural } from "../scan/words";
import { Chip } from "../ui/chip";
import { Time } from "../ui/time";

export interface ListedPlugin {
  packageName: string;
  name: string;
  version: string;
  description: string;
  author: string;
  tags: readonly string[];
  isExperimental: boolean;
  isDeprecated: boolean;
  verdict: Verdict | null;
  keptWithReason: number;
  downloads: number;
  publishedAt: Date | null;
}

/** One plugin in a list. `heading` is the level below the list's own. */
export function PluginRow({ plugin, heading: Heading = "h2" }: { plugin: ListedPlugin; heading?: "h2" | "h3" }) {
  return (
    <li className="grid gap-1.5 border-b border-line px-4 py-4 last:border-b-0 sm:px-5">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1.5">
        <Heading className="min-w-0 text-[1.0625rem] font-bold">
          <Link href={urls.plugin(plugin.packageName)} prefetch={false} className="[overflow-wrap:anywhere]">
            {plugin.name}
          </Link>
        </Heading>
        <VerdictBadge verdict={plugin.verdict} kept={plugin.keptWithReason} />
      </div>
      <p className="max-w-prose text-[0.9375rem]">{plugin.description}</p>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
        <span>{plugin.version}</span>
        {plugin.publishedAt ? <Time at={plugin.publishedAt} /> : null}
        <span>
          by{" "}
          <Link href={urls.author(plugin.author)} prefetch={false}>
            {plugin.author}
          </Link>
        </span>
        <span className="inline-flex items-center gap-1">
          <Download aria-hidden className="size-3.5" />
          {plural(plugin.downloads, "download")}
        </span>
        {plugin.isExperimental ? <Chip tone="warn">Experimental</Chip> : null}
        {plugin.isDeprecated ? <Chip tone="warn">Deprecated</Chip> : null}
      </p>
      <TagList tags={plugin.tags.slice(0, 6)} />
    </li>
  );
}

export function PluginList({ plugins, heading }: { plugins: readonly ListedPlugin[]; heading?: "h2" | "h3" }) {
  return (
    <ul className="rounded-card border border-line bg-surface">
      {plugins.map((plugin) => (
        <PluginRow key={plugin.packageName} plugin={plugin} heading={heading} />
      ))}
    </ul>
  );
}

export function TagList({ tags }: { tags: readonly string[] }) {
  if (tags.length === 0) return null;
  return (
    <ul className="flex flex-wrap gap-1.5" aria-label="Tags">
      {tags.map((tag) => (
        <li key={tag} className="min-w-0">
          <Link
            href={urls.tag(tag)}
            prefetch={false}
            className="block max-w-full truncate rounded-full border border-line px-2.5 py-0.5 text-[0.8125rem] text-muted no-underline hover:border-line-strong hover:text-ink"
          >
            {tag}
          </Link>
        </li>
      ))}
    </ul>
  );
}
