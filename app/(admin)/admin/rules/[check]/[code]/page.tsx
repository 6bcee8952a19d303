import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getSignedIn, requireSignedIn } from "@/app/_server/session";
import { RuleChoice } from "@/components/admin/rule-choice";
import { RuleEffectView } from "@/components/admin/rule-effect";
import { RulePutInForce } from "@/components/admin/rule-put-in-force";
import { Alert } from "@/components/ui/alert";
import { CardSection } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { nextSiteVersion } from "@/db/commands/change-rule";
import { getDb } from "@/db/context";
import { getRuleEffect } from "@/db/queries/ruleset-effect";
import { requireActiveRuleset } from "@/db/queries/rulesets";
import { urls } from "@/lib/urls";
import { changeRule, RULE_SETTINGS, type RuleSetting, settingsFor } from "@/scanners/ruleset/change-rule";
import { diffRulesets, ruleWords } from "@/scanners/ruleset/diff-rulesets";
import { checkById, ruleById } from "@/scanners/ruleset/rules";
import { putInForce } from "../../actions";

type Ruleset = Awaited<ReturnType<typeof requireActiveRuleset>>;
type Rule = NonNullable<ReturnType<typeof ruleById>>;

interface Props {
  params: Promise<{ check: string; code: string }>;
  searchParams: Promise<{ to?: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [person, { check, code }] = await Promise.all([getSignedIn(), params]);
  return { title: person?.role === "admin" ? `${check}/${code}` : "Not found", robots: { index: false } };
}

export default async function AdminRulePage({ params, searchParams }: Props) {
  const [{ check, code }, { to }] = await Promise.all([params, searchParams]);
  const rule = ruleById(`${check}/${code}`);
  const person = await requireSignedIn(urls.adminRule(`${check}/${code}`));
  if (person.role !== "admin" || !rule) notFound();
  const ruleset = await requireActiveRuleset(getDb());
  const setting = RULE_SETTINGS.find((one) => one === to) ?? null;
  return (
    <>
      <PageHeader
        title={`${rule.id}: ${rule.title}`}
        lead={
          <>
            {checkById(rule.checkId).summary} <Link href={urls.ruleDocs(rule.id)}>What authors read about this rule</Link>
          </>
        }
        crumbs={[
          { label: "Administration", href: urls.admin() },
          { label: "Rules", href: urls.adminRules() },
        ]}
      />
      <div className="grid gap-6">
        <CardSection title="Setting">
          <RuleChoice ruleId={rule.id} now={ruleWords(ruleset.rules[rule.id])} settings={settingsFor(ruleset, rule)} chosen={setting} />
        </CardSection>
        {setting ? <Preview ruleset={ruleset} rule={rule} setting={setting} /> : null}
      </div>
    </>
  );
}

async function Preview({ ruleset, rule, setting }: { ruleset: Ruleset; rule: Rule; setting: RuleSetting }) {
  const after = changeRule(ruleset, rule.id, setting, await nextSiteVersion(getDb()));
  if (typeof after === "string") return <Alert tone="warn" title={after} live />;
  const effect = await getRuleEffect(getDb(), ruleset, after, rule.id);
  return (
    <>
      <CardSection title="What it changes" id="effect">
        <RuleEffectView ruleset={after} differences={diffRulesets(ruleset, after)} effect={effect} />
      </CardSection>
      <CardSection title="Put it in force">
        <RulePutInForce action={putInForce} fields={{ ruleId: rule.id, setting, expectedDigest: ruleset.digest }} />
      </CardSection>
    </>
  );
}
