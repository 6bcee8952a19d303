import "server-only";
import { Decision } from "@/emails/decision";
import { renderEmail } from "@/emails/render";
import { env } from "@/lib/env";

export interface PreviewedDecision {
  outcome: "approved" | "returned" | "rejected" | "quarantined" | "released";
  reason: string | null;
  about: { pluginName: string; packageName: string; version: string };
}

/** A decision's mail as its readers would get it, from the very template that the worker fills. */
export async function renderDecisionMail({ outcome, reason, about }: PreviewedDecision): Promise<string> {
  const { publicUrl, SUPPORT_EMAIL: supportEmail, SUPPORT_URL: supportUrl } = env();
  // The real mail's links name the mail, so that opening the report from it is logged; this one is no mail.
  const { html } = await renderEmail(
    Decision({ publicUrl, supportEmail, supportUrl, ...about, mailId: "", decidedAt: new Date(), outcome, reason }),
  );
  return html;
}
