import { apiRoute } from "@/app/_server/api-route";
import { getSarif } from "@/app/api/v1/_api/endpoints/sarif";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute(getSarif);
