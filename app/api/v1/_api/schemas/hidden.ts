import { z } from "zod";
import { address, moment, named, packageName, versionNumber } from "./fields";

export const hiddenVersion = named(
  "HiddenVersion",
  "A version that was public and is hidden now",
  z.object({
    package_name: packageName(),
    version: versionNumber(),
    status: z.enum(["withdrawn", "quarantined"]).meta({
      description: "`withdrawn`: its owner took it back. `quarantined`: the staff of the site hid it",
      examples: ["withdrawn"],
    }),
    since: moment("When it was hidden"),
    message: z.string().meta({ examples: ["This version was published and taken back by its owner."] }),
    served_instead: z
      .object({
        version: versionNumber(),
        experimental: z.boolean(),
        url: address("The version in this API", "/api/v1/plugins/my_plugin/versions/1.1.0"),
      })
      .nullable()
      .describe("What its channel offers now, or else the other one; null when nothing of the plugin is public"),
  }),
);
