import { route } from "../../../../../../../_server/route";
import { attachment, findOwnPatch, patchParams } from "../send-patch";

/** Bytes as they are: a source need not be UTF-8. */
export const GET = route(patchParams, "signed-in", async ({ input, person }) => {
  const found = await findOwnPatch(person, input);
  if (!found.ok) return found;
  const { patch, fileName } = found.value;
  return new Response(new Uint8Array(patch.diff ?? []), { headers: attachment("text/x-patch", `${fileName}.patch`) });
});
