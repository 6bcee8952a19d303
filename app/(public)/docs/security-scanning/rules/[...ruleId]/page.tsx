import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { pathPart } from "@/app/_server/path-part";
import { Paragraphs } from "@/components/scan/paragraphs";
import { RuleExamples } from "@/components/scan/rule-examples";
import { SeverityCases } from "@/components/scan/severity-cases";
import { SeverityChip } from "@/components/scan/severity-chip";
import { SEVERITY_WORDS } from "@/components/scan/words";
import { Chip } from "@/components/ui/chip";
import { PageHeader } from "@/components/ui/page-header";
import { urls } from "@/lib/urls";
import { checkById, ruleById } from "@/scanners/ruleset/rules";

interface Props {
  params: Promise<{ ruleId: string[] }>;
}

const ruleOf = async (params: Props["params"]) => ruleById((await params).ruleId.map(pathPart).join("/"));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const rule = await ruleOf(params);
  return rule ? { title: `${rule.id}: ${rule.title}` } : { title: "Not found" };
}

export default async function RulePage({ params }: Props) {
  const rule = await ruleOf(params);
  if (!rule) notFound();
  const check = checkById(rule.checkId);
  return (
    <>
      <PageHeader
        title={rule.title}
        crumbs={[
          { label: "Security scanning", href: urls.docs() },
          { label: "All rules", href: urls.rules() },
        ]}
        badge={rule.isOff ? <Chip>Off</Chip> : <SeverityChip severity={rule.defaultSeverity} />}
        lead={
          <>
            <span className="font-mono">{rule.id}</span>, a rule of {check.title}.{" "}
            {rule.isOff ? "Off in the default ruleset; others may switch it on." : SEVERITY_WORDS[rule.defaultSeverity].meaning}
          </>
        }
      />
      <div className="prose">
        <SeverityCases rule={rule} />
        <h2>Why it matters</h2>
        <Paragraphs text={rule.why} />
        <h2>How to fix it</h2>
        <Paragraphs text={rule.howToFix} />
        <RuleExamples rule={rule} />
        <h2>If it is intended</h2>
        <Paragraphs text={rule.intended} />
        <h2>Read more</h2>
        <ul>
          {rule.references.map((reference) => (
            <li key={reference.url}>
              <a href={reference.url} rel="noopener">
                {reference.title}
              </a>
            </li>
          ))}
          {rule.cwe ? (
            <li>
              <a href={`https://cwe.mitre.org/data/definitions/${rule.cwe}.html`} rel="noopener">
                CWE-{rule.cwe}
              </a>
            </li>
          ) : null}
        </ul>
      </div>
    </>
  );
}
