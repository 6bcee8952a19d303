import { randomBytes } from "node:crypto";
import type { Page } from "@playwright/test";
import { urls } from "@/lib/urls";

export interface PluginName {
  packageName: string;
  name: string;
}

/** A name that no other test and no earlier run has used. */
export function freshPlugin(label: string): PluginName {
  const id = randomBytes(4).toString("hex");
  return { packageName: `e2e_${label}_${id}`, name: `${label.replaceAll("_", " ")} ${id}` };
}

export const zipPayload = (zip: Uint8Array, name = "plugin.zip") => ({ name, mimeType: "application/zip", buffer: Buffer.from(zip) });

export const fileField = (page: Page) => page.getByLabel("The plugin's ZIP file");

export const uploadButton = (page: Page) => page.getByRole("button", { name: "Upload", exact: true });

/** Chooses a file on the upload page and sends it; the page of a correction sends it by itself. */
export async function uploadThroughForm(page: Page, zip: Uint8Array): Promise<void> {
  if (new URL(page.url(), "http://none").pathname !== urls.addPlugin()) await page.goto(urls.addPlugin());
  const isCorrection = new URL(page.url()).searchParams.has("version");
  if (isCorrection) await page.getByText("It is sent at once.").waitFor();
  await fileField(page).setInputFiles(zipPayload(zip));
  if (!isCorrection) await uploadButton(page).click();
}
