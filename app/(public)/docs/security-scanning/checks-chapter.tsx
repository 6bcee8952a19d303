import Link from "next/link";
import { Paragraphs } from "@/components/scan/paragraphs";
import { SeverityChip } from "@/components/scan/severity-chip";
import { plural } from "@/components/scan/words";
import { Chip } from "@/components/ui/chip";
import { Code } from "@/components/ui/code";
import { CodeBlock } from "@/components/ui/code-block";
import { env } from "@/lib/env";
import { urls } from "@/lib/urls";
import { CHECKS, rulesOfCheck } from "@/scanners/ruleset/rules";
import { CHECK_DOCS } from "./check-docs";
import { guideBySlug } from "./guides/registry";

/** A chapter per check: what it looks for, whether it blocks, the tool behind it, how to fix and how to keep. */
export function Checks() {
  return (
    <>
      <h2 id="checks">The checks, one by one</h2>
      {CHECKS.map((check) => {
        const doc = CHECK_DOCS[check.id];
        return (
          <section
            key={check.id}
            aria-labelledby={`check-${check.id}`}
            className="grid gap-3 rounded-card border border-line bg-surface p-4 sm:p-5 [&>*]:min-w-0"
          >
            <h3 id={`check-${check.id}`} className="flex scroll-mt-4 flex-wrap items-center gap-2 text-lg font-bold">
              {check.title}
              {check.blocking ? <Chip tone="bad">Blocks</Chip> : <Chip tone="info">Advice only</Chip>}
            </h3>
            <p>{doc.about}</p>
            {doc.tool ? (
              <>
                <p className="font-semibold">The same with {doc.tool.name}</p>
                <CodeBlock label={`Commands for ${doc.tool.name}`}>{doc.tool.command}</CodeBlock>
              </>
            ) : null}
            <h4 id={`fix-${check.id}`} className="scroll-mt-4 font-semibold">
              How to fix
            </h4>
            <Paragraphs text={doc.howToFix} />
            <p className="text-[0.9375rem]">
              <Link href={urls.fixGuide(check.id)}>The guide: {guideOf(check.id)}</Link>
            </p>
            <h4 className="font-semibold">How to keep</h4>
            <Paragraphs text={doc.howToKeep} />
            <details>
              <summary className="cursor-pointer font-semibold">{plural(rulesOfCheck(check.id).length, "rule")}</summary>
              <RuleLinks checkId={check.id} />
            </details>
          </section>
        );
      })}
    </>
  );
}

const guideOf = (checkId: string) => guideBySlug(`fixing-${checkId}`)?.title;

/** A check's rules: those that are on, and folded away those that only another ruleset switches on. */
export function RuleLinks({ checkId }: { checkId: Parameters<typeof rulesOfCheck>[0] }) {
  const rules = rulesOfCheck(checkId);
  const off = rules.filter((rule) => rule.isOff);
  return (
    <>
      <RuleList rules={rules.filter((rule) => !rule.isOff)} />
      {off.length > 0 ? (
        <details className="mt-2">
          <summary className="cursor-pointer font-semibold">{plural(off.length, "more rule")}, off in the default ruleset</summary>
          <RuleList rules={off} />
        </details>
      ) : null}
    </>
  );
}

function RuleList({ rules }: { rules: ReturnType<typeof rulesOfCheck> }) {
  return (
    <ul className="!list-none !pl-0">
      {rules.map((rule) => (
        <li key={rule.id} className="flex flex-wrap items-center gap-x-2.5 gap-y-1 py-1">
          {rule.isOff ? <Chip>Off</Chip> : <SeverityChip severity={rule.defaultSeverity} />}
          <Link href={urls.ruleDocs(rule.id)} prefetch={false}>
            {rule.title}
          </Link>
          <span className="font-mono text-[0.8125rem] text-muted">{rule.id}</span>
        </li>
      ))}
    </ul>
  );
}

export function AtHome() {
  return (
    <>
      <h2 id="at-home">Run the checks at home</h2>
      <p>
        The program that scans uploads here runs on your machine too, with the same rules and the same result. It needs Node 22.18 or newer
        and no network, and nothing in your plugin is run.
      </p>
      <CodeBlock label="Commands for the scanner">
        {[
          "# in a copy of this site's source code",
          "npm run scan -- my_plugin.zip",
          "npm run scan -- path/to/my_plugin",
          "npm run scan -- --explain B602",
          "",
          "# or as a program of its own, for your machines and CI",
          "npm pack ./dist/cli && npm install --global ./greenbadge-*.tgz",
          `greenbadge scan path/to/my_plugin --server ${env().publicUrl}`,
        ].join("\n")}
      </CodeBlock>
      <p>
        It ends with 0 when the plugin passed, 1 when it would be blocked or refused, 2 when something could not be checked, 3 for wrong
        usage, so it fits into any continuous integration; it writes SARIF, JUnit and annotations of GitHub Actions too. With{" "}
        <Code>--server</Code> it takes the ruleset that is in force here. Equal files give an equal digest here and there.
      </p>
      <p>
        Findings that were acknowledged or accepted here stop counting there as well: with <Code>--token-file</Code> and a token of yours
        the program asks for them, or sign in, save <code>{urls.pluginDecisions("package_name")}</code> of your plugin and give the file
        with <Code>--decisions</Code>. Only its maintainers get it.
      </p>
      <p>
        If you have Python you can use the well-known tools as well. The sections above name the releases that we follow; findings are
        compared with theirs.
      </p>
    </>
  );
}
