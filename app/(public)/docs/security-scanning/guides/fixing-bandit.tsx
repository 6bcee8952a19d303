import Link from "next/link";
import { Code } from "@/components/ui/code";
import { CodeBlock } from "@/components/ui/code-block";
import { urls } from "@/lib/urls";
import { GuideRules } from "./guide-rule";

const RUNNING = ["bandit/B602", "bandit/B605", "bandit/B307", "bandit/B102"];
const LOADING = ["bandit/B506", "bandit/B301", "bandit/B202"];
const NETWORK = ["bandit/B501", "bandit/B113", "bandit/B310"];
const DATA = ["bandit/B608", "bandit/B324", "bandit/B105"];
const HABITS = ["bandit/B101", "bandit/B110", "bandit/B311"];

export function FixingBandit() {
  return (
    <>
      <p>
        Most findings of Bandit have a direct replacement in Python or QGIS. The groups below stand in the order in which they are worth
        your time: the first three can stop a version, the last is advice.
      </p>
      <h2 id="order">How to go about it</h2>
      <ol>
        <li>Open the report and take what is under “Must fix”. One rule often repeats: fix one place, then look for the same pattern.</li>
        <li>
          See whether the place belongs into the package at all. Tests, build scripts and examples hold many findings and are not needed by
          users: leaving them out settles all of them at once.
        </li>
        <li>
          Some places a machine can mend: the version's page then offers a patch and says what would remain after it. At home{" "}
          <Code>--fix-diff mend.patch</Code> writes the same patch.
        </li>
        <li>
          Run the checks at home until they pass, then upload the corrected file. <Link href={urls.docsSection("at-home")}>How to</Link>.
        </li>
      </ol>
      <CodeBlock label="Files to leave out of the archive, in .gitattributes">{`test/ export-ignore
tests/ export-ignore
scripts/ export-ignore
.github/ export-ignore`}</CodeBlock>
      <p>
        <code>git archive</code> and qgis-plugin-ci follow these lines. They stand in the file <code>.gitattributes</code> of your
        repository.
      </p>
      <h2 id="running">Text that is run as a program</h2>
      <p>
        A project, a layer or a web service can come from anybody. When text from it reaches a shell, <code>eval</code> or <code>exec</code>
        , whoever wrote it runs programs on your users' machines. This is what critical findings are mostly about.
      </p>
      <GuideRules ids={RUNNING} />
      <h2 id="loading">Data that can hold a program</h2>
      <GuideRules ids={LOADING} />
      <h2 id="network">Connections</h2>
      <p>
        In QGIS the first choice is <code>QgsBlockingNetworkRequest</code> or <code>QgsNetworkAccessManager</code>: they follow the user's
        proxy and certificates, time out by themselves and show up in the network log.
      </p>
      <GuideRules ids={NETWORK} />
      <h2 id="data">Databases, hashes, passwords</h2>
      <GuideRules ids={DATA} />
      <h2 id="habits">Habits worth changing</h2>
      <p>Never a reason to stop a version, and often a fault that somebody meets later.</p>
      <GuideRules ids={HABITS} />
    </>
  );
}
