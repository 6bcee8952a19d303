import { absoluteUrl, urls } from "@/lib/urls";
import { ruleById } from "@/scanners/ruleset/rules";
import { Layout, type SiteFacts } from "./_layout";
import { ActionButton, Notice, Paragraph, Quote, TextLink } from "./parts";
import { type AboutVersion, nameAndVersion, shortName } from "./words";

/** Why a person must look: a check could not end, a public version is not clean any more, or an owner asks to keep a finding. */
export type DecisionCause =
  | { why: "inconclusive" }
  | { why: "public-blocked" }
  | { why: "public-inconclusive" }
  | { why: "acceptance-asked"; ruleId: string; reason: string };

export interface NeedsDecisionProps extends SiteFacts, AboutVersion {
  mailId: string;
  versionId: number;
  /** Editors are told what happens to their plugin, reviewers what to do. */
  audience: "editor" | "reviewer";
  cause: DecisionCause;
}

export const needsDecisionSubject = (about: AboutVersion): string => `Plugin Needs a Decision: ${nameAndVersion(about)}`;

function headingFor(name: string, cause: DecisionCause): string {
  switch (cause.why) {
    case "inconclusive":
      return `${name} could not be checked`;
    case "public-blocked":
      return `${name} is public and has critical findings`;
    case "public-inconclusive":
      return `${name} is public and could not be checked again`;
    case "acceptance-asked":
      return `${name}: its owner asks to keep a finding`;
  }
}

export function NeedsDecision({ mailId, versionId, audience, cause, pluginName, packageName, version, ...site }: NeedsDecisionProps) {
  const name = `${shortName(pluginName)} ${version}`;
  const isReviewer = audience === "reviewer";
  const path = isReviewer ? urls.reviewVersion(versionId, { mail: mailId }) : urls.securityTab(packageName, version, { mail: mailId });
  return (
    <Layout
      {...site}
      preview={headingFor(name, cause)}
      heading={headingFor(name, cause)}
      because={isReviewer ? "You get this mail because you are an approver." : "You get this mail because you maintain this plugin."}
    >
      <Cause cause={cause} audience={audience} publicUrl={site.publicUrl} />
      <ActionButton href={absoluteUrl(site.publicUrl, path)}>{isReviewer ? "Look at it and decide" : "See the report"}</ActionButton>
      {isReviewer ? null : (
        <Paragraph>
          The surest way out is a corrected version:{" "}
          <TextLink href={absoluteUrl(site.publicUrl, urls.addPlugin({ plugin: packageName }))}>upload one</TextLink> under a new number. If
          the finding must stay, ask in the report that it be accepted.
        </Paragraph>
      )}
    </Layout>
  );
}

function Cause({ cause, audience, publicUrl }: { cause: DecisionCause; audience: "editor" | "reviewer"; publicUrl: string }) {
  if (cause.why === "acceptance-asked") return <Asked cause={cause} publicUrl={publicUrl} />;
  if (cause.why === "inconclusive")
    return (
      <Notice tone="warn" title="A check did not come to its end">
        The version is not available. Have it checked again; if that does not help, return or reject it with a word to its author.
      </Notice>
    );
  const what = cause.why === "public-blocked" ? "A new run of the checks found something critical" : "A check could not be run to its end";
  return (
    <Notice tone={cause.why === "public-blocked" ? "bad" : "warn"} title={what}>
      {audience === "reviewer"
        ? "The version stays public, and its badge tells so. Decide whether it may stay until its owner has fixed it, or must be hidden now."
        : "The version stays public for now, and its badge tells so. The approvers have been told; they may hide it until it is fixed."}
    </Notice>
  );
}

function Asked({ cause, publicUrl }: { cause: Extract<DecisionCause, { why: "acceptance-asked" }>; publicUrl: string }) {
  return (
    <>
      <Paragraph>
        The finding: {ruleById(cause.ruleId)?.title ?? cause.ruleId} (
        <TextLink href={absoluteUrl(publicUrl, urls.ruleDocs(cause.ruleId))}>{cause.ruleId}</TextLink>). The owner writes:
      </Paragraph>
      <Quote>{cause.reason}</Quote>
    </>
  );
}
