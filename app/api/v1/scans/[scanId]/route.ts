import { apiRoute } from "@/app/_server/api-route";
import { getScan } from "@/app/api/v1/_api/endpoints/scans";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute(getScan);
