/** A folder of a package that seems to be somebody else's library. */
export interface BundledLibrary {
  folder: string;
  /** A licence file, or the metadata of a Python package, lies in it or is named after it. */
  hasLicence: boolean;
}

/** Folders in which authors put what they did not write. */
const HOLDERS =
  /^(?:ext[-_]?libs?|extlibs?|external|externals|libs|third[-_]?party|thirdparty|vendor|vendored|vendors|site-packages|_vendor)$/i;
const LICENCE = /^(?:licen[cs]e|copying|notice|unlicen[cs]e)(?:[._-].*)?$/i;
const DIST_INFO = /^(.+?)-\d[^/]*\.(?:dist|egg)-info$/i;

/**
 * Folders below a holder (`ext_libs/six`), and those that other plugins have too, each with whether its licence came along.
 *
 * @param copies folders with a slash at the end, none of them below a holder
 */
export function bundledLibraries(paths: readonly string[], topFolder: string, copies: readonly string[] = []): BundledLibrary[] {
  const found = new Map<string, { files: string[]; holder: string; name: string }>();
  const infos: { holder: string; name: string }[] = [];
  for (const path of paths) {
    const parts = path.split("/");
    const at = parts.findIndex((part, index) => index > 0 && index < parts.length - 2 && HOLDERS.test(part));
    if (at === -1 || parts[0] !== topFolder) continue;
    const [holder, name] = [parts.slice(0, at + 1).join("/"), parts[at + 1] ?? ""];
    const info = DIST_INFO.exec(name)?.[1];
    if (info) infos.push({ holder, name: plain(info) });
    else {
      const folder = `${holder}/${name}`;
      const library = found.get(folder) ?? { files: [], holder, name };
      library.files.push(parts.at(-1) ?? "");
      found.set(folder, library);
    }
  }
  const held = [...found].map(([folder, { files, holder, name }]) => ({
    folder,
    hasLicence: files.some((file) => LICENCE.test(file)) || infos.some((info) => info.holder === holder && info.name === plain(name)),
  }));
  return [...held, ...copies.map((copy) => ({ folder: copy.slice(0, -1), hasLicence: hasLicenceIn(copy, paths) }))];
}

const hasLicenceIn = (folder: string, paths: readonly string[]): boolean =>
  paths.some((path) => path.startsWith(folder) && LICENCE.test(path.slice(path.lastIndexOf("/") + 1)));

const plain = (name: string) => name.toLowerCase().replace(/[-_.]/g, "");
