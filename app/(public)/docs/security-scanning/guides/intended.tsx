import Link from "next/link";
import { CodeBlock } from "@/components/ui/code-block";
import { urls } from "@/lib/urls";

export function Intended() {
  return (
    <>
      <p>
        The aim is not an empty list. It is that you have looked at each finding, and fixed it or kept it for a reason that others can read.
        There are three ways to keep one, and the report says which fits.
      </p>
      <h2 id="comment">A comment in the code</h2>
      <p>
        The best place for a reason is the line itself: it travels with the code, reviewers see it, and the real tools follow it too. Name
        the rule, and write why:
      </p>
      <CodeBlock label="Comments that keep a finding">{`subprocess.run(command, shell=True)  # nosec B602 - fixed text, chosen from a list of three
digest = hashlib.md5(data)           # nosec B324 - compares files, protects nothing
TEST_TOKEN = "not-a-real-token"      # pragma: allowlist secret - sample from the documentation
from .resources import *             # noqa: F403 - generated, registers icons`}</CodeBlock>
      <p>
        The finding stays in the report as suppressed, with your words. When a comment newly hides a <em>critical</em> finding, the version
        is not published by itself: an approver looks at it first and may refuse it; then the finding counts again.
      </p>
      <p>
        A comment that names no rule, and settings files (<code>.bandit</code>, <code>.flake8</code>, <code>.secrets.baseline</code>), keep
        warnings and advice. For a critical finding they only show what you wish: it still counts until it is accepted.
      </p>
      <h2 id="acknowledge">Acknowledge a warning on the page</h2>
      <p>
        In the report of your version, “Keep it, with a reason…” takes a kind of reason and a sentence. It counts at once, needs no upload
        and no approver, and follows the code into later versions. It ends when the statement itself changes, or when more of the same
        appear. You can take it back at any time.
      </p>
      <h2 id="accept">Ask to have a critical finding accepted</h2>
      <p>
        If a critical finding is what the plugin is for, “Ask for acceptance…” sends your reason to the approvers. You get a reference and
        see since when it waits; the answer comes by mail and stands on the page. A yes counts at once, without a new upload, and the badge
        says “1 kept with reason”. It is asked again after two years. The same way is open for a file that could not be checked.
      </p>
      <p>What helps an approver to say yes:</p>
      <ul>
        <li>what the code does for the user, in one sentence;</li>
        <li>where the data comes from that reaches this line, and why nobody else can put theirs there;</li>
        <li>why the safer way does not work here.</li>
      </ul>
      <h2 id="too-strict">When the rule itself is wrong</h2>
      <p>
        Severities are settings of this site. If a rule is too strict for plugins in general, tell us:{" "}
        <Link href={urls.docsSection("help")}>where to ask</Link>.
      </p>
    </>
  );
}
