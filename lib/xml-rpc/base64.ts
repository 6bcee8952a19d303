import { invalid } from "./values";

/** Decodes base64 that comes in pieces, cut anywhere, with line breaks or without. */
export class Base64Decoder {
  private rest = "";
  private isPadded = false;

  /** @throws XmlRpcProblem for anything that is no base64 */
  push(text: string): Buffer {
    const clean = this.rest + text.replace(/[ \t\r\n]+/g, "");
    const usable = clean.length - (clean.length % 4);
    this.rest = clean.slice(usable);
    if (usable === 0) return Buffer.alloc(0);
    const whole = clean.slice(0, usable);
    // What follows the padding belongs to nothing.
    if (this.isPadded || !/^[A-Za-z0-9+/]*={0,2}$/.test(whole)) throw invalid("The base64 data is damaged.");
    this.isPadded = whole.endsWith("=");
    return Buffer.from(whole, "base64");
  }

  end(): void {
    if (this.rest !== "") throw invalid("The base64 data is cut off.");
  }
}
