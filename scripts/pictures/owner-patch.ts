import { eq } from "drizzle-orm";
import { requestPatch } from "@/db/commands/request-patch";
import { patches } from "@/db/schema";
import { urls } from "@/lib/urls";
import { awsSecret, BARE_EXCEPT, CLEAN, SHELL } from "@/tests/builders/findings";
import type { Person } from "@/tests/helpers/e2e-site";
import { waitFor } from "@/tests/helpers/wait-for";
import { type CheckedVersion, done, packed, press, published, seen, standStill, whileChecking } from "./bring-about";
import { personCalled } from "./person";
import type { Stage, State } from "./state";

const LOAD = "import yaml\n\n\ndef read(stream):\n    return yaml.load(stream, Loader=yaml.Loader)\n";
const FETCH = "import requests\n\n\ndef fetch(url):\n    return requests.get(url)\n";
const DIGEST = "import hashlib\n\n\ndef digest(text):\n    return hashlib.md5(text).hexdigest()\n";
const START = { content: "#!/bin/sh\nexit 0\n", mode: 0o777 };

/** From the offer on a version's page to the file that was taken. */
export async function ownerPatch(stage: Stage): Promise<State[]> {
  const { site, second } = stage;
  const mender = await personCalled(site, "Paul Patcher");
  const upload = (packageName: string, name: string, files: Parameters<typeof packed>[2]) =>
    site.checked(mender, packed(packageName, name, files));
  const [offered, made, rest, taken, asking] = await Promise.all([
    upload("ow_bark_beetles", "Bark Beetles", { "work.py": LOAD }),
    upload("ow_forest_roads", "Forest Roads", { "work.py": LOAD, "fetch.py": FETCH, "digest.py": DIGEST }),
    upload("ow_tree_rings", "Tree Rings", {
      "work.py": `${LOAD}\n\n${BARE_EXCEPT}`,
      "run.py": SHELL,
      "keys.py": awsSecret(),
      "start.sh": START,
    }),
    upload("ow_deer_stands", "Deer Stands", { "work.py": LOAD }),
    upload("ow_fire_roads", "Fire Roads", { "work.py": LOAD }),
  ]);
  const [nothing, preparing, failed, modes, open] = await Promise.all([
    upload("ow_moss_types", "Moss Types", { "work.py": CLEAN }),
    upload("ow_fern_types", "Fern Types", { "work.py": LOAD }),
    upload("ow_mushrooms", "Mushrooms", { "work.py": LOAD }),
    upload("ow_hedge_rows", "Hedge Rows", { "start.sh": START }),
    published(stage, mender, packed("ow_bird_boxes", "Bird Boxes", { "fetch.py": FETCH, "work.py": CLEAN })),
  ]);
  for (const version of [made, rest, taken, modes, open]) await patched(stage, mender, version);
  for (const [version, state] of [
    [preparing, "preparing"],
    [failed, "failed"],
  ] as const)
    await site.db.insert(patches).values({
      ...{ versionId: version.id, scanId: version.currentScanId as string, askedBy: mender.userId, state },
      expiresAt: new Date(Date.now() + 7 * 24 * 60 * 60 * 1000),
    });

  const state = (name: string, { packageName, version }: CheckedVersion, act?: State["act"], by: Person = mender): State => ({
    ...{ name: `owner-patch-${name}`, by, shows: urls.patch(packageName, version) },
    ...(act ? { act } : {}),
  });
  return [
    { ...state("offered", offered), shows: urls.version(offered.packageName, offered.version) },
    state("not-yet", offered),
    state("nothing", nothing),
    state("preparing", preparing, standStill),
    state("failed", failed),
    state("made", made),
    state("made-rest", rest),
    state("made-modes", modes),
    state("made-of-public", open),
    state("not-allowed", made, undefined, second),
    state("being-scanned", asking, (page) =>
      whileChecking(site, page, async () => {
        await press(page, "Prepare the patch");
        await seen(page, "The fixed file is being scanned");
      }),
    ),
    state("taken", taken, (page) =>
      whileChecking(site, page, async () => {
        await press(page, "Upload the fixed file as 1.0.0");
        await seen(page, "The checks are running");
      }),
    ),
  ];
}

async function patched({ site }: Stage, person: Person, version: CheckedVersion): Promise<void> {
  await done(requestPatch(site.db, { person, versionId: version.id }));
  await waitFor(`the patch for ${version.packageName}`, async () => {
    const [patch] = await site.db.select().from(patches).where(eq(patches.versionId, version.id));
    return patch && patch.state !== "preparing" ? patch : null;
  });
}
