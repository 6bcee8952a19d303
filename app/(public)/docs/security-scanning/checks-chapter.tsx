import Link from "next/link";
import { Paragraphs } from "@/components/scan/paragraphs";
import { SeverityChip } from "@/components/scan/severity-chip";
import { plural } from "@/components/scan/words";
import { Chip } from "@/components/ui/chip";
import { CodeBlock } from "@/components/ui/code-block";
import { urls } from "@/lib/urls";
import { CHECKS, rulesOfCheck } from "@/scanners/ruleset/rules";
import { CHECK_DOCS } from "./check-docs";

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

export function RuleLinks({ checkId }: { checkId: Parameters<typeof rulesOfCheck>[0] }) {
  return (
    <ul className="!list-none !pl-0">
      {rulesOfCheck(checkId).map((rule) => (
        <li key={rule.id} className="flex flex-wrap items-center gap-x-2.5 gap-y-1 py-1">
          <SeverityChip severity={rule.defaultSeverity} />
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
        The program that scans uploads here runs on your machine too, with the same rules and the same result. It needs Node 20 or newer,
        and no network.
      </p>
      <CodeBlock label="Commands for the scanner">
        {"# in a copy of this site's source code\nnpm run scan -- myplugin.zip\nnpm run scan -- path/to/myplugin"}
      </CodeBlock>
      <p>
        It ends with 0 when the plugin passed, 1 when it is blocked, 2 when it could not be checked, so it fits into any continuous
        integration. Equal files give an equal digest here and there.
      </p>
      <p>
        If you have Python you can use the well-known tools as well. The sections above name the releases that we follow; findings are
        compared with theirs.
      </p>
    </>
  );
}
