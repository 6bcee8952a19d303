import { Fragment } from "react";
import { absoluteUrl, urls } from "@/lib/urls";
import { ruleById } from "@/scanners/ruleset/rules";
import { TextLink } from "./parts";

/** Rules in a sentence, each a link to its page. */
export function RuleLinks({ rules, publicUrl }: { rules: readonly string[]; publicUrl: string }) {
  return rules.map((ruleId, index) => (
    <Fragment key={ruleId}>
      {index > 0 ? ", " : null}
      <TextLink href={absoluteUrl(publicUrl, urls.ruleDocs(ruleId))}>{ruleById(ruleId)?.title ?? ruleId}</TextLink>
    </Fragment>
  ));
}
