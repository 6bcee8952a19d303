import { urls } from "@/lib/urls";

/** Largest package (contracts: 25,000,000 bytes, compressed). The server measures again. */
export const MAX_FILE_BYTES = 25_000_000;

/** What is wrong with a chosen file as far as the browser can tell, or null. */
export function fileProblem(file: { name: string; size: number }): string | null {
  if (!/\.zip$/i.test(file.name)) return "Choose the ZIP file of your plugin: its name ends with .zip.";
  if (file.size === 0) return "This file is empty.";
  if (file.size > MAX_FILE_BYTES) {
    return `This file has ${file.size.toLocaleString("en")} bytes. The largest possible package has 25,000,000 (25 MB): leave out what the plugin does not need to run.`;
  }
  return null;
}

export type SendResult = { ok: true; stagedId: string } | { ok: false; message: string };

const LOST = "The connection was lost, and nothing was stored. If you changed the file meanwhile, choose it again; then send it once more.";

/** Streams a file to the server. XMLHttpRequest, because fetch does not tell how much has gone out. */
export function sendFile(file: File, onProgress: (fraction: number) => void): Promise<SendResult> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", urls.addPluginFile());
    request.responseType = "json";
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    request.onerror = () => resolve({ ok: false, message: LOST });
    request.onabort = request.onerror;
    request.onload = () => resolve(answerOf(request.status, request.response));
    const body = new FormData();
    body.set("package", file);
    request.send(body);
  });
}

function answerOf(status: number, body: unknown): SendResult {
  const answer = (body ?? {}) as { stagedId?: unknown; error?: { message?: unknown } };
  if (status === 200 && typeof answer.stagedId === "string") return { ok: true, stagedId: answer.stagedId };
  const message = answer.error?.message;
  return {
    ok: false,
    message: typeof message === "string" ? message : `The server could not take the file (${status}). Please try again.`,
  };
}
