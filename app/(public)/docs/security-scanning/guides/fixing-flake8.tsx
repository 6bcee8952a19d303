import { CodeBlock } from "@/components/ui/code-block";
import { FLAKE8_SELECT } from "../check-docs";
import { GuideRules } from "./guide-rule";

const CRASHES = ["flake8/E999", "flake8/F821", "flake8/F823", "flake8/F811"];
const HIDES = ["flake8/E722", "flake8/F403", "flake8/F405"];

export function FixingFlake8() {
  return (
    <>
      <p>
        Code quality never stops a version. The warnings are lines that fail, or hide that something failed, while somebody uses the plugin.
        The notes are habits that easily lead to such faults. Line lengths, spaces and the like are off by default.
      </p>
      <h2 id="crashes">Lines that fail when they are reached</h2>
      <GuideRules ids={CRASHES} />
      <h2 id="hides">Lines that hide a fault</h2>
      <GuideRules ids={HIDES} />
      <h2 id="editor">Let your editor show them</h2>
      <p>
        Every editor for Python can run Flake8 while you type. In a terminal, the first of these two runs shows what we show by default, the
        second what Flake8 shows by itself:
      </p>
      <CodeBlock label="Commands for Flake8">{`pip install flake8==7.3.0
flake8 ${FLAKE8_SELECT} my_plugin
flake8 --max-line-length=120 my_plugin`}</CodeBlock>
      <p>
        Generated files (<code>resources.py</code>, forms made by <code>pyuic</code>) are best left as they are: say{" "}
        <code># flake8: noqa</code> in their first line.
      </p>
    </>
  );
}
