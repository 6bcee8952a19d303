import { apiRoute } from "@/app/_server/api-route";
import { createScan } from "@/app/api/v1/_api/endpoints/uploads";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute(createScan);
