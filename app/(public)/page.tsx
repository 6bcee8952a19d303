import Link from "next/link";
import type { ReactNode } from "react";
import { Contours } from "@/components/plugin/contours";
import { PluginList } from "@/components/plugin/plugin-row";
import { SearchForm } from "@/components/plugin/search-form";
import { VerdictBadge } from "@/components/scan/verdict-badge";
import { durationWords } from "@/components/scan/words";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { getDb } from "@/db/context";
import { listCatalogue } from "@/db/queries/catalogue";
import { type CatalogueNumbers, getCatalogueNumbers } from "@/db/queries/catalogue-numbers";
import { badgeWords } from "@/lib/domain/verdict-words";
import { urls } from "@/lib/urls";
import { CHECKS } from "@/scanners/ruleset/rules";

export const dynamic = "force-dynamic";

const NEWEST_SHOWN = 6;

export default async function HomePage() {
  const [numbers, newest] = await Promise.all([getCatalogueNumbers(getDb()), listCatalogue(getDb(), { sort: "newest", page: 1 })]);
  return (
    <div className="grid gap-14">
      <section className="relative overflow-hidden rounded-card border border-line bg-brand-soft px-5 py-10 sm:px-10 sm:py-14">
        <Contours className="pointer-events-none absolute top-1/2 left-[45rem] h-[130%] -translate-y-1/2 text-brand opacity-30 max-lg:hidden" />
        <div className="relative grid max-w-2xl gap-5">
          <h1 className="text-3xl font-extrabold tracking-tight sm:text-[2.75rem] sm:leading-[1.1]">
            QGIS plugins that show how they were checked
          </h1>
          <p className="max-w-xl text-lg text-pretty">
            Every upload is scanned for security problems, forgotten passwords and mistakes. No new version is published while a critical
            finding is open.
          </p>
          <SearchForm />
        </div>
      </section>
      <Numbers numbers={numbers} />
      <section className="grid gap-4" aria-labelledby="newest">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          <h2 id="newest" className="text-xl font-bold">
            Newest plugins
          </h2>
          <Link href={urls.plugins()} prefetch={false}>
            All plugins
          </Link>
        </div>
        {newest.items.length > 0 ? (
          <PluginList plugins={newest.items.slice(0, NEWEST_SHOWN)} heading="h3" />
        ) : (
          <EmptyState title="No plugin is published yet" action={<LinkButton href={urls.addPlugin()}>Upload the first one</LinkButton>} />
        )}
      </section>
      <HowItWorks />
      <Badges />
    </div>
  );
}

function Numbers({ numbers }: { numbers: CatalogueNumbers }) {
  const { medianScanMs, versionsChecked } = numbers;
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-card border border-line bg-line md:grid-cols-4">
      <Figure name="Plugins" value={numbers.plugins.toLocaleString("en")} />
      <Figure name="Versions checked" value={versionsChecked.toLocaleString("en")} />
      <Figure name="Green badges" value={(numbers.green + numbers.greenWithAdvice).toLocaleString("en")} />
      <Figure name="From upload to result" value={medianScanMs === null || versionsChecked === 0 ? "–" : durationWords(medianScanMs)} />
    </dl>
  );
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div className="flex flex-col-reverse justify-end bg-surface px-5 py-4">
      <dt className="text-sm text-muted">{name}</dt>
      <dd className="text-2xl font-bold tabular-nums">{value}</dd>
    </div>
  );
}

function HowItWorks() {
  return (
    <section className="grid gap-4" aria-labelledby="how">
      <h2 id="how" className="text-xl font-bold">
        How a plugin gets here
      </h2>
      <ol className="grid gap-6 md:grid-cols-3">
        <Step number={1} title="Upload">
          The author sends a ZIP and gets an answer at once. Until it is checked and approved, only its maintainers and approvers can
          download it.
        </Step>
        <Step number={2} title="Checks">
          {CHECKS.length} checks run side by side: {CHECKS.map((check) => check.title).join(", ")}. Each finding says where it is, why it
          matters and how to fix it.
        </Step>
        <Step number={3} title="Approval">
          A version that passed is published with its badge, and QGIS offers it: for trusted authors at once, for others usually after an
          approver has looked at it. A critical finding is fixed first, or knowingly kept with a reason that an approver has seen.
        </Step>
      </ol>
      <p>
        <Link href={urls.docs()} prefetch={false}>
          What is checked, and how to run the checks yourself
        </Link>
      </p>
    </section>
  );
}

function Step({ number, title, children }: { number: number; title: string; children: ReactNode }) {
  return (
    <li className="grid content-start gap-1.5 border-t-2 border-brand pt-3">
      <h3 className="font-bold">
        <span className="mr-2 text-brand-text tabular-nums">{number}</span>
        {title}
      </h3>
      <p className="text-[0.9375rem]">{children}</p>
    </li>
  );
}

function Badges() {
  return (
    <section className="grid gap-4" aria-labelledby="badges">
      <h2 id="badges" className="text-xl font-bold">
        What the badges say
      </h2>
      <ul className="grid gap-3">
        {(["passed", "advisory", "blocked", "inconclusive", null] as const).map((verdict) => (
          <Badge key={verdict ?? "none"} badge={<VerdictBadge verdict={verdict} />} meaning={badgeWords(verdict).meaning} />
        ))}
        <Badge badge={<VerdictBadge verdict="passed" kept={1} />} meaning={badgeWords("passed", 1).meaning} />
      </ul>
    </section>
  );
}

function Badge({ badge, meaning }: { badge: ReactNode; meaning: string }) {
  return (
    <li className="grid gap-x-4 gap-y-1 sm:grid-cols-[18rem_1fr] sm:items-center">
      <span>{badge}</span>
      <span className="text-[0.9375rem]">{meaning}</span>
    </li>
  );
}
