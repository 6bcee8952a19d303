import { z } from "zod";
import { getDb } from "@/db/context";
import { getReviewFacts } from "@/db/queries/review-version";
import { readPoints, reasonWithPoints } from "@/lib/domain/review-points";
import { appError } from "@/lib/errors";
import { renderDecisionMail } from "../../../../_server/decision-mail";
import { route } from "../../../../_server/route";
import { versionIdParam } from "../version-id";

const text = z.string().max(8000).catch("");
const form = z.object({
  outcome: z.enum(["approved", "returned", "rejected", "quarantined", "released"]),
  reason: text,
  note: text,
  points: text,
});

/** The mail that a decision would send, as it stands in the form. Nothing is sent or stored. */
export const POST = route(z.object({ versionId: versionIdParam }), "reviewer", async ({ input, person, request }) => {
  const facts = await getReviewFacts(getDb(), person, input.versionId);
  if (!facts) return appError("not-found", "There is nothing at this address.");
  const sent = await request.formData().catch(() => new FormData());
  const parsed = form.safeParse(Object.fromEntries(sent));
  if (!parsed.success) return appError("invalid", "The form is not complete.");
  const { outcome, note, reason, points } = parsed.data;
  const words = outcome === "approved" ? note : reasonWithPoints(reason, outcome === "returned" ? readPoints(points) : []);
  const html = await renderDecisionMail({ outcome, reason: words, about: facts });
  return new Response(html, { headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" } });
});
