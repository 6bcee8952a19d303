import { apiRoute } from "@/app/_server/api-route";

/** Whatever no other address takes. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute();
