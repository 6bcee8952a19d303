/** The unpacked view of an artifact, as checks see it: read-only, sorted by path, every byte verified. */
export interface PackageFile {
  /** Entry name inside the ZIP, `/` between parts, begins with the top folder unless it lies beside it. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Unix mode bits (permissions with setuid, setgid, sticky) or null when the ZIP carries none. */
  readonly mode: number | null;
}

export interface PluginPackage {
  /** The folder that holds metadata.txt. */
  readonly topFolder: string;
  readonly files: readonly PackageFile[];
  /** Sum of the files' sizes in bytes. */
  readonly inflatedBytes: number;
  /** sha256 (hex) over the canonical list of (path, mode, size, sha256 of the content): equal packages, equal digest. */
  readonly contentDigest: string;
}

/** One broken package rule. All of a package are listed at once. */
export interface PackageProblem {
  /** Kebab-case, stable: the anchor of its paragraph in the docs. */
  code: string;
  level: "error" | "warning";
  /** One sentence in an author's words that names the place. */
  message: string;
  /** What to do. */
  advice: string;
  /** ZIP entry concerned. */
  entry?: string;
  /** 1-based line of metadata.txt. */
  line?: number;
}

/** metadata.txt, parsed as QGIS Desktop reads it. Untrusted text. */
export interface PluginMetadata {
  name: string;
  description: string;
  about: string;
  version: string;
  qgisMinimumVersion: string;
  qgisMaximumVersion: string;
  author: string;
  email: string;
  tracker: string;
  repository: string;
  homepage?: string;
  changelog?: string;
  tags: string[];
  category?: string;
  icon?: string;
  experimental: boolean;
  deprecated: boolean;
  server: boolean;
  hasProcessingProvider: boolean;
  supportsQt6: boolean;
  externalDeps?: string;
  pluginDependencies: string[];
  /** Keys we do not know, kept. */
  extra: Record<string, string>;
}

export type PackageValidation =
  | {
      ok: true;
      packageName: string;
      metadata: PluginMetadata;
      contentDigest: string;
      fileCount: number;
      inflatedBytes: number;
      warnings: PackageProblem[];
    }
  | { ok: false; problems: PackageProblem[] };
