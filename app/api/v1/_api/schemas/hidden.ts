import { z } from "zod";
import { urls } from "@/lib/urls";
import { address, moment, named, no, packageName, versionNumber } from "./fields";
import { PACKAGE, PUBLIC, TAKEN_BACK } from "./story";

export const hiddenVersion = named(
  "HiddenVersion",
  "A version that was public and is hidden now",
  z.object({
    package_name: packageName(),
    version: versionNumber(TAKEN_BACK.version),
    status: z.enum(["withdrawn", "quarantined"]).meta({
      description: "`withdrawn`: its maintainers took it back. `quarantined`: the staff of the site hid it",
      examples: ["withdrawn"],
    }),
    since: moment("When it was hidden", TAKEN_BACK.hiddenAt),
    message: z.string().meta({ examples: ["This version was published and taken back by its maintainers."] }),
    served_instead: z
      .object({
        version: versionNumber(PUBLIC.version),
        experimental: no(),
        url: address("The version in this API", urls.apiVersion(PACKAGE, PUBLIC.version)),
      })
      .nullable()
      .describe("What its channel offers now, or else the other one; null when nothing of the plugin is public"),
  }),
);
