import { apiRoute } from "@/app/_server/api-route";
import { createVersion } from "@/app/api/v1/_api/endpoints/uploads";
import { listVersions } from "@/app/api/v1/_api/endpoints/versions";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute(listVersions, createVersion);
