import { apiRoute } from "@/app/_server/api-route";
import { getDecisions } from "@/app/api/v1/_api/endpoints/rulesets";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute(getDecisions);
