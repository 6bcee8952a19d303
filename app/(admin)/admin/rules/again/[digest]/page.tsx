import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getSignedIn, requireSignedIn } from "@/app/_server/session";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { getDb } from "@/db/context";
import { getRulesetByDigest, requireActiveRuleset } from "@/db/queries/rulesets";
import { urls } from "@/lib/urls";
import { objectionTo } from "@/scanners/ruleset/change-rule";
import { putInForceAgain } from "../../actions";
import { RulesetPreview } from "../../ruleset-preview";

interface Props {
  params: Promise<{ digest: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const person = await getSignedIn();
  return { title: person?.role === "admin" ? "Earlier rules" : "Not found", robots: { index: false } };
}

export default async function EarlierRulesetPage({ params }: Props) {
  const { digest } = await params;
  const person = await requireSignedIn(urls.adminRuleset(digest));
  const ruleset = person.role === "admin" ? await getRulesetByDigest(getDb(), digest) : null;
  if (!ruleset) notFound();
  const active = await requireActiveRuleset(getDb());
  const objection = objectionTo(ruleset);
  const isInForce = active.digest === ruleset.digest;
  return (
    <>
      <PageHeader
        title={`${ruleset.name} ${ruleset.version}`}
        lead={isInForce ? undefined : `What changes if ${ruleset.name} ${ruleset.version} replaces ${active.name} ${active.version}.`}
        crumbs={[
          { label: "Administration", href: urls.admin() },
          { label: "Rules", href: urls.adminRules() },
        ]}
      />
      <div className="grid gap-6">
        {isInForce ? (
          <EmptyState title="These rules are in force" action={<LinkButton href={urls.adminRules()}>Back to the rules</LinkButton>}>
            There is nothing to change.
          </EmptyState>
        ) : objection ? (
          <Alert tone="bad" title="This release does not allow these rules any more">
            <p>{objection}</p>
          </Alert>
        ) : (
          <RulesetPreview before={active} after={ruleset} action={putInForceAgain} fields={{ digest: ruleset.digest }} />
        )}
      </div>
    </>
  );
}
