import { apiRoute } from "@/app/_server/api-route";
import { getRule } from "@/app/api/v1/_api/endpoints/rules";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute(getRule);
