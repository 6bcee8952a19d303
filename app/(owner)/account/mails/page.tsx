import type { Metadata } from "next";
import { MailPreferencesForm } from "@/components/account/mail-preferences-form";
import { ALWAYS_SENT } from "@/components/account/mail-words";
import { ActionForm } from "@/components/owner/action-form";
import { Alert } from "@/components/ui/alert";
import { CardSection } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { Time } from "@/components/ui/time";
import { getDb } from "@/db/context";
import { getMailStanding } from "@/db/queries/mail-preferences";
import { DEFAULT_MAIL_PREFERENCES } from "@/lib/domain/mails";
import { isReviewer } from "@/lib/domain/permissions";
import { urls } from "@/lib/urls";
import { requireSignedIn } from "../../../_server/session";
import { savePreferences, sendAgain } from "./actions";

export const metadata: Metadata = { title: "Your mails" };

export default async function MailPreferencesPage() {
  const person = await requireSignedIn(urls.accountMails());
  const standing = await getMailStanding(getDb(), person.userId);
  return (
    <>
      <PageHeader title="Your mails" lead={`They go to ${person.email}.`} />
      <div className="grid max-w-3xl gap-5">
        {standing?.bouncedAt ? <Bounced email={person.email} since={standing.bouncedAt} /> : null}
        <CardSection title="Mails that you can switch off">
          <MailPreferencesForm
            action={savePreferences}
            preferences={standing?.preferences ?? DEFAULT_MAIL_PREFERENCES}
            isReviewer={isReviewer(person)}
          />
        </CardSection>
        <CardSection title="What is always sent">
          <ul className="grid list-disc gap-1.5 pl-5 text-[0.9375rem]">
            {ALWAYS_SENT.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </CardSection>
      </div>
    </>
  );
}

function Bounced({ email, since }: { email: string; since: Date }) {
  return (
    <Alert tone="bad" title="Mail to your address comes back">
      <div className="grid gap-3">
        <p>
          A mail to {email} came back on <Time at={since} withTime />: there is no such mailbox, or it takes nothing from us. Since then
          nothing but sign-in links is sent to it. Signing in by such a link, or the button below, starts it again.
        </p>
        <ActionForm action={sendAgain} fields={{}} submit="It works again: send to it" pending="Starting…" />
      </div>
    </Alert>
  );
}
