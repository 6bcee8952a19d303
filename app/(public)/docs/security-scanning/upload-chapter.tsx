import Link from "next/link";
import { Code } from "@/components/ui/code";
import { CodeBlock } from "@/components/ui/code-block";
import { Table, Td, Th } from "@/components/ui/table";
import { env } from "@/lib/env";
import { absoluteUrl, urls } from "@/lib/urls";

const ANSWERS = [
  { status: "201", meaning: "Accepted. With wait: the verdict is in the answer, unless the checks took longer than you waited." },
  { status: "400", meaning: "The package or the form is not right, or the version cannot be replaced. All problems are in the body." },
  { status: "401", meaning: "The version that was to be replaced has been published: raise its number." },
  { status: "403", meaning: "The token does not work, or not for this plugin." },
  { status: "409", meaning: "Another file for this version came in at the same moment." },
  { status: "413", meaning: "Larger than 25,000,000 bytes." },
  { status: "422", meaning: "With wait: the checks block the version, or could not be run to their end. The findings are in the body." },
  { status: "429", meaning: "Too many uploads in an hour. Retry-After says when to come back." },
];

/** How a program uploads, for those who set up their CI. */
export function UploadByToken() {
  const { publicUrl } = env();
  const address = absoluteUrl(publicUrl, urls.uploadByToken("my_plugin"));
  return (
    <>
      <h2 id="upload-by-token">Upload from your CI</h2>
      <p>
        Make a <Link href={urls.tokens()}>token</Link> for the plugin and keep it in a secret of your CI. The addresses are those of
        plugins.qgis.org, so tools made for it work here where they let you name the site.
      </p>
      <h3>With curl</h3>
      <CodeBlock label="Upload with curl">
        {`curl --fail-with-body -H "Authorization: Bearer $GREENBADGE_TOKEN" \\\n  -F package=@my_plugin.zip "${address}?wait=20"`}
      </CodeBlock>
      <p>
        <code>wait</code> holds the answer back until the checks have ended, for at most 20 seconds: the step fails when the version is
        blocked, and the log lists what was found. Send an <code>Idempotency-Key</code> header, one for each release, when your CI tries
        again by itself: the same upload then gets the same answer for a day.
      </p>
      <p>
        Fields beside the file: <code>changelog</code>; <code>auto_approve_after_scan=true</code>, so that a trusted author's version is
        published by itself; <code>skip_security_rules</code>, once for each rule whose warnings you know and leave. It never lifts what
        blocks a version.
      </p>
      <h3>With qgis-plugin-ci</h3>
      <CodeBlock label="Release with qgis-plugin-ci">
        {`qgis-plugin-ci release "$VERSION" \\\n  --alternative-repo-url ${absoluteUrl(publicUrl, urls.xmlRpc())} \\\n  --osgeo-username "$GREENBADGE_USER" --osgeo-password "$GREENBADGE_TOKEN"`}
      </CodeBlock>
      <p>
        The user is the mail address or name of your account, the password a token. The tool's own <Code>--qgis-token</Code> always sends to
        plugins.qgis.org. Its log shows one line of the answer, which says the cause; the body, which curl prints, has all of them.
      </p>
      <h3>With XML-RPC</h3>
      <p>
        <code>plugin.upload</code> at <code>{absoluteUrl(publicUrl, urls.xmlRpc())}</code> takes the mail address or name of your account as
        the user and a token as the password.
      </p>
      <h3>The answers</h3>
      <Table label="Answers to an upload">
        <thead>
          <tr>
            <Th>Status</Th>
            <Th>What it means</Th>
          </tr>
        </thead>
        <tbody>
          {ANSWERS.map(({ status, meaning }) => (
            <tr key={status}>
              <Td className="font-semibold">{status}</Td>
              <Td>{meaning}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </>
  );
}
