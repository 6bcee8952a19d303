import { z } from "zod";
import { route } from "@/app/_server/route";
import { getDb } from "@/db/context";
import { env } from "@/lib/env";
import { openStorage } from "@/lib/storage";
import { versionAddress } from "@/lib/validation/plugin-address";
import { answerDownload } from "./answer-download";

const address = versionAddress.extend({ token: z.string().max(200).optional() });

export const GET = route(address, "public", ({ input, request }) => {
  const { dataDir, AUTH_SECRET: secret } = env();
  return answerDownload({ db: getDb(), storage: openStorage(dataDir), secret }, request, input);
});
export const HEAD = GET;
