/** The text of calls, byte for byte as Python's xmlrpc.client writes them (3.11; the form has not changed since 2.7). */

/** Base64 with a line break after every 76 characters and at the end, as `binascii` writes it. */
export const pythonBase64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString("base64")
    .replace(/.{1,76}/g, "$&\n");

export function pythonCall(method: string, values: readonly string[]): string {
  const params = values.map((value) => `<param>\n<value>${value}</value>\n</param>\n`).join("");
  return `<?xml version='1.0'?>\n<methodCall>\n<methodName>${method}</methodName>\n<params>\n${params}</params>\n</methodCall>\n`;
}

export const pythonUpload = (zip: Uint8Array, autoApprove?: boolean): string =>
  pythonCall("plugin.upload", [
    `<base64>\n${pythonBase64(zip)}</base64>`,
    ...(autoApprove === undefined ? [] : [`<boolean>${autoApprove ? 1 : 0}</boolean>`]),
  ]);

export const PYTHON_HEADERS = { "accept-encoding": "gzip", "content-type": "text/xml", "user-agent": "Python-xmlrpc/3.11" };
