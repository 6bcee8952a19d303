/** Control characters that texts have: tab, line feed, form feed, carriage return. */
const ODD_CONTROL = /(?![\t\n\f\r])[\p{Cc}\ufffe\uffff]/u;

/** UTF-8 without control characters. */
export function isPlainText(bytes: Uint8Array): boolean {
  try {
    return !ODD_CONTROL.test(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return false;
  }
}
