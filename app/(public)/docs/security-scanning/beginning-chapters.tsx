import Link from "next/link";
import { durationWords } from "@/components/scan/words";
import { getDb } from "@/db/context";
import { getMeasuredWait } from "@/db/queries/scan-progress";
import { urls } from "@/lib/urls";
import { GUIDES } from "./guides/registry";

export function HowItWorks() {
  return (
    <>
      <h2 id="how-it-works">What happens to an upload</h2>
      <ol>
        <li>You send a ZIP. The rules for the package are checked at once, and all problems are listed together.</li>
        <li>
          The version is stored as “Validating”. A mail confirms it. Only its maintainers and approvers can download it, and nobody can
          approve it yet.
        </li>
        <li>
          The checks run side by side, usually for seconds. You can follow them on the version's page, or close it: a second mail brings the
          result.
        </li>
        <li>
          Without a critical finding it is “Ready for approval”: an approver looks at it, or it is published by itself when its owner is
          trusted. With one it is “Blocked” until the finding is fixed or knowingly kept.
        </li>
        <li>You may upload a corrected file under the same number as long as the version was never published.</li>
      </ol>
      <p>
        “Only check, do not publish” on the <Link href={urls.addPlugin()}>upload page</Link> does step 1 and the checks, and nothing else:
        nobody but you sees the result, and it is gone after a week. <Link href={urls.apiOperationDocs("createScan")}>Programs</Link> can do
        so too.
      </p>
      <p>
        A finding is <strong>critical</strong>, a <strong>warning</strong> or <strong>info</strong>. Only Bandit, secrets and coverage can
        have critical ones, so only these three can stop a version. Warnings are advice; info changes nothing.
      </p>
      <p>
        Nothing in a package is ever run: files are read and taken apart as text. When a check cannot be run to its end the version is
        “Could not be checked”, and people look at why.
      </p>
    </>
  );
}

/** What was measured here, not what was hoped for. */
export async function HowLong() {
  const wait = await getMeasuredWait(getDb());
  return (
    <>
      <h2 id="how-long">How long it takes</h2>
      <p>
        {wait
          ? `Of the last ${wait.scans} uploads here, half had their verdict within ${durationWords(wait.medianMs)}, and 95 of 100 within ${durationWords(wait.p95Ms)}, waiting for others included.`
          : "Seconds, as a rule; a very large plugin can take a minute. Figures of this site follow once there are enough uploads to measure."}{" "}
        The version's page shows every check while it runs. You need not wait: the result comes by mail.
      </p>
      <p>
        A version that passed then waits for an approver, unless its owner is trusted. That is a person's work and takes days rather than
        seconds; the version's page says what it waits for.
      </p>
    </>
  );
}

export function Guides() {
  return (
    <>
      <h2 id="guides">Guides</h2>
      <ul>
        {GUIDES.map((guide) => (
          <li key={guide.slug}>
            <Link href={urls.docsGuide(guide.slug)}>{guide.title}</Link>. {guide.lead}
          </li>
        ))}
      </ul>
    </>
  );
}
