import { emails, plugins, versionEvents, versions } from "@/db/schema";
import { urls } from "@/lib/urls";
import { type As, askApi } from "./api";
import { openRepository } from "./repository";
import { waitFor } from "./wait-for";

/** A repository with a worker, a trusted owner and a stranger, and packages that are sent to the programming interface. */
export async function openApiUploads() {
  const repository = await openRepository();
  const [owner, stranger] = [await repository.person({ isTrusted: true }), await repository.person()];
  await repository.work();
  let counter = 0;
  const send = (
    path: string,
    as: As,
    zip: Uint8Array | null,
    fields: Record<string, string> = {},
    headers: Record<string, string> = {},
  ) => {
    const form = new FormData();
    if (zip) form.set("package", new File([new Uint8Array(zip)], "plugin.zip"));
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    return askApi(repository, path, { as, method: "POST", body: form, headers });
  };
  return {
    ...{ repository, owner, stranger, send },
    /** How a plugin is called that no test has had. */
    fresh() {
      counter += 1;
      return { packageName: `dry_${counter}`, name: `Dry ${counter}` };
    },
    dryRun: (as: As, zip: Uint8Array, fields?: Record<string, string>) => send(urls.apiScans(), as, zip, fields),
    /** Waits until a scan has ended, asking as this caller. */
    ended: (scanId: string, as: As) =>
      waitFor(`scan ${scanId} to end`, async () => {
        const { body } = await askApi(repository, urls.apiScan(scanId), { as });
        return body.state === "finished" ? body : null;
      }),
    counts: async () => ({
      versions: await repository.db.$count(versions),
      plugins: await repository.db.$count(plugins),
      emails: await repository.db.$count(emails),
      events: await repository.db.$count(versionEvents),
    }),
  };
}
