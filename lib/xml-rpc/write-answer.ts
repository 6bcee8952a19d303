/** Answers that XML-RPC clients of all ages read. */
export type XmlRpcResult = string | number | boolean | readonly XmlRpcResult[];

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';

export const resultDocument = (result: XmlRpcResult): string =>
  `${HEAD}<methodResponse><params><param>${valueXml(result)}</param></params></methodResponse>\n`;

export function faultDocument(code: number, text: string): string {
  const members = `${member("faultCode", code)}${member("faultString", text)}`;
  return `${HEAD}<methodResponse><fault><value><struct>${members}</struct></value></fault></methodResponse>\n`;
}

const member = (name: string, value: XmlRpcResult) => `<member><name>${name}</name>${valueXml(value)}</member>`;

function valueXml(value: XmlRpcResult): string {
  if (typeof value === "number") return `<value><int>${value}</int></value>`;
  if (typeof value === "boolean") return `<value><boolean>${value ? 1 : 0}</boolean></value>`;
  if (typeof value === "string") return `<value><string>${escapeXml(value)}</string></value>`;
  return `<value><array><data>${value.map(valueXml).join("")}</data></array></value>`;
}

/** Characters that XML cannot hold are left out. */
const escapeXml = (text: string): string =>
  text
    .toWellFormed()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly those that XML 1.0 forbids.
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
