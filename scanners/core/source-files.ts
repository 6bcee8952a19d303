import { hash } from "node:crypto";
import type { PluginPackage } from "../archive/types";
import { isPythonFile } from "../python/python-files";
import { findVendoredRoots, pathClassOf } from "./path-class";
import type { PathClass } from "./types";

/** A Python file by its content. No part of a scan's result: who else has such a file says nothing about what is in it. */
export interface SourceFile {
  path: string;
  pathClass: PathClass;
  sizeBytes: number;
  /** Of the content, in hex. */
  sha256: string;
}

/** All Python files of a package, by path. */
export function listSourceFiles({ files }: Pick<PluginPackage, "files">): SourceFile[] {
  const roots = findVendoredRoots(files.map((file) => file.path));
  return files.filter(isPythonFile).map(({ path, bytes }) => ({
    ...{ path, pathClass: pathClassOf(path, roots), sizeBytes: bytes.byteLength },
    sha256: hash("sha256", bytes),
  }));
}
