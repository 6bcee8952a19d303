import { apiRoute } from "@/app/_server/api-route";
import { listRules } from "@/app/api/v1/_api/endpoints/rules";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute(listRules);
