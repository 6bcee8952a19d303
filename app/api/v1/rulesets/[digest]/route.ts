import { apiRoute } from "@/app/_server/api-route";
import { getRuleset } from "@/app/api/v1/_api/endpoints/rulesets";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute(getRuleset);
