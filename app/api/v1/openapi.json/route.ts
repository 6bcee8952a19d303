import { apiRoute } from "@/app/_server/api-route";
import { getOpenApi } from "@/app/api/v1/_api/endpoints/openapi";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute(getOpenApi);
