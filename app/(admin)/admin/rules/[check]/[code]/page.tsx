import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getSignedIn, requireSignedIn } from "@/app/_server/session";
import { RuleChoice } from "@/components/admin/rule-choice";
import { Alert } from "@/components/ui/alert";
import { CardSection } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { nextSiteVersion } from "@/db/commands/change-rule";
import { getDb } from "@/db/context";
import { requireActiveRuleset } from "@/db/queries/rulesets";
import { urls } from "@/lib/urls";
import { changeRules, changeText, parseChanges, RULE_SETTINGS, type RuleChange, settingsFor } from "@/scanners/ruleset/change-rule";
import { ruleWords } from "@/scanners/ruleset/diff-rulesets";
import { checkById, ruleById } from "@/scanners/ruleset/rules";
import { putInForce } from "../../actions";
import { RulesetPreview } from "../../ruleset-preview";

type Ruleset = Awaited<ReturnType<typeof requireActiveRuleset>>;

interface Props {
  params: Promise<{ check: string; code: string }>;
  searchParams: Promise<{ to?: string; set?: string | string[] }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [person, { check, code }] = await Promise.all([getSignedIn(), params]);
  return { title: person?.role === "admin" ? `${check}/${code}` : "Not found", robots: { index: false } };
}

export default async function AdminRulePage({ params, searchParams }: Props) {
  const [{ check, code }, { to, set = [] }] = await Promise.all([params, searchParams]);
  const rule = ruleById(`${check}/${code}`);
  const person = await requireSignedIn(urls.adminRule(`${check}/${code}`));
  if (person.role !== "admin" || !rule) notFound();
  const ruleset = await requireActiveRuleset(getDb());
  const prepared = parseChanges([set].flat());
  const others = prepared.filter((change) => change.ruleId !== rule.id);
  const setting = RULE_SETTINGS.find((one) => one === to) ?? prepared.find((change) => change.ruleId === rule.id)?.setting ?? null;
  const together = others.map(changeText);
  return (
    <>
      <PageHeader
        title={`${rule.id}: ${rule.title}`}
        lead={
          <>
            Part of the check “{checkById(rule.checkId).title}”.{" "}
            <Link href={urls.ruleDocs(rule.id)}>What authors read about this rule</Link>
          </>
        }
        crumbs={[
          { label: "Administration", href: urls.admin() },
          { label: "Rules", href: urls.adminRules({ set: together }) },
        ]}
      />
      <div className="grid gap-6">
        <CardSection title="Setting">
          <RuleChoice
            ruleId={rule.id}
            now={ruleWords(ruleset.rules[rule.id])}
            settings={settingsFor(ruleset, rule)}
            chosen={setting}
            together={together}
          />
        </CardSection>
        {setting ? <Preview ruleset={ruleset} changes={[...others, { ruleId: rule.id, setting }]} /> : null}
      </div>
    </>
  );
}

async function Preview({ ruleset, changes }: { ruleset: Ruleset; changes: readonly RuleChange[] }) {
  const after = changeRules(ruleset, changes, await nextSiteVersion(getDb()));
  if (typeof after === "string") return <Alert tone="warn" title={after} live />;
  const set = changes.map(changeText);
  return (
    <RulesetPreview
      before={ruleset}
      after={after}
      action={putInForce}
      fields={{ changes: set.join(" ") }}
      aside={<Link href={urls.adminRules({ set })}>Change another rule as well</Link>}
    />
  );
}
