import { uploadMethods } from "@/app/plugins/api/_upload/upload-route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE } = uploadMethods;
