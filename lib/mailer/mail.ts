/** One message to one person. */
export interface Mail {
  /** A bare address, from an account, never from a plugin's metadata. */
  to: string;
  subject: string;
  html: string;
  text: string;
  /** Equal keys are one mail, also when a first attempt's answer was lost. */
  idempotencyKey: string;
  /** Mails of one thread are shown together, for instance those of one version. */
  thread?: string;
  /** Absolute: takes the POST of mail programs that ends mails of this kind. */
  unsubscribeUrl?: string;
}

export interface Mailer {
  /** @throws MailError */
  send(mail: Mail): Promise<{ messageId: string }>;
}

/** Permanent: the same mail will never be taken, for instance because the address does not exist. Everything else is worth another try. */
export class MailError extends Error {
  readonly isPermanent: boolean;

  constructor(message: string, options: { isPermanent: boolean; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.name = "MailError";
    this.isPermanent = options.isPermanent;
  }
}

/** Longer subjects are cut by mail programs anyway. */
const SUBJECT_LENGTH = 200;

/** A subject is one line whatever a plugin calls itself: a line break in a header would begin another header. */
export function oneLine(text: string, maxLength = SUBJECT_LENGTH): string {
  // Control, formatting (bidirectional marks) and line-separating characters.
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
  return line.length > maxLength ? `${line.slice(0, maxLength - 1).trimEnd()}…` : line;
}

/** @throws MailError for text that is no single bare address: it would name further recipients */
export function singleAddress(address: string): string {
  if (/^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\]+$/.test(address) && address.length <= 254) return address;
  throw new MailError("the recipient's address is not a single mail address", { isPermanent: true });
}
