import { CodeBlock } from "../ui/code-block";
import { CopyButton } from "../ui/copy-button";

interface InstallProps {
  name: string;
  /** Absolute. */
  feedUrl: string;
  isExperimental: boolean;
  isDeprecated: boolean;
}

/** How to get the plugin into QGIS, which hides some kinds of plugins until its settings say otherwise. */
export function InstallHint({ name, feedUrl, isExperimental, isDeprecated }: InstallProps) {
  const hidden = [isExperimental ? "Experimental" : null, isDeprecated ? "Deprecated" : null].filter(Boolean);
  return (
    <div className="grid gap-2 text-[0.9375rem]">
      <ol className="list-decimal space-y-1 pl-5">
        <li>In QGIS choose Plugins, Manage and Install Plugins, Settings, and add this repository once:</li>
      </ol>
      <CodeBlock label="Address of the repository">{feedUrl}</CodeBlock>
      <CopyButton text={feedUrl} words="Copy the address" />
      <ol start={2} className="list-decimal space-y-1 pl-5">
        {hidden.length > 0 ? (
          <li>There, tick {hidden.map((kind) => `“Show also ${kind} Plugins”`).join(" and ")}: without this QGIS does not list it.</li>
        ) : null}
        <li>Search for “{name}” under All and press Install.</li>
      </ol>
    </div>
  );
}

/** Markdown for a README. Both addresses are absolute. */
export function BadgeSnippet({ badgeUrl, pluginUrl }: { badgeUrl: string; pluginUrl: string }) {
  const markdown = `[![Security scan](${badgeUrl})](${pluginUrl})`;
  return (
    <div className="grid gap-2 text-[0.9375rem]">
      <p>Show the badge in your README. It follows the newest public version by itself.</p>
      <CodeBlock label="Markdown for the badge">{markdown}</CodeBlock>
      <CopyButton text={markdown} words="Copy the Markdown" />
    </div>
  );
}
