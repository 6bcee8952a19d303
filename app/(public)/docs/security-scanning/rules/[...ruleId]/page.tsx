import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { pathPart } from "@/app/_server/path-part";
import { Paragraphs } from "@/components/scan/paragraphs";
import { RuleExamples } from "@/components/scan/rule-examples";
import { SeverityCases } from "@/components/scan/severity-cases";
import { SeverityChip } from "@/components/scan/severity-chip";
import { SEVERITY_WORDS } from "@/components/scan/words";
import { Alert } from "@/components/ui/alert";
import { Chip } from "@/components/ui/chip";
import { PageHeader } from "@/components/ui/page-header";
import { getDb } from "@/db/context";
import { getActiveRuleset } from "@/db/queries/rulesets";
import { urls } from "@/lib/urls";
import { ruleWords } from "@/scanners/ruleset/diff-rulesets";
import { checkById, ruleById } from "@/scanners/ruleset/rules";
import { DEFAULT_RULESET } from "@/scanners/ruleset/rulesets";

interface Props {
  params: Promise<{ ruleId: string[] }>;
}

const ruleOf = async (params: Props["params"]) => ruleById((await params).ruleId.map(pathPart).join("/"));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const rule = await ruleOf(params);
  return rule ? { title: `${rule.id}: ${rule.title}` } : { title: "Not found" };
}

/** What the ruleset in force does with a rule, and what is usual. */
async function settingsOf(ruleId: string) {
  const usual = DEFAULT_RULESET.rules[ruleId];
  const ruleset = await getActiveRuleset(getDb());
  return { usual, here: ruleset ? ruleset.rules[ruleId] : usual };
}

const offWords = (isSetAnew: boolean) => (isSetAnew ? "Off on this site." : "Off in the default ruleset; others may switch it on.");

export default async function RulePage({ params }: Props) {
  const rule = await ruleOf(params);
  if (!rule) notFound();
  const check = checkById(rule.checkId);
  const { usual, here } = await settingsOf(rule.id);
  const isSetAnew = ruleWords(here) !== ruleWords(usual);
  return (
    <>
      <PageHeader
        title={rule.title}
        crumbs={[
          { label: "Security scanning", href: urls.docs() },
          { label: "All rules", href: urls.rules() },
        ]}
        badge={here?.on ? <SeverityChip severity={here.severity} /> : <Chip>Off</Chip>}
        lead={
          <>
            <span className="font-mono">{rule.id}</span>, a rule of {check.title}.{" "}
            {here?.on ? SEVERITY_WORDS[here.severity].meaning : offWords(isSetAnew)}
          </>
        }
      />
      {isSetAnew ? (
        <Alert tone="info" title={`On this site: ${ruleWords(here)}`} className="mb-6 max-w-prose">
          <p>Its administrators have set this rule in another way than usual. Usually: {ruleWords(usual)}.</p>
        </Alert>
      ) : null}
      <div className="prose">
        {here ? <SeverityCases rule={here} /> : null}
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
