import { route } from "@/app/_server/route";
import { getDb } from "@/db/context";
import { pluginAddress } from "@/lib/validation/plugin-address";
import { answerBadge } from "./answer-badge";

export const GET = route(pluginAddress, "public", ({ input, request }) => answerBadge(getDb(), request, input.pkg));
export const HEAD = GET;
