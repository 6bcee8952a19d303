import { FileSearch, RefreshCw, Settings, Upload } from "lucide-react";
import { isReplaceable, type VersionStatus } from "@/lib/domain/version-status";
import { urls } from "@/lib/urls";
import { ruleById } from "@/scanners/ruleset/rules";
import { FindingsTrend, type TrendPoint } from "../../charts/findings-trend";
import { StatusChip } from "../../scan/status-chip";
import { VerdictBadge } from "../../scan/verdict-badge";
import { LinkButton } from "../../ui/button";
import { ButtonRow } from "../../ui/button-row";
import { Card } from "../../ui/card";
import { Time } from "../../ui/time";
import { ActionForm, type FormAction } from "../action-form";
import { type NextStepFacts, nextStep } from "./next-step";
import { PluginFacts, type PluginFactsView } from "./plugin-facts";

interface MyVersionView extends NextStepFacts {
  id: number;
  uploadedAt: Date;
}

export interface MyPluginView extends PluginFactsView {
  name: string;
  newest: MyVersionView;
  newestPublic: MyVersionView | null;
  drafts: MyVersionView[];
  mustFix: { findingId: number; ruleId: string; path: string; line: number; message: string }[];
  trend: TrendPoint[];
}

/** States that a person has brought about, who wrote why. */
const HAS_REASON: readonly VersionStatus[] = ["returned", "rejected", "quarantined"];

/** One plugin of its owner: how its newest version stands, what to do now, and what must be fixed when opened. */
export function MyPluginRow({ plugin, now, rescan }: { plugin: MyPluginView; now: Date; rescan: FormAction }) {
  const { newest, newestPublic, packageName } = plugin;
  const olderDrafts = plugin.drafts.filter((draft) => draft.id !== newest.id);
  return (
    <Card className="grid gap-3 [&>*]:min-w-0">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <h2 className="text-lg font-bold [overflow-wrap:anywhere]">
            <a href={urls.plugin(packageName)}>{plugin.name}</a>
          </h2>
          <p className="text-sm text-muted [overflow-wrap:anywhere]">
            {packageName}, {publicWords(plugin)}
          </p>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <span className="font-semibold tabular-nums">{newest.version}</span>
          {/* The verdict's badge says the same. */}
          {newest.status === "inconclusive" && newest.verdict === "inconclusive" ? null : <StatusChip status={newest.status} />}
          <VerdictBadge verdict={newest.verdict} />
        </div>
      </div>
      <p>
        {nextStep(
          newest,
          plugin.questions.some(({ version }) => version === newest.version),
        )}{" "}
        {HAS_REASON.includes(newest.status) ? <a href={urls.version(packageName, newest.version)}>Read the reason</a> : null}
      </p>
      {newestPublic && newestPublic.id !== newest.id && newestPublic.verdict === "blocked" ? <p>{nextStep(newestPublic)}</p> : null}
      <RowButtons packageName={packageName} newest={newest} rescan={rescan} />
      {plugin.mustFix.length > 0 ? <MustFixList plugin={plugin} /> : null}
      <div className="flex flex-wrap items-start justify-between gap-x-8 gap-y-4 border-t border-line pt-3 empty:hidden [&>*]:min-w-0">
        <PluginFacts plugin={plugin} now={now} />
        <FindingsTrend points={plugin.trend} name={plugin.name} />
      </div>
      {olderDrafts.length > 0 ? <OlderDrafts packageName={packageName} drafts={olderDrafts} /> : null}
    </Card>
  );
}

/** What was public once and is not now is no plugin that waits for its first version. */
function publicWords({ newest, newestPublic, drafts }: MyPluginView): string {
  if (newestPublic) return `public: ${newestPublic.version}`;
  return [newest, ...drafts].some((version) => version.wasEverApproved) ? "nothing public now" : "nothing public yet";
}

function RowButtons({ packageName, newest, rescan }: { packageName: string; newest: MyVersionView; rescan: FormAction }) {
  const mayReplace = isReplaceable(newest);
  const isRed = newest.status === "approved" && newest.verdict === "blocked";
  const mayScanAgain = newest.status === "inconclusive" || (newest.status === "approved" && newest.verdict === "inconclusive");
  const mustCorrect = isRed || newest.status === "blocked" || newest.status === "returned";
  return (
    <ButtonRow>
      {mayScanAgain ? (
        <ActionForm
          action={rescan}
          fields={{ versionId: newest.id }}
          variant="primary"
          pending="Starting…"
          submit={
            <>
              <RefreshCw aria-hidden /> Scan again
            </>
          }
        />
      ) : null}
      <LinkButton
        size="sm"
        variant={mustCorrect ? "primary" : "secondary"}
        href={urls.addPlugin({ plugin: packageName, ...(mayReplace ? { version: newest.version } : {}) })}
      >
        <Upload aria-hidden /> {mayReplace ? "Upload a corrected file" : "Upload a new version"}
      </LinkButton>
      <LinkButton size="sm" href={urls.securityTab(packageName, newest.version)}>
        <FileSearch aria-hidden /> {newest.status === "validating" ? "Watch the checks" : "See the report"}
      </LinkButton>
      <LinkButton size="sm" href={urls.managePlugin(packageName)}>
        <Settings aria-hidden /> Manage
      </LinkButton>
    </ButtonRow>
  );
}

function MustFixList({ plugin }: { plugin: MyPluginView }) {
  const { mustFix, newest, packageName } = plugin;
  const hidden = newest.openCritical - mustFix.length;
  return (
    <details className="rounded-card border border-line bg-sunken px-4 py-2.5">
      <summary className="cursor-pointer font-semibold">
        What must be fixed in {newest.version} ({newest.openCritical.toLocaleString("en")})
      </summary>
      <ul className="mt-2 grid gap-2.5">
        {mustFix.map((finding) => (
          <li key={finding.findingId} className="grid gap-0.5 border-t border-line pt-2.5 [overflow-wrap:anywhere]">
            <span className="font-semibold">{ruleById(finding.ruleId)?.title ?? finding.ruleId}</span>
            <code className="text-sm">{finding.line > 0 ? `${finding.path}:${finding.line}` : finding.path}</code>
            <span className="text-[0.9375rem]">
              {finding.message} <a href={urls.ruleDocs(finding.ruleId)}>How to fix {finding.ruleId}</a>
            </span>
          </li>
        ))}
      </ul>
      {hidden > 0 ? (
        <p className="mt-2.5 text-sm">
          <a href={urls.securityTab(packageName, newest.version)}>{hidden.toLocaleString("en")} more in the report</a>
        </p>
      ) : null}
    </details>
  );
}

function OlderDrafts({ packageName, drafts }: { packageName: string; drafts: MyVersionView[] }) {
  return (
    <details className="px-1">
      <summary className="cursor-pointer text-sm font-semibold">Other versions that are not public ({drafts.length})</summary>
      <ul className="mt-2 grid gap-1.5 text-[0.9375rem]">
        {drafts.map((draft) => (
          <li key={draft.id} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <a href={urls.version(packageName, draft.version)}>{draft.version}</a>
            <StatusChip status={draft.status} />
            <span className="text-sm text-muted">
              uploaded <Time at={draft.uploadedAt} />
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
