import { route } from "@/app/_server/route";
import { getDb } from "@/db/context";
import { env } from "@/lib/env";
import { openStorage } from "@/lib/storage";
import { pluginAddress } from "@/lib/validation/plugin-address";
import { answerIcon } from "./answer-icon";

export const GET = route(pluginAddress, "public", ({ input, request }) =>
  answerIcon(getDb(), openStorage(env().dataDir), request, input.pkg),
);
export const HEAD = GET;
