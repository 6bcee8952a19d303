import type { ReactNode } from "react";
import { RulePutInForce } from "@/components/admin/rule-put-in-force";
import { RulesetEffectView } from "@/components/admin/ruleset-effect";
import type { FormAction } from "@/components/owner/action-form";
import { CardSection } from "@/components/ui/card";
import { getDb } from "@/db/context";
import { getRulesetEffect } from "@/db/queries/ruleset-effect";
import type { requireActiveRuleset } from "@/db/queries/rulesets";
import { rulesTurnedOn } from "@/scanners/ruleset/derive-severity";
import { diffRulesets } from "@/scanners/ruleset/diff-rulesets";

type Ruleset = Awaited<ReturnType<typeof requireActiveRuleset>>;

interface Props {
  before: Ruleset;
  after: Ruleset;
  /** Gets the fields, the digest of `before` and a note. */
  action: FormAction;
  fields: Record<string, string>;
  aside?: ReactNode;
}

/** What another ruleset would change, and the last step, for exactly that. */
export async function RulesetPreview({ before, after, action, fields, aside }: Props) {
  const effect = await getRulesetEffect(getDb(), before, after);
  return (
    <>
      <CardSection title="What it changes" id="effect" aside={aside}>
        <RulesetEffectView
          ruleset={after}
          differences={diffRulesets(before, after)}
          effect={effect}
          turnedOn={rulesTurnedOn(before, after).length}
        />
      </CardSection>
      <CardSection title="Put it in force">
        <RulePutInForce action={action} fields={{ ...fields, expectedDigest: before.digest }} />
      </CardSection>
    </>
  );
}
