import { z } from "zod";
import { versionAddress } from "@/lib/validation/plugin-address";

/** What the address and its query name. */
export const downloadAddress = versionAddress.extend({ token: z.string().max(200).optional() });
