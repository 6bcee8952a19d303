/** What an entry is: kind of file, encryption, method. What the central directory alone tells. */
import { error, showName, ZIP_AGAIN } from "./archive-error";
import type { PackageProblem } from "./types";
import type { DirectoryEntry } from "./zip-directory";

/** Encrypted, strongly encrypted, masked header. */
const ENCRYPTED_FLAGS = 0x0001 | 0x0040 | 0x2000;
/** Levels of deflate, data descriptor, UTF-8 name. All others ask for something that no two programs do alike. */
const KNOWN_FLAGS = 0x0002 | 0x0004 | 0x0008 | 0x0800;
/** 4.5 is ZIP64, 4.6 is the newest that `unzip` knows; files of a later version it leaves out. */
const NEWEST_VERSION = 46;

const TYPE_BITS = 0o170000;
const TYPE_PIPE = 0o010000;
const TYPE_DIRECTORY = 0o040000;
const TYPE_FILE = 0o100000;
const TYPE_SYMLINK = 0o120000;
const DOS_VOLUME_LABEL = 0x08;
const DOS_DIRECTORY = 0x10;

const isUnixMade = (entry: DirectoryEntry): boolean => entry.madeBy === 3 || entry.madeBy === 19;

/** Permission bits, or null when the ZIP carries none. */
export function unixMode(entry: DirectoryEntry): number | null {
  const mode = entry.externalAttributes >>> 16;
  return isUnixMade(entry) && mode !== 0 ? mode & 0o7777 : null;
}

type Fault = readonly [code: string, message: string, advice: string];

function fileTypeFault(entry: DirectoryEntry, name: string, shown: string): Fault | null {
  const isFolder = name.endsWith("/");
  // Asked for every system that an entry claims to come from: 7-Zip reads these bits whatever it says.
  const type = (entry.externalAttributes >>> 16) & TYPE_BITS;
  if (type === TYPE_SYMLINK)
    return ["symlink-entry", `${shown} is a symbolic link.`, "Put the file itself in its place: `zip` does so unless it is told `-y`."];
  // What `zip` writes for its standard input is called so and marked as a pipe; everybody unpacks a plain file.
  if (type === TYPE_PIPE && name === "-") return null;
  if (type !== 0 && type !== TYPE_FILE && type !== TYPE_DIRECTORY) {
    const advice = "Leave it out: a package holds plain files and folders.";
    return ["special-file-entry", `${shown} is marked as a device, pipe or other special file.`, advice];
  }
  if (!isUnixMade(entry) && entry.externalAttributes & DOS_VOLUME_LABEL)
    return ["special-file-entry", `${shown} is marked as the label of a disk.`, "Leave it out: a package holds plain files and folders."];
  const isMarkedFolder = type === TYPE_DIRECTORY || (type === 0 && (entry.externalAttributes & DOS_DIRECTORY) !== 0);
  if (isFolder ? type === TYPE_FILE : isMarkedFolder)
    return ["special-file-entry", `${shown} is marked as a ${isFolder ? "file" : "folder"}, and its name says otherwise.`, ZIP_AGAIN];
  return null;
}

function contentFault(entry: DirectoryEntry, isFolder: boolean, shown: string): Fault | null {
  if (entry.flags & ENCRYPTED_FLAGS) return ["encrypted-entry", `${shown} is encrypted.`, "Zip the folder without a password."];
  if (entry.method !== 0 && entry.method !== 8) {
    const advice = `QGIS reads stored and deflated files only. ${ZIP_AGAIN}`;
    return ["unsupported-compression", `${shown} is compressed by method ${entry.method}.`, advice];
  }
  if (entry.flags & ~KNOWN_FLAGS || entry.neededVersion > NEWEST_VERSION)
    return ["zip-unsupported", `${shown} uses a feature of ZIP that programs do not know or do not agree about.`, ZIP_AGAIN];
  if (isFolder && entry.size !== 0) return ["wrong-size", `The folder ${shown} has content of its own.`, ZIP_AGAIN];
  if (entry.method === 0 && entry.size !== entry.compressedSize) return ["wrong-size", `The size of ${shown} is not true.`, ZIP_AGAIN];
  return null;
}

/** @returns null when the entry is a plain file or folder, stored or deflated */
export function entryKindProblem(entry: DirectoryEntry, name: string): PackageProblem | null {
  const shown = `\`${showName(name)}\``;
  const isFolder = name.endsWith("/");
  const fault = fileTypeFault(entry, name, shown) ?? contentFault(entry, isFolder, shown);
  return fault && error(...fault, { entry: showName(name) });
}
