import { Paragraphs } from "@/components/scan/paragraphs";
import { PACKAGE_RULES } from "./package-rules";

/** A paragraph per problem of a package, each with the anchor that messages link to. */
export function PackageRules() {
  return (
    <>
      <h2 id="package-rules">Rules for the package</h2>
      <p>These are checked while you wait. If one is broken nothing is stored; the message names the file or the line.</p>
      {PACKAGE_RULES.map((group) => (
        <section key={group.title} className="grid gap-4">
          <h3 className="mt-4 text-[1.0625rem] font-bold">{group.title}</h3>
          {group.rules.map((rule) => (
            <div key={rule.code} id={`package-${rule.code}`} className="scroll-mt-4">
              <h4 className="font-semibold">
                {rule.title} <span className="font-mono text-[0.8125rem] font-normal text-muted">{rule.code}</span>
              </h4>
              <Paragraphs text={rule.text} />
            </div>
          ))}
        </section>
      ))}
    </>
  );
}
