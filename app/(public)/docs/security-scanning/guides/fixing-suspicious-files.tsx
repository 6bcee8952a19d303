import { CodeBlock } from "@/components/ui/code-block";
import { GuideRules } from "./guide-rule";

export function FixingSuspiciousFiles() {
  return (
    <>
      <p>
        What a reviewer cannot read, nobody can vouch for. Programs, libraries and archives are known here by their content, whatever they
        are called. These findings are advice: a plugin may have good reasons for such a file, and then says them.
      </p>
      <h2 id="leave-out">Leave out what users do not need</h2>
      <p>
        Editor settings, caches, build folders, test data and documentation sources come into a ZIP by accident. A package that is made from
        git holds only what is committed, and not even that when it is marked:
      </p>
      <CodeBlock label="The file .gitattributes">{`.github/ export-ignore
test/    export-ignore
docs/    export-ignore`}</CodeBlock>
      <CodeBlock label="Make the package of the folder my_plugin from git">{"git archive -o my_plugin.zip HEAD my_plugin"}</CodeBlock>
      <h2 id="libraries">Libraries and programs</h2>
      <ul>
        <li>
          Pure Python libraries: keep the folder as it was released, with its <code>dist-info</code>. Then it is known as somebody else's
          code, shown apart, and decided once for the whole plugin. So is a file that public plugins of three people have, byte for byte;
          one that you change counts as yours. Either way its critical findings block like all others.
        </li>
        <li>
          Compiled libraries and programs: let users install them from where they are published, and name them in <code>external_deps</code>{" "}
          or on the plugin's homepage. They work on one system only when they come in a ZIP.
        </li>
        <li>Large data: load it when it is needed, over HTTPS, and compare its checksum.</li>
      </ul>
      <h2 id="rules">The rules</h2>
      <GuideRules
        ids={[
          "files/executable-content",
          "files/script",
          "files/python-outside-py",
          "files/nested-archive-with-code",
          "files/nested-archive",
          "files/hidden",
        ]}
      />
    </>
  );
}
