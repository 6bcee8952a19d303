import type { Page } from "@playwright/test";
import { requestRescan, withdrawVersion } from "@/db/commands/manage-version";
import { markReviewPoints } from "@/db/commands/mark-review-points";
import { returnVersion } from "@/db/commands/review-version";
import { listReviewPoints } from "@/db/queries/review-points";
import { urls } from "@/lib/urls";
import { BARE_EXCEPT, CLEAN, SHELL } from "@/tests/builders/findings";
import { pluginFiles } from "@/tests/builders/plugin";
import { zipFolder } from "@/tests/builders/zip";
import type { Person } from "@/tests/helpers/e2e-site";
import { type CheckedVersion, done, looked, packed, press, published, seen, standStill, unfold, whileChecking } from "./bring-about";
import type { Stage, State } from "./state";

const LONG_NAME = "Comparison of Orthophotographs, Elevation Models and Cadastral Boundaries of Several Decades";
const POINTS = [
  "Say in metadata.txt which services the plugin asks, and what it sends to them.",
  "Leave the folder with the tests out of the package.",
  "Close the file in tracks.py also when reading it fails.",
];

/** The versions that every demo has: who sees which status. */
const seeded = ({ owner, trusted, second, approver }: Stage): [name: string, by: Person | null, packageName: string, version: string][] => [
  ["blocked", owner, "field_sync", "1.0.0"],
  ["blocked-python-2", second, "old_statistics", "0.4"],
  ["blocked-asked", owner, "batch_convert", "1.1.0"],
  ["inconclusive", second, "label_rows", "0.3.0"],
  ["waits", owner, "layer_notes", "1.3.0"],
  ["waits-hidden", trusted, "format_helper", "1.0.0"],
  ["waits-hidden-approver", approver, "format_helper", "1.0.0"],
  ["returned", owner, "legend_export", "0.2.0"],
  ["rejected", second, "map_clock", "1.0.0"],
  ["quarantined", second, "corner_clock", "0.1.0"],
  ["withdrawn", owner, "first_labels", "1.0.0"],
  ["published", owner, "layer_notes", "1.2.0"],
  ["published-advice", owner, "stream_order", "0.9.0"],
  ["published-trusted", trusted, "quick_grid", "2.0.1"],
  ["published-red", second, "tile_fetcher", "3.4.2"],
  ["not-allowed", second, "field_sync", "1.0.0"],
  ["not-allowed-visitor", null, "field_sync", "1.0.0"],
  ["unknown", owner, "layer_notes", "9.9.9"],
];

/** A version in each of its statuses, and what its owner can do with it. */
export async function versionStatuses(stage: Stage, author: Person): Promise<State[]> {
  const { site, approver } = stage;
  const clean = (packageName: string, name: string, more = {}) => packed(packageName, name, { "work.py": CLEAN }, more);
  const publish = (packageName: string, name: string) => published(stage, author, clean(packageName, name));
  const page = ({ packageName, version }: Pick<CheckedVersion, "packageName" | "version">) => urls.version(packageName, version);
  const state = (name: string, of: CheckedVersion, act?: State["act"], by: Person = author): State => ({
    ...{ name: `version-${name}`, by, shows: page(of) },
    ...(act ? { act } : {}),
  });

  const [advice, long, warned, withdrawing, gone, scanned] = await Promise.all([
    site.checked(author, packed("ve_tide_curves", "Tide Curves", { "work.py": BARE_EXCEPT })),
    site.checked(author, clean("ve_comparison_of_orthophotographs_and_elevation_models_of_several_decades", LONG_NAME, LONG)),
    site.checked(author, warnedZip()),
    publish("ve_bus_terminals", "Bus Terminals"),
    publish("ve_boat_lines", "Boat Lines"),
    site.checked(author, packed("ve_ship_lifts", "Ship Lifts", { "work.py": SHELL })),
  ]);
  const [draft, returned, resaved] = await Promise.all([
    site.checked(author, clean("ve_cable_cars", "Cable Cars")),
    site.checked(author, clean("ve_trail_map", "Trail Map")),
    site.checked(author, clean("ve_ski_runs", "Ski Runs")),
  ]);
  await done(withdrawVersion(site.db, { person: author, versionId: gone.id }));
  for (const version of [returned, resaved]) {
    const reason = "It works well. Three things before it becomes public:";
    await done(returnVersion(site.db, { person: approver, ...looked(version), reason, points: POINTS }));
  }
  const [first, second] = await listReviewPoints(site.db, returned.id);
  await done(markReviewPoints(site.db, "owner", { person: author, versionId: returned.id, ticked: [first?.id ?? "", second?.id ?? ""] }));
  await done(markReviewPoints(site.db, "approver", { person: approver, versionId: returned.id, ticked: [first?.id ?? ""] }));

  const checking = async (on: Page, zip: Uint8Array) => {
    const { packageName, version } = await site.upload(author, zip);
    await on.goto(urls.version(packageName, version));
    await seen(on, "The checks are running");
  };
  return [
    ...seeded(stage).map(([name, by, ...of]): State => ({ name: `version-${name}`, by, shows: urls.version(...of) })),
    state("waits-advice", advice),
    state("long-names", long),
    state("package-warnings", warned, unfold),
    state("returned-points", returned),
    state("returned-points-approver", returned, undefined, approver),
    state("delete-draft-open", draft, (on) => unfold(on, "Delete draft…")),
    state("withdraw-open", withdrawing, (on) => unfold(on, "Withdraw…")),
    {
      ...{ name: "version-checking", by: author, shows: urls.myPlugins() },
      act: (on) => whileChecking(site, on, () => checking(on, clean("ve_first_look", "First Look"))),
    },
    {
      ...{ name: "version-checking-connection-lost", by: author, shows: urls.myPlugins() },
      act: async (on) => {
        await on.route("**/api/scan-progress/**", (route) => route.abort());
        await whileChecking(site, on, async () => {
          await checking(on, clean("ve_second_look", "Second Look"));
          await seen(on, "The connection is lost");
        });
      },
    },
    state("returned-points-saved", resaved, async (on) => {
      await on.getByLabel(POINTS[1] ?? "").check();
      await press(on, "Save the ticks");
      await on.locator("#asked").getByRole("status").first().waitFor();
    }),
    state("scan-again", scanned, (on) =>
      whileChecking(site, on, async () => {
        await press(on, "Scan again");
        await seen(on, "The checks are running");
      }),
    ),
    state("published-checked-again", withdrawing, (on) =>
      whileChecking(site, on, async () => {
        await done(requestRescan(site.db, { person: author, versionId: withdrawing.id }));
        await on.reload();
        await seen(on, "The checks are running");
      }),
    ),
    state("withdrawn-again-published", gone, async (on) => {
      await press(on, "Publish again");
      await on.locator("main header").getByText("Published", { exact: true }).waitFor();
      await standStill(on);
    }),
  ];
}

const LONG = {
  version: "2026.11.29-orthophotographs.3",
  description: `${LONG_NAME}, with the areas where two of them disagree by more than the accuracy of either`,
  changelog: `2026.11.29 ${LONG_NAME}\nReads https://example.org/${"elevation-models/".repeat(8)}index.json`,
};

/** Right enough to be taken in, with things that are better changed. */
const warnedZip = () =>
  zipFolder(
    pluginFiles({
      ...{ packageName: "ve_harbour_chart", name: "Harbour Chart" },
      files: { LICENSE: null, "LICENSE.txt": "You may use it.\n" },
      metadata: { icon: "pictures/harbour.svg", qgisMaximumVersion: "3.99", about: "Chart" },
    }),
  );
