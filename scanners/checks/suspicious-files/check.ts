import type { PackageFile } from "../../archive/types";
import type { Check, CheckContext, RawFinding } from "../../core/check";
import { rulesOfCheck } from "../../ruleset/rules";
import { type ArchiveKind, type ContentKind, contentKind, endsAsZip, PROGRAM_TITLES } from "./content-kind";
import { hiddenPart, type NameKind, nameKind } from "./endings";
import { INFO } from "./info";
import { lookInto, NestedBudget } from "./nested-archive";

const FORMAT_UNKNOWN = "archive";

function finding(file: PackageFile, code: string, message: string, more: Partial<RawFinding> = {}): RawFinding {
  return { code, path: file.path, line: 0, confidence: "high", message, ...more };
}

function programFinding(file: PackageFile, byContent: ContentKind, byName: NameKind): RawFinding | null {
  if (byContent?.group === "program") {
    const message = `The file is ${PROGRAM_TITLES[byContent.kind]}, which nobody can review.`;
    return finding(file, "executable-content", message, { data: { kind: byContent.kind } });
  }
  if (byName !== "program") return null;
  return finding(file, "executable-content", "The file has the name of a program or a library.", {
    confidence: "medium",
    data: { kind: "name" },
  });
}

/** Python that a review of the .py files would miss. */
function pythonFinding(file: PackageFile, byContent: ContentKind, byName: NameKind): RawFinding | null {
  const add = (message: string, kind: string) => finding(file, "python-outside-py", message, { data: { kind } });
  if (byContent?.group === "compiled-python" || byName === "compiled-python") {
    return add("The file is compiled Python: QGIS can import it, and nobody can review it.", "compiled");
  }
  if (byName === "windowed-python") return add("The file is Python with the ending .pyw.", "pyw");
  const isPythonScript = byContent?.group === "script" && /^(?:python|pypy)[0-9.]*[wt]?$/.test(byContent.interpreter);
  return isPythonScript && byName !== "python" ? add("The first line says that this is Python, and the name does not.", "shebang") : null;
}

function scriptFinding(file: PackageFile, byContent: ContentKind, byName: NameKind): RawFinding | null {
  if (byContent?.group === "script" && byName !== "python") {
    const message = `The file is a script for \`${byContent.interpreter.replace(/[^\w.+-]/g, "").slice(0, 40)}\`, a program outside of QGIS.`;
    return finding(file, "script", message, { data: { kind: "shebang" } });
  }
  if (byName !== "script") return null;
  return finding(file, "script", "The file has the name of a script that the system runs outside of QGIS.", { data: { kind: "name" } });
}

function archiveFinding(file: PackageFile, byContent: ContentKind, byName: NameKind, budget: NestedBudget): RawFinding | null {
  const behind = byContent === null && endsAsZip(file.bytes) ? "zip" : null;
  const kind: ArchiveKind | null = byContent?.group === "archive" ? byContent.kind : behind;
  const data = { kind: kind ?? FORMAT_UNKNOWN };
  if (byName === "code-archive") {
    return finding(file, "nested-archive-with-code", "The file is an archive of a kind that exists to carry code.", { data });
  }
  if (kind === null && byName !== "archive") return null;
  const result = kind ? lookInto(file.bytes, kind, budget) : { state: "unknown" as const };
  if (result.state === "code") {
    const entry = result.entry.replace(/[^\x20-\x7e]/g, "?").slice(0, 120);
    const message = `The archive holds code that the checks do not see: \`${entry}\`.`;
    return finding(file, "nested-archive-with-code", message, { data: { ...data, entry, by: result.by } });
  }
  if (result.state === "over-budget") {
    const message = "The archives of this package hold more than we look into, so this one may hold code.";
    return finding(file, "nested-archive-with-code", message, { confidence: "low", data });
  }
  if (byName === "document") return null;
  const message =
    result.state === "unknown" ? "The file is an archive that we could not look into." : "The file is an archive; no code was found in it.";
  return finding(file, "nested-archive", message, { confidence: result.state === "unknown" ? "low" : "high", data });
}

function hiddenFinding(file: PackageFile): RawFinding | null {
  const part = hiddenPart(file.path);
  if (part === null) return null;
  const message =
    file.path.endsWith(`/${part}`) || file.path === part ? "The file is hidden." : `The file lies in the hidden folder \`${part}\`.`;
  return finding(file, "hidden", message);
}

/**
 * Files that are no Python, text or data, by content as well as by name. A file gets at most one finding about what
 * it is (the gravest), and one more when it is hidden.
 */
export const check: Check = {
  info: INFO,
  rules: rulesOfCheck("suspicious-files"),
  *run(context: CheckContext): Iterable<RawFinding> {
    const budget = new NestedBudget();
    for (const file of context.files) {
      context.signal.throwIfAborted();
      const byContent = contentKind(file.bytes);
      const byName = nameKind(file.path);
      const about =
        programFinding(file, byContent, byName) ??
        pythonFinding(file, byContent, byName) ??
        scriptFinding(file, byContent, byName) ??
        archiveFinding(file, byContent, byName, budget);
      if (about) yield about;
      const hidden = hiddenFinding(file);
      if (hidden) yield hidden;
    }
  },
};
