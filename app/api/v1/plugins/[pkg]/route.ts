import { apiRoute } from "@/app/_server/api-route";
import { getPlugin } from "@/app/api/v1/_api/endpoints/plugins";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute(getPlugin);
