import type { ReactElement } from "react";
import type { Db } from "@/db/context";
import type { EmailToSend } from "@/db/queries/emails";
import type { SiteFacts } from "@/emails/_layout";
import { invitation, pluginEvent, tokenCreated, tokenExpiring, trustChanged } from "./account-mails";
import { reviewDigest } from "./review-digest";
import { severalNotClean, severalWaiting } from "./verdict-change-mails";
import { composeVersionMail } from "./version-mails";

export interface ComposedEmail {
  subject: string;
  body: ReactElement;
}

/**
 * Reads what a mail tells of and fills its template. Null when there is nothing to tell any more, for instance because the
 * draft was deleted or the question answered.
 */
export async function composeEmail(db: Db, email: EmailToSend, site: SiteFacts): Promise<ComposedEmail | null> {
  switch (email.kind) {
    case "upload-confirmation":
    case "validation-results":
    case "review-ready":
    case "needs-decision":
    case "public-not-clean":
    case "decision":
    case "return-reminder":
    case "acceptance-ended":
      return composeVersionMail(db, email, site);
    case "plugin-event":
      return pluginEvent(db, email, site);
    case "invitation":
      return invitation(db, email, site);
    case "token-created":
      return tokenCreated(db, email, site);
    case "token-expiring":
      return tokenExpiring(db, email, site);
    case "trust-changed":
      return trustChanged(db, email, site);
    case "review-digest":
      return reviewDigest(db, email, site);
    case "several-not-clean":
      return severalNotClean(db, email, site);
    case "several-waiting":
      return severalWaiting(db, email, site);
    case "sign-in":
      // Holds a token: sent by the web process at once, never from the queue.
      return null;
  }
}
