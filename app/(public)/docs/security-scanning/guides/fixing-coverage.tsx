import { CodeBlock } from "@/components/ui/code-block";
import { GuideRules } from "./guide-rule";

export function FixingCoverage() {
  return (
    <>
      <p>
        Every Python file is read to its end. One that cannot be read could hold anything, so it stops a version like a critical finding.
        Nearly always such a file cannot be run by QGIS either.
      </p>
      <h2 id="causes">Usual causes</h2>
      <ul>
        <li>
          <strong>Left over from Python 2</strong>: <code>print "text"</code>, <code>except Error, e</code>. Port the file or delete it.
        </li>
        <li>
          <strong>A template</strong> with <code>{"{{ placeholders }}"}</code> that ends in <code>.py</code>. Give it another ending, such
          as <code>.py.tmpl</code>.
        </li>
        <li>
          <strong>A broken test file</strong>, broken on purpose. Leave the tests out of the package.
        </li>
        <li>
          <strong>Another encoding</strong> than UTF-8 without saying so. Save it as UTF-8.
        </li>
        <li>
          <strong>A conflict that git left behind</strong>: lines that begin with <code>{"<<<<<<<"}</code>.
        </li>
      </ul>
      <CodeBlock label="Ask Python which files it cannot read">{`python3 -m compileall -q my_plugin`}</CodeBlock>
      <h2 id="rules">The rules</h2>
      <GuideRules ids={["coverage/not-analysed", "coverage/setting-not-followed", "coverage/text-not-read"]} />
    </>
  );
}
