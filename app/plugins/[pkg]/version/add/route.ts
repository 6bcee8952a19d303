/** An address that public documentation prints for uploads by token; today's clients use it. */
import { uploadMethods } from "@/app/plugins/api/_upload/upload-route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE } = uploadMethods;
