import Link from "next/link";
import { Chip } from "../ui/chip";
import type { LibraryFindings, ReportFilters } from "./report";
import { reportLink } from "./report-link";
import { SeverityChip } from "./severity-chip";
import { otherPlugins } from "./words";

const SEVERITIES = ["critical", "warning", "info"] as const;

export const LIBRARIES_ANCHOR = "libraries";

/** Code of others apart from the plugin's own: nobody mends it line by line. */
export function LibraryList({ libraries, filters }: { libraries: readonly LibraryFindings[]; filters: ReportFilters }) {
  if (libraries.length === 0) return null;
  return (
    <section id={LIBRARIES_ANCHOR} aria-labelledby="libraries-title" className="grid scroll-mt-4 gap-3">
      <div>
        <h3 id="libraries-title" className="text-lg font-bold">
          Bundled libraries
        </h3>
        <p className="max-w-prose text-[0.9375rem] text-muted">
          Code that others wrote and that the package brings along: what lies in a folder for libraries, and files that plugins of other
          people have too, byte for byte. Better than mending it: leave out what QGIS has already, or bring the library's newest release. To
          keep one as it is, open it and say so at one of its findings, for everything in the library at once: that holds in later versions
          too, while the code is the same. Critical findings stand above, with their rules.
        </p>
      </div>
      <ul className="divide-y divide-line rounded-card border border-line bg-surface">
        {libraries.map(({ folder, name, others, open, kept }) => (
          <li key={folder} className="flex flex-wrap items-center gap-x-3 gap-y-1.5 px-3 py-2.5 sm:px-4">
            <Link
              href={reportLink(filters, { where: "vendored", path: folder })}
              prefetch={false}
              className="font-mono text-sm [overflow-wrap:anywhere]"
            >
              {folder}
            </Link>
            {name ? <span className="font-semibold">{name}</span> : null}
            {SEVERITIES.filter((severity) => open[severity] > 0).map((severity) => (
              <SeverityChip key={severity} severity={severity} count={open[severity]} />
            ))}
            {kept > 0 ? <Chip>{kept.toLocaleString("en")} kept</Chip> : null}
            {others === null ? null : <span className="text-sm text-muted">{sameWords(folder, others)}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

const sameWords = (folder: string, others: number): string =>
  folder.endsWith("/") ? `each of these files is in ${otherPlugins(others)} too` : `the same file is in ${otherPlugins(others)}`;
