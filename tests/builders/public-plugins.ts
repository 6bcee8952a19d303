/** Many public plugins at once, as an import leaves them, with texts as long as real ones have. */
import type { Db } from "@/db/client";
import { artifacts, pluginEditors, plugins, versions } from "@/db/schema";
import { qgisOrdinal } from "@/lib/domain/qgis-version";
import type { PluginMetadata } from "@/scanners/archive/types";
import { between, oneOf, type Random, seededRandom } from "@/scripts/throw-away/random";

const WORDS = [
  "layer",
  "raster",
  "exports",
  "symbols & styles",
  "of the",
  "provider",
  "analysis",
  "<canvas>",
  "élévation",
  "with",
  "network",
];
/** First and last version of QGIS; what real plugins write most. */
const RANGES: [minimum: string, maximum: string][] = [
  ["2.0", "2.99"],
  ["3.0", "3.99"],
  ["3.4", "3.99"],
  ["3.16", "3.99"],
  ["3.22", "3.99"],
  ["3.28", "3.44"],
  ["3.34", "4.99"],
  ["4.0", "4.99"],
];
const AT_A_TIME = 500;

export interface PublicVersionRow {
  versionId: number;
  packageName: string;
  version: string;
  isExperimental: boolean;
  qgisMinimum: number;
  qgisMaximum: number;
}

/**
 * Writes rows straight into the database; every version has the same file.
 *
 * @param options.artifact the stored file; without one there is only its row
 */
export async function publicPlugins(
  db: Db,
  options: { ownerId: string; plugins: number; versionsEach: number; artifact?: { sha256: string; sizeBytes: number } },
): Promise<PublicVersionRow[]> {
  const { sha256, sizeBytes } = options.artifact ?? { sha256: "a".repeat(64), sizeBytes: 1_000 };
  await db
    .insert(artifacts)
    .values({ sha256, sizeBytes, contentDigest: "b".repeat(64), fileCount: 4 })
    .onConflictDoNothing();
  const random = seededRandom(options.plugins);
  const names = Array.from({ length: options.plugins }, (_, index) => `plugin_${index + 1}`);
  const rows: PublicVersionRow[] = [];
  for (let first = 0; first < names.length; first += AT_A_TIME) {
    const batch = names
      .slice(first, first + AT_A_TIME)
      .map((packageName) => ({ packageName, name: `The ${packageName}`, fingerprintKey: "k" }));
    const added = await db.insert(plugins).values(batch).returning({ id: plugins.id, packageName: plugins.packageName });
    await db.insert(pluginEditors).values(added.map(({ id }) => ({ pluginId: id, userId: options.ownerId, role: "owner" as const })));
    const values = added.flatMap(({ id, packageName }) =>
      Array.from({ length: options.versionsEach }, (_, index) => versionValues(random, { id, packageName, index, sha256, ...options })),
    );
    for (let from = 0; from < values.length; from += AT_A_TIME) {
      const part = values.slice(from, from + AT_A_TIME);
      const ids = await db.insert(versions).values(part).returning({ id: versions.id });
      part.forEach((value, index) => {
        const { version, isExperimental, qgisMinimum, qgisMaximum } = value;
        const packageName = value.metadata.name.slice("The ".length);
        rows.push({ versionId: (ids[index] as { id: number }).id, packageName, version, isExperimental, qgisMinimum, qgisMaximum });
      });
    }
  }
  return rows;
}

interface Wanted {
  id: number;
  packageName: string;
  index: number;
  sha256: string;
  ownerId: string;
}

function versionValues(random: Random, { id, packageName, index, sha256, ownerId }: Wanted) {
  const [minimum, maximum] = oneOf(random, RANGES);
  const version = `${index + 1}.${between(random, 0, 12)}.${between(random, 0, 30)}`;
  const isExperimental = random() < 0.15;
  const published = new Date(Date.UTC(2024, 0, 1 + ((id + index * 37) % 700)));
  return {
    pluginId: id,
    version,
    status: "approved" as const,
    basis: "imported" as const,
    artifactSha256: sha256,
    effectiveVerdict: oneOf(random, ["passed", "passed", "advisory", "blocked", null] as const),
    metadata: metadataOf(random, { packageName, version, minimum, maximum, isExperimental }),
    isExperimental,
    qgisMinimum: ordinal(minimum),
    qgisMaximum: ordinal(maximum),
    uploadedBy: ownerId,
    uploadedVia: "import" as const,
    uploadedAt: published,
    firstApprovedAt: published,
    approvedAt: published,
  };
}

const ordinal = (text: string): number => {
  const [major, minor] = text.split(".").map(Number);
  return qgisOrdinal({ major: major ?? 0, minor: minor ?? 0 });
};

const sentence = (random: Random, words: number): string => Array.from({ length: words }, () => oneOf(random, WORDS)).join(" ");

interface MetadataFacts {
  packageName: string;
  version: string;
  minimum: string;
  maximum: string;
  isExperimental: boolean;
}

function metadataOf(random: Random, { packageName, version, minimum, maximum, isExperimental }: MetadataFacts): PluginMetadata {
  return {
    name: `The ${packageName}`,
    description: sentence(random, 12),
    about: sentence(random, between(random, 20, 120)),
    version,
    qgisMinimumVersion: minimum,
    qgisMaximumVersion: maximum,
    author: `Author of ${packageName}`,
    email: "author@example.org",
    tracker: `https://example.org/${packageName}/issues`,
    repository: `https://example.org/${packageName}`,
    homepage: `https://example.org/${packageName}/home`,
    changelog: sentence(random, between(random, 0, 160)),
    tags: ["one", "two", oneOf(random, WORDS)],
    category: "Vector",
    ...(random() < 0.8 ? { icon: "icon.png" } : {}),
    experimental: isExperimental,
    deprecated: random() < 0.03,
    server: false,
    hasProcessingProvider: false,
    supportsQt6: true,
    pluginDependencies: [],
    extra: {},
  };
}
