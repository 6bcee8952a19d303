import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getSignedIn, requireSignedIn } from "@/app/_server/session";
import { ChangeHistory } from "@/components/admin/change-history";
import { Figures } from "@/components/admin/figures";
import { HarmlessCases } from "@/components/admin/harmless-cases";
import { HarmlessLaneForm } from "@/components/admin/harmless-lane-form";
import { CardSection } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { getDb } from "@/db/context";
import { countHarmlessOutcomes, HARMLESS_LANE_DAYS, listHarmlessCases } from "@/db/queries/harmless-lane";
import { getHarmlessLaneMode, listHarmlessLaneChanges } from "@/db/queries/settings";
import { HARMLESS_MODE_WORDS, type HarmlessLaneMode } from "@/lib/domain/harmless-lane";
import { urls } from "@/lib/urls";
import { changeHarmlessLane } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const person = await getSignedIn();
  return { title: person?.role === "admin" ? "Harmless lane" : "Not found", robots: { index: false } };
}

const LEAD =
  "A version that changes nothing but translations, documentation, images, styles and texts of metadata.txt, compared with the newest one that a person approved, may be published without a look by a person. Everything else that a version must pass stays as it is.";

export default async function HarmlessLanePage() {
  const person = await requireSignedIn(urls.adminHarmlessLane());
  if (person.role !== "admin") notFound();
  const db = getDb();
  const [mode, counts, cases, changes] = await Promise.all([
    getHarmlessLaneMode(db),
    countHarmlessOutcomes(db),
    listHarmlessCases(db),
    listHarmlessLaneChanges(db),
  ]);
  const figures = [
    { label: "would have been approved", value: counts["would-approve"], hint: "in the dry run" },
    { label: "approved by the lane", value: counts.approved },
    { label: "drawn for a look", value: counts.drawn },
    { label: "harmless, but held back", value: counts.refused },
    { label: "not harmless", value: counts["not-harmless"] },
  ];
  return (
    <>
      <PageHeader title="Harmless lane" lead={LEAD} crumbs={[{ label: "Administration", href: urls.admin() }]} />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem] lg:grid-rows-[auto_1fr]">
        <CardSection title="Setting" aside={`Now: ${HARMLESS_MODE_WORDS[mode].label}`} className="lg:col-start-2">
          <HarmlessLaneForm key={mode} action={changeHarmlessLane} mode={mode} />
        </CardSection>
        <section className="grid gap-5 lg:col-start-1 lg:row-span-2 lg:row-start-1">
          <h2 className="text-lg font-bold">The last {HARMLESS_LANE_DAYS} days</h2>
          <Figures figures={figures} />
          {cases.length > 0 ? <HarmlessCases cases={cases} /> : <Nothing mode={mode} />}
        </section>
        {changes.length > 0 ? (
          <CardSection title="History" className="lg:col-start-2">
            <ChangeHistory
              changes={changes.map(({ id, value, note, setBy, setAt }) => ({
                ...{ id, note, by: setBy, at: setAt },
                what: HARMLESS_MODE_WORDS[value as HarmlessLaneMode]?.label ?? value,
              }))}
            />
          </CardSection>
        ) : null}
      </div>
    </>
  );
}

function Nothing({ mode }: { mode: HarmlessLaneMode }) {
  if (mode === "off")
    return (
      <EmptyState title="The lane is off">Begin with a dry run: it approves nothing, and shows here what it would have done.</EmptyState>
    );
  return (
    <EmptyState title="Nothing was compared yet">New versions of plugins of which a person approved an earlier one appear here.</EmptyState>
  );
}
