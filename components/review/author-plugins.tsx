import { urls } from "@/lib/urls";
import { VerdictBadge } from "../scan/verdict-badge";
import { plural } from "../scan/words";

export interface AuthorPluginView {
  packageName: string;
  name: string;
  version: string | null;
  verdict: "passed" | "advisory" | "blocked" | "inconclusive" | null;
  refused: number;
}

/** What else the uploader maintains, each with its badge. */
export function AuthorPlugins({ plugins }: { plugins: readonly AuthorPluginView[] }) {
  if (plugins.length === 0) return <p className="text-muted">No other plugin.</p>;
  return (
    <ul className="grid gap-2">
      {plugins.map((plugin) => (
        <li key={plugin.packageName} className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <a href={urls.plugin(plugin.packageName)} className="min-w-0 [overflow-wrap:anywhere]">
            {plugin.name}
          </a>
          {plugin.version ? (
            <>
              <span className="text-muted">{plugin.version}</span>
              <VerdictBadge verdict={plugin.verdict} />
            </>
          ) : (
            <span className="text-muted">nothing public</span>
          )}
          {plugin.refused > 0 ? <span className="text-sm text-bad-ink">{plural(plugin.refused, "version")} refused or hidden</span> : null}
        </li>
      ))}
    </ul>
  );
}
