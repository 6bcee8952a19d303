import "server-only";
import { z } from "zod";
import { markMailOpened } from "@/db/commands/mark-mail-opened";
import { getDb } from "@/db/context";
import { getSignedIn } from "./session";

/** Coming to a report by a mail's link (`?mail=<id>`) is logged like sending it. Anything but an id is ignored. */
export async function rememberMail(mail: string | string[] | undefined): Promise<void> {
  const emailId = z.uuid().safeParse(mail);
  const person = await getSignedIn();
  if (emailId.success && person) await markMailOpened(getDb(), emailId.data, person.userId);
}
