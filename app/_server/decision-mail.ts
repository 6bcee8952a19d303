import "server-only";
import { Decision } from "@/emails/decision";
import { renderEmail } from "@/emails/render";
import { releasedTo } from "@/lib/domain/release-words";
import { isReplaceable, type VersionStatus } from "@/lib/domain/version-status";
import { env } from "@/lib/env";

export interface PreviewedDecision {
  outcome: "approved" | "returned" | "rejected" | "quarantined" | "released";
  reason: string | null;
  about: { pluginName: string; packageName: string; version: string; wasEverApproved: boolean; releasesTo: VersionStatus | null };
}

/** A decision's mail as its readers would get it, from the very template that the worker fills. */
export async function renderDecisionMail({ outcome, reason, about }: PreviewedDecision): Promise<string> {
  const { pluginName, packageName, version, wasEverApproved, releasesTo } = about;
  // As it stands when the decision is made. What a release brings back is not to be corrected.
  const mayStay = outcome !== "released" && isReplaceable({ status: outcome, wasEverApproved });
  const release = outcome === "released" && releasesTo ? releasedTo(releasesTo) : null;
  const facts = { pluginName, packageName, version, isReplaceable: mayStay, outcome, reason, release };
  const { publicUrl, SUPPORT_EMAIL: supportEmail, SUPPORT_URL: supportUrl } = env();
  // The real mail's links name the mail, so that opening the report from it is logged; this one is no mail.
  const { html } = await renderEmail(
    Decision({ publicUrl, supportEmail, supportUrl, ...facts, mailId: "", decidedAt: new Date(), isPast: false }),
  );
  return html;
}
