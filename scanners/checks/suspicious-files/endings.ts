/** What a file's name says of it. Endings are compared in lower case. */

const words = (text: string) => new Set(text.split(" "));

const PROGRAM_ENDINGS = words("exe dll dylib pyd sys msi scr cpl ocx class dex wasm node bundle elf pif xll chm");
/** `lib.so` and `lib.so.1.2`. */
const SHARED_LIBRARY = /\.so(?:\.\d+)*$/;
const SCRIPT_ENDINGS = words(
  "sh bash zsh csh ksh fish command bat cmd ps1 psm1 vbs vbe jse ws wsc wsf wsh sct hta scpt applescript workflow reg lnk desktop jnlp ahk au3",
);
const COMPILED_PYTHON_ENDINGS = words("pyc pyo");
const ARCHIVE_ENDINGS = words("zip tar gz tgz bz2 tbz tbz2 xz txz 7z rar zst lzma cab iso");
/** Archives that exist to carry code. */
const CODE_ARCHIVE_ENDINGS = words("whl egg jar war apk pyz pyzw deb rpm dmg pkg appimage");
/** Documents that happen to be ZIP or gzip files: no archive in a user's eyes, unless code is inside. */
const DOCUMENT_ENDINGS = words("qgz docx xlsx pptx odt ods odp odg ott ots otp kmz epub npz svgz vsdx 3mf ggb xmind qlr emz");

/** Files about the package itself, which people expect in it. */
const EXPECTED_HIDDEN = words(".gitignore .gitattributes .bandit .flake8 .secrets.baseline");

export type NameKind =
  | "python"
  | "windowed-python"
  | "compiled-python"
  | "program"
  | "script"
  | "code-archive"
  | "archive"
  | "document"
  | null;

/** @param path with `/` between folders */
export function nameKind(path: string): NameKind {
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  const ending = name.includes(".") ? name.slice(name.lastIndexOf(".") + 1) : "";
  if (ending === "py") return "python";
  if (ending === "pyw") return "windowed-python";
  if (COMPILED_PYTHON_ENDINGS.has(ending)) return "compiled-python";
  if (PROGRAM_ENDINGS.has(ending) || SHARED_LIBRARY.test(name)) return "program";
  if (SCRIPT_ENDINGS.has(ending)) return "script";
  if (CODE_ARCHIVE_ENDINGS.has(ending)) return "code-archive";
  if (ARCHIVE_ENDINGS.has(ending)) return "archive";
  return DOCUMENT_ENDINGS.has(ending) ? "document" : null;
}

/** The first hidden part of the path, unless the file is one that belongs to a package. */
export function hiddenPart(path: string): string | null {
  const parts = path.split("/");
  const last = parts.pop() ?? "";
  const folder = parts.find((part) => part.startsWith("."));
  if (folder !== undefined) return folder;
  return last.startsWith(".") && !EXPECTED_HIDDEN.has(last) ? last : null;
}
