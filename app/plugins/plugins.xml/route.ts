import { z } from "zod";
import { route } from "@/app/_server/route";
import { getDb } from "@/db/context";
import { env } from "@/lib/env";
import { answerFeed } from "./answer-feed";

const query = z.object({ qgis: z.string().optional(), stable_only: z.string().optional(), package_name: z.string().max(200).optional() });

export const GET = route(query, "public", ({ input, request }) => answerFeed(getDb(), request, input, env().publicUrl));
export const HEAD = GET;
