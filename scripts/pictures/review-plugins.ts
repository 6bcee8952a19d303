/** The plugins that the pictures of the review show, brought to where they are by the people's own commands. */
import { and, eq, inArray, sql } from "drizzle-orm";
import type { AcceptedUpload } from "@/db/commands/accept-upload";
import { askForAcceptance } from "@/db/commands/decide-finding";
import { markReviewPoints } from "@/db/commands/mark-review-points";
import { approveVersion, quarantineVersion, returnVersion } from "@/db/commands/review-version";
import { listReviewPoints } from "@/db/queries/review-points";
import { pluginEditors, versionFeedback, versions } from "@/db/schema";
import { discIcon } from "@/scripts/demo/icon";
import type { DemoPackage } from "@/scripts/demo/package";
import { BARE_EXCEPT, CLEAN, SHELL, SHELL_INTENDED } from "@/tests/builders/findings";
import type { Person, Site } from "@/tests/helpers/e2e-site";
import { type CheckedVersion, done, looked, packed, placeIn } from "./bring-about";
import { personCalled } from "./person";
import type { Stage } from "./state";

const RUN = 'def run(iface):\n    iface.messageBar().pushMessage("Ready", "The layer is read")\n';
const LONG =
  "Measures distances along roads, rivers and power lines, from every point of a layer to the nearest one of another, in metres".slice(
    0,
    110,
  );

/** Named after what they show; what is only decided about is small. */
const NAMES = {
  clean: "Bus Stops",
  asks: "Tide Tables",
  asksMore: "Field Forms",
  answerYes: "Water Levels",
  answerNo: "Soil Samples",
  hides: "Wind Rose",
  hidesRefused: "Noise Map",
  approve: "Tree Heights",
  send: "Street Lamps",
  reject: "Parcel Numbers",
  quarantine: "Cycle Paths",
  decided: "Snow Depth",
  replaced: "Ferry Lines",
  points: "Bench Marks",
  pointsDone: "House Numbers",
  pointsSaved: "Land Register",
  claimedByOther: "Fire Hydrants",
  claimRaced: "Car Parks",
  batchOne: "Route Cards One",
  batchTwo: "Route Cards Two",
  batchStale: "Route Cards Three",
  overTaken: "Light Poles",
  overFailed: "Sand Banks",
  pending: "Post Boxes",
  checking: "Border Posts",
  late: "Rain Gauges",
  returnRow: "Picnic Sites",
  release: "Lock Gates",
  left: "Bore Holes",
} as const;
type Small = keyof typeof NAMES;
export type Plugins = Record<Small | "update" | "many" | "long" | "own" | "quarantined" | "first", CheckedVersion>;

const SOURCES: Partial<Record<Small, string>> = {
  asks: SHELL,
  asksMore: `${SHELL}\n\ndef again(command):\n    subprocess.Popen(command + " &", shell=True)\n`,
  answerYes: SHELL,
  answerNo: SHELL,
  hides: SHELL_INTENDED,
  hidesRefused: SHELL_INTENDED,
};

export const nameOf = (key: Small): string => NAMES[key];

const packageOf = (name: string): string => `re_${name.toLowerCase().replaceAll(/[^a-z]+/g, "_")}`.slice(0, 60);

const zipOf = (name: string, files: DemoPackage["files"], more: Partial<DemoPackage> = {}): Uint8Array =>
  packed(packageOf(name), name, { "work.py": RUN, ...files }, more);

export const smallZip = (key: Small, extra = SOURCES[key] ?? CLEAN): Uint8Array => zipOf(NAMES[key], { "extra.py": extra });

const lines = (count: number, text: (index: number) => string) => Array.from({ length: count }, (_, index) => text(index)).join("");
const GENERATED = "# Form implementation generated from reading ui file 'dialog.ui'\n";

/** Text, generated, packed and binary files; one is renamed, one added and one removed by the next version. */
const signs = (isNext: boolean): DemoPackage["files"] => ({
  "work.py": `import json\nfrom pathlib import Path\n\n\n${isNext ? BARE_EXCEPT.replace("return 1", 'return json.loads(Path("signs.json").read_text())') : 'def read():\n    return json.loads(Path("signs.json").read_text())\n'}\n\n${lines(12, (index) => `SIGN_${index} = ${isNext && index === 5 ? 0 : index}\n`)}\n\n${RUN}`,
  "ui_dialog.py": `${GENERATED}${lines(30, (index) => `ROW_${index} = ${isNext ? index + 1 : index}\n`)}`,
  "resources/packed.min.js": `var a=${isNext ? 2 : 1};\n`,
  "resources/signs.bin": new Uint8Array(3_000).map((_, index) => (index * (isNext ? 7 : 5)) % 256),
  "icon.png": discIcon(isNext ? [200, 60, 30] : [30, 110, 160]),
  [isNext ? "help/manual.html" : "help/index.html"]: lines(20, (index) => `<p>Sign ${index}</p>\n`),
  ...(isNext
    ? { "extra/hash.py": "import hashlib\n\n\ndef digest(data):\n    return hashlib.md5(data).hexdigest()\n" }
    : { "old.py": "VALUE = 1\n" }),
});

const manyFiles = (): DemoPackage["files"] =>
  Object.fromEntries([
    ...Array.from({ length: 130 }, (_, index) => [`symbols/symbol_${index}.svg`, `<svg><circle r="${index}"/></svg>\n`]),
    ["reader.py", BARE_EXCEPT],
  ]);

/** The owner asks for one finding, or for all of its rule. */
async function ask(site: Site, person: Person, version: CheckedVersion, scope: "place" | "rule" = "place"): Promise<void> {
  const about = { person, ...(await placeIn(site, version, "bandit/B602")), scope };
  await done(askForAcceptance(site.db, { ...about, reasonKind: "intended", reason: "The command is a constant of this plugin." }));
}

export interface ReviewPeople {
  author: Person;
  /** Approvers: one with a plugin of their own, one who left a plugin, one who was first. */
  withPlugin: Person;
  hasLeft: Person;
  other: Person;
}

const POINTS = ["Say in the description what the plugin does.", "Add a file LICENSE.", "Mend the links in metadata.txt."];

export async function preparePlugins({ site, approver }: Stage): Promise<{ plugins: Plugins; people: ReviewPeople }> {
  const { db } = site;
  const people: ReviewPeople = {
    author: await personCalled(site, "Author under review"),
    withPlugin: await personCalled(site, "Approver with a plugin", { role: "approver" }),
    hasLeft: await personCalled(site, "Approver who left", { role: "approver" }),
    other: await personCalled(site, "Other approver", { role: "approver" }),
  };
  const { author, withPlugin, hasLeft } = people;
  const approve = async (version: CheckedVersion) => await done(approveVersion(db, { person: approver, ...looked(version) }));

  const base = await site.checked(author, zipOf("Road Signs", signs(false)));
  await approve(base);
  // One after the other: the list has them in the order of their arrival.
  const sent: [keyof Plugins, AcceptedUpload][] = [];
  for (const key of Object.keys(NAMES) as Small[]) sent.push([key, await site.upload(key === "left" ? hasLeft : author, smallZip(key))]);
  const next = { version: "1.1.0", changelog: "1.1.0 Reads the signs' own file\n1.0.0 First version", tags: "labels,survey,roads" };
  const metadata = {
    ...next,
    about: "Reads the signs of a road register and shows them on the map, with a label each.",
    isExperimental: false,
  };
  const more: [keyof Plugins, Person, Uint8Array][] = [
    ["update", author, zipOf("Road Signs", signs(true), { ...metadata, qgisMinimumVersion: "3.28" })],
    ["many", author, zipOf("Symbol Library", manyFiles())],
    [
      "long",
      author,
      zipOf(
        LONG,
        { "extra.py": CLEAN },
        {
          packageName: `re_${"distance_".repeat(6)}lines`,
          about: lines(40, (index) => `Line ${index + 1} of a long text about the plugin.\n`),
        },
      ),
    ],
    ["first", await personCalled(site, "New author"), zipOf("Compass Card", { "extra.py": CLEAN })],
    ["own", withPlugin, zipOf("Milestones", { "extra.py": CLEAN })],
    ["quarantined", author, zipOf("Sluices", { "extra.py": CLEAN })],
  ];
  for (const [key, person, zip] of more) sent.push([key, await site.upload(person, zip)]);
  // An earlier number of the same stream stays in the list and says that a newer one waits.
  await site.upload(author, zipOf("Road Signs", signs(true), { ...metadata, version: "1.2.0" }));
  const plugins = {} as Plugins;
  for (const [key, { versionId, packageName }] of sent) plugins[key] = { ...(await site.settled(versionId)), packageName };

  for (const key of ["asks", "answerYes", "answerNo"] as const) await ask(site, author, plugins[key]);
  await ask(site, author, plugins.asksMore, "rule");
  for (const key of ["quarantined", "release"] as const) {
    await approve(plugins[key]);
    const reason = "Somebody reported a security problem in this version. It is hidden while we look into it.";
    await done(quarantineVersion(db, { person: approver, versionId: plugins[key].id, reason }));
  }
  for (const key of ["points", "pointsDone", "pointsSaved"] as const) {
    const versionId = plugins[key].id;
    await done(returnVersion(db, { person: approver, versionId, reason: "Nearly there.", points: POINTS }));
    if (key === "points") continue;
    const [first, second] = await listReviewPoints(db, versionId);
    await done(markReviewPoints(db, "owner", { person: author, versionId, ticked: [first?.id as string, second?.id as string] }));
    plugins[key] = await site.checked(author, smallZip(key, "VALUE = 2\n"));
  }
  await db.delete(pluginEditors).where(and(eq(pluginEditors.pluginId, plugins.left.pluginId), eq(pluginEditors.userId, hasLeft.userId)));
  await db.insert(pluginEditors).values({ pluginId: plugins.left.pluginId, userId: author.userId, role: "owner" });
  await db
    .update(versions)
    .set({ statusChangedAt: sql`now() - interval '9 days'` })
    .where(inArray(versions.id, [plugins.late.id]));
  const said = { versionId: plugins.long.id, authorId: approver.userId, createdAt: new Date("2023-05-04T08:00:00Z") };
  await db.insert(versionFeedback).values([
    { ...said, text: "Please name the layer that is read.", completedAt: new Date("2023-05-06T08:00:00Z") },
    { ...said, text: "The help page does not open." },
  ]);
  return { plugins, people };
}
