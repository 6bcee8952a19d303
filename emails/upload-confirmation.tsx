import { absoluteUrl, urls } from "@/lib/urls";
import { Layout, type SiteFacts } from "./_layout";
import { ActionButton, Facts, NextMail, Notice, Paragraph } from "./parts";
import { type AboutVersion, dateWords, estimateWords, nameAndVersion, shortName } from "./words";

export interface UploadConfirmationProps extends SiteFacts, AboutVersion {
  mailId: string;
  uploadedAt: Date;
  /** The status that an upload begins with, as pages say it. */
  status: string;
  estimateMs: number | null;
}

export const uploadConfirmationSubject = (about: AboutVersion): string => `Plugin Upload Confirmation: ${nameAndVersion(about)}`;

export function UploadConfirmation({
  mailId,
  uploadedAt,
  status,
  estimateMs,
  pluginName,
  packageName,
  version,
  ...site
}: UploadConfirmationProps) {
  const progress = absoluteUrl(site.publicUrl, urls.securityTab(packageName, version, { mail: mailId }));
  return (
    <Layout
      {...site}
      preview="Your upload has arrived. The checks are running."
      heading={`We have received ${shortName(pluginName)} ${version}`}
      because="You get this mail because you uploaded this version."
    >
      <Facts
        facts={[
          ["Plugin", `${shortName(pluginName)} (${packageName})`],
          ["Version", version],
          ["Uploaded", dateWords(uploadedAt)],
          ["Status", <strong key="status">{status}</strong>],
        ]}
      />
      <Notice tone="info" title="Not available yet">
        While the checks run, this version can be neither approved nor downloaded by the public.
      </Notice>
      <Paragraph>As a rule the checks take {estimateWords(estimateMs)}. You can watch them on the plugin's page:</Paragraph>
      <ActionButton href={progress}>Follow the progress</ActionButton>
      <NextMail>
        when all checks have ended we send you a second mail, “Plugin Validation Results”. It says whether anything was found, where, and
        how to fix it.
      </NextMail>
    </Layout>
  );
}
