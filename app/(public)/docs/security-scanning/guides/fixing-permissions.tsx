import { CodeBlock } from "@/components/ui/code-block";
import { GuideRules } from "./guide-rule";

export function FixingPermissions() {
  return (
    <>
      <p>
        A ZIP carries the permissions that the files had on your machine. QGIS reads Python files, it does not start them, so a plugin needs
        no special permission at all. These findings are advice.
      </p>
      <h2 id="repair">Repair them once, in the repository</h2>
      <CodeBlock label="Ordinary permissions for all files">{`# in the working copy
find my_plugin -type f -exec chmod 644 {} +
find my_plugin -type d -exec chmod 755 {} +
git add -u

# on Windows, or for one file, in git itself
git update-index --chmod=-x my_plugin/plugin.py
git commit -m "Ordinary permissions"`}</CodeBlock>
      <p>The report of a version offers its maintainers a package with repaired permissions, where that is all there is to do.</p>
      <h2 id="look">Look into a ZIP</h2>
      <CodeBlock label="List the permissions in an archive">{`unzip -Z my_plugin.zip | grep -E '^-(..[xsS]|.....[xsS]|.......w|........[xt])'`}</CodeBlock>
      <h2 id="rules">The rules</h2>
      <GuideRules ids={["files/executable", "files/world-writable", "files/setuid", "files/setgid"]} />
    </>
  );
}
