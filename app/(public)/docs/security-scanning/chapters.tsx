import Link from "next/link";
import { VerdictBadge } from "@/components/scan/verdict-badge";
import { Table, Td, Th } from "@/components/ui/table";
import { badgeWords } from "@/lib/domain/verdict-words";
import { env } from "@/lib/env";
import { urls } from "@/lib/urls";

export function Badges() {
  return (
    <>
      <h2 id="badges">What the badges say</h2>
      <ul className="!list-none !pl-0">
        {(["passed", "advisory", "blocked", "inconclusive", null] as const).map((verdict) => (
          <li key={verdict ?? "none"} className="!mt-3">
            <VerdictBadge verdict={verdict} />
            <br />
            {badgeWords(verdict).meaning}
          </li>
        ))}
      </ul>
      <p>
        A plugin's badge is that of its newest public version. When an approver accepted a finding, the badge says so: “1 kept with reason”.
        A green badge means that these checks found nothing critical. It is no promise that a plugin is free of faults.
      </p>
    </>
  );
}

export function Keeping() {
  return (
    <>
      <h2 id="kept">When a finding is intended</h2>
      <p>
        Some findings are what the plugin is for. Then keep them knowingly; the finding stays visible with your reason and no longer counts.
      </p>
      <Table label="Ways to keep a finding">
        <thead>
          <tr>
            <Th>Way</Th>
            <Th>What it lifts</Th>
            <Th>What happens</Th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <Td>A comment on the line that names the rule: # nosec B602, # pragma: allowlist secret, # noqa: F821</Td>
            <Td>Anything but coverage findings</Td>
            <Td>Shown as suppressed, with its text. A new one for a critical finding is looked at by an approver first.</Td>
          </tr>
          <tr>
            <Td>A bare # nosec or # noqa, or a file .bandit, .flake8, .secrets.baseline in the plugin's folder</Td>
            <Td>Warnings and info</Td>
            <Td>A critical finding still counts: it is only marked that you want to hide it.</Td>
          </tr>
          <tr>
            <Td>Acknowledge it on the version's page, with a reason</Td>
            <Td>Warnings</Td>
            <Td>Leaves the count of advice, in later versions too, until the code changes.</Td>
          </tr>
          <tr>
            <Td>Ask for acceptance on the version's page, with a reason</Td>
            <Td>Any finding</Td>
            <Td>
              An approver who does not maintain the plugin decides. A yes counts at once, without a new upload. For critical findings it is
              asked again after two years.
            </Td>
          </tr>
        </tbody>
      </Table>
      <p>
        <Link href={urls.docsGuide("intended")}>The guide</Link> shows how to write a reason that convinces. If a rule is too strict in
        general, please say so: severities are settings, and easy to change. “Where to ask” below says how.
      </p>
    </>
  );
}

export function Questions() {
  return (
    <>
      <h2 id="red-badge">A red badge: what to do</h2>
      <h3 id="red-badge-mine">I maintain the plugin</h3>
      <ol>
        <li>
          Sign in and open <Link href={urls.myPlugins()}>My plugins</Link>. The row says what must be fixed; the report says where, why and
          how.
        </li>
        <li>Fix it, or keep it knowingly if it is meant so. Run the checks at home until they pass.</li>
        <li>Upload the corrected version. The badge follows the newest public version.</li>
      </ol>
      <p>A version that is public already stays public when a later scan finds something: people decide about it, not a program.</p>
      <h3 id="red-badge-liked">I use the plugin</h3>
      <p>
        A red badge does not say that a plugin does harm. It says that nobody has fixed, explained or accepted a critical finding. Ask its
        author in the tracker that the plugin's page links to; many findings are fixed in minutes. Until then look for a newer version, and
        be careful with projects and data from people whom you do not know.
      </p>
      <h3 id="wrong-finding">The finding is wrong</h3>
      <p>
        That happens: the checks read code, not intentions. Keep it with a comment or ask for acceptance, and tell us, so that the rule can
        be made better.
      </p>
    </>
  );
}

export function Help() {
  const { SUPPORT_EMAIL, SUPPORT_URL, ISSUE_TRACKER_URL, SOURCE_URL } = env();
  return (
    <>
      <h2 id="help">Where to ask</h2>
      <ul>
        <li>About a plugin: its author, through the tracker on the plugin's page.</li>
        {SUPPORT_URL ? (
          <li>
            About a scan or a decision: <a href={SUPPORT_URL}>support</a>.
          </li>
        ) : null}
        {SUPPORT_EMAIL ? (
          <li>
            By mail: <a href={`mailto:${SUPPORT_EMAIL}`}>{SUPPORT_EMAIL}</a>.
          </li>
        ) : null}
        {ISSUE_TRACKER_URL ? (
          <li>
            A rule that is too strict, or a fault of this site: <a href={ISSUE_TRACKER_URL}>the issue tracker</a>.
          </li>
        ) : null}
        {SOURCE_URL ? (
          <li>
            How it is made: <a href={SOURCE_URL}>the source code</a>.
          </li>
        ) : null}
        {SUPPORT_URL || SUPPORT_EMAIL || ISSUE_TRACKER_URL ? null : (
          <li>About a scan or a decision: the people who run this site. They have not given a contact yet.</li>
        )}
      </ul>
    </>
  );
}
