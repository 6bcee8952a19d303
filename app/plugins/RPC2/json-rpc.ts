import { z } from "zod";
import { BodyTooLarge, type RequestBody } from "@/lib/upload/request-body";

/** QGIS Desktop's vote has some 60 bytes. */
const MAX_BODY_BYTES = 16_000;

export const isJsonRpc = (headers: Headers): boolean =>
  /^application\/(?:json|json-rpc|jsonrequest)\b/i.test(headers.get("content-type") ?? "");

const call = z.object({ id: z.union([z.string(), z.number(), z.null()]).optional().catch(null), method: z.string() });

/**
 * QGIS Desktop sends `{"id":"djangorpc","method":"plugin.vote","params":["<plugin id>","<1-5>"]}` and looks at the HTTP
 * status alone: anything but 200 is shown to its user as a failure. So a vote is answered and forgotten, whatever it
 * says: votes of nobody in particular are worth nothing, and today's repository has stopped counting them too.
 */
export async function answerJsonRpc(body: RequestBody): Promise<Response> {
  const parsed = call.safeParse(await readJson(body));
  if (!parsed.success) return answer(null, { code: -32_600, message: "This is no JSON-RPC call." });
  const id = parsed.data.id ?? null;
  if (parsed.data.method === "plugin.vote") return answer(id, null);
  return answer(id, { code: -32_601, message: "By JSON this address takes plugin.vote alone. Upload by XML-RPC, or with a token." });
}

/** In the form of JSON-RPC 1.0, which the caller speaks: a result or an error, the other one null. */
function answer(id: string | number | null, error: { code: number; message: string } | null): Response {
  return Response.json({ id, result: error ? null : [{}], error }, { headers: { "cache-control": "no-store" } });
}

async function readJson(body: RequestBody): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of body.chunks(MAX_BODY_BYTES)) chunks.push(chunk);
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch (error) {
    if (error instanceof BodyTooLarge) throw error;
    return null;
  }
}
