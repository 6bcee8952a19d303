import type { Page } from "@playwright/test";
import { deletePlugin } from "@/db/commands/delete-plugin";
import { reservePlugin } from "@/db/commands/reserve-plugin";
import { rejectVersion } from "@/db/commands/review-version";
import { urls } from "@/lib/urls";
import { BARE_EXCEPT, CLEAN, pluginZip, SHELL } from "@/tests/builders/findings";
import { hostileZips } from "@/tests/builders/zip";
import { fileField, uploadButton, uploadThroughForm, zipPayload } from "@/tests/helpers/e2e-plugin";
import type { Person } from "@/tests/helpers/e2e-site";
import { done, looked, packed, press, published, seen, standStill, whileChecking } from "./bring-about";
import type { Stage, State } from "./state";

const clean = (packageName: string, name: string, more = {}) => packed(packageName, name, { "work.py": CLEAN }, more);
const ONLY_CHECK = "Only check, do not publish";
const BROKEN = "[general]\nname=Broken\nthis line says nothing\n";

/** What is no usable package, each kind once. */
const REFUSED: [name: string, zip: () => Uint8Array][] = [
  ["no-zip", () => Buffer.from("this is a text, whatever its name says")],
  ["unsafe-name", hostileZips.parentPath],
  ["symlink", hostileZips.symlink],
  ["truncated", hostileZips.truncated],
  ["encrypted", hostileZips.encrypted],
  ["ambiguous", hostileZips.nameMismatch],
  ["duplicate", hostileZips.duplicateByCase],
  ["hidden-letters", hostileZips.bidiName],
  ["bomb", hostileZips.bomb],
  ["no-metadata", () => pluginZip(CLEAN, { files: { "metadata.txt": null } })],
  ["metadata-broken", () => pluginZip(CLEAN, { files: { "metadata.txt": BROKEN } })],
  [
    "many",
    () =>
      pluginZip(CLEAN, {
        files: { LICENSE: null, "old.pyc": "x" },
        metadata: { about: null, tracker: "http://bugs", email: "nobody", version: "one two", qgisMinimumVersion: "three", author: "A/B" },
      }),
  ],
  ["name-taken", () => pluginZip(CLEAN, { packageName: "ow_own_notes", name: "Layer Notes" })],
  ["somebody-elses", () => pluginZip(CLEAN, { packageName: "layer_notes", name: "Layer Notes" })],
  ["spelling", () => pluginZip(CLEAN, { packageName: "OW_Park_Lamps", name: "Park Lamps", version: "1.2.0" })],
  ["published-number", () => clean("ow_park_lamps", "Park Lamps", { changelog: "Other words" })],
  ["deleted", () => clean("ow_old_lamps", "Old Lamps", { version: "2.0.0" })],
];

/** The form, what it says about a file, and the way of a file. */
export async function ownerUpload(stage: Stage, sender: Person): Promise<State[]> {
  const { site, trusted, approver } = stage;
  await published(stage, sender, clean("ow_park_lamps", "Park Lamps"));
  await site.checked(sender, packed("ow_park_lamps", "Park Lamps", { "work.py": SHELL }, { version: "1.1.0" }));
  const rejected = await site.checked(sender, clean("ow_park_lamps", "Park Lamps", { version: "1.2.0" }));
  await done(rejectVersion(site.db, { person: approver, ...looked(rejected), reason: "The lamps of 1.1.0 come first." }));
  await site.checked(sender, packed("ow_park_benches", "Park Benches", { "work.py": SHELL }));
  await done(reservePlugin(site.db, { person: sender, packageName: "ow_bicycle_stands", name: "Bicycle Stands" }));
  await published(stage, sender, clean("ow_old_lamps", "Old Lamps"));
  await done(deletePlugin(site.db, { person: sender, packageName: "ow_old_lamps", confirmation: "ow_old_lamps" }));

  const lamps = { plugin: "ow_park_lamps" };
  const correction = { plugin: "ow_park_benches", version: "1.0.0" };
  const state = (name: string, act?: (page: Page) => Promise<unknown>, query = {}, by: Person | null = sender): State => ({
    ...{ name: `owner-upload-${name}`, by, shows: urls.addPlugin(query) },
    ...(act ? { act } : {}),
  });
  const choose = (page: Page, zip: Uint8Array, name?: string) => fileField(page).setInputFiles(zipPayload(zip, name));
  return [
    state("form"),
    state("form-trusted", undefined, {}, trusted),
    state("form-visitor", undefined, {}, null),
    state("form-new-version", undefined, lamps),
    state("form-first-version", undefined, { plugin: "ow_bicycle_stands" }),
    state("form-correction", undefined, correction),
    state("form-unknown-plugin", undefined, { plugin: "no_such_plugin" }),
    state("dragged", (page) => fileField(page).locator("..").dispatchEvent("dragover")),
    state("chosen", (page) => choose(page, clean("ow_bus_lanes", "Bus Lanes"))),
    state("only-check", (page) => page.getByLabel(ONLY_CHECK).check()),
    state("only-check-trusted", (page) => page.getByLabel("Wait for a look by an approver").check(), {}, trusted),
    state("wrong-file", (page) => choose(page, clean("ow_bus_lanes", "Bus Lanes"), "bus-lanes.tar.gz")),
    state("empty-file", (page) => choose(page, new Uint8Array())),
    state("large-file", (page) => choose(page, new Uint8Array(25_000_001))),
    state("sending", (page) => sends(page, 46, () => uploadThroughForm(page, clean("ow_bus_lanes", "Bus Lanes")))),
    state("reading", (page) => sends(page, 100, () => uploadThroughForm(page, clean("ow_bus_lanes", "Bus Lanes")))),
    state("correction-sending", (page) => sends(page, 46, () => choose(page, clean("ow_park_benches", "Park Benches"))), correction),
    state("connection-lost", async (page) => {
      await page.route(`**${urls.addPluginFile()}`, (route) => route.abort("connectionreset"));
      await uploadThroughForm(page, clean("ow_bus_lanes", "Bus Lanes"));
      await seen(page, "The connection was lost");
    }),
    ...REFUSED.map(([name, zip]) => state(`refused-${name}`, (page) => refused(page, () => uploadThroughForm(page, zip())))),
    state("refused-another-plugin", (page) => refused(page, () => sendFrom(page, clean("ow_bus_lanes", "Bus Lanes"))), lamps),
    state(
      "refused-correction",
      (page) => refused(page, () => choose(page, pluginZip(CLEAN, { ...{ packageName: "ow_park_benches", metadata: { about: null } } }))),
      correction,
    ),
    ...(await dryRuns(stage, sender)),
    state("correction-taken", (page) =>
      whileChecking(site, page, async () => {
        await page.goto(urls.addPlugin(correction));
        await seen(page, "It is sent at once.");
        await choose(page, clean("ow_park_benches", "Park Benches"));
        await seen(page, "The checks are running");
      }),
    ),
  ];
}

async function dryRuns({ site, second }: Stage, sender: Person): Promise<State[]> {
  const state = (name: string, zip: Uint8Array, act?: State["act"]): State => ({
    ...{ name: `owner-dry-run-${name}`, by: sender, shows: urls.addPlugin() },
    act: async (page) => {
      await startDryRun(page, zip);
      await seen(page, "About this scan");
      await act?.(page);
    },
  });
  const run = (name: string, code: string) => packed("ow_dry_stone_walls", name, { "work.py": code });
  return [
    state("passed", run("Dry Stone Walls", CLEAN)),
    state("advice", run("Dry Stone Walls", BARE_EXCEPT)),
    state("blocked", run("Dry Stone Walls", SHELL)),
    state("name-taken", pluginZip(CLEAN, { packageName: "layer_notes", name: "Layer Notes" })),
    state("nothing-matches", run("Dry Stone Walls", SHELL), (page) => page.goto(`${new URL(page.url()).pathname}?path=no/such/folder`)),
    {
      ...{ name: "owner-dry-run-running", by: sender, shows: urls.addPlugin() },
      act: (page) =>
        whileChecking(site, page, async () => {
          await startDryRun(page, run("Dry Stone Walls", `${CLEAN}# once more\n`));
          await seen(page, "The checks are running");
        }),
    },
    { name: "owner-dry-run-gone", by: second, shows: urls.dryRun("7b0c8f0e-2f5c-4a39-9c1b-0b6f0f6f2a11") },
  ];
}

async function startDryRun(page: Page, zip: Uint8Array): Promise<void> {
  await page.getByLabel(ONLY_CHECK).check();
  await fileField(page).setInputFiles(zipPayload(zip));
  await press(page, "Check");
  await page.waitForURL("**/plugins/dry-run/*");
}

async function sendFrom(page: Page, zip: Uint8Array): Promise<void> {
  await fileField(page).setInputFiles(zipPayload(zip));
  await uploadButton(page).click();
}

async function refused(page: Page, send: () => Promise<unknown>): Promise<void> {
  await send();
  await page.locator("main").getByRole("alert").first().waitFor();
}

/** The file never arrives: the bar stands at a share of it. */
async function sends(page: Page, percent: number, send: () => Promise<unknown>): Promise<void> {
  await page.evaluate((loaded) => {
    XMLHttpRequest.prototype.send = function () {
      this.upload.dispatchEvent(new ProgressEvent("progress", { lengthComputable: true, loaded, total: 100 }));
    };
  }, percent);
  await send();
  await page.getByRole("progressbar", { name: "Sent" }).waitFor();
  await standStill(page);
}
