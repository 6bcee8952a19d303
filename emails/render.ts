import { render } from "@react-email/render";
import type { ReactElement } from "react";

export interface RenderedEmail {
  html: string;
  text: string;
}

/** Both forms of a mail, from the one template. */
export async function renderEmail(mail: ReactElement): Promise<RenderedEmail> {
  const [html, text] = await Promise.all([render(mail), render(mail, { plainText: true })]);
  return { html, text };
}
