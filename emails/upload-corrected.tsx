import { absoluteUrl, urls } from "@/lib/urls";
import { Paragraph, TextLink } from "./parts";

interface UploadCorrectedProps {
  packageName: string;
  version: string;
  /** A corrected file may come under the same number. */
  isReplaceable: boolean;
  publicUrl: string;
}

/** The way to a corrected file, and which number it must have. */
export function UploadCorrected({ packageName, version, isReplaceable, publicUrl }: UploadCorrectedProps) {
  const upload = absoluteUrl(publicUrl, urls.addPlugin({ plugin: packageName, version: isReplaceable ? version : undefined }));
  return (
    <Paragraph>
      <TextLink href={upload}>Upload a corrected version</TextLink>.{" "}
      {isReplaceable
        ? `You may keep the number ${version}: it was never published.`
        : `Give it a new number: the file of ${version} stays as it is.`}
    </Paragraph>
  );
}
