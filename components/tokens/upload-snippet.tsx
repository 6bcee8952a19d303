import { absoluteUrl, urls } from "@/lib/urls";
import { CardSection } from "../ui/card";
import { CodeBlock } from "../ui/code-block";

/** The two usual ways to use a token, to copy. */
export function UploadSnippet({ publicUrl, packageName }: { publicUrl: string; packageName: string }) {
  const address = absoluteUrl(publicUrl, urls.uploadByToken(packageName));
  return (
    <CardSection title="How to use a token">
      <div className="grid gap-3">
        <p>
          Keep the token in a secret of your CI, here <code>GREENBADGE_TOKEN</code>, and send the ZIP. With <code>wait=20</code> the command
          fails when the checks block the version, and prints what they found.
        </p>
        <CodeBlock label="Upload with curl">
          {`curl --fail-with-body -H "Authorization: Bearer $GREENBADGE_TOKEN" \\\n  -F package=@${packageName}.zip "${address}?wait=20"`}
        </CodeBlock>
        <p>
          <code className="whitespace-nowrap">qgis-plugin-ci release</code> takes the token as a password.{" "}
          <a href={urls.docsSection("upload-by-token")}>How it is called, and more</a>
        </p>
      </div>
    </CardSection>
  );
}
