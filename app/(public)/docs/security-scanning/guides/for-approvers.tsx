import Link from "next/link";
import { Table, Td, Th } from "@/components/ui/table";
import { CHECKLIST } from "@/lib/domain/approval-checklist";
import { CLAIM_MINUTES, DUE_DAYS, UNDO_SECONDS } from "@/lib/domain/review-queue";
import { RETURNED_DAYS } from "@/lib/domain/version-status";
import { urls } from "@/lib/urls";

const WAITS = [
  { what: "Passed the checks and waits for a look", days: DUE_DAYS.ready },
  { what: "Could not be checked to the end", days: DUE_DAYS.inconclusive },
  { what: "Its author asks to have a finding accepted", days: DUE_DAYS.acceptanceAsked },
  { what: "Is public, and a new scan found something critical", days: DUE_DAYS.publicNotClean },
];

export function ForApprovers() {
  return (
    <>
      <p>
        The checks look for what a program can see. You look for what it cannot: whether a plugin is what it says, and whether an author's
        reason holds. Nobody decides about a plugin that they maintain.
      </p>
      <h2 id="queue">The queue</h2>
      <p>
        Every row says in one sentence why the version was not approved by itself. “Ready” holds what may be approved; “Needs a decision”
        holds what cannot be without somebody's word. Nothing critical and nothing unchecked is ever in “Ready”.
      </p>
      <Table label="How long a version may wait">
        <thead>
          <tr>
            <Th>What waits</Th>
            <Th>Due within</Th>
          </tr>
        </thead>
        <tbody>
          {WAITS.map(({ what, days }) => (
            <tr key={what}>
              <Td>{what}</Td>
              <Td>{days} days</Td>
            </tr>
          ))}
        </tbody>
      </Table>
      <ul>
        <li>Claim a version while you look at it. Others see that for {CLAIM_MINUTES} minutes; it stops nobody.</li>
        <li>
          A decision made in the queue takes effect after {UNDO_SECONDS} seconds, and can be taken back until then. When the author sends
          another file meanwhile, it is void and you are told.
        </li>
        <li>
          Keys: j and k move, x selects, a approves, r returns, o opens, u takes back, ? lists them. They can be switched off on the page.
        </li>
        <li>
          Several selected versions are approved together; each has its own entry in its history. Versions that newly hide a critical
          finding are left out: they must be opened.
        </li>
      </ul>
      <h2 id="review">The review page</h2>
      <p>It is ordered by what matters most:</p>
      <ol>
        <li>Comments in the code that newly hide a critical finding, and requests to accept one: leave, refuse, accept.</li>
        <li>What changed in metadata.txt since the version that a person last approved.</li>
        <li>The checklist, with what could be answered beforehand.</li>
        <li>
          The files that changed, line by line, with the findings at their lines. Invisible characters are drawn, and nothing that was left
          out goes unsaid.
        </li>
        <li>All findings, earlier decisions, and the author's other plugins.</li>
      </ol>
      <h3 id="checklist">The checklist</h3>
      <ul>
        {CHECKLIST.map((item) => (
          <li key={item.id}>
            <strong>{item.question}</strong> {item.how}
          </li>
        ))}
      </ul>
      <h2 id="decisions">The decisions</h2>
      <ul>
        <li>
          <strong>Approve</strong>: public at once. It holds for the very file and scan that you looked at.
        </li>
        <li>
          <strong>Return</strong>: points that you and the author tick. The version leaves the queue, its author is reminded after{" "}
          {RETURNED_DAYS.remind} days, and it is closed after {RETURNED_DAYS.close}; a new file opens it again.
        </li>
        <li>
          <strong>Reject</strong>: a no to this version, with a reason.
        </li>
        <li>
          <strong>Quarantine</strong>: hides a version from everybody at the next request, and the version before it is offered again.
          “Review page” on a plugin's page leads there. An administrator can undo it.
        </li>
        <li>
          <strong>Accept a finding</strong>: it stops counting for this plugin until its code changes, and for two years at most. There is
          no way to lift a whole verdict.
        </li>
      </ul>
      <p>You see each mail before it is sent.</p>
      <h2 id="accept">When to accept a finding</h2>
      <p>
        Accept it when you can say in a sentence why nobody but the user can reach that line with their own data, or why what it does is
        what the plugin is for. Do not accept it because fixing is work, because “nobody would do that”, or because another plugin does the
        same. Your sentence is read by the author and by the next approver.
      </p>
      <h2 id="try">Try a version in QGIS</h2>
      <p>
        <Link href={urls.reviewFeedPage()}>Your review feed</Link> is an address of your own that QGIS Desktop takes as a repository. It
        offers what is ready for approval, never what is blocked. Keep it to yourself; you can end it at any time.
      </p>
      <h2 id="trust">Trust</h2>
      <p>
        Versions of trusted authors are published by themselves when the checks pass and nothing critical is newly hidden. Give it for a
        record, with a reason; take it back in the same way. Both are told to the author and kept in the audit log.
      </p>
    </>
  );
}
