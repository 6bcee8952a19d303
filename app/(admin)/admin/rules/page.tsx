import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { getSignedIn, requireSignedIn } from "@/app/_server/session";
import { PreparedChanges } from "@/components/admin/prepared-changes";
import type { Rollout } from "@/components/admin/rollout-progress";
import { RulesFilter } from "@/components/admin/rules-filter";
import { type RuleLine, RulesTable } from "@/components/admin/rules-table";
import { RulesetHistory } from "@/components/admin/ruleset-history";
import { RulesetState } from "@/components/admin/ruleset-state";
import { LinkButton } from "@/components/ui/button";
import { CardSection } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { getDb } from "@/db/context";
import { countLiveWorkers } from "@/db/queries/operations";
import { getRolloutJob, getRolloutState, listUnjudged } from "@/db/queries/ruleset-rollout";
import { listRulesetHistory, listRulesets, requireActiveRuleset } from "@/db/queries/rulesets";
import { urls } from "@/lib/urls";
import { changeText, parseChanges, SITE_RULESET } from "@/scanners/ruleset/change-rule";
import { ruleWords } from "@/scanners/ruleset/diff-rulesets";
import { RULES } from "@/scanners/ruleset/rules";
import { DEFAULT_RULESET } from "@/scanners/ruleset/rulesets";
import { bringUpToDate } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const person = await getSignedIn();
  return { title: person?.role === "admin" ? "Rules" : "Not found", robots: { index: false } };
}

const query = z.object({
  q: z.string().trim().max(100).catch(""),
  check: z.string().max(100).catch(""),
  show: z.enum(["on", "changed", "all"]).catch("on"),
  set: z
    .union([z.string(), z.array(z.string())])
    .catch([])
    .transform((texts) => parseChanges([texts].flat())),
});

type Ruleset = Awaited<ReturnType<typeof requireActiveRuleset>>;

function linesOf(ruleset: Ruleset, { q, check, show }: z.output<typeof query>): RuleLine[] {
  const wanted = q.toLowerCase();
  return RULES.map((rule) => {
    const entry = ruleset.rules[rule.id];
    const shipped = ruleWords(DEFAULT_RULESET.rules[rule.id]);
    const now = ruleWords(entry);
    return {
      ruleId: rule.id,
      checkId: rule.checkId,
      title: rule.title,
      now,
      shipped,
      isOn: entry?.on === true,
      isChanged: now !== shipped,
    };
  }).filter(
    (line) =>
      (check === "" || line.checkId === check) &&
      (show === "all" || (show === "on" ? line.isOn : line.isChanged)) &&
      (wanted === "" || line.ruleId.toLowerCase().includes(wanted) || line.title.toLowerCase().includes(wanted)),
  );
}

export default async function AdminRulesPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const person = await requireSignedIn(urls.adminRules());
  if (person.role !== "admin") notFound();
  const choice = query.parse(await searchParams);
  const ruleset = await requireActiveRuleset(getDb());
  const [rollout, history, stored] = await Promise.all([getRollout(ruleset.digest), listRulesetHistory(getDb()), listRulesets(getDb())]);
  const others = stored.filter(({ digest, name }) => name !== SITE_RULESET && !history.some((one) => one.digest === digest));
  const unknownRules = RULES.filter((rule) => !ruleset.rules[rule.id]).length;
  const lines = linesOf(ruleset, choice);
  const prepared = choice.set.map((change) => ({ ...change, text: changeText(change) }));
  const set = choice.set.map(changeText);
  return (
    <>
      <PageHeader
        title="Rules"
        lead="How severe each rule is here, and whether it is on. A change makes a new version of the rules; what it does to badges is shown before."
        crumbs={[{ label: "Administration", href: urls.admin() }]}
        actions={
          <LinkButton href="#history" className="lg:hidden">
            History
          </LinkButton>
        }
      />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem] lg:grid-rows-[auto_1fr]">
        <CardSection title="In force" className="lg:col-start-2">
          <RulesetState
            ruleset={ruleset}
            inForceSince={history[0]?.activatedAt ?? new Date()}
            now={new Date()}
            rollout={rollout}
            bringUpToDate={bringUpToDate}
            unknownRules={unknownRules}
          />
        </CardSection>
        <section className="grid gap-4 lg:col-start-1 lg:row-span-2 lg:row-start-1" aria-label="Rules">
          <PreparedChanges changes={prepared} />
          <RulesFilter choice={{ ...choice, set }} />
          <p className="text-sm text-muted">
            {lines.length} of {RULES.length} rules
          </p>
          {lines.length > 0 ? (
            <RulesTable lines={lines} prepared={set} />
          ) : (
            <EmptyState
              title="No rules found"
              action={<LinkButton href={urls.adminRules({ show: "all", set })}>Show all rules</LinkButton>}
            />
          )}
        </section>
        <CardSection title="History" id="history" className="scroll-mt-20 lg:col-start-2">
          <RulesetHistory activations={history} others={others} inForce={ruleset.digest} />
        </CardSection>
      </div>
    </>
  );
}

const MOST_UNJUDGED_SHOWN = 5;

async function getRollout(digest: string): Promise<Rollout> {
  const db = getDb();
  const [state, job, unjudged, workers] = await Promise.all([
    getRolloutState(db, digest),
    getRolloutJob(db),
    listUnjudged(db, digest, MOST_UNJUDGED_SHOWN),
    countLiveWorkers(db),
  ]);
  return { ...state, job, unjudged, isWorkerRunning: workers > 0 };
}
